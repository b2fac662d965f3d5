import { startsCurrency } from '../currency/find-currency.js';
import { type Lexeme } from './lexemes.js';
import { NUMBER_WORDS, ORDINAL_WORDS } from './number-words.js';

const OPENERS: ReadonlySet<string> = new Set([
  'half',
  'quarter',
  'couple',
  'few',
  'several',
  'pair',
  'point',
  'minus',
  'negative',
  'between',
  'catch',
]);
const ARTICLES: ReadonlySet<string> = new Set(['a', 'an', 'another']);
const SIGNS: ReadonlySet<string> = new Set(['-', '−', '–', '‑', '.', '+', '(', '%']);

/** A quick look whether anything with a number can begin at a lexeme; most words of a message end here. */
export function couldStart(lexemes: readonly Lexeme[], at: number): boolean {
  const lexeme = lexemes[at];
  switch (lexeme?.kind) {
    case undefined:
      return false;
    case 'digits':
    case 'fraction':
    case 'han':
      return true;
    case 'sign':
      return SIGNS.has(lexeme.text) || startsCurrency(lexeme.text);
    case 'word': {
      const { text } = lexeme;
      if (NUMBER_WORDS.has(text) || ORDINAL_WORDS.has(text) || OPENERS.has(text) || (startsCurrency(text) && !ARTICLES.has(text)))
        return true;
      if (startsCurrency(text) && lexemes[at + 1]?.text === '$') return true;
      const next = lexemes[at + 1];
      if (text === 'the' || text === 'no') return next?.text === 'one';
      if (ARTICLES.has(text) && next?.kind === 'word') {
        return NUMBER_WORDS.has(next.text) || ORDINAL_WORDS.has(next.text) || OPENERS.has(next.text) || next.text === 'grand';
      }
      return next?.kind === 'digits' && next.gap === 'none';
    }
  }
}
