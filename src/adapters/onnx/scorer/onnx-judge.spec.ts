import { beforeEach, describe, expect, it } from 'vitest';
import { sampleContext, samplePlan } from '../../../../test/support/reply-contexts.js';
import { rubricName } from '../../../domain/judge/rubric.js';
import { builtInRubric } from '../../../platform/rubric-file.js';
import { measure } from '../../../domain/signals/measure.js';
import { OnnxJudge } from './onnx-judge.js';
import { OnnxRewardModel } from './onnx-reward-model.js';
import { type RewardJudgeDescription, type ReplyScore, type ScoreJob } from './reward-judge-model.js';
import { type ReplyScorer } from './scorer-thread.js';
import { TrainedScores } from './trained-scores.js';

const context = sampleContext();
const rubric = builtInRubric();
const description: RewardJudgeDescription = {
  identity: 'reward-judge@1.0.0',
  scorerVersion: 'reward-judge@abc',
  items: [
    { id: 'repetition', points: 15, threshold: 0.5 },
    { id: 'pressure', points: 30, threshold: 0.8 },
  ],
  statistics: {
    id: 'test',
    replies: 1000,
    identity: { rm: 'reward-judge@abc', judge: 'reward-judge@abc', rubric: rubricName(rubric) },
    judge: { mean: 80, sd: 20 },
    rules: { mean: -5, sd: 10 },
  },
};

/** Gives long completions more, and violates items where it is told to. */
class Scorer implements ReplyScorer {
  readonly identity = 'test';
  readonly jobs: ScoreJob[] = [];
  failure: Error | undefined;
  probabilities = [0.1, 0.1];

  run(job: ScoreJob): Promise<ReplyScore[]> {
    this.jobs.push(job);
    if (this.failure) return Promise.reject(this.failure);
    return Promise.resolve(job.completions.map(({ length }) => ({ reward: length, probabilities: this.probabilities })));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

let scorer: Scorer;
let scores: TrainedScores;
beforeEach(() => {
  scorer = new Scorer();
  scores = new TrainedScores(scorer, description);
});
const item = (text: string) => {
  const plan = samplePlan();
  const signals = measure({ text, plan, author: 'agent', context, disclosureExpected: true });
  return { text, plan, signals };
};
const earlierTurns = () => Promise.resolve([]);

describe('the trained judge', () => {
  it('takes off the points of every item that is likely enough', async () => {
    scorer.probabilities = [0.6, 0.7];
    const [verdict] = await new OnnxJudge(scores, rubric).judge(context, [item('Could we meet at EUR 452?')]);
    expect(verdict).toEqual({
      result: 'judged',
      deductions: [{ item: 'repetition', points: 15, reason: 'violated with a probability of 0.60' }],
      total: 15,
      rubric: rubricName(rubric),
      judge: 'reward-judge@abc',
    });
  });

  it('could not check where the model fails, and asks it again the next time', async () => {
    const judge = new OnnxJudge(scores, rubric);
    scorer.failure = new Error('the thread has stopped');
    expect(await judge.judge(context, [item('EUR 452?')])).toMatchObject([{ result: 'could_not_check', reason: 'model_failed' }]);
    scorer.failure = undefined;
    expect(await judge.judge(context, [item('EUR 452?')])).toMatchObject([{ result: 'judged' }]);
  });

  it('is refused where it was trained for another rubric', () => {
    const other = { ...rubric, items: rubric.items.slice(1) };
    expect(() => new OnnxJudge(scores, other)).toThrow(`reward-judge@1.0.0 judges by the rubric ${rubricName(rubric)}`);
  });
});

describe('the trained reward model', () => {
  it('scores the replies that the judge has read without having them read again', async () => {
    const judge = new OnnxJudge(scores, rubric);
    const model = new OnnxRewardModel(scores);
    const items = [item('Could we meet at EUR 452?'), item('EUR 452?'), item('Could we meet at EUR 452?')];
    await judge.judge(context, items, { earlierTurns });
    const rewards = await model.score({ context, earlierTurns, replies: items });
    expect(scorer.jobs).toHaveLength(1);
    expect(scorer.jobs[0]!.completions).toHaveLength(2);
    expect(scorer.jobs[0]!.prompt).toMatch(/^<system> .*<plan>$/s);
    expect(rewards[0]).toBe(rewards[2]);
    expect(rewards[0]).toBeGreaterThan(rewards[1]!);
    await model.score({ context: { ...context }, earlierTurns, replies: items });
    expect(scorer.jobs).toHaveLength(2);
  });

  it('has no score for what it could not read', async () => {
    scorer.failure = new Error('the thread has stopped');
    expect(await new OnnxRewardModel(scores).score({ context, earlierTurns, replies: [item('EUR 452?')] })).toEqual([null]);
  });
});
