import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededUniform } from '../seeded-uniform.js';
import { differenceOf, estimateOf, sizesFit, unitsNeeded, type UnitTotals } from './comparison.js';

/** One negotiation a partner, so many of them a success. */
const partners = (successes: number, all: number): UnitTotals[] =>
  Array.from({ length: all }, (_, index) => ({ sum: Number(index < successes), count: 1 }));

/** Partners with one to four negotiations each, which go alike: a partner succeeds more or less often for themselves. */
function clustered(share: number, number: number, uniform: () => number): UnitTotals[] {
  return Array.from({ length: number }, () => {
    const own = Math.min(1, Math.max(0, share + (uniform() - 0.5) * 0.5));
    const count = 1 + Math.floor(uniform() * 4);
    return { sum: Array.from({ length: count }, () => Number(uniform() < own)).reduce((sum, each) => sum + each, 0), count };
  });
}

describe('the estimate of a metric', () => {
  it('is the sum over what was counted', () => {
    const units = [
      { sum: 3, count: 4 },
      { sum: 0, count: 1 },
    ];
    expect(estimateOf(units, 'mean', 0.95)?.value).toBe(0.6);
  });

  it('is nothing where nothing was counted', () => {
    expect(estimateOf([{ sum: 0, count: 0 }], 'mean', 0.95)).toBeUndefined();
  });

  it('has no interval where one partner is all there is of a mean', () => {
    expect(estimateOf([{ sum: 3, count: 2 }], 'mean', 0.95)).toEqual({ value: 1.5 });
  });

  it('is no certainty where all succeeded', () => {
    const { value, interval } = estimateOf(partners(20, 20), 'share', 0.95)!;
    expect(value).toBe(1);
    expect(interval!.low).toBeLessThan(0.95);
    expect(interval!.high).toBe(1);
  });
});

describe('the difference between two variants', () => {
  it('has the interval of Agresti and Caffo where every partner has one negotiation', () => {
    const { value, interval } = differenceOf(partners(60, 100), partners(40, 100), 'share', 0.95)!;
    expect(value).toBeCloseTo(0.2, 12);
    // (61/102 − 41/102) ± 1.96·√(p̃₁q̃₁/102 + p̃₂q̃₂/102), with k − 1 for k in the variances.
    expect(interval!.low).toBeCloseTo(0.0604, 3);
    expect(interval!.high).toBeCloseTo(0.3318, 3);
  });

  it('covers the truth about as often as it says, with few and with unequal partners', () => {
    const uniform = seededUniform('coverage');
    let covered = 0;
    const times = 600;
    for (let time = 0; time < times; time++) {
      const { interval } = differenceOf(clustered(0.5, 40, uniform), clustered(0.3, 60, uniform), 'share', 0.95)!;
      if (interval!.low <= 0.2 && 0.2 <= interval!.high) covered += 1;
    }
    expect(covered / times).toBeGreaterThan(0.92);
    expect(covered / times).toBeLessThan(0.98);
  });

  it.each([
    ['one negotiation each', 1, 0.03],
    ['many turns each, which fail together', 20, 0.03],
    ['some turns each', 4, 0.05],
  ])('is no false certainty about what is rare: %s', (_, count, share) => {
    const uniform = seededUniform(`rare-${count}`);
    const draw = (): UnitTotals[] => Array.from({ length: 40 }, () => ({ sum: uniform() < share ? count : 0, count }));
    let covered = 0;
    for (let time = 0; time < 400; time++) {
      const { interval } = differenceOf(draw(), draw(), 'share', 0.95)!;
      if (interval!.low <= 0 && 0 <= interval!.high) covered += 1;
    }
    expect(covered / 400).toBeGreaterThan(0.93);
  });

  it('is wider for partners whose negotiations go alike than for as many negotiations of as many partners', () => {
    const together = Array.from({ length: 20 }, (_, index) => ({ sum: index < 10 ? 5 : 0, count: 5 }));
    const alone = partners(50, 100);
    const width = (units: UnitTotals[]): number => {
      const { low, high } = differenceOf(units, alone, 'mean', 0.95)!.interval!;
      return high - low;
    };
    expect(width(together)).toBeGreaterThan(1.4 * width(alone));
  });

  it('turns around with the sides', () => {
    const units = fc.array(fc.record({ sum: fc.integer({ min: 0, max: 9 }), count: fc.integer({ min: 1, max: 9 }) }), {
      minLength: 2,
    });
    fc.assert(
      fc.property(units, units, fc.constantFrom('share', 'mean'), (one, other, kind) => {
        const there = differenceOf(one, other, kind, 0.9)!;
        const back = differenceOf(other, one, kind, 0.9)!;
        expect(there.value).toBeCloseTo(-back.value, 9);
        expect(there.interval!.low).toBeCloseTo(-back.interval!.high, 9);
      }),
    );
  });

  it('is unknown where one side has nothing', () => {
    expect(differenceOf([], partners(1, 2), 'share', 0.95)).toBeUndefined();
  });
});

describe('sizes of groups', () => {
  it.each([
    [[500, 500], [0.5, 0.5], true],
    [[540, 460], [0.5, 0.5], true],
    [[600, 400], [0.5, 0.5], false],
    [[500, 1500], [0.25, 0.75], true],
    [[700, 1300], [0.25, 0.75], false],
    [[1, 0], [0.5, 0.5], true],
    [[9, 1], [0.99, 0.01], true],
    [[30, 0], [0.5, 0.5], false],
    [[0, 0], [0.5, 0.5], true],
  ])('of %j with shares of %j: %s', (sizes, shares, fit) => {
    expect(sizesFit(sizes, shares)).toBe(fit);
  });
});

describe('the number of partners that is needed', () => {
  it('is that of the tables for 40 and 50 percent', () => {
    expect(unitsNeeded(0.4, 0.1, 0.95)).toBe(388);
  });

  it('grows with the square of what must not be missed, and with the number of comparisons', () => {
    expect(unitsNeeded(0.4, 0.05, 0.95)).toBeGreaterThan(3.8 * unitsNeeded(0.4, 0.1, 0.95));
    expect(unitsNeeded(0.4, 0.1, 0.975)).toBeGreaterThan(unitsNeeded(0.4, 0.1, 0.95));
  });

  it('looks only where a share can lie', () => {
    expect(unitsNeeded(0.02, 0.05, 0.95)).toBeGreaterThan(100);
  });

  it('is enough to see the difference in four of five experiments', () => {
    const uniform = seededUniform('power');
    const needed = unitsNeeded(0.3, 0.15, 0.95);
    const draw = (share: number): UnitTotals[] =>
      Array.from({ length: needed }, () => ({ sum: Number(uniform() < share), count: 1 }));
    let seen = 0;
    for (let time = 0; time < 300; time++) if (differenceOf(draw(0.45), draw(0.3), 'share', 0.95)!.interval!.low > 0) seen += 1;
    expect(seen / 300).toBeGreaterThan(0.74);
  });
});
