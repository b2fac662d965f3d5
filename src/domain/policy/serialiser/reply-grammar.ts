import { type ReplyContext } from '../../conversation/reply-context.js';
import { type ReplyPlan } from '../../conversation/reply.js';
import { type AgentAct, TACTICS } from '../../taxonomy.js';
import { ACTS_WITH_AN_ASK, ASKING_ACTS, replySlots } from '../reply-slots.js';
import { focusIndex } from './focus.js';
import { isSlot, leverTag, tag, ticketTag } from './tags.js';

/** Where a plan stands: the tags that may come next, and the state that each of them leads to. */
export interface GrammarState {
  next: Record<string, number>;
  /** Where the plan is whole: which of {@link ReplyGrammar.slots} its words may hold. */
  slots?: number;
}

/**
 * The plans that are permitted in one moment, as a machine over tags: `states[0]` is where a plan begins, a state with `slots`
 * is where it is whole and its words begin. Serving and training sample under it, so neither can plan what the procedure
 * or the menu does not permit.
 */
export interface ReplyGrammar {
  states: GrammarState[];
  /** Sets of slots that have a value, in braces. */
  slots: string[][];
}

type Step = { tag: string; plan: ReplyPlan };

/** The ticket in focus is asked about without its tag, every other one behind it. */
interface AskedTicket {
  ticketId: string;
  tag: string;
  steps: ReplyPlan['asks'][number]['step'][];
}

/** Builds the machine for one moment; it depends on the menu and the directive only, never on amounts. */
export function replyGrammar(context: ReplyContext): ReplyGrammar {
  const states: GrammarState[] = [];
  const slots: string[][] = [];
  const known = new Map<string, number>();
  const focusId = context.tickets[focusIndex(context)]?.id;
  const { prelude } = context.directive;

  /** The state with this key, built by `fill` where it is met for the first time. */
  const state = (key: string, fill: (own: GrammarState) => void): number => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const number = states.push({ next: {} }) - 1;
    known.set(key, number);
    fill(states[number]!);
    return number;
  };
  const slotSet = (plan: ReplyPlan): number => {
    const names = Object.keys(replySlots(context, plan, focusId))
      .filter(isSlot)
      .sort();
    const set = names.map((name) => `{${name}}`);
    const found = slots.findIndex((other) => other.join() === set.join());
    return found >= 0 ? found : slots.push(set) - 1;
  };
  const keyOf = ({ act, asks, leverIds }: ReplyPlan): string =>
    `${act}|${asks.map(({ ticketId, step }) => `${ticketId}:${step}`).join(',')}|${leverIds.join(',')}`;

  const whole = (plan: ReplyPlan): number => state(`whole|${keyOf(plan)}`, (own) => void (own.slots = slotSet(plan)));
  const levers = (plan: ReplyPlan): number =>
    state(`levers|${keyOf(plan)}`, (own) => {
      for (const { tag: next, plan: then } of leverSteps(context, plan)) own.next[next] = levers(then);
      if (plan.leverIds.length > 0) own.next['</plan>'] = whole(plan);
      else if (plan.act !== 'offer_lever')
        own.next[tag('lever', 'none')] = state(`closing|${keyOf(plan)}`, (end) => void (end.next['</plan>'] = whole(plan)));
    });
  const asks = (plan: ReplyPlan, left: readonly AskedTicket[]): number =>
    state(`asks|${keyOf(plan)}|${left.length}`, (own) => {
      const first = plan.asks.length === 0;
      left.forEach((ticket, index) => {
        // The first ask needs no tag: it is of the ticket in focus, or of the first that may be asked about at all.
        if (first && index > 0) return;
        const then = left.slice(index + 1);
        const stepsFrom = (from: GrammarState): void => {
          for (const step of ticket.steps)
            from.next[tag('ask', step)] = asks({ ...plan, asks: [...plan.asks, { ticketId: ticket.ticketId, step }] }, then);
        };
        if (first) stepsFrom(own);
        else own.next[ticket.tag] = state(`ticket|${keyOf(plan)}|${ticket.tag}`, stepsFrom);
      });
      const owed = first && ACTS_WITH_AN_ASK.has(plan.act) && left.length > 0;
      if (first && !owed) own.next[tag('ask', 'none')] = levers(plan);
      // After an ask the levers follow at once.
      if (!first) for (const [next, to] of Object.entries(states[levers(plan)]!.next)) own.next[next] = to;
    });

  state('start', (start) => {
    for (const act of context.directive.may) {
      if (act === 'offer_lever' && context.menu.levers.length === 0) continue;
      const plan: ReplyPlan = { act, ...(prelude === undefined ? {} : { prelude }), tactic: 'none', asks: [], leverIds: [] };
      const tickets = askedTickets(context, act, focusId);
      start.next[tag('do', act)] = state(`act|${act}`, (own) => {
        for (const tactic of TACTICS) own.next[tag('tactic', tactic)] = asks(plan, tickets);
      });
    }
  });
  return { states, slots };
}

/** What may be asked of which ticket with this act, the one in focus first. */
function askedTickets({ menu, tickets }: ReplyContext, act: AgentAct, focusId: string | undefined): AskedTicket[] {
  if (!ASKING_ACTS.has(act)) return [];
  const asked = tickets.flatMap(({ id }, index): AskedTicket[] => {
    const own = menu.asks.filter(({ ticketId, step }) => ticketId === id && (act !== 'hold' || step === 'same'));
    return own.length === 0 ? [] : [{ ticketId: id, tag: ticketTag(index), steps: [...new Set(own.map(({ step }) => step))] }];
  });
  return [...asked.filter(({ ticketId }) => ticketId === focusId), ...asked.filter(({ ticketId }) => ticketId !== focusId)];
}

/** Levers of the menu that come after those already chosen. */
function leverSteps({ menu, levers }: ReplyContext, plan: ReplyPlan): Step[] {
  const order = (id: string): number => levers.findIndex((lever) => lever.id === id);
  const last = Math.max(-1, ...plan.leverIds.map(order));
  const steps = new Map<string, Step>();
  for (const { id } of menu.levers) {
    if (order(id) <= last) continue;
    const next = leverTag(order(id));
    if (!steps.has(next)) steps.set(next, { tag: next, plan: { ...plan, leverIds: [...plan.leverIds, id] } });
  }
  return [...steps.values()];
}
