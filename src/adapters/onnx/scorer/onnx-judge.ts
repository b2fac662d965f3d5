import { Logger } from '@nestjs/common';
import { type ReplyContext } from '../../../domain/conversation/reply-context.js';
import { rubricName, type Rubric } from '../../../domain/judge/rubric.js';
import { type Verdict } from '../../../domain/judge/verdict.js';
import { Judge, type JudgeItem, type JudgeOptions } from '../../../turn/ports/judge.js';
import { ModelError } from '../model-folder.js';
import { type ReplyScore } from './reward-judge-model.js';
import { type TrainedScores } from './trained-scores.js';

/** The trained judge: how likely each item of the rubric is violated, and its points from a threshold on. */
export class OnnxJudge extends Judge {
  readonly version: string;
  private readonly logger = new Logger(OnnxJudge.name);
  private readonly rubric: string;

  /** @throws ModelError where the judge was trained for another rubric, or the same one in other words */
  constructor(
    private readonly scores: TrainedScores,
    rubric: Rubric,
  ) {
    super();
    const { scorerVersion, statistics, identity } = scores.description;
    this.version = scorerVersion;
    this.rubric = rubricName(rubric);
    const trainedFor = statistics.identity === 'any' ? 'any' : statistics.identity.rubric;
    if (trainedFor !== this.rubric)
      throw new ModelError(`${identity} judges by the rubric ${trainedFor}, and this server's is ${this.rubric}`);
  }

  async judge(context: ReplyContext, items: JudgeItem[], { earlierTurns, signal }: JudgeOptions = {}): Promise<Verdict[]> {
    const planned = items.flatMap(({ plan, text, template }) =>
      plan ? [{ plan, text, ...(template === undefined ? {} : { template }) }] : [],
    );
    try {
      const scores = await this.scores.of(context, planned, earlierTurns, signal);
      return items.map((item) => (item.plan ? this.verdictOf(scores.shift()!) : this.unchecked('no_plan')));
    } catch (error) {
      signal?.throwIfAborted();
      this.logger.error({ error: error instanceof Error ? error.message : String(error) }, 'The trained judge did not answer');
      return items.map(() => this.unchecked('model_failed'));
    }
  }

  private verdictOf({ probabilities }: ReplyScore): Verdict {
    const deductions = this.scores.description.items.flatMap(({ id, points, threshold }, index) => {
      const probability = probabilities[index]!;
      const reason = `violated with a probability of ${probability.toFixed(2)}`;
      return probability >= threshold ? [{ item: id, points, reason }] : [];
    });
    const total = deductions.reduce((sum, { points }) => sum + points, 0);
    return { result: 'judged', deductions, total, rubric: this.rubric, judge: this.version };
  }

  private unchecked(reason: string): Verdict {
    return { result: 'could_not_check', reason, rubric: this.rubric, judge: this.version };
  }
}
