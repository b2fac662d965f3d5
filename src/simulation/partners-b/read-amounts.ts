import { type Ticket } from '../../domain/negotiation/ticket.js';
import { readMentions } from '../../domain/understanding/numbers/read-mentions.js';
import { type HeardMessage } from '../partner.js';
import { findRooms } from './rooms.js';
import { COMPARED_AFTER, COMPARED_BEFORE, type Conduct } from './reader-cues.js';
import { type ReadingContext } from './reading-context.js';

/** A rate of ours for a room, in the ticket's basis, unit and currency. */
export interface RoomRate {
  ticketId: string;
  rate: number;
}

export interface AmountsRead {
  /** The latest ask of each room. */
  asks: readonly RoomRate[];
  /** Terms that wait for a yes. */
  terms: readonly RoomRate[];
  /** Says what the room costs today. */
  mentionsCurrent: boolean;
}

interface Amount extends RoomRate {
  before: string;
  after: string;
  /** The sentence up to it. */
  sentence: string;
}

/** Below this share of the current rate an amount is a difference or a count, no rate. */
const LEAST_SHARE = 0.4;

/** Tells asks, terms and the rest apart among the amounts of a message. */
export function readAmounts(
  text: string,
  given: HeardMessage['terms'],
  { does }: { does: ReadonlySet<Conduct> },
  context: ReadingContext,
): AmountsRead {
  const amounts = locateAmounts(text, context);
  const mentionsCurrent = amounts.some(({ ticketId, rate }) => rate === currentRate(context.tickets, ticketId));
  const nothing = { asks: [], terms: [], mentionsCurrent };
  if (does.has('closesAgreed') || does.has('closesDeclined') || does.has('stops') || does.has('handsOver')) return nothing;
  const known = (given ?? []).filter(({ ticketId }) => context.tickets.some(({ id }) => id === ticketId));
  if (known.length > 0) {
    return { ...nothing, terms: known.map(({ ticketId, rate }) => ({ ticketId, rate: Number(rate) })) };
  }
  if (does.has('confirms')) {
    const terms = lastOfEach(amounts.filter(({ before, after }) => isTerm(before, after)));
    if (terms.length > 0) return { ...nothing, terms };
  }
  if (!does.has('asks') && !does.has('followsUp')) return nothing;
  const asks = amounts.filter((amount) => isAsk(amount, context));
  return { ...nothing, asks: lastOfEach(asks) };
}

/** Restated terms say what the rate is for: "at EUR 455 per room and night". */
const isTerm = (before: string, after: string): boolean =>
  /^\s*(?:per (?:room|night|stay)|a night|net|selling|\()/.test(after) || /\b(?:at|rate|for|of|is)\s*:?\s*$/.test(before);

function isAsk({ ticketId, rate, before, after, sentence }: Amount, { tickets, ownFigures }: ReadingContext): boolean {
  if (rate >= currentRate(tickets, ticketId)) return false;
  const requested = REQUESTED_BEFORE.test(before) || /^\s*(?:that|which) (?:i|we) (?:ask|would|hope)/.test(after);
  if (ownFigures.some((own) => Math.abs(own - rate) < 0.011) && !requested) return false;
  if (/\b(?:we saw|it was on|you saw)\b/.test(sentence)) return false;
  return requested || !(COMPARED_BEFORE.test(before) || COMPARED_AFTER.test(after));
}

const REQUESTED_BEFORE =
  /(?:\bcould you (?:offer|do|accept|take|load|go to|meet us at|match)|\b(?:what|how) about|\bmeet (?:me |us )?at|\b(?:ask(?:ing)? for|request (?:of|is)|ask for is)|\b(?:agree|move|come up|go) to|\bwould|\bcan you (?:offer|do|accept)|\bstay with|\bstill at)\s*$/;

/** Amounts that could be rates, with the room each is most likely for. */
function locateAmounts(text: string, context: ReadingContext): Amount[] {
  const rooms = findRooms(text, context.tickets);
  const currency = context.tickets[0]?.currency ?? 'EUR';
  const mentions = readMentions(text, { currency, today: context.today }).filter(
    ({ kind, value, currency: said }) =>
      (kind === 'money' || kind === 'number') && value !== undefined && (said === undefined || said === currency),
  );
  return mentions.flatMap(({ value, span: [start, end] }) => {
    const rate = Number(value);
    const fits = (ticket: Ticket): boolean =>
      rate >= LEAST_SHARE * Number(ticket.currentRate) && rate <= 1.5 * Number(ticket.currentRate);
    const named = roomOfAmount(text, start, end, rooms);
    const candidates = context.tickets.filter(fits);
    const ticket =
      candidates.find(({ id }) => id === named) ?? candidates.find(({ id }) => id === context.focusId) ?? candidates[0];
    if (ticket === undefined) return [];
    return [
      {
        ticketId: ticket.id,
        rate,
        before: clauseBefore(text, start),
        after: clauseAfter(text, end),
        sentence: sentenceBefore(text, start),
      },
    ];
  });
}

/** "640 for the suite" before "the suite … 640" before the first room named afterwards. */
function roomOfAmount(
  text: string,
  start: number,
  end: number,
  rooms: readonly { ticketId: string; at: number; end: number }[],
): string | undefined {
  const next = rooms.find((room) => room.at >= end);
  const between = next === undefined ? '' : text.slice(end, next.at);
  if (next !== undefined && /^[^\d.?!;]{0,40}\b(?:for|on) (?:the |your |a )?$/i.test(between)) return next.ticketId;
  return rooms.findLast((room) => room.end <= start)?.ticketId ?? next?.ticketId;
}

const clauseBefore = (text: string, start: number): string =>
  (
    text
      .slice(0, start)
      .toLowerCase()
      .split(/[.;:?!]\s|,\s|\bbecause\b|\bso that\b/)
      .at(-1) ?? ''
  ).slice(-60);

const sentenceBefore = (text: string, start: number): string =>
  text
    .slice(0, start)
    .toLowerCase()
    .split(/[.?!]\s/)
    .at(-1) ?? '';

const clauseAfter = (text: string, end: number): string => text.slice(end, end + 60).toLowerCase();

const currentRate = (tickets: readonly Ticket[], ticketId: string): number =>
  Number(tickets.find(({ id }) => id === ticketId)?.currentRate);

function lastOfEach(amounts: readonly RoomRate[]): RoomRate[] {
  return [...new Map(amounts.map(({ ticketId, rate }) => [ticketId, { ticketId, rate }])).values()];
}
