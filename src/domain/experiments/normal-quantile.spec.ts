import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from './normal-quantile.js';

describe('quantiles of the normal distribution', () => {
  it.each([
    [0.5, 0],
    [0.8, 0.8416212],
    [0.9, 1.2815516],
    [0.975, 1.959964],
    [0.995, 2.5758293],
    [0.9995, 3.2905267],
    [1 - 1e-12, 7.0344869],
  ])('stay below with a probability of %f: %f', (probability, quantile) => {
    expect(normalQuantile(probability)).toBeCloseTo(quantile, 4);
  });

  it('are the same distance from the middle on either side, and grow with the probability', () => {
    const probability = fc.double({ min: 1e-9, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(probability, probability, (one, other) => {
        expect(normalQuantile(1 - one)).toBeCloseTo(-normalQuantile(one), 6);
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(normalQuantile(more)).toBeGreaterThanOrEqual(normalQuantile(less));
      }),
    );
  });

  it('do not exist for certainties', () => {
    for (const probability of [0, 1, -0.1, NaN]) expect(() => normalQuantile(probability)).toThrow(RangeError);
  });
});
