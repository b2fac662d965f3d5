import { foldWord } from '../language/normalise.js';
import { type Lexeme } from '../numbers/lexemes.js';
import { CURRENCIES } from './currencies.js';
import {
  EXPECTED_TERMS,
  FORMER_CURRENCIES,
  LEADING_NAMES,
  MINOR_UNITS,
  NAMES,
  SIGNS,
  TOUCHY_TERMS,
  WORDLIKE_CODES,
} from './currency-names.js';

interface Term {
  codes: readonly string[];
  kind: 'sign' | 'code' | 'name' | 'minor';
  /** Digits by which a minor unit moves the point; 0 for whole units. */
  minorDigits: number;
}

export interface CurrencyMatch extends Term {
  /** What the term stands for here: the expected currency where it fits, else the most common one. */
  currency: string;
  /** Lexemes from the first up to this one, exclusive. */
  end: number;
}

/** Longest term in lexemes ("costa rican colon", "s / ."). */
const LONGEST = 5;

function tableOf(lines: string, kind: Term['kind'], into: Map<string, Term>): void {
  for (const line of lines.trim().split('\n')) {
    const colon = line.indexOf(': ');
    const head = line.slice(0, colon).split(' ');
    const minorDigits = kind === 'minor' ? Number(head.shift()) : 0;
    for (const raw of line.slice(colon + 2).split(', ')) {
      const words = raw
        .split(' ')
        .map((word) => (/\p{L}{2}/u.test(word) && !/[^\p{L}\p{M}]/u.test(word) ? foldWord(word) : word));
      const term = words.join(' ');
      const plurals =
        (kind === 'name' || kind === 'minor') && /[a-z]{3}$/.test(term) && !term.endsWith('s') ? [term, `${term}s`] : [term];
      // What is listed first stays: a plain "rupee" is the most common one, before the list of all rupees.
      for (const each of plurals) if (!into.has(each)) into.set(each, { codes: head, kind, minorDigits });
    }
  }
}

const wholeTerms = new Map<string, Term>();
for (const code of [...CURRENCIES.keys(), ...FORMER_CURRENCIES])
  wholeTerms.set(code.toLowerCase(), { codes: [code], kind: 'code', minorDigits: 0 });
tableOf(SIGNS, 'sign', wholeTerms);
tableOf(NAMES, 'name', wholeTerms);
for (const { code, name } of CURRENCIES.values()) {
  const words = name.split(' ').map(foldWord).join(' ');
  for (const term of [words, `${words}s`])
    if (!wholeTerms.has(term)) wholeTerms.set(term, { codes: [code], kind: 'name', minorDigits: 0 });
}
const minorTerms = new Map<string, Term>();
tableOf(MINOR_UNITS, 'minor', minorTerms);

const firstPieces: ReadonlySet<string> = new Set(
  [...wholeTerms.keys(), ...minorTerms.keys()].map((term) => /^(?:\p{Script=Han}|[\p{L}\p{M}]+|.)/u.exec(term)?.[0] ?? ''),
);

/** Whether a currency term can begin with this word or sign. */
export function startsCurrency(piece: string): boolean {
  return firstPieces.has(piece);
}

const KANA = /[\u3040-\u30ff]/u;
const HAN = /\p{Script=Han}/u;

/** What the currency terms of one text are read against. */
export interface CurrencySetting {
  /** ISO 4217 code that the talk is about, if known. */
  expected?: string | undefined;
  /** Decides what ¥ is where nothing is expected. */
  text: string;
}

function resolve({ codes, kind }: Term, { expected, text }: CurrencySetting): string {
  if (expected !== undefined && codes.includes(expected)) return expected;
  const [first = 'USD'] = codes;
  if (kind === 'sign' && first === 'JPY' && codes.includes('CNY')) return !KANA.test(text) && HAN.test(text) ? 'CNY' : 'JPY';
  return first;
}

function allowed(
  key: string,
  term: Term,
  lexemes: readonly Lexeme[],
  at: number,
  end: number,
  setting: CurrencySetting,
  side: Side,
): boolean {
  const first = lexemes[at];
  if (first === undefined) return false;
  const shouted = first.letters === 'upper' || (first.letters === 'capital' && first.text.length === 1);
  const expected = setting.expected !== undefined && term.codes.includes(setting.expected);
  if (term.kind === 'code') {
    const [code = ''] = term.codes;
    if (WORDLIKE_CODES.has(code)) return expected ? shouted || side === 'after' : shouted && !besideShouting(lexemes, at, end);
    return true;
  }
  if (key === 'r') return shouted;
  if (EXPECTED_TERMS.has(key)) return expected;
  if (TOUCHY_TERMS.has(key)) {
    const touches = side === 'after' ? first.gap === 'none' : (lexemes[end]?.gap ?? 'line') === 'none';
    // "120 Ft" are forints, "120 ft" feet.
    if (key.startsWith('ft')) return first.letters === 'capital' || (expected && side === 'after');
    return touches || (expected && key.length > 1) || (shouted && key.length > 1);
  }
  if (term.kind === 'name' && side === 'before') return LEADING_NAMES.has(key);
  return true;
}

/** "WE TRY 450": in a text in capitals, capitals mean nothing. */
function besideShouting(lexemes: readonly Lexeme[], at: number, end: number): boolean {
  const beside = [lexemes[at - 1], lexemes[at - 2], lexemes[end], lexemes[end + 1]];
  return beside.some(
    (lexeme) => lexeme?.kind === 'word' && lexeme.letters === 'upper' && lexeme.text.length > 1 && !wholeTerms.has(lexeme.text),
  );
}

type Side = 'before' | 'after';

/** The longest currency term that begins at a lexeme and stands on that side of an amount. */
export function findCurrency(
  lexemes: readonly Lexeme[],
  at: number,
  side: Side,
  setting: CurrencySetting,
): CurrencyMatch | undefined {
  const first = lexemes[at];
  if (first === undefined || first.kind === 'digits' || first.kind === 'fraction') return undefined;
  if (!firstPieces.has(first.text)) return undefined;
  let key = '';
  let found: CurrencyMatch | undefined;
  for (let index = at; index < at + LONGEST; index += 1) {
    const lexeme = lexemes[index];
    if (lexeme === undefined || lexeme.kind === 'digits' || (index > at && lexeme.gap === 'line')) break;
    key += index === at || lexeme.gap === 'none' ? lexeme.text : ` ${lexeme.text}`;
    const term = wholeTerms.get(key) ?? (side === 'after' ? minorTerms.get(key) : undefined);
    if (term !== undefined && allowed(key, term, lexemes, at, index + 1, setting, side)) {
      found = { ...term, currency: resolve(term, setting), end: index + 1 };
    }
  }
  return found;
}

/** Digits of the minor unit; 2 where the code is not known. */
export function exponentOf(code: string | undefined): number {
  return (code === undefined ? undefined : CURRENCIES.get(code)?.exponent) ?? 2;
}
