import { type InterpreterTicket, type Quote, type StayLimit } from '../reading.js';
import { type QuoteTag } from './cue-hits.js';
import { type Size } from './sizes.js';

/** A quote while it is being put together: which word it stands at and what was found about it. */
export interface Draft {
  /** Word of the message that other words are attached to. */
  at: number;
  quote: Quote;
  size: Size;
  /** Those that may be meant: all of them at first. */
  tickets: readonly InterpreterTicket[];
  /** Said of all its tickets at once. */
  ofAll: boolean;
  limits: StayLimit[];
  /** What is said about it in its own sentence … */
  tags: Set<QuoteTag>;
  /** … and around it. */
  tagsAround: Set<QuoteTag>;
}

export function draftOf(
  { at, quote }: Pick<Draft, 'at' | 'quote'>,
  tickets: readonly InterpreterTicket[],
  size: Size = 'unknown',
): Draft {
  return { at, quote, size, tickets, ofAll: false, limits: [], tags: new Set(), tagsAround: new Set() };
}

/** Which of two opposites was said: in the sentence of the quote first, else around it. Both where both were. */
export function eitherOf<Tag extends QuoteTag>({ tags, tagsAround }: Draft, choices: readonly Tag[]): Tag[] {
  const near = choices.filter((tag) => tags.has(tag));
  return near.length > 0 ? near : choices.filter((tag) => tagsAround.has(tag));
}
