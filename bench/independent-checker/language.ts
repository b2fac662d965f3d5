import { wordsOf, type Reading } from './reading.js';

/** Short words that no English sentence has; greetings and thanks of a partner's language may be said back. */
const FOREIGN = new RegExp(
  `(?<![\\p{L}'-])(?:${[
    'und|ist|nicht|für|mit|das|bitte|wir|ich|sie|ihre?n?|preis|nächte?|nacht|eine?n?|auch|oder|aber|können|könnten|würden|möchten|haben|gut|verstehe|danke für|zimmer|vielen',
    'vous|votre|vos|pour|avec|nous|je|est|une|les|des|dans|tarif|prix|nuits?|serait|pouvez|pourriez|merci beaucoup|comprends|très|bien sûr|chambre|bonsoir et',
    'para|por|usted|ustedes|noches?|tarifa|podría|podrían|muchas gracias|habitación|precio|nosotros|que(?! bom)|muy(?! bien)|pero|esas|esos|está|gracias por|(?<!buenos )días|entiendo',
    'tariffa|prezzo|notti|notte|vorremmo|vostra|vostro|potrebbe|camera per|sono|grazie mille|grazie per|capisco|situazione|che|della|questa|anche',
    'obrigad[oa] p\\p{L}+|muito|você|sua|seu|noites?|entendo|preço|poderia|não|uma|pela',
    'voor|uw|niet|bedankt voor|dank voor|wij|kunt|nachten|prijs|een|het|zou|begrijp',
    'için|bir|çok|fiyat|anlıyorum|gece',
    'dziękuję|proszę|bardzo|rozumiem|cena|děkuji|hvala vam|tack för|tak for|mulțumesc',
  ].join('|')})(?![\\p{L}'-])`,
  'gu',
);
const NOT_ENGLISH_SCRIPT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Thai}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Devanagari}]{2,}/u;

function withoutAccents(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '');
}

/** A greeting, what is in quotation marks, and what the partner wrote, may be said in their language. */
function isForeign({ sentences, partner, ours }: Reading): boolean {
  const unquoted = sentences
    .filter((sentence) => wordsOf(sentence).length > 2 || NOT_ENGLISH_SCRIPT.test(sentence))
    .join('\n')
    .replaceAll(/"[^"]*"/g, '');
  if (NOT_ENGLISH_SCRIPT.test(unquoted)) return true;
  const known = withoutAccents(`${partner}\n${ours.join('\n').toLowerCase()}`);
  return [...unquoted.matchAll(FOREIGN)].some(([word]) => !known.includes(withoutAccents(word)));
}

export function languageBroken(reading: Reading): string[] {
  return isForeign(reading) ? ['language'] : [];
}
