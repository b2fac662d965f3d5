import { type Span } from '../reading.js';
import { remembering } from '../../remembered.js';
import { foldWord, plainWords } from './normalise.js';

/** What stands before a word: nothing or a space, a comma or dash, the end of a sentence, a new line (often a new message). */
export const BREAK = { none: 0, comma: 1, sentence: 2, line: 3 } as const;
export type Break = (typeof BREAK)[keyof typeof BREAK];

export interface Token {
  /** Folded, with chat spelling and contractions resolved: `don't` gives the two tokens `do`, `not`. */
  word: string;
  span: Span;
  breakBefore: Break;
  sentence: number;
  /** Inside double quotation marks: somebody's words are cited, not said. */
  cited: boolean;
  /** Written in capitals, two letters or more. */
  shouted: boolean;
}

export interface Sentence {
  /** Tokens from `start` to `end`, exclusive. */
  start: number;
  end: number;
  question: boolean;
  exclaimed: boolean;
  /** Ends in dots: trails off. */
  trailing: boolean;
}

/** A message split once, for everybody who reads it. */
export interface TokenisedText {
  text: string;
  tokens: Token[];
  sentences: Sentence[];
  emoji: string[];
  exclamations: number;
  /** Share of letters in capitals, over words of two letters or more; 0 for short texts. */
  shouting: number;
}

/** Words (letters with apostrophes inside, or numbers with separators), emoji, single signs, lines: a group each. Every branch is linear. */
const PIECE =
  /([\p{L}\p{M}\u00ad\u200b-\u200d\u2060\ufeff]+(?:['’‘`´ʼ][\p{L}\p{M}]+)*|\p{N}+(?:[.,:]\p{N}+)*\p{L}*)|(\p{Extended_Pictographic})|([^\s\p{L}\p{N}])|\n/gu;

/** Most words: every letter is one, and none is a capital. */
const SMALL_LETTERS = /^[a-z]+$/;
const SENTENCE_SIGNS = new Set(['.', '?', '!', ';', ':', '…', '。', '？', '！', '；', '：', '¿', '¡', '؟', '؛', '।', '|', '•']);
const COMMA_SIGNS = new Set([',', '-', '–', '—', '(', ')', '，', '、', '،', '/', '→', '[', ']', '~', '*']);
const QUOTE_SIGNS = new Set(['"', '“', '”', '„', '«', '»', '「', '」']);
const APOSTROPHE = /['’‘`´ʼ]/u;

/** The plain words of a word as it was written; most words are written again and again. */
const plainWordsOf = remembering((word) => plainWords(foldWord(word), APOSTROPHE.test(word)), 5_000);

export function tokenise(text: string): TokenisedText {
  const tokens: Token[] = [];
  const sentences: Sentence[] = [];
  const emoji: string[] = [];
  let pending: Break = BREAK.line;
  let start = 0;
  let cited = false;
  let exclamations = 0;
  let upper = 0;
  let letters = 0;
  let shoutedWords = 0;
  let dots = 0;

  const closeSentence = (): void => {
    if (tokens.length > start) {
      sentences.push({ start, end: tokens.length, question: false, exclaimed: false, trailing: false });
      start = tokens.length;
    }
  };

  for (const match of text.matchAll(PIECE)) {
    const [, word, picture, sign] = match;
    if (word !== undefined) {
      const span: Span = [match.index, match.index + word.length];
      const small = SMALL_LETTERS.test(word);
      const shouted = !small && word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase();
      if (word.length > 1) {
        if (small) letters += word.length;
        else
          for (const letter of word) {
            if (letter !== letter.toLowerCase()) upper += 1;
            if (letter.toLowerCase() !== letter.toUpperCase()) letters += 1;
          }
      }
      if (shouted) shoutedWords += 1;
      if (pending >= BREAK.sentence) closeSentence();
      for (const plain of plainWordsOf(word)) {
        if (plain === '') continue;
        tokens.push({ word: plain, span, breakBefore: pending, sentence: sentences.length, cited, shouted });
        pending = BREAK.none;
      }
      dots = 0;
      continue;
    }
    if (picture !== undefined) {
      emoji.push(picture);
      pending = Math.max(pending, BREAK.comma) as Break;
      continue;
    }
    if (sign === undefined) {
      if (pending < BREAK.sentence) closeSentence();
      pending = BREAK.line;
      cited = false;
      continue;
    }
    if (QUOTE_SIGNS.has(sign)) cited = !cited;
    if (SENTENCE_SIGNS.has(sign)) {
      closeSentence();
      const last = sentences.at(-1);
      dots = sign === '.' ? dots + 1 : sign === '…' ? 3 : 0;
      if (last !== undefined) {
        if (sign === '?' || sign === '？' || sign === '؟') last.question = true;
        if (sign === '!' || sign === '！') last.exclaimed = true;
        if (dots >= 2) last.trailing = true;
      }
      if (sign === '!' || sign === '！') exclamations += 1;
      pending = Math.max(pending, BREAK.sentence) as Break;
    } else if (COMMA_SIGNS.has(sign)) {
      pending = Math.max(pending, BREAK.comma) as Break;
    }
  }
  closeSentence();
  return { text, tokens, sentences, emoji, exclamations, shouting: shoutedWords >= 2 && letters >= 8 ? upper / letters : 0 };
}
