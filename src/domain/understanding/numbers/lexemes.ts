import { foldWord } from '../language/normalise.js';
import { NUMBER_WORDS, splitNumberWord } from './number-words.js';

/** `digits`: a run of decimal digits of any script, as ASCII; `fraction`: a sign such as ½; `han`: one Han character. */
export type LexemeKind = 'word' | 'digits' | 'fraction' | 'han' | 'sign';

/** A piece of text as numbers need it: signs and spaces matter here, chat spelling does not. */
export interface Lexeme {
  kind: LexemeKind;
  /** Digits as ASCII, words folded to lower case without accents, signs in their ordinary width. */
  text: string;
  /** UTF-16 code units. */
  start: number;
  end: number;
  /** What stands before it; `thin` is one space that does not break, as between groups of digits. */
  gap: 'none' | 'thin' | 'space' | 'line';
  /** A word with a capital first letter, in capitals throughout, or neither. */
  letters: 'capital' | 'upper' | 'other';
}

const SPACE = /\s/u;
const DIGIT = /\p{Nd}/u;
const NUMERIC = /\p{No}/u;
const LETTER = /[\p{L}\p{M}]/u;
const HAN = /[\p{Script=Han}〇々]/u;
const APOSTROPHES = new Set(["'", '’', '‘', '`', '´', 'ʼ']);
/** Invisible characters and keycap marks: they neither part nor join. */
const TRANSPARENT = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u20e3]/u;
const THIN = new Set(['\u00a0', '\u2007', '\u2009', '\u202f']);
const PLAIN_WORD = /^[A-Za-z]+$/;
const VULGAR_FRACTION = /^(\d+)⁄(\d+)$/u;

const zeroOfCodePoint = new Map<number, number>();

/** Decimal digits of a script stand in tens; the first of a run of digits is a zero. */
function digitValue(codePoint: number): string {
  let zero = zeroOfCodePoint.get(codePoint);
  if (zero === undefined) {
    let first = codePoint;
    while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
    zero = codePoint - ((codePoint - first) % 10);
    if (zeroOfCodePoint.size < 2000) zeroOfCodePoint.set(codePoint, zero);
  }
  return String(codePoint - zero);
}

const isAsciiDigit = (code: number): boolean => code >= 48 && code <= 57;
const isAsciiLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

type Class = 'space' | 'line' | 'digit' | 'letter' | 'han' | 'other' | 'transparent' | 'sign';

function classOf(character: string, code: number): Class {
  if (code < 128) {
    if (isAsciiLetter(code)) return 'letter';
    if (isAsciiDigit(code)) return 'digit';
    if (code === 10 || code === 13) return 'line';
    if (code === 32 || (code >= 9 && code <= 12)) return 'space';
    return 'sign';
  }
  if (TRANSPARENT.test(character)) return 'transparent';
  if (SPACE.test(character)) return code === 0x2028 || code === 0x2029 ? 'line' : 'space';
  if (DIGIT.test(character)) return 'digit';
  if (HAN.test(character)) return 'han';
  if (LETTER.test(character)) return 'letter';
  if (NUMERIC.test(character)) return 'other';
  return 'sign';
}

/** Splits a text once, in one pass. Bounded work per character. */
export function lex(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let gap: Lexeme['gap'] = 'line';
  let at = 0;
  const add = (kind: LexemeKind, value: string, start: number, end: number, letters: Lexeme['letters'] = 'other'): void => {
    lexemes.push({ kind, text: value, start, end, gap, letters });
    gap = 'none';
  };
  const characterAt = (index: number): string => {
    const code = text.charCodeAt(index);
    return code >= 0xd800 && code < 0xdc00 ? String.fromCodePoint(text.codePointAt(index) ?? code) : text.charAt(index);
  };
  while (at < text.length) {
    const character = characterAt(at);
    const start = at;
    at += character.length;
    switch (classOf(character, character.codePointAt(0) ?? 0)) {
      case 'transparent':
        break;
      case 'line':
        gap = 'line';
        break;
      case 'space':
        if (gap === 'none') gap = THIN.has(character) ? 'thin' : 'space';
        else if (gap === 'thin') gap = 'space';
        break;
      case 'digit': {
        const digits = [digitValue(character.codePointAt(0) ?? 0)];
        while (isAsciiDigit(text.charCodeAt(at))) {
          digits.push(text.charAt(at));
          at += 1;
        }
        let end = at;
        while (at < text.length) {
          const next = characterAt(at);
          const code = next.codePointAt(0) ?? 0;
          const kind = classOf(next, code);
          if (kind !== 'digit' && kind !== 'transparent') break;
          at += next.length;
          if (kind === 'digit') {
            digits.push(digitValue(code));
            end = at;
          }
        }
        add('digits', digits.join(''), start, end);
        break;
      }
      case 'letter': {
        while (isAsciiLetter(text.charCodeAt(at))) at += 1;
        let end = at;
        while (at < text.length) {
          const next = characterAt(at);
          const kind = classOf(next, next.codePointAt(0) ?? 0);
          if (kind === 'sign' && APOSTROPHES.has(next)) {
            const after = at + next.length < text.length ? characterAt(at + next.length) : '';
            if (after === '' || classOf(after, after.codePointAt(0) ?? 0) !== 'letter') break;
          } else if (kind !== 'letter' && kind !== 'transparent') break;
          at += next.length;
          if (kind !== 'transparent') end = at;
        }
        const raw = text.slice(start, end);
        const capital = character !== character.toLowerCase();
        const letters = !capital ? 'other' : raw.length > 1 && raw === raw.toUpperCase() ? 'upper' : 'capital';
        const word = PLAIN_WORD.test(raw) ? raw.toLowerCase() : foldWord(raw);
        const parts = splitNumberWord(word);
        const stem = word.endsWith('ish') && end - start === word.length ? word.slice(0, -3) : '';
        if (NUMBER_WORDS.has(stem)) {
          add('word', stem, start, end - 3, letters);
          add('word', 'ish', end - 3, end, letters);
        } else if (parts === undefined) add('word', word, start, end, letters);
        else {
          // "fourhundredfifty": several words in one place.
          for (const part of parts) {
            add('word', part, start, end, letters);
            gap = 'space';
          }
          gap = 'none';
        }
        break;
      }
      case 'han':
        add('han', character, start, at);
        break;
      case 'other': {
        const plain = character.normalize('NFKC');
        const previous = lexemes.at(-1);
        const raised = gap === 'none' && previous?.kind === 'word';
        if (VULGAR_FRACTION.test(plain)) add('fraction', plain.replace('⁄', '/'), start, at);
        else if (/^\d+$/.test(plain)) {
          if (raised) {
            // "m²" is a unit, not a number.
            previous.text += plain;
            previous.end = at;
          } else if (gap === 'none' && previous?.kind === 'digits') {
            previous.text += plain;
            previous.end = at;
          } else add('digits', plain, start, at);
        } else add('sign', character, start, at);
        break;
      }
      case 'sign':
        add('sign', character.charCodeAt(0) < 128 ? character : character.normalize('NFKC'), start, at);
        break;
    }
  }
  return lexemes;
}
