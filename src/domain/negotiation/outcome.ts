import { type NegotiationStatus } from '../taxonomy.js';
import { fullyAgreed } from './agreement.js';
import { agreedRateOf, agreementsOf } from './standing.js';
import { type NegotiationState, type Outcome, type OutcomeTicket } from './state.js';
import { type IsoDateTime, type Ticket } from './ticket.js';

export interface OutcomeOptions {
  status: NegotiationStatus;
  /** Id of the message with this sequence number. */
  messageIdOf: (seq: number) => string | undefined;
  decidedAt?: IsoDateTime;
}

/** The result of a negotiation as structured data, with the evidence of every yes. */
export function outcomeOf(state: NegotiationState, { status, messageIdOf, decidedAt }: OutcomeOptions): Outcome {
  const wanted = state.tickets.filter((ticket) => !ticket.withdrawn);
  const full = wanted.every((ticket) => fullyAgreed(state, ticket));
  return {
    status,
    ...(status === 'agreed' ? { completeness: full ? ('full' as const) : ('partial' as const) } : {}),
    tickets: state.tickets.map((ticket) => ticketOutcome(state, ticket, messageIdOf)),
    levers: state.tickets.flatMap((ticket) => leversOf(state, ticket)),
    ...(decidedAt === undefined ? {} : { decidedAt }),
  };
}

function ticketOutcome(state: NegotiationState, ticket: Ticket, messageIdOf: OutcomeOptions['messageIdOf']): OutcomeTicket {
  const agreements = agreementsOf(state, ticket.id);
  const rate = agreedRateOf(state, ticket.id);
  const last = agreements.at(-1);
  const messageId = last === undefined ? undefined : messageIdOf(last.messageSeq);
  return {
    id: ticket.id,
    result: state.results[ticket.id] ?? 'open',
    ...(rate === undefined ? {} : { agreedRate: rate }),
    ...(last === undefined ? {} : { basis: last.terms.basis }),
    currency: ticket.currency,
    agreedTerms: agreements.map(({ terms: { ticketId: _ticketId, leverIds: _leverIds, ...terms } }) => terms),
    ...(messageId === undefined ? {} : { agreedInMessage: messageId }),
  };
}

function leversOf(state: NegotiationState, ticket: Ticket): Outcome['levers'] {
  const ids = new Set(agreementsOf(state, ticket.id).flatMap((entry) => entry.terms.leverIds));
  return state.levers
    .filter((lever) => ids.has(lever.id))
    .map((lever) => ({ id: lever.id, ticketId: ticket.id, ...(lever.terms === undefined ? {} : { terms: lever.terms }) }));
}
