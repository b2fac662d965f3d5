import { type PermittedAsk } from './menu.js';
import { type NegotiationState } from './state.js';
import { standingAsk } from './standing.js';
import { type Lever } from './ticket.js';

/** Levers that may be put on the table with one of these asks: only once an ask stands, and within their uses. */
export function leversToOffer(state: NegotiationState, asks: readonly PermittedAsk[]): Lever[] {
  const tickets = new Set(asks.filter((ask) => standingAsk(state, ask.ticketId)).map((ask) => ask.ticketId));
  return state.levers.filter((lever) => [...tickets].some((ticketId) => mayOffer(state, lever, ticketId)));
}

/** Whether the lever may be offered for this ticket: it is meant for it, and other tickets have not used it up. */
export function mayOffer(state: NegotiationState, lever: Lever, ticketId: string): boolean {
  if (lever.ticketIds && !lever.ticketIds.includes(ticketId)) return false;
  const others = new Set(
    state.ledger.flatMap((entry) =>
      entry.type === 'ask' &&
      entry.ticketId !== ticketId &&
      entry.leverIds.includes(lever.id) &&
      state.results[entry.ticketId] !== 'declined'
        ? [entry.ticketId]
        : [],
    ),
  );
  return others.size < (lever.maxUses ?? state.tickets.length);
}

/** Levers that we have put on the table for a ticket; they stay there. */
export function offeredLevers(state: NegotiationState, ticketId: string): string[] {
  return [
    ...new Set(state.ledger.flatMap((entry) => (entry.type === 'ask' && entry.ticketId === ticketId ? entry.leverIds : []))),
  ];
}
