import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EvaluatedCandidate } from '../conversation/turn-record.js';
import { rankCandidates } from './rank.js';
import { judged, sampleInput } from './rewards.fixtures.js';
import { scoreReply } from './score-reply.js';
import { JUDGE_RULES } from './spec.js';
import { JUDGE_RULES_STATISTICS } from './statistics.js';

function evaluated(deductions: number, over: Partial<EvaluatedCandidate> = {}): EvaluatedCandidate {
  return {
    candidate: { plan: { act: 'counter', tactic: 'none', asks: [], leverIds: [] }, text: 'x', source: 'test' },
    attempt: 0,
    findings: [],
    acceptable: true,
    score: scoreReply(sampleInput({ verdict: judged(deductions) }), JUDGE_RULES, JUDGE_RULES_STATISTICS),
    ...over,
  };
}

describe('ranking candidates', () => {
  it('chooses the acceptable candidate with the highest reward and says why', () => {
    const best = rankCandidates([evaluated(30), evaluated(5), evaluated(0, { acceptable: false }), evaluated(20)]);
    expect(best).toMatchObject({ index: 1 });
    expect(best!.why).toBe(
      'The best of 3 acceptable replies: reward 0.116 (model 2, judge 90, rules 0). The next one has -0.061.',
    );
  });

  it('chooses of equals the one that was proposed first', () => {
    expect(rankCandidates([evaluated(20), evaluated(10), evaluated(10)])).toMatchObject({ index: 1 });
  });

  it('chooses of equals the one that its policy was surest of, however long it is', () => {
    const sampled = (...logProbabilities: number[]): Partial<EvaluatedCandidate> => {
      const sampling = {
        tokenIds: logProbabilities.map(() => 1),
        logProbabilities,
        temperature: 1,
        serialiserVersion: 't',
        maskHash: 'm',
      };
      return { candidate: { ...evaluated(0).candidate, sampling } };
    };
    const equals = [
      evaluated(10, sampled(-1, -2)),
      evaluated(10, sampled(-0.5, -0.5, -0.5, -0.5, -0.5)),
      evaluated(10, sampled(-3)),
    ];
    expect(rankCandidates(equals)).toMatchObject({ index: 1 });
    // A better reward is worth more than any sureness.
    expect(rankCandidates([...equals, evaluated(5, sampled(-9))])).toMatchObject({ index: 3 });
  });

  it('says so where there was no choice', () => {
    expect(rankCandidates([evaluated(20), evaluated(0, { acceptable: false })])!.why).toMatch(
      /^The only acceptable one of 2 replies:/,
    );
    expect(rankCandidates([evaluated(20)])!.why).toMatch(/^The only reply, and acceptable:/);
  });

  it('chooses none where none is acceptable, or none was scored', () => {
    const { score: _score, ...unscored } = evaluated(0);
    const failed = scoreReply(sampleInput({ couldNotCheck: true }), JUDGE_RULES, JUDGE_RULES_STATISTICS);
    expect(rankCandidates([])).toBeNull();
    expect(rankCandidates([evaluated(0, { acceptable: false }), unscored, evaluated(0, { score: failed })])).toBeNull();
  });

  it('never prefers a lower reward', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ deductions: fc.nat(100), acceptable: fc.boolean() }), { maxLength: 8 }), (entries) => {
        const all = entries.map(({ deductions, acceptable }) => evaluated(deductions, { acceptable }));
        const rewards = all.flatMap((entry) => (entry.acceptable ? [entry.score!.reward!] : []));
        const best = rankCandidates(all);
        if (best) expect(all[best.index]!.score!.reward).toBe(Math.max(...rewards));
        else expect(rewards).toEqual([]);
      }),
    );
  });
});

describe('exploring', () => {
  const three = [evaluated(30), evaluated(5), evaluated(0, { acceptable: false }), evaluated(20)];
  const drawing = (...draws: number[]) => ({ exploration: 0.3, draw: () => draws.shift()! });

  it('mostly sends the best candidate, and says how likely that was', () => {
    const best = rankCandidates(three, drawing(0.3));
    expect(best).toMatchObject({ index: 1, why: expect.stringMatching(/^The best of 3/) as string });
    expect(best!.propensity).toBeCloseTo(0.7 + 0.1);
  });

  it('now and then sends any acceptable one, and says so', () => {
    const other = rankCandidates(three, drawing(0.29, 0.99));
    expect(other).toMatchObject({
      index: 0,
      why: expect.stringMatching(/^Drawn from 3 acceptable replies to explore/) as string,
    });
    expect(other!.propensity).toBeCloseTo(0.1);
  });

  it('leaves nothing to chance where it is switched off', () => {
    const draw = (): number => {
      throw new Error('nothing is to be drawn');
    };
    expect(rankCandidates(three, { exploration: 0, draw })).toEqual(rankCandidates(three));
    expect(rankCandidates(three)).not.toHaveProperty('propensity');
  });

  it('never sends what is not acceptable, and its chances add up to one', () => {
    const candidates = fc.array(fc.record({ points: fc.integer({ min: 0, max: 60 }), acceptable: fc.boolean() }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(candidates, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, exploration) => {
        const entries = all.map(({ points, acceptable }) => evaluated(points, { acceptable }));
        const acceptable = entries.filter((entry) => entry.acceptable).length;
        const chosen = new Map<number, number>();
        for (let each = 0; each < acceptable; each++) {
          const draws = [0, (each + 0.5) / acceptable];
          const found = rankCandidates(entries, { exploration, draw: () => draws.shift()! })!;
          chosen.set(found.index, found.propensity!);
        }
        for (const index of chosen.keys()) expect(entries[index]!.acceptable).toBe(true);
        const total = [...chosen.values()].reduce((sum, each) => sum + each, 0);
        if (acceptable > 0) expect(total).toBeCloseTo(1);
        else expect(rankCandidates(entries, { exploration, draw: () => 0 })).toBeNull();
      }),
    );
  });
});
