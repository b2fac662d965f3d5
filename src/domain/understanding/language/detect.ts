import { type TokenisedText } from './tokens.js';
import { PROFILES } from './profiles.js';

/** Scripts that (nearly) name a language. Han alone is Chinese; with kana it is Japanese. */
const SCRIPTS: readonly (readonly [language: string, letters: RegExp])[] = [
  ['ja', /[\u3040-\u30ff]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['km', /\p{Script=Khmer}/gu],
  ['ta', /\p{Script=Tamil}/gu],
];
const LATIN = /\p{Script=Latin}/gu;
/** Such a text is of no other script, and holds none of the letters below. */
const ASCII = /^[\x00-\x7f]*$/;
/** A CJK character says more than a letter. */
const DENSE_WEIGHT = 2.5;
const DENSE: ReadonlySet<string> = new Set(['ja', 'ko', 'zh']);

const WORD_LANGUAGES = new Map<string, { language: string; weight: number }[]>();
for (const [language, words] of Object.entries(PROFILES)) {
  for (const entry of words.split(' ')) {
    const [word = '', weight = '1'] = entry.split(':');
    const list = WORD_LANGUAGES.get(word) ?? [];
    list.push({ language, weight: Number(weight) });
    WORD_LANGUAGES.set(word, list);
  }
}
/** Letters that only some languages of the Latin script use. */
const LETTER_HINTS: readonly (readonly [language: string, letters: RegExp])[] = [
  ['es', /[ñ¿¡]/u],
  ['de', /[ßäöü]/u],
  ['fr', /[çœêèùâ]/u],
  ['pt', /[ãõ]/u],
  ['tr', /[ğışİ]/u],
  ['pl', /[ąęłńśźż]/u],
  ['vi', /[ơưđạảấầẩẫậắằặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/u],
  ['sv', /å/u],
];

/**
 * The language of a message as BCP 47, `und` where it cannot be told (digits, an emoji, a name). What the partner is known to
 * write settles a message too short to tell, when it has any letters at all.
 */
export function detectLanguage(text: TokenisedText, known?: string): string {
  const ascii = ASCII.test(text.text);
  const latin = ascii ? Number(/[A-Za-z]/.test(text.text)) : count(text.text, LATIN);
  let best: { language: string; letters: number } | undefined;
  for (const [language, letters] of ascii ? [] : SCRIPTS) {
    const found = count(text.text, letters) * (DENSE.has(language) ? DENSE_WEIGHT : 1);
    if (found > 0 && (best === undefined || found > best.letters)) best = { language, letters: found };
  }
  if (best !== undefined && best.letters >= latin * 0.5)
    return best.language === 'zh' && /[\u3040-\u30ff]/u.test(text.text) ? 'ja' : best.language;
  if (latin === 0) return 'und';

  const scores = new Map<string, number>();
  const add = (language: string, weight: number): void => void scores.set(language, (scores.get(language) ?? 0) + weight);
  for (const token of text.tokens) for (const { language, weight } of WORD_LANGUAGES.get(token.word) ?? []) add(language, weight);
  for (const [language, letters] of LETTER_HINTS) if (!ascii && letters.test(text.text.toLowerCase())) add(language, 1.2);

  const ranked = [...scores].sort((one, other) => other[1] - one[1]);
  const [first, second] = ranked;
  if (first === undefined) return fallback(known);
  if (second !== undefined && second[1] === first[1])
    return ranked.filter(([, score]) => score === first[1]).some(([language]) => language === primary(known))
      ? primary(known)
      : tieBreak(ranked, known);
  return first[0];
}

function tieBreak(ranked: readonly (readonly [string, number])[], known: string | undefined): string {
  return ranked.some(([language, score]) => language === 'en' && score === ranked[0]?.[1]) ? 'en' : fallback(known);
}

function fallback(known: string | undefined): string {
  return known === undefined || known === '' ? 'und' : primary(known);
}

function primary(tag: string | undefined): string {
  return (tag ?? '').split('-')[0]?.toLowerCase() ?? '';
}

function count(text: string, letters: RegExp): number {
  let found = 0;
  for (const match of text.matchAll(letters)) found += match[0].length > 0 ? 1 : 0;
  return found;
}
