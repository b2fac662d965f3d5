import { type HeardMessage } from '../partner.js';

/** A message of ours with the moment at which it was sent, in milliseconds of the epoch. */
export interface OurMessage extends HeardMessage {
  at: number;
}

/** What a simulated conversation is played on: the real turn and its database, or a transcript in memory. */
export abstract class ConversationUnderPlay {
  /** Milliseconds of the epoch, on the simulated clock. */
  abstract readonly now: number;
  /** No reply, reminder or deadline is to come any more. */
  abstract readonly ended: boolean;
  /** Opens the conversation; what we say first. */
  abstract open(): Promise<OurMessage[]>;
  /** When the next reminder or deadline falls due; undefined where none is set. */
  abstract nextTimer(): Promise<number | undefined>;
  /** Lets the next reminder or deadline fall due; what we say then. */
  abstract runTimer(): Promise<OurMessage[]>;
  /** The partner writes, one message after the other, and we decide on all of them as one; what we say. */
  abstract hear(messages: readonly { text: string; at: number }[]): Promise<OurMessage[]>;
  /** What came of it. */
  abstract result(): Promise<PlayedOutcome>;
}

export interface PlayedOutcome {
  status: string;
  tickets: { id: string; result: string; agreedRate?: string }[];
  /** Turns that ended in an approved script or a person because no candidate could be sent. */
  fallbacks: number;
}
