import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addUsage, splitUsage, usageOf } from './usage.js';

const PRICES = { promptPerMillion: '0.15', completionPerMillion: '0.6' };

describe('The accounts of a language model', () => {
  it('prices tokens exactly', () => {
    expect(usageOf(1_000_000, 1, PRICES).cost).toBe('0.1500006');
  });

  it('knows no cost where there are no prices', () => {
    expect(usageOf(10, 10)).not.toHaveProperty('cost');
    expect(addUsage(usageOf(1, 2), usageOf(3, 4))).toEqual({ promptTokens: 4, completionTokens: 6 });
  });

  it('splits into parts that add up to the whole', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), fc.integer({ min: 1, max: 16 }), (prompt, completion, parts) => {
        const whole = usageOf(prompt, completion, PRICES);
        const split = splitUsage(whole, parts, PRICES);
        expect(split).toHaveLength(parts);
        const sum = split.reduce(addUsage);
        expect(sum).toMatchObject({ promptTokens: prompt, completionTokens: completion });
        expect(new Decimal(sum.cost!).eq(whole.cost!)).toBe(true);
      }),
    );
  });
});
