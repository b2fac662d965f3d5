import { type AskedFor } from '../reading.js';

/** Names how texts are put before a trained reader of acts; one that was taught another way must not be used. */
export const ACT_TEXT_VERSION = 'act-text-1';

/** What a trained reader of acts sees: what we had asked for, and what the partner says. */
export interface ActText {
  asked: AskedFor;
  /** One line, every number written `0`: which number it is says nothing about what the message does. */
  words: string;
}

/** A longer message is read up to here; what it is about is said before. */
const LONGEST = 1_000;

/** The partner's message as the trained reader of acts was taught to read it; changing it means another version, and training again. */
export function actText(text: string, asked: AskedFor = 'nothing'): ActText {
  const words = text
    .slice(0, LONGEST)
    .replace(/\p{N}(?:[\p{N}.,:'’/]*\p{N})?/gu, '0')
    .replace(/\s+/g, ' ')
    .trim();
  return { asked, words };
}
