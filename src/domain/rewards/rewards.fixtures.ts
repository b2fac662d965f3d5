import { type Verdict } from '../judge/verdict.js';
import { type Stage } from '../taxonomy.js';
import { freezeStatistics, type ReferenceReply } from './freeze-statistics.js';
import { type ScoreInput } from './score-reply.js';
import { type RewardStatistics, type SourceIdentity } from './statistics.js';

export const SOURCES: SourceIdentity = { rm: 'rm-1', judge: 'signals-1', rubric: 'hotel-rate@1' };

/** Statistics of 4,000 replies whose scores are spread evenly: RM from 0 to 4, median 2. */
export function sampleStatistics(): RewardStatistics {
  const stages: Stage[] = ['opening', 'bargaining', 'bargaining', 'confirming'];
  const replies = Array.from({ length: 4000 }, (_, index): ReferenceReply => {
    const stage = stages[index % stages.length]!;
    return {
      rm: (index / 3999) * 4,
      rj: 100 - 2 * ((index * 7) % 60),
      rf: 0 - ((index * 3) % 30),
      stage,
      partnerAct: stage === 'opening' ? null : index % 3 === 0 ? 'counter' : index % 400 === 1 ? 'upset' : 'reject',
    };
  });
  return freezeStatistics('sample-1', SOURCES, replies);
}

export function judged(total: number): Verdict {
  return { result: 'judged', deductions: [], total, rubric: SOURCES.rubric, judge: SOURCES.judge };
}

/** A clean reply at the median of the reward model, without deductions. */
export function sampleInput(over: Partial<ScoreInput> = {}): ScoreInput {
  return {
    rm: 2,
    rmVersion: 'rm-1',
    verdict: judged(0),
    blocking: [],
    couldNotCheck: false,
    softPoints: 0,
    stage: 'bargaining',
    partnerAct: 'counter',
    ...over,
  };
}
