import { type TicketStanding } from './facts.js';
import { type AgreedTerms, type AskEntry, type QuoteEntry } from './ledger.js';
import { type NegotiationState } from './state.js';
import { type Ticket } from './ticket.js';

/** Our latest ask on a ticket, the agent's or a person's. */
export function standingAsk(state: NegotiationState, ticketId: string): AskEntry | undefined {
  return state.ledger.findLast((entry): entry is AskEntry => entry.type === 'ask' && entry.ticketId === ticketId);
}

/** Quotes that the partner has not taken back, oldest first. */
export function standingQuotes(state: NegotiationState, ticketId: string): QuoteEntry[] {
  const own = state.ledger.filter((entry) => entry.ticketId === ticketId);
  const cut = own.findLastIndex((entry) => entry.type === 'retraction' && entry.of !== 'terms');
  return own.slice(cut + 1).filter((entry): entry is QuoteEntry => entry.type === 'quote');
}

export function latestQuote(state: NegotiationState, ticketId: string): QuoteEntry | undefined {
  return standingQuotes(state, ticketId).at(-1);
}

/** Rounds of asking spent: messages of ours that carried an ask on the ticket. */
export function roundOf(state: NegotiationState, ticketId: string): number {
  const seqs = state.ledger.flatMap((entry) => (entry.type === 'ask' && entry.ticketId === ticketId ? [entry.messageSeq] : []));
  return new Set(seqs).size;
}

/** Terms that stand as agreed, in the order in which they were agreed. */
export function agreedTermsOf(state: NegotiationState): AgreedTerms[] {
  return state.ledger.flatMap((entry) =>
    entry.type === 'agreement' && state.results[entry.ticketId] === 'agreed' ? [entry.terms] : [],
  );
}

export function openTickets(state: NegotiationState): Ticket[] {
  return state.tickets.filter((ticket) => state.results[ticket.id] === 'open' && !ticket.withdrawn);
}

/** Where each ticket stands, free of anything that relates to the limit. */
export function standingsOf(state: NegotiationState): TicketStanding[] {
  return state.tickets.map((ticket) => {
    const ask = standingAsk(state, ticket.id);
    const [quote, previous] = standingQuotes(state, ticket.id).reverse();
    const agreed = state.results[ticket.id] === 'agreed' ? agreedRateOf(state, ticket.id) : undefined;
    return {
      ticketId: ticket.id,
      currentRate: ticket.currentRate,
      ...(ask === undefined ? {} : { standingAsk: ask.rate }),
      ...(quote === undefined ? {} : { partnerQuote: quote.rate }),
      ...(previous === undefined ? {} : { previousQuote: previous.rate }),
      ...(agreed === undefined ? {} : { agreedRate: agreed }),
      round: roundOf(state, ticket.id),
    };
  });
}

/** The rate agreed for every night of a ticket; undefined where the parts of a stay have different rates. */
export function agreedRateOf(state: NegotiationState, ticketId: string): string | undefined {
  const rates = new Set(agreementsOf(state, ticketId).map((entry) => entry.terms.rate));
  return rates.size === 1 ? [...rates][0] : undefined;
}

/** Agreements on a ticket that were not taken back. */
export function agreementsOf(state: NegotiationState, ticketId: string) {
  const own = state.ledger.filter((entry) => entry.ticketId === ticketId);
  const cut = own.findLastIndex((entry) => entry.type === 'retraction' && entry.of === 'agreement');
  return own.slice(cut + 1).filter((entry) => entry.type === 'agreement');
}
