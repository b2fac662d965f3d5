import { type Advanced } from '../../domain/conversation/advance.js';
import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { evaluate } from '../../domain/guardrails/evaluate.js';
import { stops } from '../../domain/guardrails/stops.js';
import { type Rubric, rubricName } from '../../domain/judge/rubric.js';
import { signalDeductions } from '../../domain/judge/signal-deductions.js';
import { type Verdict } from '../../domain/judge/verdict.js';
import { type ScoreInput } from '../../domain/rewards/score-reply.js';
import { measure } from '../../domain/signals/measure.js';

/** Names the signals as the judge of a verdict. */
export const SIGNALS_JUDGE = 'signals';

/** What rules and signals say about one reply: everything that a reward needs but the scores of models. */
export interface Assessment {
  /** Guardrails that would have stopped it, with their severities, 0 to 1. */
  blocking: { guardrail: string; severity: number }[];
  /** Guardrails that cost points. */
  soft: string[];
  softPoints: number;
  couldNotCheck: boolean;
  /** By the signals; a trained judge's takes its place. */
  verdict: Verdict;
}

/**
 * Guards and judges a reply as the server does before it sends one, all guardrails enforced.
 *
 * @param advanced the moment that it was written for
 */
export function assessReply(advanced: Advanced, reply: { plan: ReplyPlan; text: string }, rubric: Rubric): Assessment {
  const { context, disclosure } = advanced;
  const input = { ...reply, author: 'agent' as const, context, disclosure, disclosureExpected: true };
  const signals = measure(input);
  const { findings, softPoints, couldNotCheck } = evaluate(input, { modes: {}, signals });
  const violated = findings.filter(({ result }) => result === 'violation');
  const deductions = signalDeductions(rubric, context, { ...reply, signals });
  return {
    blocking: violated.filter(stops).map(({ guardrail, severity }) => ({ guardrail, severity })),
    soft: violated.filter((finding) => !stops(finding)).map(({ guardrail }) => guardrail),
    softPoints,
    couldNotCheck,
    verdict: {
      result: 'judged',
      deductions,
      total: deductions.reduce((sum, { points }) => sum + points, 0),
      rubric: rubricName(rubric),
      judge: SIGNALS_JUDGE,
    },
  };
}

/** What the reward function takes, from an assessment and what models say. */
export function scoreInputOf(
  { context }: Advanced,
  { blocking, softPoints, couldNotCheck, verdict }: Assessment,
  models: { rm?: number | null; rmVersion?: string; verdict?: Verdict },
): ScoreInput {
  return {
    blocking: blocking.map(({ severity }) => severity),
    softPoints,
    couldNotCheck,
    verdict,
    ...models,
    stage: context.stage,
    partnerAct: context.reading?.acts[0]?.act ?? null,
  };
}
