import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { type SlotValues } from '../../domain/negotiation/facts.js';
import { type PermittedAsk } from '../../domain/negotiation/menu.js';
import { slotsForPlan } from '../../domain/negotiation/slots-of.js';
import { type Ticket } from '../../domain/negotiation/ticket.js';
import { type AgentAct } from '../../domain/taxonomy.js';

/** Acts that may carry an ask; `hold` only the standing one. */
export const ASKING_ACTS: ReadonlySet<AgentAct> = new Set(['propose', 'counter', 'hold', 'offer_lever']);
/** Acts whose text restates the terms that wait for a yes. */
export const RESTATING_ACTS: ReadonlySet<AgentAct> = new Set(['confirm_terms', 'accept']);

/** An ask of the menu as the model names it, and the slot that takes its amount. */
export interface NamedAsk {
  /** `small`, or `small_2` for the second ticket where several are open. */
  name: string;
  slot: string;
  ask: PermittedAsk;
}

/** Tickets keep the number of their place in the negotiation, whatever the reply is about. */
function numberOf(context: ReplyContext, ticketId: string): number {
  return context.tickets.findIndex((ticket) => ticket.id === ticketId) + 1;
}

export function liveTickets(context: ReplyContext): Ticket[] {
  return context.tickets.filter((ticket) => !ticket.withdrawn);
}

/** Asks of this turn by name. With one ticket names and slots go without numbers: one thing less to get wrong. */
export function namedAsks(context: ReplyContext): NamedAsk[] {
  const single = liveTickets(context).length <= 1;
  return context.menu.asks.map((ask) => {
    const suffix = single ? '' : `_${numberOf(context, ask.ticketId)}`;
    return { name: `${ask.step}${suffix}`, slot: `ask_rate${suffix}`, ask };
  });
}

/**
 * Slots for a text of this plan. Unnumbered ones are of the ticket that the plan is about, as everywhere; numbered ones
 * follow the order of tickets, `{ask_rate_2}` too.
 */
export function slotsOfPlan(context: ReplyContext, plan: ReplyPlan): SlotValues {
  const local = slotsForPlan(context, plan);
  const slots: Record<string, string> = Object.fromEntries(Object.entries(local).filter(([name]) => !/_\d+$/.test(name)));
  Object.assign(slots, context.slots);
  for (const ask of plan.asks) {
    const amount = slotsForPlan(context, { ...plan, asks: [ask] })['ask_rate'];
    if (amount !== undefined) slots[`ask_rate_${numberOf(context, ask.ticketId)}`] = amount;
  }
  return slots;
}

/** Slots that can be filled whatever is chosen, as the model is told of them: name and text. */
export function knownSlots(context: ReplyContext): [name: string, text: string][] {
  const single = liveTickets(context).length <= 1;
  const act = context.directive.may[0] ?? 'answer';
  const slots = slotsOfPlan(context, { act, tactic: 'none', asks: [], leverIds: [] });
  const numbers = new Set(liveTickets(context).map((ticket) => String(numberOf(context, ticket.id))));
  return Object.entries(slots).filter(([name]) => {
    const number = /_(\d+)$/.exec(name)?.[1];
    if (single) return number === undefined;
    const ofOneTicket = `${name}_1` in context.slots || [...numbers].some((each) => `${name}_${each}` in context.slots);
    return number === undefined ? !ofOneTicket : numbers.has(number);
  });
}
