import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDates } from './read-dates.js';

const TODAY = '2026-11-16';
const dates = (text: string, today?: string) =>
  readDates(text, { today }).map(({ date, month, daysOfWeek }) => date ?? month ?? daysOfWeek?.join(''));

describe('dates in a text', () => {
  it.each([
    ['24 Nov', '2026-11-24'],
    ['Nov 24th', '2026-11-24'],
    ['24th of November', '2026-11-24'],
    ['twenty-fourth of november', '2026-11-24'],
    ['24/11', '2026-11-24'],
    ['11/24', '2026-11-24'],
    ['24.11.', '2026-11-24'],
    ['2026-11-24', '2026-11-24'],
    ['24.11.2026', '2026-11-24'],
    ['24/11/26', '2026-11-24'],
    ['24 Nov 2027', '2027-11-24'],
    ["24 Nov '27", '2027-11-24'],
    ['3 Jan', '2027-01-03'],
    ['10 Nov', '2026-11-10'],
    ['the 24th', '---24'],
    ['on the twenty-fourth', '---24'],
    ['24-27 Nov', '2026-11-24/2026-11-27'],
    ['24.-27.11.', '2026-11-24/2026-11-27'],
    ['24.11.-27.11.', '2026-11-24/2026-11-27'],
    ['24/11 - 27/11', '2026-11-24/2026-11-27'],
    ['24 to 27 November', '2026-11-24/2026-11-27'],
    ['from 24 Nov until 27 Nov', '2026-11-24/2026-11-27'],
    ['between 24 and 27 Nov', '2026-11-24/2026-11-27'],
    ['Nov 24-27', '2026-11-24/2026-11-27'],
    ['Dec 30 to Jan 2', '2026-12-30/2027-01-02'],
    ['24th to 27th', '---24/---27'],
    ['11月24日', '2026-11-24'],
    ['tomorrow', '2026-11-17'],
    ['the day after tomorrow', '2026-11-18'],
    ['in November', '2026-11'],
    ['in march 2027', '2027-03'],
  ])('%s is %s', (text, expected) => {
    expect(dates(text, TODAY)).toEqual([expected]);
  });

  it.each([
    ['24 Nov', '--11-24'],
    ['24-27 Nov', '--11-24/--11-27'],
    ['the 24th', '---24'],
    ['in November', '--11'],
  ])('without today %s is %s', (text, expected) => {
    expect(dates(text)).toEqual([expected]);
  });

  it.each([
    ['on friday', '5'],
    ['Fridays and Saturdays', '56'],
    ['fri/sat', '56'],
    ['sunday to thursday', '01234'],
    ['Fri-Sun', '560'],
    ['not the weekend', '56'],
    ['midweek', '01234'],
    ['weekdays only', '01234'],
  ])('%s are the days %s', (text, expected) => {
    expect(dates(text, TODAY)).toEqual([expected]);
  });

  it('finds several days that share a month', () => {
    expect(dates('24, 25 and 26 November', TODAY)).toEqual(['2026-11-24', '2026-11-25', '2026-11-26']);
  });

  it.each([
    '4.80',
    '480/night',
    'you may call',
    'we may 5',
    '24/7',
    '450/460',
    'march on',
    '1/2 of it',
    '2nd floor',
    'first of all',
    '24.11',
    '31 nov',
    'we sat down',
    'the sun is out',
    '450 - 460',
    '12 rooms',
  ])('%s holds no date', (text) => {
    expect(dates(text, TODAY)).toEqual([]);
  });

  it('reads back any day of the year as people write it', () => {
    const day = fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) });
    const names = ['January', 'Feb', 'March', 'apr', 'May', 'June', 'Jul', 'august', 'Sept', 'Oct.', 'November', 'DEC'];
    fc.assert(
      fc.property(day, fc.integer({ min: 2025, max: 2029 }), ({ month, day: number }, year) => {
        const [two, of] = [String(number).padStart(2, '0'), String(month).padStart(2, '0')];
        const expected = `${year}-${of}-${two}`;
        const name = names[month - 1] ?? '';
        for (const text of [
          `${expected}`,
          `${number} ${name} ${year}`,
          `${name} ${number}, ${year}`,
          `${two}.${of}.${year}`,
          `${year}/${of}/${two}`,
        ]) {
          expect(dates(`for ${text} please`)).toEqual([expected]);
        }
      }),
    );
  });
});
