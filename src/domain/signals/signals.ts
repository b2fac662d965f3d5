import { type Mention, type Span } from '../understanding/reading.js';

/** A sentence of the reply. */
export interface Sentence {
  text: string;
  /** As in {@link ReplySignals.folded}, for phrase matching within one sentence. */
  folded: string;
  span: Span;
  question: boolean;
}

/** Facts measured once about (context, reply); guardrails, the signals judge and the rule reward all read these. */
export interface ReplySignals {
  /** Reply after Unicode NFKC, zero-width characters removed, look-alike letters folded, lower case; for phrase matching. */
  folded: string;
  words: string[];
  sentences: Sentence[];
  questions: number;
  characters: number;
  /** Every number in the reply, found by the same reader that reads partners. */
  mentions: Mention[];
  /** Numbers with no fact on record behind them. */
  ungrounded: Mention[];
  /** Share of 3-word shingles shared with the most similar earlier message of ours, 0 to 1, and that message's seq. Names of rooms, stays and the like count as one word. */
  similarityToOwn: { score: number; seq?: number };
  /** The same with the partner's last messages (echoing). */
  similarityToPartner: number;
  /** BCP 47 of the reply, `und` where too short to tell. */
  language: string;
  /** Share of letters outside the expected script, 0 to 1. */
  foreignScriptShare: number;
  startsWithThanksOrSorry: boolean;
  /** Says the terms over again: a rate of theirs, in words of summing up or with a question for a yes. */
  restatesTerms: boolean;
  asksForConfirmation: boolean;
  /** Says that something is agreed, settled or recorded as such; not as a question, condition or denial. */
  claimsAgreement: boolean;
  namesConcern: boolean;
  showsEmpathy: boolean;
  identifiesAsAi: boolean;
  /** Offers or announces a person. */
  offersPerson: boolean;
  /** Levers of the mandate that the reply names, in their words or most of them. */
  levers: { leverId: string; span: Span }[];
  /** Amounts that the reply puts forward as our ask, permitted or not, in the ticket's own basis and unit. */
  asksStated: { ticketId: string; rate: string; span: Span }[];
  exclamationMarks: number;
  capitalsShare: number;
}
