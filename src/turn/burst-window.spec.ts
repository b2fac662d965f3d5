import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { turnDueAt } from './burst-window.js';

const settings = { burstQuietMs: 1_200, burstMaximumMs: 5_000 };
const at = (ms: number) => new Date(ms);

describe('The burst window', () => {
  it('closes 1.2 s after a single message', () => {
    expect(turnDueAt(at(0), at(0), settings)).toEqual(at(1_200));
  });

  it('is extended by every further message', () => {
    expect(turnDueAt(at(0), at(3_000), settings)).toEqual(at(4_200));
  });

  it('never stays open longer than 5 s after the first unanswered message', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (first, later) => {
        const due = turnDueAt(at(first), at(first + later), settings).getTime();
        expect(due).toBeLessThanOrEqual(first + 5_000);
        expect(due).toBeGreaterThan(first);
      }),
    );
  });
});
