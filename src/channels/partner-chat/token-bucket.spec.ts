import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.js';

describe('a token bucket', () => {
  it('lets a burst through and then says how long to wait', () => {
    const sut = new TokenBucket(3, 5, 1_000);
    expect([1, 2, 3].map(() => sut.take(1_000))).toEqual([0, 0, 0]);
    expect(sut.take(1_000)).toBe(200);
    expect(sut.take(1_100)).toBe(100);
    expect(sut.take(1_200)).toBe(0);
  });

  it('saves up no more than a burst', () => {
    const sut = new TokenBucket(2, 5, 0);
    expect([0, 0, 0].map(() => sut.take(1_000_000))).toEqual([0, 0, 200]);
  });

  it('never lets more through than burst plus trickle, whatever the times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 300 }), (gaps) => {
        const sut = new TokenBucket(20, 5, 0);
        let now = 0;
        let passed = 0;
        for (const gap of gaps) {
          now += gap;
          if (sut.take(now) === 0) passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(20 + (now / 1_000) * 5 + 1e-6);
      }),
    );
  });

  it('gives nothing away when time runs backwards', () => {
    const sut = new TokenBucket(1, 1, 1_000);
    expect(sut.take(1_000)).toBe(0);
    expect(sut.take(0)).toBeGreaterThan(0);
  });
});
