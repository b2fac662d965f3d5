import { type ReplyContext } from '../conversation/reply-context.js';
import { type ReplyPlan } from '../conversation/reply.js';
import { type AgentAct } from '../taxonomy.js';
import { PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';

/** What an act cannot do without; a reason where it is missing. */
const NEEDS: Partial<Record<AgentAct, (plan: ReplyPlan, context: ReplyContext) => string | undefined>> = {
  accept: (_plan, { menu }) =>
    menu.acceptable.length + menu.terms.length > 0 ? undefined : 'Nothing on the table may be accepted now.',
  confirm_terms: (_plan, { menu, agreed }) =>
    menu.terms.length + menu.acceptable.length + agreed.length > 0 ? undefined : 'There are no terms to restate.',
  close_agreed: (_plan, { agreed, results }) =>
    agreed.length > 0 || Object.values(results).includes('agreed') ? undefined : 'Nothing is agreed yet.',
  propose: (plan) => (moves(plan) ? undefined : 'A proposal without an ask.'),
  counter: (plan) => (moves(plan) ? undefined : 'A counter without an ask.'),
  hold: (_plan, { standings }) =>
    standings.some(({ standingAsk }) => standingAsk !== undefined) ? undefined : 'No ask of ours stands yet.',
  offer_lever: (plan) => (plan.leverIds.length > 0 ? undefined : 'An offer without a lever.'),
};

const moves = (plan: ReplyPlan): boolean => plan.asks.some(({ step }) => step !== 'none');

export const wrongStageActGuardrail: Guardrail = {
  id: 'wrong-stage-act',
  title: 'Acts that the procedure permits',
  blocking: true,
  severity: 0.7,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ plan, context }) {
    if (!plan) return PASS;
    const { directive, menu, tickets, levers } = context;
    if (!directive.reply) return violation('Nothing is to be said now.');
    // An interruption that is answered alone needs no main act beside it.
    const answersInterruption = directive.prelude !== undefined && plan.act === directive.prelude;
    if (!directive.may.includes(plan.act) && !answersInterruption) {
      return violation(`The procedure does not permit "${plan.act}" here; it permits ${directive.may.join(', ')}.`);
    }
    if (directive.prelude !== undefined && !answersInterruption && plan.prelude !== directive.prelude) {
      return violation(`The procedure wants "${directive.prelude}" first.`);
    }
    const missing = NEEDS[plan.act]?.(plan, context);
    if (missing !== undefined) return violation(missing);
    for (const { ticketId, step } of plan.asks) {
      if (step === 'none') continue;
      if (!tickets.some(({ id }) => id === ticketId))
        return violation('An ask for a ticket that is not part of this negotiation.');
      const stands =
        step === 'same' && context.standings.some((each) => each.ticketId === ticketId && each.standingAsk !== undefined);
      if (!stands && !menu.asks.some((ask) => ask.ticketId === ticketId && ask.step === step))
        return violation('An ask step that is not on the menu.');
    }
    if (new Set(plan.asks.map(({ ticketId }) => ticketId)).size < plan.asks.length)
      return violation('Two asks planned for one ticket.');
    const known = new Set(levers.map(({ id }) => id));
    if (plan.leverIds.some((id) => !known.has(id))) return violation('A lever that is not part of this negotiation.');
    return PASS;
  },
};
