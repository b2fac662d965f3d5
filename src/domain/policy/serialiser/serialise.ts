import { type ReplyContext } from '../../conversation/reply-context.js';
import { nightsOf } from '../../negotiation/stay.js';
import { toSlots } from './slot-text.js';
import { leverTag, nightsTag, tag, ticketTag } from './tags.js';
import { type TranscriptTurn } from '../../conversation/transcript-turn.js';
import { turnOf } from './turn.js';

export interface Transcript {
  text: string;
  /** Oldest turns that were left out to keep within the budget. */
  droppedTurns: number;
  /** Roughly what a model counts. */
  tokens: number;
}

/** What serving gives a model at most; training uses less. */
const DEFAULT_BUDGET = 1_024;
/** Turns are dropped this many at a time, so that the transcript grows at its end for some turns before it is cut again. */
export const DROPPED_AT_ONCE = 4;
/** Characters to a token of ordinary words; on the safe side for a vocabulary cut to the subject. */
const CHARACTERS_PER_TOKEN = 3.5;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * What does not change in a conversation: who talks, where, about which rooms, stays and levers, in which language.
 * Current rates, evidence and withdrawn tickets can change, so they are left to the turns.
 */
export function headerOf({ hotel, tickets, levers, language }: ReplyContext): string {
  const safe = (text: string): string => toSlots(text, { texts: [], amounts: [] });
  const rooms = tickets.map((ticket, index) => {
    const number = index + 1;
    const month = MONTHS[Number(ticket.stay.from.slice(5, 7)) - 1] ?? '';
    const basis = [tag('basis', ticket.priceBasis), tag('unit', ticket.rateUnit), tag('taxes', ticket.taxes)].join(' ');
    return `${ticketTag(index)} {room_${Math.min(number, 6)}} ${safe(ticket.roomType)}, {stay_${Math.min(number, 6)}} ${nightsTag(nightsOf(ticket.stay).length)} ${month}, ${ticket.currency} ${basis}`;
  });
  const offers = levers.map((lever, index) => `${leverTag(index)} ${safe(lever.title)}`);
  const place = hotel.city === undefined ? safe(hotel.name) : `${safe(hotel.name)}, ${safe(hotel.city)}`;
  return ['<system>', `{ota} to {hotel}, ${place}; language ${language}`, ...rooms, '<levers>', ...offers, '<end>'].join(' ');
}

/**
 * Header and turns as one text. It only ever grows at its end, reply by reply, until the budget makes it drop a block
 * of its oldest turns. The last turn always stays.
 */
export function serialise(header: string, turns: readonly TranscriptTurn[], budget = DEFAULT_BUDGET): Transcript {
  const texts = turns.map(({ prompt, completion }) => ` ${prompt}${completion ?? ''}`);
  const sizes = texts.map(approximateTokens);
  const head = approximateTokens(header);
  let dropped = 0;
  let tokens = head + sizes.reduce((sum, size) => sum + size, 0);
  while (tokens > budget && dropped + 1 < turns.length) {
    const next = Math.min(dropped + DROPPED_AT_ONCE, turns.length - 1);
    for (; dropped < next; dropped++) tokens -= sizes[dropped]!;
  }
  return { text: header + texts.slice(dropped).join(''), droppedTurns: dropped, tokens };
}

/** What a policy reads now: the turns so far and the moment itself, up to where its plan begins. */
export function serialiseContext(
  context: ReplyContext,
  previous: readonly TranscriptTurn[],
  budget = DEFAULT_BUDGET,
): Transcript {
  return serialise(headerOf(context), [...previous, turnOf(context, previous.at(-1)?.upTo ?? 0)], budget);
}

/** Tags and slots are a token each. */
export function approximateTokens(text: string): number {
  const special = text.match(/<[a-z/][^<> ]*>|\{[a-z0-9_]+\}/g)?.length ?? 0;
  const words = text.replace(/<[a-z/][^<> ]*>|\{[a-z0-9_]+\}|\s/g, '').length;
  return special + Math.ceil(words / CHARACTERS_PER_TOKEN);
}
