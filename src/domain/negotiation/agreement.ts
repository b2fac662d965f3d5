import { type ReplyPlan } from '../conversation/reply.js';
import { type StayLimit } from '../understanding/reading.js';
import { agreedNights } from './acceptance.js';
import { type AgreedTerms, type AskEntry, type LedgerAuthor, type LedgerEntry } from './ledger.js';
import { mayOffer, offeredLevers } from './levers.js';
import { type TurnMenu } from './menu.js';
import { agreementsOf } from './standing.js';
import { type NegotiationState } from './state.js';
import { nightsOf, nightsWithin, stayOf } from './stay.js';
import { type DecimalString, type IsoDateTime, type Stay, type Ticket } from './ticket.js';

/** Where something was said. */
export interface Said {
  messageSeq: number;
  at: IsoDateTime;
}

/** Terms of a ticket at a rate, with the levers on the table; for part of the stay where one is given. */
export function termsFor(
  state: NegotiationState,
  ticketId: string,
  rate: DecimalString,
  options: { stay?: StayLimit; leverIds?: readonly string[] } = {},
): AgreedTerms {
  const ticket = ticketOf(state, ticketId);
  return {
    ticketId,
    stay: partOf(ticket.stay, options.stay),
    rate,
    basis: ticket.priceBasis,
    currency: ticket.currency,
    rateUnit: ticket.rateUnit,
    taxes: ticket.taxes,
    conditions: [],
    leverIds: [...new Set([...offeredLevers(state, ticketId), ...(options.leverIds ?? [])])],
  };
}

function partOf(stay: Stay, limit: StayLimit | undefined): Stay {
  return limit === undefined ? stay : stayOf(nightsWithin(stay, limit));
}

/** Puts what a reply of ours says on the ledger: asks with their levers, and terms that now wait for a yes. */
export function recordReply(
  state: NegotiationState,
  reply: Said & { plan: ReplyPlan; menu: TurnMenu; termsId?: string; author: LedgerAuthor },
): NegotiationState {
  const { plan, menu, termsId, messageSeq, at, author } = reply;
  const asks = plan.asks.flatMap(({ ticketId, step }): AskEntry[] => {
    const permitted = menu.asks.find((ask) => ask.ticketId === ticketId && ask.step === step);
    if (!permitted) return [];
    const levers = state.levers.filter((lever) => plan.leverIds.includes(lever.id) && mayOffer(state, lever, ticketId));
    return [{ type: 'ask', ticketId, author, messageSeq, at, rate: permitted.rate, leverIds: levers.map((lever) => lever.id) }];
  });
  const asked = append(state, asks);
  if (termsId === undefined || menu.terms.length === 0) return asked;
  const entries = menu.terms.map((terms): LedgerEntry => ({
    type: 'terms',
    ticketId: terms.ticketId,
    author,
    messageSeq,
    at,
    termsId,
    terms,
  }));
  return { ...append(asked, entries), pendingTerms: { termsId, messageSeq, tickets: menu.terms } };
}

/** Asks that a person made in words of their own; they bind us like the agent's. */
export function recordHumanAsks(
  state: NegotiationState,
  asks: readonly { ticketId: string; rate: DecimalString }[],
  said: Said,
): NegotiationState {
  return append(
    state,
    asks.map(({ ticketId, rate }): LedgerEntry => ({ type: 'ask', ticketId, rate, leverIds: [], author: 'human', ...said })),
  );
}

/** The partner's yes to the terms that wait for it. Other terms than the pending ones are not agreed to. */
export function acceptTerms(state: NegotiationState, yes: Said & { termsId: string }): NegotiationState {
  const { pendingTerms } = state;
  if (pendingTerms?.termsId !== yes.termsId) return state;
  return agree(withoutPending(state), pendingTerms.tickets, { ...yes, author: 'partner' });
}

/** A deal that a person made elsewhere and put on record. */
export function recordAgreement(state: NegotiationState, terms: readonly AgreedTerms[], said: Said): NegotiationState {
  return agree(withoutPending(state), terms, { ...said, author: 'human' });
}

function agree(
  state: NegotiationState,
  agreed: readonly AgreedTerms[],
  said: Said & { termsId?: string; author: LedgerAuthor },
): NegotiationState {
  const { messageSeq, at, author, termsId } = said;
  const next = append(
    state,
    agreed.map((terms): LedgerEntry => ({
      type: 'agreement',
      ticketId: terms.ticketId,
      author,
      messageSeq,
      at,
      terms,
      ...(termsId === undefined ? {} : { termsId }),
    })),
  );
  const results = { ...next.results };
  for (const { ticketId } of agreed) if (fullyAgreed(next, ticketOf(next, ticketId))) results[ticketId] = 'agreed';
  return { ...next, results };
}

/** Every night of the ticket's stay has an agreed rate. */
export function fullyAgreed(state: NegotiationState, ticket: Ticket): boolean {
  const agreed = new Set(agreedNights(state, ticket));
  return agreed.size > 0 && nightsOf(ticket.stay).every((night) => agreed.has(night));
}

/** The partner's no to the pending terms: they, and the quotes they rest on, are off the table. */
export function refuseTerms(state: NegotiationState, no: Said & { termsId: string }): NegotiationState {
  const { pendingTerms } = state;
  if (pendingTerms?.termsId !== no.termsId) return state;
  const { messageSeq, at } = no;
  return append(
    withoutPending(state),
    ticketIdsOf(pendingTerms.tickets).flatMap((ticketId): LedgerEntry[] => [
      { type: 'retraction', of: 'terms', ticketId, author: 'partner', messageSeq, at },
      { type: 'retraction', of: 'quote', ticketId, author: 'partner', messageSeq, at },
      { type: 'refusal', final: false, ticketId, author: 'partner', messageSeq, at },
    ]),
  );
}

/** The pending terms no longer say what is on the table; nothing has been agreed or refused. */
export function voidPendingTerms(state: NegotiationState, said: Said): NegotiationState {
  const { pendingTerms } = state;
  if (!pendingTerms) return state;
  return append(
    withoutPending(state),
    ticketIdsOf(pendingTerms.tickets).map((ticketId): LedgerEntry => ({
      type: 'retraction',
      of: 'terms',
      ticketId,
      author: 'partner',
      ...said,
    })),
  );
}

/** The partner takes their yes back: what was agreed is open again, and a person has to look at it. */
export function retractAgreement(state: NegotiationState, said: Said): NegotiationState {
  const voided = voidPendingTerms(state, said);
  const agreed = voided.tickets.filter((ticket) => agreementsOf(voided, ticket.id).length > 0);
  const next = append(
    voided,
    agreed.map((ticket): LedgerEntry => ({
      type: 'retraction',
      of: 'agreement',
      ticketId: ticket.id,
      author: 'partner',
      ...said,
    })),
  );
  return { ...next, results: { ...next.results, ...Object.fromEntries(agreed.map((ticket) => [ticket.id, 'open' as const])) } };
}

/** The ticket is over without (further) agreement; nights that were agreed stay agreed. */
export function declineTicket(state: NegotiationState, ticketId: string, said: Said): NegotiationState {
  if (state.results[ticketId] !== 'open') return state;
  if (agreementsOf(state, ticketId).length > 0) return { ...state, results: { ...state.results, [ticketId]: 'agreed' } };
  const next = append(state, [{ type: 'refusal', final: true, ticketId, author: 'partner', ...said }]);
  return { ...next, results: { ...next.results, [ticketId]: 'declined' } };
}

/** The OTA takes a ticket back; terms that wait for a yes no longer hold. */
export function withdrawTicket(state: NegotiationState, ticketId: string, said: Said): NegotiationState {
  const voided = voidPendingTerms(state, said);
  return {
    ...voided,
    tickets: voided.tickets.map((ticket) =>
      ticket.id === ticketId ? { ...ticket, withdrawn: true, version: ticket.version + 1 } : ticket,
    ),
    results: { ...voided.results, [ticketId]: 'withdrawn' },
  };
}

function ticketOf(state: NegotiationState, ticketId: string): Ticket {
  const ticket = state.tickets.find((candidate) => candidate.id === ticketId);
  if (!ticket) throw new Error('The ticket is not part of this negotiation');
  return ticket;
}

function append(state: NegotiationState, entries: readonly LedgerEntry[]): NegotiationState {
  return entries.length === 0 ? state : { ...state, ledger: [...state.ledger, ...entries] };
}

function withoutPending(state: NegotiationState): NegotiationState {
  const { pendingTerms: _, ...rest } = state;
  return rest;
}

function ticketIdsOf(terms: readonly AgreedTerms[]): string[] {
  return [...new Set(terms.map((entry) => entry.ticketId))];
}
