import { type ReplyPlan } from '../domain/conversation/reply.js';
import { evaluate } from '../domain/guardrails/evaluate.js';
import { stops } from '../domain/guardrails/stops.js';
import { scoreReply } from '../domain/rewards/score-reply.js';
import { measure } from '../domain/signals/measure.js';
import { AGENT_ACTS, ASK_STEPS, TACTICS } from '../domain/taxonomy.js';
import { type Judge } from '../turn/ports/judge.js';
import { type RewardModel } from '../turn/ports/reward-model.js';
import { type RewardSettings } from '../turn/reward-settings.js';
import { BadRecord, type JsonRecord } from '../platform/json-record.js';
import { momentOfRecord, type RecordedMoment } from './moment/moment-of-record.js';
import { listOf, recordOf, text } from './moment/read-negotiation.js';

/** What scores a line: as the server is configured. */
export interface ScoringSources {
  judge: Judge;
  rewardModel: RewardModel | null;
  rewards: RewardSettings;
}

export interface ScoreAnswer {
  /** Raw score of the reward model; null where there is none. */
  rm: number | null;
  /** 100 less twice the judge's deductions; null where it could not judge. */
  judge: number | null;
  /** Points that soft guardrails cost, as a number below zero. */
  rules: number;
  /** Null where the reply could not be checked; `reason` then says why. */
  reward: number | null;
  reason?: string;
  /** Guardrails that would stop the reply. */
  blocking: string[];
  spec: string;
}

const NO_TURNS = () => Promise.resolve([]);

/** A reply that is scored: its exact words, and its plan where one is known. */
export interface ScoredReply {
  text: string;
  plan?: ReplyPlan;
}

/**
 * A record of `score`: `{context?, reply}`. The context is that of a record of `guard`; the reply is its text, or `{text, plan?}`.
 * @throws BadRecord naming the field at fault.
 */
export async function scoreRecord(record: JsonRecord, sources: ScoringSources, clock?: () => Date): Promise<ScoreAnswer> {
  const moment = momentOfRecord(contextOf(record), clock);
  return scoreAt(moment, readReply(record.reply), sources);
}

/** What a reply is worth at a moment, by the sources of this server. */
export async function scoreAt(
  { context, disclosure }: RecordedMoment,
  reply: ScoredReply,
  { judge, rewardModel, rewards }: ScoringSources,
): Promise<ScoreAnswer> {
  const input = { ...reply, author: 'agent' as const, context, ...(disclosure ? { disclosure } : {}) };
  const signals = measure(input);
  const { findings, blocking, softPoints, couldNotCheck } = evaluate(input, { modes: {}, signals });
  // A model reads a plan before the words; where none is given the reply counts as a plain answer.
  const planned = { ...reply, plan: reply.plan ?? PLAIN_ANSWER };
  const [verdict] = await judge.judge(context, [{ ...planned, signals }], { earlierTurns: NO_TURNS });
  const [rm] = rewardModel ? await rewardModel.score({ context, earlierTurns: NO_TURNS, replies: [planned] }) : [];
  const score = scoreReply(
    {
      ...(rewardModel && rm !== undefined ? { rm, rmVersion: rewardModel.version } : {}),
      ...(verdict ? { verdict } : {}),
      blocking,
      couldNotCheck,
      softPoints,
      stage: context.stage,
      partnerAct: context.reading?.acts[0]?.act ?? null,
    },
    rewards.spec,
    rewards.statistics,
  );
  return {
    rm: score.rm ?? null,
    judge: score.rj ?? null,
    rules: score.rf,
    reward: score.reward ?? null,
    ...(score.reason === undefined ? {} : { reason: score.reason }),
    blocking: [...new Set(findings.filter(stops).map(({ guardrail }) => guardrail))],
    spec: `${score.spec}@${score.specHash}`,
  };
}

const contextOf = ({ context }: JsonRecord): JsonRecord =>
  context === undefined || context === null ? {} : recordOf(context, 'context');

const PLAIN_ANSWER: ReplyPlan = { act: 'answer', tactic: 'none', asks: [], leverIds: [] };

function readReply(value: unknown): ScoredReply {
  if (typeof value === 'string') return { text: value };
  const record = recordOf(value, 'reply');
  const words = text(record, 'text');
  if (words === undefined) throw new BadRecord('reply.text must be a string');
  return { text: words, ...(record.plan === undefined ? {} : { plan: readPlan(recordOf(record.plan, 'reply.plan')) }) };
}

function readPlan(record: JsonRecord): ReplyPlan {
  const asks = listOf(record.asks, 'reply.plan.asks').map((each) => {
    const ask = recordOf(each, 'reply.plan.asks');
    const ticketId = text(ask, 'ticketId');
    if (ticketId === undefined) throw new BadRecord('reply.plan.asks: ticketId must be a string');
    return { ticketId, step: oneOf(ASK_STEPS, ask.step, 'reply.plan.asks: step') };
  });
  const leverIds = listOf(record.leverIds, 'reply.plan.leverIds').map((each) => {
    if (typeof each !== 'string') throw new BadRecord('reply.plan.leverIds must hold strings');
    return each;
  });
  return {
    act: oneOf(AGENT_ACTS, record.act, 'reply.plan.act'),
    tactic: record.tactic === undefined ? 'none' : oneOf(TACTICS, record.tactic, 'reply.plan.tactic'),
    asks,
    leverIds,
  };
}

function oneOf<T extends string>(known: readonly T[], value: unknown, name: string): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new BadRecord(`${name} must be one of ${known.join(', ')}`);
  return found;
}
