import { Decimal } from 'decimal.js';
import { type ReplyContext } from '../../conversation/reply-context.js';
import { type ReplyPlan } from '../../conversation/reply.js';
import { TACTICS } from '../../taxonomy.js';
import { focusIndex } from './focus.js';
import { leverTag, roundTag, tag, ticketTag, type Gap, type QuoteRelation } from './tags.js';

/** Upper ends of the gap classes, in percent of the current rate. */
const GAP_ENDS: readonly (readonly [number, Gap])[] = [
  [2, 'up_to_2'],
  [5, 'up_to_5'],
  [10, 'up_to_10'],
  [20, 'up_to_20'],
];

/**
 * The moment in tags, as it stands at the head of an agent's turn. Amounts appear only as relations between our asks,
 * the partner's figures and the current rate, so nothing about the limit can be read from it.
 */
export function stateTags(context: ReplyContext): string[] {
  const { reading, directive, menu, levers, tickets, usedTactics } = context;
  const focus = focusIndex(context);
  const ticket = tickets[focus];
  const standing = context.standings.find(({ ticketId }) => ticketId === ticket?.id);
  const quote = reading?.quotes.find(({ refused }) => !refused);
  const used = new Set(usedTactics);
  return [
    tag('stage', context.stage),
    tag('act', reading?.acts[0]?.act ?? 'none'),
    roundTag(standing?.round ?? 0),
    tag('mood', reading?.mood ?? 'neutral'),
    tag('concern', reading?.concerns.find((concern) => concern !== 'none') ?? 'none'),
    tag('gap', gapOf(context, focus)),
    tag('quote', relationOf(context, focus)),
    tag('basis', quote?.basis ?? 'none'),
    ticketTag(focus),
    '<menu>',
    ...stepsOf(context, focus),
    '<levers>',
    ...menu.levers.map(({ id }) => leverTag(levers.findIndex((lever) => lever.id === id))),
    '<may>',
    ...directive.may.map((act) => tag('do', act)),
    '<must>',
    ...(directive.prelude === undefined ? [] : [tag('do', directive.prelude)]),
    '<used>',
    ...TACTICS.filter((tactic) => tactic !== 'none' && used.has(tactic)).map((tactic) => tag('tactic', tactic)),
  ];
}

/** What a reply means to do, in the same tags that the state offers. */
export function planTags(plan: ReplyPlan, { tickets, levers }: ReplyContext): string[] {
  const asks = plan.asks.flatMap(({ ticketId, step }, index) => {
    const own = Math.max(
      0,
      tickets.findIndex(({ id }) => id === ticketId),
    );
    return [...(index === 0 ? [] : [ticketTag(own)]), tag('ask', step)];
  });
  const offered = plan.leverIds.map((leverId) =>
    leverTag(
      Math.max(
        0,
        levers.findIndex(({ id }) => id === leverId),
      ),
    ),
  );
  return [
    tag('do', plan.act),
    tag('tactic', plan.tactic),
    ...(asks.length > 0 ? asks : [tag('ask', 'none')]),
    ...(offered.length > 0 ? offered : [tag('lever', 'none')]),
  ];
}

/** The permitted steps: of the ticket in focus, then of each other one behind its tag. */
function stepsOf({ menu, tickets }: ReplyContext, focus: number): string[] {
  const steps = (index: number): string[] =>
    menu.asks.filter(({ ticketId }) => ticketId === tickets[index]?.id).map(({ step }) => tag('ask', step));
  const others = tickets.flatMap((_, index) => {
    const own = index === focus ? [] : steps(index);
    return own.length > 0 ? [ticketTag(index), ...own] : [];
  });
  return [...steps(focus), ...others];
}

/** Between our standing (else first) ask and the partner's figure (else the current rate). */
function gapOf({ tickets, standings, menu }: ReplyContext, focus: number): Gap {
  const ticket = tickets[focus];
  const standing = standings.find(({ ticketId }) => ticketId === ticket?.id);
  const ask = standing?.standingAsk ?? menu.asks.find(({ ticketId }) => ticketId === ticket?.id)?.rate;
  if (!ticket || ask === undefined) return 'none';
  const distance = new Decimal(standing?.partnerQuote ?? ticket.currentRate).minus(ask);
  if (distance.lte(0)) return 'none';
  const percent = distance.div(ticket.currentRate).times(100);
  return GAP_ENDS.find(([end]) => percent.lte(end))?.[1] ?? 'over_20';
}

function relationOf({ tickets, standings }: ReplyContext, focus: number): QuoteRelation {
  const standing = standings.find(({ ticketId }) => ticketId === tickets[focus]?.id);
  if (standing?.partnerQuote === undefined) return 'none';
  const quote = new Decimal(standing.partnerQuote);
  if (quote.gte(standing.currentRate)) return 'at_or_above_current';
  return standing.standingAsk !== undefined && quote.lte(standing.standingAsk) ? 'at_or_below_ask' : 'above_ask';
}
