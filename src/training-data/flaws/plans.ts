import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { type AgentAct, type AskStep } from '../../domain/taxonomy.js';
import { type Moment } from './moment.js';

/** Acts that need neither an ask nor terms, those first that say least of what they are about. */
const FREE_ACTS: readonly AgentAct[] = [
  'empathise',
  'explain',
  'answer',
  'ask_reason',
  'redirect',
  'follow_up',
  'defer',
  'clarify',
  'apologise',
  'identify',
  'greet',
];
const ASKING_ACTS: readonly AgentAct[] = ['propose', 'counter', 'hold', 'offer_lever'];

/** The same plan without asks and levers, with another act where this one cannot do without; undefined where none is permitted. */
export function planWithoutAsk({ plan, context }: Moment): ReplyPlan | undefined {
  const act = ASKING_ACTS.includes(plan.act) ? FREE_ACTS.find((each) => context.directive.may.includes(each)) : plan.act;
  return act === undefined ? undefined : { ...plan, act, tactic: 'none', asks: [], leverIds: [] };
}

/** A plan for this act, whatever the procedure says to it. */
export const planTo = ({ plan }: Moment, act: AgentAct): ReplyPlan => ({ ...plan, act, tactic: 'none', asks: [], leverIds: [] });

/** A plan that asks for a figure: one of the menu where there is any, else the one that stands. */
export function askingPlan(moment: Moment, steps: readonly AskStep[] = ['small', 'medium', 'first']): ReplyPlan | undefined {
  const { context, ticket, standing, plan } = moment;
  const step = steps.find((each) => context.menu.asks.some((ask) => ask.ticketId === ticket.id && ask.step === each));
  const act = step === 'first' ? 'propose' : 'counter';
  if (step !== undefined) return { ...plan, act, tactic: 'none', asks: [{ ticketId: ticket.id, step }], leverIds: [] };
  if (standing?.standingAsk === undefined) return undefined;
  return { ...plan, act: 'hold', tactic: 'none', asks: [{ ticketId: ticket.id, step: 'same' }], leverIds: [] };
}

export const permits = ({ context }: Moment, act: AgentAct): boolean =>
  context.directive.may.includes(act) || context.directive.prelude === act;
