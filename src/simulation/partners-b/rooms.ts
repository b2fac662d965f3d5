import { type Ticket } from '../../domain/negotiation/ticket.js';
import { formatStay } from '../../domain/negotiation/stay.js';

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words that stand in names of rooms and everywhere else. */
const COMMON = new Set(['with', 'and', 'the', 'for']);

/** Words of a room's name that no other room has; all of them where there is no other. */
export function tellingWords(ticket: Ticket, tickets: readonly Ticket[]): string[] {
  const others = new Set(tickets.filter((other) => other !== ticket).flatMap(({ roomType }) => wordsOf(roomType)));
  return wordsOf(ticket.roomType).filter((word) => !others.has(word) && word.length > 2 && !COMMON.has(word));
}

/** How a partner calls a room: its name, or the first word that tells it from the others; by its dates where no word does. */
export function callRoom(ticket: Ticket, tickets: readonly Ticket[], short: boolean): string {
  const telling = tellingWords(ticket, tickets);
  if (telling.length === 0) return `${ticket.roomType} (${formatStay(ticket.stay)})`;
  return short ? telling[0]! : ticket.roomType;
}

/** Where rooms are named in a text, in order; `at` and `end` are indexes of characters. */
export function findRooms(text: string, tickets: readonly Ticket[]): { ticketId: string; at: number; end: number }[] {
  const found = tickets.flatMap((ticket) => {
    const names = [ticket.roomType, ...tellingWords(ticket, tickets)].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return Array.from(
      text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.join('|')})(?![\\p{L}\\p{N}])`, 'giu')),
      (match) => ({
        ticketId: ticket.id,
        at: match.index,
        end: match.index + match[0].length,
      }),
    );
  });
  return found.sort((one, other) => one.at - other.at);
}
