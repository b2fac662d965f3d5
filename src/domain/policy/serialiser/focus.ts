import { type ReplyContext } from '../../conversation/reply-context.js';

/** Index of the ticket that the turn is about: the one quoted, to be confirmed, bargained over, or the first that is open; 0 at least. */
export function focusIndex({ reading, menu, standings, results, tickets }: ReplyContext): number {
  const quoted = reading?.quotes.find((quote) => quote.ticketId !== undefined && !quote.refused)?.ticketId;
  const bargained = standings.find(
    ({ ticketId, standingAsk }) => standingAsk !== undefined && (results[ticketId] ?? 'open') === 'open',
  );
  const open = tickets.find(({ id, withdrawn }) => !withdrawn && (results[id] ?? 'open') === 'open');
  const id = quoted ?? menu.terms[0]?.ticketId ?? bargained?.ticketId ?? menu.asks[0]?.ticketId ?? open?.id;
  return Math.max(
    0,
    tickets.findIndex((ticket) => ticket.id === id),
  );
}
