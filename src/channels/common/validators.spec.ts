import { validateSync } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { IsLine, IsRate, isMetadata, isTimestamp, isTimeZone } from './validators.js';

class Form {
  @IsLine(10)
  name!: string;

  @IsRate()
  rate!: string;
}

const faults = (fields: object): string[] =>
  validateSync(Object.assign(new Form(), { name: 'a', rate: '1' }, fields)).map((error) => error.property);

describe('rules of fields', () => {
  it.each(['a', 'Hôtel 7', '酒店'])('take the line %j', (name) => expect(faults({ name })).toEqual([]));
  it.each(['', '  ', 'two\nlines', 'a\u0007', 'x'.repeat(11), 1, null, undefined, ['a'], { toString: 'a' }])(
    'refuse the line %j',
    (name) => {
      expect(faults({ name })).toEqual(['name']);
    },
  );

  it.each(['0', '480', '480.5', '480.50', '0.000001'])('take the amount %j', (rate) => expect(faults({ rate })).toEqual([]));
  it.each(['', '-1', '+1', '01', '.5', '1.', '1e3', '1,000', '４８０', 'NaN', 480, '1'.repeat(16), '1.1234567'])(
    'refuse the amount %j',
    (rate) => {
      expect(faults({ rate })).toEqual(['rate']);
    },
  );

  it('take times with an offset only, of days that there are', () => {
    for (const time of ['2026-11-24T10:00:00Z', '2026-11-24t10:00:00.123+05:30', '2028-02-29T23:59:59-11:00'])
      expect(isTimestamp(time)).toBe(true);
    for (const time of [
      '2026-11-24',
      '2026-11-24T10:00:00',
      '2026-11-24 10:00:00Z',
      '2026-02-30T10:00:00Z',
      '2027-02-29T10:00:00Z',
      '2026-13-01T10:00:00Z',
      '2026-11-24T25:00:00Z',
      0,
      null,
    ]) {
      expect(isTimestamp(time)).toBe(false);
    }
  });

  it('take time zones that there are', () => {
    for (const zone of ['UTC', 'Europe/Lisbon', 'America/Argentina/Buenos_Aires']) expect(isTimeZone(zone)).toBe(true);
    for (const zone of ['', 'Lisbon', 'Mars/Olympus', '+01:00', '../etc/passwd', 1, null]) expect(isTimeZone(zone)).toBe(false);
  });

  it('take flat metadata of a reasonable size', () => {
    for (const value of [{}, { a: 'b', c: 1, d: true }]) expect(isMetadata(value)).toBe(true);
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 1]));
    for (const value of [[], null, 'a', { a: null }, { a: {} }, { a: [1] }, { a: 'x'.repeat(9_000) }, many])
      expect(isMetadata(value)).toBe(false);
  });
});
