import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freezeStatistics } from './freeze-statistics.js';
import { sampleStatistics, SOURCES } from './rewards.fixtures.js';
import { cellKey, faultsOf, JUDGE_RULES_STATISTICS, mismatchOf, quantilesFor } from './statistics.js';

describe('freezing statistics', () => {
  const statistics = sampleStatistics();

  it('measures centre and spread of every source', () => {
    expect(statistics).toMatchObject({ id: 'sample-1', replies: 4000, identity: SOURCES });
    expect(statistics.rm!.median).toBeCloseTo(2, 6);
    expect(statistics.rm!.sd).toBeCloseTo(4 / Math.sqrt(12), 2);
    expect(statistics.rules.mean).toBeCloseTo(-13.5, 1);
    expect(faultsOf(statistics)).toEqual([]);
  });

  it('takes the middles of sixteen equal shares', () => {
    const { quantiles } = statistics.quantiles!.all;
    expect(quantiles).toHaveLength(16);
    const raw = quantiles.map((value) => value * statistics.rm!.sd + statistics.rm!.median);
    raw.forEach((value, index) => expect(value).toBeCloseTo(((index + 0.5) / 16) * 4, 2));
  });

  it('gives quantiles that rise, of any scores and however few', () => {
    const score = fc.double({ min: -1000, max: 1000, noNaN: true });
    fc.assert(
      fc.property(fc.uniqueArray(score, { minLength: 2, maxLength: 40 }), score, (many, alone) => {
        const reply = (rm: number, stage: 'opening' | 'closing') => ({ rm, rj: 80, rf: 0, stage, partnerAct: null });
        const replies = [...many.map((rm) => reply(rm, 'opening')), reply(alone, 'closing')];
        fc.pre(Math.max(...many) - Math.min(...many) > 1e-6);
        return faultsOf(freezeStatistics('any', SOURCES, replies)).length === 0;
      }),
    );
  });

  it('needs no reward model', () => {
    const plain = freezeStatistics('plain', { ...SOURCES, rm: null }, [{ rj: 80, rf: 0, stage: 'opening', partnerAct: null }]);
    expect(plain).not.toHaveProperty('rm');
    expect(plain.judge).toEqual({ mean: 80, sd: 0 });
  });

  it('refuses nothing to measure, and a reward model that tells nothing apart', () => {
    expect(() => freezeStatistics('none', SOURCES, [])).toThrow(/no replies/);
    const same = { rm: 1, rj: 80, rf: 0, stage: 'opening', partnerAct: null } as const;
    expect(() => freezeStatistics('flat', SOURCES, [same, same])).toThrow(/same score/);
  });
});

describe('the quantiles of a moment', () => {
  const table = sampleStatistics().quantiles!;

  it('are those of stage and partner act where enough replies were seen', () => {
    expect(table.cells[cellKey('bargaining', 'counter')]!.replies).toBeGreaterThanOrEqual(200);
    expect(quantilesFor(table, 'bargaining', 'counter')).toBe(table.cells[cellKey('bargaining', 'counter')]!.quantiles);
  });

  it('back off to the stage below 200 replies, and to all where the stage is rare as well', () => {
    const thin = { replies: 199, quantiles: table.all.quantiles.map((value) => value + 1) };
    const own = { ...table, cells: { ...table.cells, [cellKey('bargaining', 'upset')]: thin } };
    expect(quantilesFor(own, 'bargaining', 'upset')).toBe(table.stages.bargaining!.quantiles);
    expect(quantilesFor({ ...own, stages: { bargaining: thin } }, 'bargaining', 'upset')).toBe(table.all.quantiles);
    expect(quantilesFor(own, 'closing', null)).toBe(table.all.quantiles);
  });
});

describe('statistics', () => {
  it('belong to one reward model, judge and rubric', () => {
    const statistics = sampleStatistics();
    expect(mismatchOf(statistics, SOURCES)).toBeUndefined();
    expect(mismatchOf(statistics, { ...SOURCES, rm: 'rm-2', rubric: 'hotel-rate@2' })).toBe(
      'the statistics sample-1 belong to another rm and rubric',
    );
    expect(mismatchOf(statistics, { ...SOURCES, rm: null })).toMatch(/another rm/);
  });

  it('that are published constants belong to none', () => {
    expect(mismatchOf(JUDGE_RULES_STATISTICS, { rm: null, judge: 'any judge', rubric: 'any rubric' })).toBeUndefined();
    expect(faultsOf(JUDGE_RULES_STATISTICS)).toEqual([]);
  });

  it('with broken numbers are named with every fault', () => {
    const statistics = sampleStatistics();
    const cell = { replies: 300, quantiles: [3, 2, 1] };
    expect(
      faultsOf({
        ...statistics,
        rm: { median: Number.NaN, sd: 0 },
        judge: { mean: 0, sd: -1 },
        quantiles: { ...statistics.quantiles!, cells: { 'opening/none': cell } },
      }),
    ).toEqual([
      'judge.sd: must be 0 or more',
      'rm: the centre is not a number',
      'rm.sd: a reward model without spread cannot rank',
      'quantiles opening/none: must be 16 ascending numbers',
    ]);
  });
});
