import { type ReplyContext } from '../conversation/reply-context.js';
import { sameAmount } from '../signals/amounts.js';
import { foldName } from '../signals/fold.js';
import { itemAt } from '../signals/spans.js';
import { type ReplySignals } from '../signals/signals.js';
import { type Span } from '../understanding/reading.js';

interface NamedRoom {
  ticketId: string;
  /** In the folded text. */
  span: Span;
}

const LINKS = '(?: to| at| be| for| is| goes to| go to| stays? at)';
/** Between a room and the amount behind it that is said of it. */
const BEHIND = new RegExp(`^:?${LINKS}? $`);
/** Between an amount and the room behind it that it is said of. */
const BEFORE = /^ (?:for|on) (?:the |your |our )?$/;
/** Between an amount and a room that stands in the place of a second amount. */
const BESIDE = /^ (?:and|or) (?:the |your )?$/;
/** Between a room and the same room, which stands in the place of an amount. */
const AS_AMOUNT = new RegExp(`^${LINKS} (?:the )?$`);

/**
 * With several rooms: an amount that is said of a room and is none of its own, or a room where an amount should stand ("EUR 161 and Family
 * Room"). Undefined where there is nothing of the kind.
 */
export function roomAmountFault(context: ReplyContext, { folded, mentions, sentences }: ReplySignals): Span | undefined {
  if (context.tickets.filter(({ withdrawn }) => !withdrawn).length < 2) return undefined;
  const rooms = roomsNamed(context, folded);
  const amounts = mentions.filter(({ kind }) => kind === 'money');
  const between = (one: Span, other: Span): string => folded.slice(one[1], other[0]);
  for (const [index, { ticketId, span }] of rooms.entries()) {
    const next = amounts.find((amount) => amount.span[0] >= span[1]);
    const previous = amounts.findLast((amount) => amount.span[1] <= span[0]);
    const saidBehind = next !== undefined && BEHIND.test(between(span, next.span));
    const saidBefore = previous !== undefined && BEFORE.test(between(previous.span, span));
    for (const said of [...(saidBehind ? [next] : []), ...(saidBefore ? [previous] : [])])
      if (said.value !== undefined && !isOfRoom(said.value, ticketId, context)) return said.span;
    // Its own amount may still come, behind the stay.
    const end = rooms[index + 1]?.span[0] ?? itemAt(sentences, span[0])?.span[1] ?? folded.length;
    const ownFollows = next !== undefined && next.span[1] <= end;
    if (!ownFollows && previous !== undefined && BESIDE.test(between(previous.span, span))) return span;
    const same = rooms[index + 1];
    if (same?.ticketId === ticketId && AS_AMOUNT.test(between(span, same.span))) return same.span;
  }
  return undefined;
}

/** Rooms in the order of the text; a name inside of a longer one is not named. */
function roomsNamed({ tickets }: ReplyContext, folded: string): NamedRoom[] {
  const names = tickets
    .map(({ id, roomType }) => ({ id, name: foldName(roomType) }))
    .sort((one, other) => other.name.length - one.name.length);
  const found: NamedRoom[] = [];
  for (const { id, name } of names) {
    if (name === '') continue;
    for (let at = folded.indexOf(name); at >= 0; at = folded.indexOf(name, at + name.length)) {
      const span: Span = [at, at + name.length];
      if (!found.some((other) => other.span[0] < span[1] && span[0] < other.span[1])) found.push({ ticketId: id, span });
    }
  }
  return found.sort((one, other) => one.span[0] - other.span[0]);
}

function isOfRoom(value: string, ticketId: string, { tickets, standings, menu, agreed, facts }: ReplyContext): boolean {
  const standing = standings.find((each) => each.ticketId === ticketId);
  const own = [
    ...tickets
      .filter(({ id }) => id === ticketId)
      .flatMap(({ currentRate, evidence }) => [currentRate, ...evidence.map(({ rate }) => rate)]),
    ...[...menu.asks, ...menu.acceptable, ...menu.terms, ...agreed]
      .filter((each) => each.ticketId === ticketId)
      .map(({ rate }) => rate),
    ...facts.filter((fact) => fact.ticketId === undefined || fact.ticketId === ticketId).map((fact) => fact.value),
    standing?.standingAsk,
    standing?.partnerQuote,
    standing?.previousQuote,
    standing?.agreedRate,
  ];
  return own.some((rate) => sameAmount(rate, value));
}
