import { type DecimalString } from './ticket.js';

/**
 * What we may agree to for one ticket. target ≤ limit < current, in the ticket's own basis, unit and currency.
 *
 * The limit rate is secret: it is handed only to functions of this domain that answer with asks, acceptances and
 * disclosure findings, and never stored in {@link NegotiationState}, a view, a prompt or a record.
 */
export interface Mandate {
  ticketId: string;
  targetRate: DecimalString;
  limitRate: DecimalString;
}
