import { Exact, quotient } from './exact.js';
import { type Lexeme } from './lexemes.js';
import { type Numeral } from './numeral.js';
import { ARTICLES, following, scaleAt, wordAt, words } from './spelled-words.js';
import { DURATIONS } from './units.js';

/** "half a grand", "half million", "half a dozen", "a quarter of a million", "a half". */
export function readHalf(lexemes: readonly Lexeme[], at: number): Numeral | undefined {
  const article = ARTICLES.has(lexemes[at]?.text ?? '');
  const begin = article ? at + 1 : at;
  const part = lexemes[begin]?.text;
  if ((part !== 'half' && part !== 'quarter') || lexemes[begin]?.kind !== 'word') return undefined;
  let next = following(lexemes, begin + 1);
  if (next !== undefined && lexemes[next.at]?.text === 'of') next = following(lexemes, next.at + 1);
  if (next !== undefined && (ARTICLES.has(lexemes[next.at]?.text ?? '') || lexemes[next.at]?.text === 'one')) {
    next = following(lexemes, next.at + 1);
  }
  if (next === undefined) return undefined;
  const word = wordAt(lexemes, next.at);
  const power = word?.kind === 'hundred' ? 2 : scaleAt(lexemes, next.at);
  const factor = part === 'half' ? new Exact('0.5') : new Exact('0.25');
  // "half an hour": the noun is left to what counts it.
  if (part === 'half' && DURATIONS.has(lexemes[next.at]?.text ?? '') && next.at > begin + 1)
    return words(factor, at, next.at, { fraction: true });
  if (word?.kind === 'dozen') return words(factor.mul(12), at, next.at + 1, { scale: new Exact(12) });
  if (power === undefined) return undefined;
  return words(factor.mul(`1e${power}`), at, next.at + 1, { scale: new Exact(`1e${power}`) });
}

export function readArticleFraction(lexemes: readonly Lexeme[], at: number, word: number, divisor: number): Numeral | undefined {
  const next = lexemes[word + 1];
  const text = lexemes[word]?.text;
  // "a third person" counts persons, "a quarter" alone may be a part of the year; "half" is handled by what follows it.
  const partOf =
    next === undefined ||
    next.gap === 'line' ||
    next.text === 'of' ||
    next.text === 'off' ||
    next.text === 'less' ||
    next.text === 'more';
  const closes = next?.kind === 'sign' && next.gap === 'none';
  if (text === 'half' ? !partOf && !closes : text === 'quarter' ? next?.text !== 'of' : !partOf) return undefined;
  return words(quotient(1, divisor), at, word + 1, { fraction: true });
}

const VAGUE: Readonly<Record<string, number>> = { couple: 2, few: 3, several: 3, pair: 2 };

/** "a couple of hundred", "few hundred", "a couple of nights": a number, said loosely. */
export function readVague(lexemes: readonly Lexeme[], at: number): Numeral | undefined {
  const article = ARTICLES.has(lexemes[at]?.text ?? '') || lexemes[at]?.text === 'another';
  const begin = article ? at + 1 : at;
  const text = lexemes[begin]?.text ?? '';
  const value = Object.hasOwn(VAGUE, text) ? VAGUE[text] : undefined;
  if (value === undefined || (article && lexemes[begin]?.gap === 'line')) return undefined;
  let next = following(lexemes, begin + 1);
  if (next !== undefined && lexemes[next.at]?.text === 'of') next = following(lexemes, next.at + 1);
  const word = next === undefined ? undefined : wordAt(lexemes, next.at);
  const power = next === undefined ? undefined : word?.kind === 'hundred' ? 2 : scaleAt(lexemes, next.at);
  if (power !== undefined && next !== undefined) {
    return words(new Exact(value).mul(`1e${power}`), at, next.at + 1, { scale: new Exact(`1e${power}`), approximate: true });
  }
  if (word?.kind === 'dozen' && next !== undefined) {
    return words(new Exact(value * 12), at, next.at + 1, { scale: new Exact(12), approximate: true });
  }
  return article && text === 'couple' ? words(new Exact(2), at, begin + 1, { approximate: true }) : undefined;
}
