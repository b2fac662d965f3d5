import { type PartnerReading } from '../understanding/reading.js';
import { type TurnMenu } from './menu.js';
import { openTickets, standingAsk } from './standing.js';
import { type NegotiationState } from './state.js';

/**
 * The ticket that the coming reply is about: the one that the partner spoke of, else the one in the middle of whose
 * bargaining we are, else the first that is still to be asked for. Undefined where nothing can be asked for any more.
 */
export function ticketInFocus(
  state: NegotiationState,
  menu: Pick<TurnMenu, 'asks'>,
  reading: Pick<PartnerReading, 'quotes' | 'about'> | undefined,
  lastTicketId?: string,
): string | undefined {
  const askable = openTickets(state)
    .map((ticket) => ticket.id)
    .filter((id) => menu.asks.some((ask) => ask.ticketId === id));
  const begun = askable.filter((id) => standingAsk(state, id) !== undefined);
  return firstOf(askable, spokenOf(reading)) ?? firstOf(askable, [lastTicketId]) ?? begun[0] ?? askable[0];
}

/** Tickets that the partner's words are about, quotes first. */
export function spokenOf(reading: Pick<PartnerReading, 'quotes' | 'about'> | undefined): string[] {
  if (!reading) return [];
  return [...reading.quotes.flatMap((quote) => quote.ticketId ?? []), ...(reading.about ?? [])];
}

function firstOf(permitted: readonly string[], wanted: readonly (string | undefined)[]): string | undefined {
  return wanted.find((id): id is string => id !== undefined && permitted.includes(id));
}
