import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandomness } from '../../simulation/world/seeded-randomness.js';
import { alphaInterval, fleissKappa, krippendorffAlpha, type Level, type Readings, wilsonInterval } from './agreement.js';

const LEVELS: Level[] = ['nominal', 'ordinal', 'interval'];
const none = undefined;

/** Krippendorff 2011, section C: four observers, twelve units, values missing. One row an observer. */
const OBSERVERS: Readings<number>[] = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, none, none, none],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, none, 3],
  [none, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, none],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, none],
];
const PUBLISHED = OBSERVERS[0]!.map((_, unit) => OBSERVERS.map((observer) => observer[unit]));

/** Fleiss, Levin and Paik 2003, page 612: readings and yeses of 25 subjects. */
const SUBJECTS = '2/2 2/0 3/2 4/3 3/3 4/1 3/0 5/0 2/0 4/4 5/5 3/3 4/4 4/3 2/0 2/2 3/1 2/1 4/1 5/4 3/2 4/0 3/0 3/3 2/2'
  .split(' ')
  .map((subject) => subject.split('/').map(Number))
  .map(([readings = 0, yeses = 0]) => Array.from({ length: readings }, (_, reader) => reader < yeses));

const uniformFrom = (seed: number) => {
  const randomness = new SeededRandomness(seed);
  return () => randomness.uniform();
};
const randomUnits = (seed: number, count: number): number[][] => {
  const uniform = uniformFrom(seed);
  return Array.from({ length: count }, () => Array.from({ length: 3 }, () => 1 + Math.floor(uniform() * 5)));
};
const someUnits = fc.array(
  fc.array(fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined, freq: 4 }), { minLength: 3, maxLength: 3 }),
  {
    minLength: 1,
    maxLength: 20,
  },
);

describe("Krippendorff's alpha", () => {
  it.each([
    ['nominal', 0.743],
    ['ordinal', 0.815],
    ['interval', 0.849],
  ] as const)('at %s level is %s for the example that Krippendorff publishes', (level, alpha) => {
    expect(krippendorffAlpha(PUBLISHED, level)).toBeCloseTo(alpha, 3);
  });

  it.each(LEVELS)('at %s level is 1 where all readers agree', (level) => {
    expect(krippendorffAlpha([[1, 1, 1], [2, none, 2], [5, 5], [3]], level)).toBe(1);
  });

  it.each(LEVELS)('at %s level is about 0 where readers answer by chance', (level) => {
    expect(Math.abs(krippendorffAlpha(randomUnits(5, 3000), level)!)).toBeLessThan(0.03);
  });

  it('is below 0 where two readers always say the opposite', () => {
    expect(
      krippendorffAlpha(
        [
          [1, 5],
          [5, 1],
          [1, 5],
        ],
        'ordinal',
      ),
    ).toBeLessThan(-0.5);
  });

  it('is undefined without a unit that two have read, and without any difference between values', () => {
    expect(krippendorffAlpha([[1], [2, none]], 'nominal')).toBeUndefined();
    expect(
      krippendorffAlpha(
        [
          [0, 0],
          [0, 0],
        ],
        'ordinal',
      ),
    ).toBeUndefined();
  });

  it.each(LEVELS)('at %s level does not depend on the order of units or readers', (level) => {
    fc.assert(
      fc.property(someUnits, (units) => {
        const alpha = krippendorffAlpha(units, level);
        const turned = krippendorffAlpha(
          units.map((unit) => [...unit].reverse()),
          level,
        );
        const reversed = krippendorffAlpha([...units].reverse(), level);
        for (const other of [turned, reversed]) {
          if (alpha === undefined) expect(other).toBeUndefined();
          else expect(other).toBeCloseTo(alpha, 10);
        }
      }),
    );
  });

  it('by rank looks at the order of values alone, and by interval not at their unit', () => {
    fc.assert(
      fc.property(someUnits, (units) => {
        const mapped = (change: (value: number) => number) =>
          units.map((unit) => unit.map((value) => (value === undefined ? undefined : change(value))));
        const same = (one: number | undefined, other: number | undefined) =>
          expect(one ?? Infinity).toBeCloseTo(other ?? Infinity, 10);
        same(krippendorffAlpha(mapped(Math.exp), 'ordinal'), krippendorffAlpha(units, 'ordinal'));
        same(
          krippendorffAlpha(
            mapped((value) => 7 - 2 * value),
            'interval',
          ),
          krippendorffAlpha(units, 'interval'),
        );
      }),
    );
  });
});

describe('the interval of alpha', () => {
  it('is the same for the same seed, and another for another', () => {
    const interval = (seed: number) => alphaInterval(PUBLISHED, 'ordinal', { resamples: 200, uniform: uniformFrom(seed) });
    expect(interval(7)).toEqual(interval(7));
    expect(interval(7)).not.toEqual(interval(8));
  });

  it('holds alpha and becomes narrower with more units', () => {
    const width = (count: number) => {
      const units = randomUnits(3, count).map(([value]) => [value, value, value === 5 ? 1 : value]);
      const { low, high } = alphaInterval(units, 'nominal', { resamples: 300, uniform: uniformFrom(1) })!;
      const alpha = krippendorffAlpha(units, 'nominal')!;
      expect(low).toBeLessThanOrEqual(alpha);
      expect(high).toBeGreaterThanOrEqual(alpha);
      return high - low;
    };
    expect(width(400)).toBeLessThan(width(40));
  });

  it('is undefined where alpha is', () => {
    expect(alphaInterval([[1, 1]], 'nominal', { resamples: 10, uniform: uniformFrom(1) })).toBeUndefined();
  });
});

describe("Fleiss' kappa", () => {
  it('is 0.5415 for the 25 subjects that Fleiss, Levin and Paik publish', () => {
    expect(fleissKappa(SUBJECTS)).toBeCloseTo(0.5415, 4);
  });

  it('is that of 1971 where every unit has the same number of readings', () => {
    // Agreement within units (1 + 1 + 1/3 + 1/3)/4 = 2/3; seven yeses of twelve: by chance (49 + 25)/144.
    const units = [
      [true, true, true],
      [false, false, false],
      [true, true, false],
      [true, true, false],
    ];
    const chance = (49 + 25) / 144;
    expect(fleissKappa(units)).toBeCloseTo((2 / 3 - chance) / (1 - chance), 12);
  });

  it('is 1 where all agree, about 0 by chance, and undefined where nobody ever differs', () => {
    expect(fleissKappa([[true, true], [false, false, none], [true]])).toBe(1);
    expect(Math.abs(fleissKappa(randomUnits(9, 3000).map((unit) => unit.map((value) => value > 3)))!)).toBeLessThan(0.03);
    expect(
      fleissKappa([
        [false, false],
        [false, false],
      ]),
    ).toBeUndefined();
    expect(fleissKappa([])).toBeUndefined();
  });
});

describe('the Wilson interval', () => {
  // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998, table I.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is as Newcombe publishes it', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials)!;
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('stays between 0 and 1, holds the proportion, and is undefined without trials', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, share) => {
        const successes = Math.round(trials * share);
        const { low, high } = wilsonInterval(successes, trials)!;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(successes / trials + 1e-12);
        expect(high).toBeGreaterThanOrEqual(successes / trials - 1e-12);
      }),
    );
    expect(wilsonInterval(0, 0)).toBeUndefined();
  });
});
