import { type Lever, type Ticket } from '../../domain/negotiation/ticket.js';

/** What a partner knows when it reads a message of ours. */
export interface ReadingContext {
  tickets: readonly Ticket[];
  levers: readonly Lever[];
  /** Ticket last talked about. */
  focusId: string;
  /** Figures they wrote, in whatever basis: an amount that repeats one is no ask. */
  ownFigures: readonly number[];
  /** Sentences of ours before this message, as `maskedSentences` gives them. */
  earlier: readonly (readonly string[])[];
  /** `YYYY-MM-DD`. */
  today: string;
}
