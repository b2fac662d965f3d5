import { type Ticket } from '../negotiation/ticket.js';
import { foldName } from './fold.js';

/** Words of room types that many rooms share, and that so name none of several. */
const COMMON = new Set(['room', 'rooms', 'bed', 'beds', 'with', 'and', 'the', 'for', 'hotel', 'suite', 'type', 'view']);
const ALL = /\b(?:both|all (?:of them|rooms?|tickets?|the rooms|two|three|four)|every room|everything|each room|either room)\b/;
const ANY_OF_SEVERAL = /\b(?:the other|second|first|latter|former)\b/;

export interface NamedTickets {
  /** In the order of the tickets. */
  ids: string[];
  /** False where nothing in the text says which ticket is meant. */
  named: boolean;
}

/**
 * The tickets that a piece of folded text is about: those whose room type it names, by its full name or by a word that
 * tells it from the other rooms; all where it says "both" or "all rooms"; the only one where there is only one.
 */
export function ticketsNamedIn(folded: string, tickets: readonly Ticket[]): NamedTickets {
  const only = tickets[0];
  if (tickets.length === 1 && only) return { ids: [only.id], named: true };
  if (ALL.test(folded)) return { ids: tickets.map(({ id }) => id), named: true };
  const names = tickets.map(({ roomType }) => foldName(roomType));
  const whole = tickets.filter((_, index) => {
    const name = names[index] ?? '';
    // "Double" inside "Deluxe Double" names the longer one.
    const rest = names.reduce(
      (text, other) => (other !== name && other.includes(name) ? text.replaceAll(other, ' ') : text),
      folded,
    );
    return name !== '' && rest.includes(name);
  });
  const found =
    whole.length > 0 ? whole : tickets.filter((_, index) => distinctWords(names, index).some((word) => hasWord(folded, word)));
  return { ids: found.map(({ id }) => id), named: found.length > 0 && !(found.length < 2 && ANY_OF_SEVERAL.test(folded)) };
}

function distinctWords(names: readonly string[], index: number): string[] {
  return (names[index] ?? '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(
      (word) => word.length > 3 && !COMMON.has(word) && !names.some((name, other) => other !== index && hasWord(name, word)),
    );
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return at >= 0 && !/\p{L}/u.test(text.charAt(at - 1)) && !/\p{L}/u.test(text.charAt(at + word.length));
}
