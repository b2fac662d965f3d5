import { Decimal } from 'decimal.js';
import { fail, succeed, type Result } from '../failure.js';
import { voidPendingTerms, withdrawTicket, type Said } from './agreement.js';
import { writtenBelow } from './limit-forms.js';
import { type Mandate } from './mandate.js';
import { standingAsk } from './standing.js';
import { type NegotiationState } from './state.js';
import { type DecimalString, type Evidence } from './ticket.js';
import { ticketErrors } from './validate-tickets.js';

/** What the OTA changes about a ticket while it is negotiated; absent fields stay as they are. */
export interface TicketChange {
  /** The version that the change was made from. */
  version: number;
  currentRate?: DecimalString;
  evidence?: Evidence[];
  targetRate?: DecimalString;
  limitRate?: DecimalString;
  withdrawn?: boolean;
}

export interface ChangedTicket {
  state: NegotiationState;
  mandate: Mandate;
}

/** Terms that wait for a yes no longer hold after a change; a limit must stay above what we have asked for already. */
export function changeTicket(
  state: NegotiationState,
  mandate: Mandate,
  ticketId: string,
  change: TicketChange,
  said: Said,
): Result<ChangedTicket> {
  const ticket = state.tickets.find((candidate) => candidate.id === ticketId);
  if (!ticket) return fail('not_found', 'There is no such ticket in this negotiation');
  if (ticket.version !== change.version) return fail('stale_version', 'The ticket has changed since; its version is another one');
  if (state.results[ticketId] !== 'open') return fail('already_ended', 'The ticket is decided and cannot be changed any more');
  if (change.withdrawn) return succeed({ state: withdrawTicket(state, ticketId, said), mandate });
  const next = {
    ...ticket,
    version: ticket.version + 1,
    ...(change.currentRate === undefined ? {} : { currentRate: change.currentRate }),
    ...(change.evidence === undefined ? {} : { evidence: change.evidence }),
  };
  const nextMandate: Mandate = {
    ticketId,
    targetRate: change.targetRate ?? mandate.targetRate,
    limitRate: change.limitRate ?? mandate.limitRate,
  };
  const errors = ticketErrors(next, nextMandate, '').map(({ path, message }) => ({ path: path.replace(/^\./, ''), message }));
  if (errors.length > 0) return fail('invalid', 'The ticket would not be valid', errors);
  const ask = standingAsk(state, ticketId);
  if (change.limitRate !== undefined && ask && !writtenBelow(next, new Decimal(ask.rate), new Decimal(change.limitRate))) {
    return fail('limit_at_or_below_standing_ask', 'The limit rate must be above what the partner has been asked for already');
  }
  const voided = voidPendingTerms(state, said);
  return succeed({
    state: { ...voided, tickets: voided.tickets.map((each) => (each.id === ticketId ? next : each)) },
    mandate: nextMandate,
  });
}
