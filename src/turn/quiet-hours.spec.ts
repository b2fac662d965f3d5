import { describe, expect, it } from 'vitest';
import { quietUntil } from './quiet-hours.js';

const hours = { from: 20, to: 8 };

describe('Quiet hours', () => {
  it('hold a message in the evening until the next morning of the partner', () => {
    expect(quietUntil(new Date('2026-11-23T21:30:00+08:00'), 'Asia/Singapore', hours)).toEqual(
      new Date('2026-11-24T08:00:00+08:00'),
    );
  });

  it('hold a message in the small hours until the same morning', () => {
    expect(quietUntil(new Date('2026-11-24T03:00:00+08:00'), 'Asia/Singapore', hours)).toEqual(
      new Date('2026-11-24T08:00:00+08:00'),
    );
  });

  it('let a message pass during the day', () => {
    expect(quietUntil(new Date('2026-11-24T08:00:00+08:00'), 'Asia/Singapore', hours)).toBeNull();
    expect(quietUntil(new Date('2026-11-24T19:59:59+08:00'), 'Asia/Singapore', hours)).toBeNull();
  });

  it('follow the time zone through a change of the clock', () => {
    // Clocks in Madrid go back on 25 October 2026 at 03:00.
    expect(quietUntil(new Date('2026-10-24T23:00:00+02:00'), 'Europe/Madrid', hours)).toEqual(
      new Date('2026-10-25T08:00:00+01:00'),
    );
  });

  it('can lie within one day', () => {
    expect(quietUntil(new Date('2026-11-24T13:00:00Z'), 'UTC', { from: 12, to: 14 })).toEqual(new Date('2026-11-24T14:00:00Z'));
    expect(quietUntil(new Date('2026-11-24T15:00:00Z'), 'UTC', { from: 12, to: 14 })).toBeNull();
  });

  it('do not exist where both ends are the same', () => {
    expect(quietUntil(new Date('2026-11-24T13:00:00Z'), 'UTC', { from: 0, to: 0 })).toBeNull();
  });
});
