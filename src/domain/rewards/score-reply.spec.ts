import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judged, sampleInput, sampleStatistics } from './rewards.fixtures.js';
import { scoreReply, type ScoreInput } from './score-reply.js';
import { boundOf, JUDGE_RULES, REWARD_SPECS, type RewardSpec } from './spec.js';
import { JUDGE_RULES_STATISTICS } from './statistics.js';

const STATISTICS = sampleStatistics();
const specOf = (id: string): RewardSpec => REWARD_SPECS.get(id)!;
const REPO_BOUNDED = specOf('repo-bounded');
const REPO_PAPER = specOf('repo-paper-nofloor');
const WITH_FLOOR = [...REWARD_SPECS.values()].filter((spec) => spec.floor !== null);

const scored = (input: Partial<ScoreInput>, spec = REPO_BOUNDED): number => {
  const score = scoreReply(sampleInput(input), spec, STATISTICS);
  expect(score.result).toBe('scored');
  return score.reward!;
};

/** Any reply: the model's scores far beyond what the statistics saw, deductions and points beyond their caps. */
const anyRm = fc.double({ min: -40, max: 40, noNaN: true });
const anyTotal = fc.integer({ min: 0, max: 140 });
const anyPoints = fc.integer({ min: 0, max: 140 });
const severities = fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 5 });
const moment = fc.record({
  stage: fc.constantFrom('opening' as const, 'bargaining' as const, 'closing' as const),
  partnerAct: fc.constantFrom('counter' as const, 'upset' as const, 'accept' as const, null),
});
const anyReply = fc
  .record({ rm: anyRm, total: anyTotal, softPoints: anyPoints, moment })
  .map(({ rm, total, softPoints, moment: when }): Partial<ScoreInput> => ({ rm, verdict: judged(total), softPoints, ...when }));
const anySpec = fc.constantFrom(...REWARD_SPECS.values());
const anyFlooredSpec = fc.constantFrom(...WITH_FLOOR);

describe('scoring a reply', () => {
  it('puts a reply with a blocking finding below every clean one, under every spec with the floor', () => {
    fc.assert(
      fc.property(anyFlooredSpec, anyReply, severities, anyReply, (spec, worse, blocking, clean) => {
        expect(scored({ ...worse, blocking }, spec)).toBeLessThan(scored(clean, spec));
      }),
    );
  });

  it('never falls when the reward model, the judge or the rules think better of a reply', () => {
    const blocking = fc.oneof(fc.constant([]), severities);
    const step = fc.record({ rm: fc.double({ min: 0, max: 20, noNaN: true }), total: fc.nat(60), softPoints: fc.nat(60) });
    fc.assert(
      fc.property(
        anySpec,
        anyRm,
        anyTotal,
        anyPoints,
        blocking,
        step,
        moment,
        (spec, rm, total, softPoints, found, better, when) => {
          const before = { rm, verdict: judged(total), softPoints, blocking: found, ...when };
          const from = scored(before, spec);
          // A sum in another order may differ in its last digit.
          const least = from - 1e-12;
          expect(scored({ ...before, rm: rm + better.rm }, spec)).toBeGreaterThanOrEqual(least);
          expect(scored({ ...before, verdict: judged(Math.max(0, total - better.total)) }, spec)).toBeGreaterThanOrEqual(least);
          expect(scored({ ...before, softPoints: Math.max(0, softPoints - better.softPoints) }, spec)).toBeGreaterThanOrEqual(
            least,
          );
        },
      ),
    );
  });

  it('falls with every further blocking finding', () => {
    fc.assert(
      fc.property(
        anyFlooredSpec,
        anyReply,
        severities,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (spec, reply, blocking, one) => {
          expect(scored({ ...reply, blocking: [...blocking, one] }, spec)).toBeLessThan(scored({ ...reply, blocking }, spec));
        },
      ),
    );
  });

  it('falls with a further finding even where a severity is out of range', () => {
    expect(scored({ blocking: [1, 1] })).toBeLessThan(scored({ blocking: [1] }));
    expect(scored({ blocking: [0, 0.5] })).toBeLessThan(scored({ blocking: [0.5] }));
  });

  it('keeps every reward within the bounds of its spec', () => {
    fc.assert(
      fc.property(anySpec, anyReply, fc.oneof(fc.constant([]), severities), (spec, reply, blocking) => {
        const reward = scored({ ...reply, blocking }, spec);
        const lowest = blocking.length > 0 && spec.floor ? -1.65 * boundOf(spec) : -boundOf(spec);
        expect(reward).toBeGreaterThanOrEqual(lowest - 1e-12);
        expect(reward).toBeLessThanOrEqual(boundOf(spec) + 1e-12);
      }),
    );
  });

  it('follows the published formula of repo-bounded', () => {
    const input = sampleInput({ rm: 3, verdict: judged(25), softPoints: 10 });
    const { rm, judge, rules, quantiles } = STATISTICS;
    const r = (3 - rm!.median) / rm!.sd;
    const cell = quantiles!.cells['bargaining/counter']!;
    expect(cell.replies).toBeGreaterThan(200);
    const a = (2 * cell.quantiles.reduce((sum, q) => sum + 1 / (1 + Math.exp(-(r - q))), 0)) / 16 - 1;
    const e = Math.tanh(((50 - judge.mean) / Math.max(judge.sd, 10) + (-10 - rules.mean) / Math.max(rules.sd, 10)) / 2);
    expect(scoreReply(input, REPO_BOUNDED, STATISTICS).reward).toBeCloseTo((a + (Math.abs(a) / 2 + 0.5) * e) / 2, 12);
    const blocked = scoreReply({ ...input, blocking: [0.5, 0.2] }, REPO_BOUNDED, STATISTICS).reward;
    expect(blocked).toBeCloseTo(-1.1 - 0.5 * (1 - 0.5 * 0.8) + 0.025 * (a + e), 12);
  });

  it('follows the published formula of repo-paper', () => {
    const sd = STATISTICS.rm!.sd;
    expect(scored({ rm: 2 + 1.5 * sd, verdict: judged(60), softPoints: 10 }, REPO_PAPER)).toBeCloseTo(
      1.5 + (1.5 * -30) / 100,
      12,
    );
    expect(scored({ rm: 2 - 1.5 * sd, verdict: judged(60), softPoints: 10 }, REPO_PAPER)).toBeCloseTo(
      -1.5 + (1.5 * -30) / 100,
      12,
    );
  });

  it('leaves blocking findings out of the rule score', () => {
    const score = scoreReply(sampleInput({ blocking: [0.9], softPoints: 15 }), REPO_BOUNDED, STATISTICS);
    expect(score).toMatchObject({ rm: 2, rj: 100, rf: -15, blocking: [0.9], spec: 'repo-bounded' });
  });

  it('gives the reward of a clean reply to a blocked one where the spec has no floor', () => {
    const spec = specOf('repo-bounded-nofloor');
    expect(scored({ blocking: [0.9] }, spec)).toBe(scored({}, spec));
  });

  it('uses no source that a spec gives no weight', () => {
    for (const spec of REWARD_SPECS.values()) {
      const base = scored({}, spec);
      if (spec.weights.rm === 0) expect(scored({ rm: -7 }, spec)).toBe(base);
      if (spec.weights.judge === 0) expect(scored({ verdict: judged(90) }, spec)).toBe(base);
      if (spec.weights.rules === 0) expect(scored({ softPoints: 90 }, spec)).toBe(base);
    }
  });

  it('ranks by judge and rules under constants that belong to no model, with the reward of repo-bounded at a = 0', () => {
    const { rm: _rm, rmVersion: _version, ...input } = sampleInput({ verdict: judged(25), softPoints: 10 });
    const score = scoreReply(input, JUDGE_RULES, JUDGE_RULES_STATISTICS);
    const e = Math.tanh(((50 - 80) / 20 + (-10 + 5) / 10) / 2);
    expect(score).toMatchObject({ result: 'scored', spec: 'judge-rules' });
    expect(score.reward).toBeCloseTo(e / 4, 12);
  });
});

describe('repo-paper, whose known weaknesses are why it is not the default', () => {
  const median = STATISTICS.rm!.median;
  const { sd } = STATISTICS.rm!;
  const worst = { verdict: judged(100), softPoints: 100 };

  it('lets judge and rules say nothing about a reply at the median of the reward model', () => {
    expect(scored({ rm: median, ...worst }, REPO_PAPER)).toBeCloseTo(scored({ rm: median }, REPO_PAPER), 12);
    expect(scored({ rm: median, ...worst })).toBeLessThan(scored({ rm: median }) - 0.3);
  });

  it('finds a liked reply with the worst verdict better than any clean one that is liked less than usual', () => {
    const likedAndWorst = scored({ rm: median + 2 * sd, ...worst }, REPO_PAPER);
    expect(likedAndWorst).toBeCloseTo(0, 12);
    // J + F = 0: a clean reply with a verdict that is neither praise nor blame.
    expect(scored({ rm: median - 0.1 * sd, verdict: judged(50) }, REPO_PAPER)).toBeLessThan(likedAndWorst);
  });

  it('depends on where the scores of the reward model are centred, though that is arbitrary', () => {
    const shifted = { ...STATISTICS, rm: { median: median - 3, sd } };
    const gap = (statistics: typeof STATISTICS): number =>
      scoreReply(sampleInput({ rm: 2.5, verdict: judged(0) }), REPO_PAPER, statistics).reward! -
      scoreReply(sampleInput({ rm: 2.6, verdict: judged(50) }), REPO_PAPER, statistics).reward!;
    expect(Math.abs(gap(shifted))).toBeGreaterThan(3 * Math.abs(gap(STATISTICS)));
  });
});

describe('a source that could not answer', () => {
  it.each<[string, Partial<ScoreInput>, RegExp]>([
    ['a reward model that failed', { rm: null }, /reward model failed/],
    ['a reward model that gave no number', { rm: Number.NaN }, /reward model failed/],
    [
      'a judge that could not check',
      { verdict: { result: 'could_not_check', reason: 'deadline', rubric: 'hotel-rate@1', judge: 'signals-1' } },
      /deadline/,
    ],
    ['a guardrail that could not run', { couldNotCheck: true }, /guardrail/],
    ['another judge than the statistics were measured with', { verdict: { ...judged(0), judge: 'openai:x' } }, /another judge/],
    ['another rubric', { verdict: { ...judged(0), rubric: 'hotel-rate@2' } }, /another rubric/],
    ['another reward model', { rmVersion: 'rm-2' }, /another rm/],
  ])('leaves a clean reply without a reward: %s', (_, input, reason) => {
    const score = scoreReply(sampleInput(input), REPO_BOUNDED, STATISTICS);
    expect(score.result).toBe('could_not_check');
    expect(score.reward).toBeUndefined();
    expect(score.reason).toMatch(reason);
  });

  it('is not the same as one that is not configured, which a spec may do without', () => {
    const { rm: _rm, verdict: _verdict, ...neither } = sampleInput();
    expect(scoreReply({ ...neither, verdict: judged(0) }, specOf('rj-rf'), STATISTICS).result).toBe('scored');
    expect(scoreReply({ ...neither, rm: 2 }, specOf('rm-only'), STATISTICS).result).toBe('scored');
    expect(scoreReply(neither, specOf('rf-only'), STATISTICS).result).toBe('scored');
    expect(scoreReply({ ...neither, verdict: judged(0) }, REPO_BOUNDED, STATISTICS)).toMatchObject({ result: 'could_not_check' });
  });

  it('does not save a reply with blocking findings: those count, under the floor', () => {
    const failed = { rm: null, couldNotCheck: true, blocking: [0.4] };
    fc.assert(
      fc.property(anyReply, (clean) => {
        const score = scoreReply(sampleInput(failed), REPO_BOUNDED, STATISTICS);
        expect(score.result).toBe('scored');
        expect(score.reward!).toBeLessThan(scored(clean));
      }),
    );
    expect(scoreReply(sampleInput(failed), specOf('repo-bounded-nofloor'), STATISTICS).result).toBe('could_not_check');
  });

  it('can never be told as clean, whatever else is known', () => {
    const failing = fc.constantFrom<Partial<ScoreInput>>(
      { rm: null },
      { couldNotCheck: true },
      { verdict: { result: 'could_not_check', reason: 'x', rubric: 'r', judge: 'j' } },
    );
    fc.assert(
      fc.property(anyReply, failing, (reply, failure) => {
        const score = scoreReply(sampleInput({ ...reply, ...failure }), REPO_BOUNDED, STATISTICS);
        expect(score.result).toBe('could_not_check');
        expect(score).not.toHaveProperty('reward');
      }),
    );
  });
});
