import { type Ambiguity, type InterpretInput, type InterpreterTicket } from '../reading.js';
import { type QuoteHit, type QuoteTag } from './cue-hits.js';
import { type Draft } from './draft.js';
import { nearestAnchor, nearestWithCost } from './nearest.js';
import { sameAmount } from './sizes.js';
import { findStayWords } from './stay-limit.js';
import { type TicketMention } from './ticket-reference.js';
import { type QuoteText } from './words.js';

/** Tags that say something about the nearest quote rather than about an amount among their words. */
const ATTACHED: ReadonlySet<QuoteTag> = new Set([
  'firm',
  'tentative',
  'approximate',
  'net',
  'selling',
  'tax_out',
  'tax_in',
  'night',
  'stay',
  'block',
  'person',
]);
const TURNED_BY_NOT: ReadonlySet<QuoteTag> = new Set(['net', 'selling', 'tentative']);
const SAME: ReadonlySet<string> = new Set(['same', 'ditto', 'idem', 'likewise', 'identical', 'equally']);
const SAME_REACH = 5;

/** Gives every quote what is said about it. Drafts in the order of the message. */
export function attachTags(
  words: QuoteText,
  hits: readonly QuoteHit[],
  drafts: readonly Draft[],
  today: string | undefined,
): void {
  const byAnchor = new Map(drafts.map((draft) => [draft.at, draft]));
  const anchors = [...byAnchor.keys()];
  if (anchors.length === 0) return;
  for (const hit of hits) {
    if (!ATTACHED.has(hit.tag) || (hit.negated && TURNED_BY_NOT.has(hit.tag))) continue;
    const anchor = nearestAnchor(words, anchors, hit.start, hit.end);
    const draft = anchor === undefined ? undefined : byAnchor.get(anchor);
    if (anchor === undefined || draft === undefined) continue;
    const sentence = words.tokens[hit.start]?.sentence ?? -1;
    const near = words.tokens[anchor]?.sentence === sentence;
    // "What is the lowest you would take? I was thinking 60": asked of us, not said of the 60.
    if (!near && hit.tag === 'firm' && words.asking.has(sentence)) continue;
    (near ? draft.tags : draft.tagsAround).add(hit.tag);
  }
  for (const { start, end, limit } of findStayWords(words, today)) {
    const anchor = nearestAnchor(words, anchors, start, end);
    if (anchor !== undefined) byAnchor.get(anchor)?.limits.push(limit);
  }
}

/**
 * Gives every quote its ticket: the room named beside it, "the other room", all of them, else the one last talked
 * about. Returns the drafts with those added that "same for the suite" makes.
 */
export function attachTickets(
  words: QuoteText,
  named: readonly TicketMention[],
  drafts: readonly Draft[],
  input: InterpretInput,
  ambiguities: Set<Ambiguity>,
): Draft[] {
  const tickets = input.tickets ?? [];
  if (tickets.length === 0 || drafts.length === 0) return [...drafts];
  const byAnchor = new Map(drafts.map((draft) => [draft.at, draft]));
  const anchors = [...byAnchor.keys()];
  const settled = new Map<Draft, number>();
  const left: Draft[] = [];
  const copies: { source: Draft; mention: TicketMention }[] = [];
  for (const mention of named) {
    const source = sourceOfSame(words, mention, anchors);
    if (source !== undefined) {
      const draft = byAnchor.get(source);
      if (draft !== undefined) copies.push({ source: draft, mention });
      continue;
    }
    const near = nearestWithCost(words, anchors, mention.start, mention.end);
    const draft = near === undefined ? undefined : byAnchor.get(near.anchor);
    if (near === undefined || draft === undefined) continue;
    if (mention.how === 'other') left.push(draft);
    else narrow(draft, mention, near.cost, settled);
  }
  const open = drafts.filter((draft) => !settled.has(draft) && !left.includes(draft));
  // "450 and 620" with two rooms open: which is which was not said.
  if (open.length === 1) takeLast(open[0], input);
  for (const draft of left)
    draft.tickets = without(
      tickets,
      drafts.filter((one) => !left.includes(one)),
    );
  const added = copies.map(({ source, mention }): Draft => {
    const copied = mention.how === 'named' ? mention.tickets : without(tickets, [source]);
    return { ...source, quote: { ...source.quote }, tickets: copied, ofAll: mention.how === 'all', limits: [...source.limits] };
  });
  const all = [...drafts, ...added];
  if (all.some(({ tickets: meant, ofAll, quote }) => meant.length !== 1 && !ofAll && quote.refused !== true))
    ambiguities.add('ticket');
  return all;
}

/** The quote before "same for the suite": the word of its amount. */
function sourceOfSame({ tokens }: QuoteText, mention: TicketMention, anchors: readonly number[]): number | undefined {
  for (let at = mention.start; at >= 0 && at > mention.start - SAME_REACH; at -= 1) {
    const word = tokens[at]?.word ?? '';
    if (word === '#') return undefined;
    if (SAME.has(word)) return anchors.findLast((anchor) => anchor < at);
  }
  return undefined;
}

/** Two rooms named beside one quote: what both mean, else the nearer one. */
function narrow(draft: Draft, mention: TicketMention, cost: number, settled: Map<Draft, number>): void {
  const before = settled.get(draft);
  const both = before === undefined ? mention.tickets : draft.tickets.filter((ticket) => mention.tickets.includes(ticket));
  if (before === undefined || both.length > 0) draft.tickets = both;
  else if (cost < before) draft.tickets = mention.tickets;
  else return;
  draft.ofAll = mention.how === 'all';
  settled.set(draft, Math.min(cost, before ?? cost));
}

/** Without a word about the room it is the one whose ask stands. */
function takeLast(draft: Draft | undefined, { standingAsk }: InterpretInput): void {
  if (draft === undefined || draft.tickets.length < 2 || standingAsk === undefined) return;
  const last = draft.tickets.filter((ticket) => sameAmount(ticket.standingAsk, standingAsk));
  if (last.length === 1) draft.tickets = last;
}

function without(tickets: readonly InterpreterTicket[], drafts: readonly Draft[]): InterpreterTicket[] {
  const taken = new Set(drafts.flatMap((draft) => (draft.tickets.length === 1 ? draft.tickets.map(({ id }) => id) : [])));
  return tickets.filter(({ id }) => !taken.has(id));
}
