import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatStay, nightsOf, nightsWithin, parseDay, stayOf, weekdayOf } from './stay.js';

const STAY = { from: '2026-12-10', to: '2026-12-13' };

describe('a stay', () => {
  it('has the check-out day as its exclusive end', () => {
    expect(nightsOf(STAY)).toEqual(['2026-12-10', '2026-12-11', '2026-12-12']);
  });

  it('leaves out other days of the week and excluded dates', () => {
    expect(nightsOf({ ...STAY, daysOfWeek: [4, 6] })).toEqual(['2026-12-10', '2026-12-12']);
    expect(nightsOf({ ...STAY, excludedDates: ['2026-12-11'] })).toEqual(['2026-12-10', '2026-12-12']);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', 'soon', '1969-12-31'])('does not know the day %s', (day) => {
    expect(parseDay(day)).toBeUndefined();
  });

  it('knows leap days and days of the week', () => {
    expect(parseDay('2028-02-29')).toBeDefined();
    expect(weekdayOf('2026-11-24')).toBe(2);
  });

  it.each([
    ['the tenth only', { dates: ['2026-12-10'] }, ['2026-12-10']],
    ['a bare day of the month', { dates: ['---11'] }, ['2026-12-11']],
    ['not the weekend', { excludedDaysOfWeek: [5, 6] }, ['2026-12-10']],
    ['from the eleventh', { from: '2026-12-11' }, ['2026-12-11', '2026-12-12']],
    ['another month', { dates: ['2026-11-10'] }, []],
  ])('is narrowed by what a partner says: %s', (_what, limit, nights) => {
    expect(nightsWithin(STAY, limit)).toEqual(nights);
  });

  it('can be rebuilt from any of its nights', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 20 }),
        (start, offsets) => {
          const day = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);
          const nights = offsets.sort((a, b) => a - b).map((offset) => day(start + offset));
          expect(nightsOf(stayOf(nights))).toEqual(nights);
        },
      ),
    );
  });

  it.each([
    [STAY, '10–13 Dec 2026 (3 nights)'],
    [{ from: '2026-11-30', to: '2026-12-01' }, '30 Nov – 1 Dec 2026 (1 night)'],
    [{ from: '2026-12-30', to: '2027-01-02' }, '30 Dec 2026 – 2 Jan 2027 (3 nights)'],
  ])('reads like this', (stay, text) => {
    expect(formatStay(stay)).toBe(text);
  });
});
