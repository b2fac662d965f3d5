import { Exact } from './exact.js';
import { type Lexeme } from './lexemes.js';
import { NUMBER_WORDS, type NumberWord } from './number-words.js';
import { type Numeral } from './numeral.js';

const HYPHENS: ReadonlySet<string> = new Set(['-', '‐', '‑', '–']);

export interface Place {
  at: number;
  /** Joined by a hyphen to what stands before. */
  hyphen: boolean;
}

/** Where the next word of the same numeral would stand: after a space, or a hyphen without spaces. */
export function following(lexemes: readonly Lexeme[], at: number): Place | undefined {
  const next = lexemes[at];
  if (next === undefined || next.gap === 'line') return undefined;
  if (next.kind === 'sign') {
    const word = lexemes[at + 1];
    return HYPHENS.has(next.text) && next.gap === 'none' && word?.kind === 'word' && word.gap === 'none'
      ? { at: at + 1, hyphen: true }
      : undefined;
  }
  return { at, hyphen: false };
}

export const wordAt = (lexemes: readonly Lexeme[], at: number): NumberWord | undefined => {
  const lexeme = lexemes[at];
  return lexeme?.kind === 'word' ? NUMBER_WORDS.get(lexeme.text) : undefined;
};

export const ONE = new Exact(1);

export const DOZEN = new Exact(12);

export const ARTICLES: ReadonlySet<string> = new Set(['a', 'an']);

/** "a grand total", "the Grand Hotel": not a thousand. */
const GRAND_THINGS: ReadonlySet<string> = new Set([
  'total',
  'hotel',
  'piano',
  'opening',
  'suite',
  'suites',
  'deluxe',
  'plaza',
  'palace',
  'king',
  'room',
  'rooms',
  'view',
  'resort',
  'hyatt',
  'mercure',
  'place',
  'finale',
  'prix',
  'slam',
  'scheme',
  'canyon',
  'tour',
  'central',
  'old',
  'lobby',
  'ballroom',
  'premier',
  'superior',
]);

export function isGrand(lexemes: readonly Lexeme[], at: number): boolean {
  const text = lexemes[at]?.text;
  if (text !== 'grand' && text !== 'grands') return false;
  return lexemes[at]?.letters !== 'capital' && !GRAND_THINGS.has(lexemes[at + 1]?.text ?? '');
}

/** The power of ten that a word after a number stands for. */
export function scaleAt(lexemes: readonly Lexeme[], at: number): number | undefined {
  const word = wordAt(lexemes, at);
  if (word?.kind === 'scale') return word.power;
  if (isGrand(lexemes, at)) return 3;
  if (lexemes[at]?.text === 'k' && lexemes[at + 1]?.gap !== 'none') return 3;
  return undefined;
}

export function words(value: Exact, start: number, end: number, extra: Partial<Numeral> = {}): Numeral {
  return {
    value,
    start,
    end,
    style: 'words',
    scale: ONE,
    ordinal: false,
    fraction: false,
    approximate: false,
    grouped: false,
    ...extra,
  };
}
