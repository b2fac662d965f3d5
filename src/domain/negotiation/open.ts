import { type NegotiationState } from './state.js';
import { type Lever, type Ticket } from './ticket.js';

/** A negotiation in which nothing has been said yet. */
export function openNegotiation({ tickets, levers }: { tickets: Ticket[]; levers: Lever[] }): NegotiationState {
  return { tickets, levers, ledger: [], results: Object.fromEntries(tickets.map((ticket) => [ticket.id, 'open' as const])) };
}
