import { foldName } from '../../signals/fold.js';
import { detectLanguage } from '../../understanding/language/detect.js';
import { tokenise } from '../../understanding/language/tokens.js';
import { type ReplyContext } from '../../conversation/reply-context.js';
import { PASS, violation } from '../finding.js';
import { type Guardrail } from '../guardrail.js';
import { namesOnRecord } from './wording.js';

/**
 * Everyday words (folded) that give a language away next to English: no English words, and none of the small words that
 * hotels like in their names (`la`, `du`, `der`). Two different ones in a reply are no accident.
 */
const MARKERS: Readonly<Record<string, string>> = {
  en: 'the and you your is are with for could would this that have please rate we can what thank',
  es: 'entiendo usted ustedes tarifa noche noches gracias podria puede podemos precio habitacion habitaciones fechas para por como muchas entonces quedamos esa esos nosotros buenos buenas dias hola pero tambien muy bien favor seria quiero estamos',
  fr: 'vous votre vos nous notre merci beaucoup comprends bonjour bonsoir pourriez pouvez reponse chambre chambres tarif prix nuit nuits avec pour est sont alors ecris demain mais tres bien plait proposer je serait serions cela ces',
  de: 'sie ihre ihren ihr wir uns konnen konnten bitte danke ja das geht vielen dank preis zimmer nacht nachte und nicht ich verstehe antwort dann bleiben melde morgen auch fur mit ist sind eine einen diese haben guten sehr',
  it: 'potreste potete tariffa prezzo notte notti grazie buongiorno camera camere per quelle questa siamo sono vostra vostro anche molto possiamo vorremmo ciao prego allora della delle quindi',
  pt: 'voce voces poderia tarifa preco noite noites obrigado obrigada quarto quartos nessas para muito bom dia nos seria podemos uma nao isso entao tambem fazer',
  nl: 'kunt kunnen voor deze nachten prijs kamer kamers bedankt graag wij uw niet het een ook goedemorgen dank',
  tr: 'icin tarih tarihler fiyat oda gece geceler tesekkurler yapabilir misiniz merhaba bir bu evet degil lutfen',
  pl: 'panstwo panstwa prosze dziekuje cena pokoj noc mozecie czy moga zaoferowac dzien dobry nie jest dla za',
  sv: 'kan ni gora natterna tack pris rum natt och inte det som vi for',
  id: 'selamat pagi bisa bisakah anda memberikan untuk tanggal harga kamar malam terima kasih tidak dengan kami itu yang',
  cs: 'dekuji cena je poradku prosim noci za noc tak ano dobry den pokoj',
  hr: 'hvala lijepo dobra cijena je noc molim vas soba',
  fi: 'kiitos vastauksesta hinta hyva yota huone ja ovat olisi voitte',
  da: 'tak svaret prisen er vaerelse nat og ikke det vi kan',
  hu: 'koszonom valaszt ez jo ar szoba kerem nem',
  ro: 'multumesc pentru raspuns pretul este bun camera noapte va rog',
  vi: 'ban co the giam gia phong dem cam on khong cho nhung xuong duoc chung toi',
};
const MARKED = new Map<string, string[]>();
for (const [language, words] of Object.entries(MARKERS)) {
  for (const word of words.split(' ')) MARKED.set(word, [...(MARKED.get(word) ?? []), language]);
}
/** Markers that are English words as well; they count only where another marker of their language is not. */
const AMBIGUOUS: ReadonlySet<string> = new Set(
  'per for me no is co on come for the dem ban camera prego is bin dia bu kan ni fur bom ciao oda est com per hola uma bien ja das an es tak er ar ez je det og va jo za bun bisa rog'.split(
    ' ',
  ),
);

/** Letters that the language of the conversation is written in; Latin where it is not listed. */
const SCRIPTS: Readonly<Record<string, RegExp>> = {
  zh: /\p{Script=Han}/u,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  ko: /[\p{Script=Hangul}\p{Script=Han}]/u,
  ar: /\p{Script=Arabic}/u,
  fa: /\p{Script=Arabic}/u,
  he: /\p{Script=Hebrew}/u,
  ru: /\p{Script=Cyrillic}/u,
  uk: /\p{Script=Cyrillic}/u,
  el: /\p{Script=Greek}/u,
  th: /\p{Script=Thai}/u,
  hi: /\p{Script=Devanagari}/u,
  ka: /\p{Script=Georgian}/u,
};
const LATIN = /\p{Script=Latin}/u;
const LETTER = /\p{L}/gu;
/** Latin letters without these are left out quickly, since most replies hold no others. */
const ASCII = /^[\x00-\x7f]*$/;
const BEYOND_LATIN = /(?!\p{Script=Latin})\p{L}/u;

/** The text without names on record, which may be in any language. */
function withoutNames(folded: string, context: ReplyContext): string {
  let rest = folded;
  for (const name of namesOnRecord(context)) {
    const plain = foldName(name);
    if (plain.length >= 2) rest = rest.replaceAll(plain, ' ');
  }
  return rest;
}

/** A greeting in the partner's language, or a "thank you" of two words, is a courtesy and no other language; one of them in a reply. */
const COURTESY =
  /(?:^|[.!?] )(?:buenos dias|buenas (?:tardes|noches)|guten (?:morgen|tag|abend)|dobry den|dzien dobry|dobry wieczor|selamat (?:pagi|siang|sore|malam)|terima kasih)(?=[,.!]| (?:kembali[.!]|once more|again|for (?:the|your)\b))/;

/** The language other than the expected one that at least two everyday words belong to. */
function intruder(words: readonly string[], expected: string): string | undefined {
  const found = new Map<string, Set<string>>();
  for (const word of words) {
    for (const language of MARKED.get(word) ?? []) {
      if (language === expected) continue;
      const seen = found.get(language) ?? new Set();
      found.set(language, seen.add(word));
    }
  }
  for (const [language, seen] of found) {
    const sure = [...seen].filter((word) => !AMBIGUOUS.has(word) && MARKED.get(word)?.includes(expected) !== true).length;
    if (sure >= (language === 'en' ? 4 : 2)) return language;
  }
  return undefined;
}

/** A reply is in the language of the conversation, all of it; names of hotels, rooms and levers are as they are. */
export const languageGuardrail: Guardrail = {
  id: 'language',
  title: 'One language, the right one',
  blocking: true,
  severity: 0.7,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ context }, signals) {
    const { language } = signals;
    const folded = signals.folded.replace(COURTESY, ' ');
    const expected = context.language.toLowerCase().split('-')[0] ?? '';
    if (expected !== 'es' && /[¿¡]/u.test(folded) && !namesOnRecord(context).some((name) => /[¿¡]/u.test(name))) {
      return violation('Words of another language (es).');
    }
    const script = SCRIPTS[expected] ?? LATIN;
    const foreignLetters = !ASCII.test(folded) && BEYOND_LATIN.test(folded);
    if (script === LATIN && !foreignLetters) {
      const words = folded.match(/[\p{L}]+/gu) ?? [];
      if (intruder(words, expected) === undefined && (language === expected || language === 'und' || words.length < 4))
        return PASS;
    }
    // Something looks foreign; only now is it worth taking the names out.
    const rest = withoutNames(folded, context);
    const letters = rest.match(LETTER) ?? [];
    if (letters.length === 0) return PASS;
    const foreign = letters.filter((letter) => !script.test(letter)).length;
    if (script === LATIN ? foreign >= 2 : foreign > Math.max(20, letters.length * 0.6)) {
      return violation('Letters of another script.');
    }
    const words = rest.match(/[\p{L}]+/gu) ?? [];
    const other = intruder(words, expected);
    if (other !== undefined) return violation(`Words of another language (${other}).`);
    if (words.length < 4) return PASS;
    const measured = detectLanguage(tokenise(rest));
    return measured === expected || measured === 'und' || language === expected
      ? PASS
      : violation(`Written in another language (${measured}).`);
  },
};
