import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextAttemptAt } from './retry-schedule.js';

const AT = new Date('2026-11-24T10:00:00Z');
const DAY_S = 24 * 60 * 60;
const seconds = (tries: number, uniform = 0.5, retryAfter?: string): number | null => {
  const next = nextAttemptAt(tries, AT, uniform, retryAfter);
  return next && (next.getTime() - AT.getTime()) / 1_000;
};

describe('when a webhook is tried again', () => {
  it('is soon, then later and later, and after ten attempts in three days not any more', () => {
    const waits = Array.from({ length: 10 }, (_, index) => seconds(index + 1));
    expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, null]);
  });

  it('is up to a fifth earlier or later, by chance', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, uniform) => {
        const [wait, middle] = [seconds(tries, uniform)!, seconds(tries)!];
        expect(wait).toBeGreaterThanOrEqual(0.8 * middle - 0.001);
        expect(wait).toBeLessThanOrEqual(1.2 * middle + 0.001);
      }),
    );
  });

  it('is no earlier than the receiver asks for, in seconds or with a date, but no more than a day later', () => {
    expect(seconds(1, 0.5, '120')).toBe(120);
    expect(seconds(1, 0.5, 'Tue, 24 Nov 2026 10:02:00 GMT')).toBe(120);
    expect(seconds(2, 0.5, '1')).toBe(300);
    expect(seconds(1, 0.5, '999999999')).toBe(DAY_S);
    expect(seconds(10, 0.5, '1')).toBeNull();
  });

  it('does not hang on a header that says nothing', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const wait = seconds(1, 0.5, header)!;
        expect(wait).toBeGreaterThanOrEqual(5);
        expect(wait).toBeLessThanOrEqual(DAY_S);
      }),
    );
  });
});
