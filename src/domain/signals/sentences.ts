import { fold } from './fold.js';
import { type Sentence } from './signals.js';

const END = new Set(['.', '!', '?', '…', '。', '！', '？', '؟', '．', '｡', '\n', '\r', '\u2028', '\u2029']);
/** End a sentence without a space behind them. */
const END_ALONE = new Set(['。', '！', '？', '؟', '｡', '\n', '\r', '\u2028', '\u2029']);
const CLOSING = new Set(['"', "'", '”', '’', '»', ')', ']', '）', '」', '』']);
const QUESTION = /[?？؟][!?！？.…"'”’»)\]）」』\s]{0,8}$/;
const WORD_CHARACTER = /[\p{L}\p{N}]/u;
const SMALL_LETTER = /\p{Ll}/u;
/** Words that a full stop belongs to; a single letter is one as well ("W. Mutua", "e.g."). */
const ABBREVIATIONS = new Set(
  'mr mrs ms dr st sr jr prof ca approx incl excl vs etc no nr art bzw max min dept jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun'.split(
    ' ',
  ),
);

/**
 * Splits a reply into sentences, linear in its length. A full stop inside a number, an address or an abbreviation, or
 * before a small letter, ends none; a line break always does.
 */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  let wordStart = 0;
  const close = (end: number): void => {
    const raw = text.slice(start, end);
    const inner = raw.trim();
    start = end;
    if (inner === '') return;
    const from = end - raw.length + (raw.length - raw.trimStart().length);
    sentences.push({ text: inner, folded: fold(inner), span: [from, from + inner.length], question: QUESTION.test(inner) });
  };
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === ' ' || character === '\t') wordStart = index + 1;
    if (!END.has(character)) continue;
    let after = index + 1;
    while (after < text.length && (END.has(text.charAt(after)) || CLOSING.has(text.charAt(after))) && text.charAt(after) !== '\n')
      after++;
    if (!endsSentence(text, index, after, wordStart)) continue;
    close(after);
    index = after - 1;
    wordStart = after;
  }
  close(text.length);
  return sentences;
}

/** `after` is where the run of signs that begins at `index` is over. */
function endsSentence(text: string, index: number, after: number, wordStart: number): boolean {
  const signs = text.slice(index, after);
  if (after >= text.length || Array.from(signs).some((sign) => END_ALONE.has(sign))) return true;
  const next = text.charAt(after);
  const question = signs.includes('?') || signs.includes('!');
  if (WORD_CHARACTER.test(next)) {
    // "Really?And the date": a sentence; "https://x.example/?a=1": none.
    return question && !/[/@]|www\./.test(text.slice(wordStart, index).slice(0, 200));
  }
  if (question) return true;
  // "480 … the rate", "approx. EUR 480", "St. Moritz".
  if (SMALL_LETTER.test(nextLetter(text, after))) return false;
  return signs !== '.' || !isAbbreviation(text.slice(Math.max(wordStart, index - 6), index));
}

function nextLetter(text: string, from: number): string {
  for (let index = from; index < text.length && index < from + 4; index++) {
    if (!/\s/.test(text.charAt(index))) return text.charAt(index);
  }
  return '';
}

function isAbbreviation(word: string): boolean {
  const plain = word.toLowerCase().replace(/^[^a-z]{1,6}/, '');
  return /^(?:[a-z]|[a-z]\.[a-z])$/.test(plain) || ABBREVIATIONS.has(plain);
}
