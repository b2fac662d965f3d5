import { type ReplyContext } from '../conversation/reply-context.js';
import { type ReplyPlan } from '../conversation/reply.js';
import { type SlotValues } from '../negotiation/facts.js';
import { slotsForPlan } from '../negotiation/slots-of.js';
import { type AgentAct } from '../taxonomy.js';

/** Acts that may carry an ask; `hold` only the standing one. */
export const ASKING_ACTS: ReadonlySet<AgentAct> = new Set(['propose', 'counter', 'hold', 'offer_lever']);
/** Acts that name a new figure of ours wherever one is permitted. */
export const ACTS_WITH_AN_ASK: ReadonlySet<AgentAct> = new Set(['propose', 'counter']);
/** Acts whose text restates the terms that wait for a yes. */
export const RESTATING_ACTS: ReadonlySet<AgentAct> = new Set(['confirm_terms', 'accept']);

/** Tickets keep the number of their place in the negotiation, whatever the reply is about; from 1. */
export function ticketNumber(context: ReplyContext, ticketId: string): number {
  return context.tickets.findIndex((ticket) => ticket.id === ticketId) + 1;
}

/**
 * Slots for what a language model writes to this plan. Unnumbered ones are of the ticket that the plan is about (where it
 * does not say, of `focusTicketId`); numbered ones follow the order of tickets, `{ask_rate_2}` too.
 */
export function replySlots(context: ReplyContext, plan: ReplyPlan, focusTicketId?: string): SlotValues {
  const local = slotsForPlan(context, plan, focusTicketId);
  const slots: Record<string, string> = Object.fromEntries(Object.entries(local).filter(([name]) => !/_\d+$/.test(name)));
  Object.assign(slots, context.slots);
  for (const ask of plan.asks) {
    const amount = slotsForPlan(context, { ...plan, asks: [ask] })['ask_rate'];
    if (amount !== undefined) slots[`ask_rate_${ticketNumber(context, ask.ticketId)}`] = amount;
  }
  return slots;
}
