import { Injectable } from '@nestjs/common';
import { type Advanced } from '../../domain/conversation/advance.js';
import { type Candidate } from '../../domain/conversation/reply.js';
import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type EvaluatedCandidate } from '../../domain/conversation/turn-record.js';
import { evaluate } from '../../domain/guardrails/evaluate.js';
import { type Verdict } from '../../domain/judge/verdict.js';
import { scoreReply } from '../../domain/rewards/score-reply.js';
import { measure } from '../../domain/signals/measure.js';
import { DraftVoidedError } from '../drafts.js';
import { Judge, type JudgeItem, type JudgeOptions } from '../ports/judge.js';
import { RewardModelSlot } from '../ports/reward-model.js';
import { RewardSettings } from '../reward-settings.js';
import { type Stopwatch } from '../stopwatch.js';
import { untilAborted } from '../until-aborted.js';
import { type Moment } from './moment.js';

/** Guard, judge and score candidates on their exact final text. */
@Injectable()
export class EvaluateStep {
  constructor(
    private readonly judge: Judge,
    private readonly rewardModel: RewardModelSlot,
    private readonly rewards: RewardSettings,
  ) {}

  get versions(): { judge: string; rewardSpec: string } {
    return { judge: this.judge.version, rewardSpec: `${this.rewards.spec.id}@${this.rewards.specHash}` };
  }

  async evaluate(
    moment: Moment,
    advanced: Advanced,
    candidates: Candidate[],
    attempt: number,
    signal: AbortSignal,
    stopwatch: Stopwatch,
  ): Promise<EvaluatedCandidate[]> {
    if (candidates.length === 0) return [];
    const { context, disclosure } = advanced;
    const guarded = stopwatch.timeSync('guard', () =>
      candidates.map((candidate) => {
        const input = {
          text: candidate.text,
          plan: candidate.plan,
          author: 'agent' as const,
          context,
          disclosure,
          disclosureExpected: true,
        };
        const signals = measure(input);
        return { candidate, signals, ...evaluate(input, { modes: moment.guardrailModes, signals }) };
      }),
    );
    // A reply that must not be sent needs no verdict.
    const clean = guarded.filter((entry) => !entry.blocked && !entry.couldNotCheck);
    const verdicts = await stopwatch.time('judge', () =>
      this.verdictsOn(
        context,
        clean.map(({ candidate: { text, plan, template }, signals }) => ({
          text,
          plan,
          signals,
          ...(template === undefined ? {} : { template }),
        })),
        { earlierTurns: moment.earlierTurns, signal },
      ),
    );
    const model = this.rewardModel.model;
    const replies = clean.map(({ candidate }) => candidate);
    const scores = model
      ? await stopwatch.time('reward model', () =>
          inTime(
            signal,
            () => model.score({ context, earlierTurns: moment.earlierTurns, replies, signal }),
            replies.map(() => null),
          ),
        )
      : null;
    return stopwatch.timeSync('rank', () =>
      guarded.map((entry) => {
        const index = clean.indexOf(entry);
        const verdict: Verdict | undefined = index < 0 ? undefined : verdicts[index];
        const judged = verdict?.result === 'judged' && verdict.total <= moment.drafting.maximumDeductions;
        const rm = index < 0 ? undefined : scores?.[index];
        const score = scoreReply(
          {
            ...(model && rm !== undefined ? { rm, rmVersion: model.version } : {}),
            ...(verdict ? { verdict } : {}),
            blocking: entry.blocking,
            couldNotCheck: entry.couldNotCheck,
            softPoints: entry.softPoints,
            stage: context.stage,
            partnerAct: context.reading?.acts[0]?.act ?? null,
          },
          this.rewards.spec,
          this.rewards.statistics,
        );
        return {
          candidate: entry.candidate,
          attempt,
          findings: entry.findings,
          ...(verdict ? { verdict } : {}),
          score,
          acceptable: index >= 0 && judged && score.result === 'scored',
        };
      }),
    );
  }

  /** Past the deadline nothing can be checked any more, which is not the same as clean. */
  private async verdictsOn(
    context: ReplyContext,
    items: JudgeItem[],
    options: JudgeOptions & { signal: AbortSignal },
  ): Promise<Verdict[]> {
    const late: Verdict = { result: 'could_not_check', reason: 'deadline', rubric: 'none', judge: this.judge.version };
    return inTime(
      options.signal,
      () => this.judge.judge(context, items, options),
      items.map(() => late),
    );
  }
}

/** @throws {DraftVoidedError} where the draft was overtaken, and whatever the work throws */
async function inTime<T>(signal: AbortSignal, work: () => Promise<T>, late: T): Promise<T> {
  try {
    return await untilAborted(signal, work);
  } catch (error) {
    if (!signal.aborted || signal.reason instanceof DraftVoidedError) throw error;
    return late;
  }
}
