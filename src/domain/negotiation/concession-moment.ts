import { roundOf } from './standing.js';
import { type NegotiationState } from './state.js';
import { type IsoDateTime, type Ticket } from './ticket.js';

/** Asks that one ticket may take before we stop pushing. */
export const DEFAULT_MAXIMUM_ROUNDS = 5;

/** What moves our asks besides the ledger. */
export interface ConcessionMoment {
  /** Keyed hash of the negotiation: the curve of each is its own, so the limit cannot be solved for. */
  key: string;
  now: IsoDateTime;
  openedAt: IsoDateTime;
  deadline?: IsoDateTime;
  maxRounds?: number;
}

/** Share of the rounds that have been spent, the coming one included. */
export function roundShare(state: NegotiationState, ticket: Ticket, moment: ConcessionMoment): number {
  const rounds = moment.maxRounds ?? DEFAULT_MAXIMUM_ROUNDS;
  return Math.min(1, roundOf(state, ticket.id) / Math.max(1, rounds - 1));
}

/** Share of the time until the deadline that is gone; 0 without a deadline. */
export function elapsedShare({ now, openedAt, deadline }: ConcessionMoment): number {
  if (deadline === undefined) return 0;
  const whole = Date.parse(deadline) - Date.parse(openedAt);
  if (!(whole > 0)) return 1;
  return Math.max(0, Math.min(1, (Date.parse(now) - Date.parse(openedAt)) / whole));
}
