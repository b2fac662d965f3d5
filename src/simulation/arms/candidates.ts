import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type Candidate } from '../../domain/conversation/reply.js';
import { type TurnMenu } from '../../domain/negotiation/menu.js';
import { proposeByIntent } from '../../domain/policy/intent/intent-policy.js';
import { type AgentAct, type AskStep } from '../../domain/taxonomy.js';
import { type WrittenReply } from '../play/memory-conversation.js';

const CANDIDATES = 24;

/** What the scripted arm could write at this moment, the best first. */
export function candidates(context: ReplyContext, seed: number, turn: number): Candidate[] {
  return proposeByIntent(context, { count: CANDIDATES, seed: `${seed}:${turn}` });
}

export const first = (written: readonly Candidate[]): WrittenReply | undefined => {
  const [best] = written;
  return best && { plan: best.plan, text: best.text };
};

/** The moment with these acts only. */
export const only = (context: ReplyContext, may: readonly AgentAct[]): ReplyContext => ({
  ...context,
  directive: { ...context.directive, may: [...may] },
});

/** A step that the scripted arm is ready to write a counter with at any time. */
const ALWAYS_WRITTEN = 'small';

/**
 * What could be written if each room's counter took this step. The scripted arm keeps to the steps that it holds wise and
 * would write none with another, so that the amount goes to it under the name of one that it writes.
 */
export function withStep(context: ReplyContext, stepOf: ReadonlyMap<string, AskStep>, seed: number, turn: number): Candidate[] {
  const chosen = context.menu.asks.filter(({ ticketId, step }) => stepOf.get(ticketId) === step && moves(step));
  const renamed = chosen.map((ask) => ({ ...ask, step: ALWAYS_WRITTEN }) satisfies TurnMenu['asks'][number]);
  const others = context.menu.asks.filter(({ step }) => !moves(step));
  const menu = { ...context.menu, asks: [...others, ...renamed] };
  return candidates({ ...context, menu }, seed, turn).map((written) => ({
    ...written,
    plan: {
      ...written.plan,
      asks: written.plan.asks.map((ask) => ({ ...ask, step: moves(ask.step) ? stepOf.get(ask.ticketId)! : ask.step })),
    },
  }));
}

const moves = (step: AskStep): boolean => step === 'small' || step === 'medium' || step === 'large';
