import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURRENCIES } from '../understanding/currency/currencies.js';
import {
  convertRate,
  exponentOf,
  floorToStep,
  formatMoney,
  naturalStep,
  parseDecimal,
  parseMoney,
  roundToCurrency,
} from './money.js';
import { aTicket } from './negotiation.fixtures.js';

const TERMS = fc.record({
  basis: fc.constantFrom('selling' as const, 'net' as const),
  rateUnit: fc.constantFrom('per_night' as const, 'per_stay' as const),
});

describe('amounts', () => {
  it.each(['480', '480.5', '0.05', '999999999999999'])('reads the plain notation %s', (text) => {
    expect(parseDecimal(text)?.toFixed()).toBe(new Decimal(text).toFixed());
  });

  it.each(['', '-1', '+1', '1e3', '1,000', '01', '.5', '5.', 'NaN', 'Infinity', '0x10', ' 1', '1'.repeat(16), '1.1234567'])(
    'refuses %j',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  it.each([
    ['480.50', 'EUR', true],
    ['480.505', 'EUR', false],
    ['480', 'JPY', true],
    ['480.5', 'JPY', false],
    ['48.005', 'KWD', true],
    ['0', 'EUR', false],
    ['480', 'XQQ', false],
  ])('takes %s %s for money: %s', (text, currency, fine) => {
    expect(parseMoney(text, currency) !== undefined).toBe(fine);
  });

  it('knows the decimals of every currency', () => {
    for (const code of CURRENCIES.keys()) expect(exponentOf(code)).toBeGreaterThanOrEqual(0);
  });

  it('writes amounts for people', () => {
    expect(formatMoney('1234567.5', 'EUR')).toBe('EUR 1,234,567.50');
    expect(formatMoney('480', 'EUR')).toBe('EUR 480');
    expect(formatMoney('48000', 'JPY')).toBe('JPY 48,000');
  });
});

describe('conversion', () => {
  it('is exact there and back, whatever the basis and unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 0, max: 99 }),
        TERMS,
        TERMS,
        (cents, percent, from, to) => {
          const ticket = { ...aTicket(), commissionRate: new Decimal(percent).div(100).toFixed() };
          const amount = new Decimal(cents).div(100);
          const back = convertRate(convertRate(amount, from, to, ticket)!, to, from, ticket)!;
          expect(back.toDecimalPlaces(9).eq(amount)).toBe(true);
        },
      ),
    );
  });

  it('takes the commission off a selling price, and three nights together', () => {
    const convert = (to: object) =>
      convertRate(
        new Decimal(100),
        { basis: 'selling', rateUnit: 'per_night' },
        { basis: 'selling', rateUnit: 'per_night', ...to },
        aTicket(),
      )?.toFixed();
    expect(convert({ basis: 'net' })).toBe('85');
    expect(convert({ rateUnit: 'per_stay' })).toBe('300');
  });

  it('does not guess a commission', () => {
    const { commissionRate: _, ...ticket } = aTicket();
    const terms = { basis: 'selling', rateUnit: 'per_night' } as const;
    expect(convertRate(new Decimal(100), terms, { ...terms, basis: 'net' }, ticket)).toBeUndefined();
  });
});

describe('steps in which people name rates', () => {
  it('are never finer than the smallest unit, and flooring to them never raises', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), fc.constantFrom('EUR', 'JPY', 'KWD', 'VND'), (cents, currency) => {
        const rate = roundToCurrency(new Decimal(cents).div(100).plus(1), currency);
        const step = naturalStep(rate, currency);
        expect(step.gte(new Decimal(10).pow(-exponentOf(currency)!))).toBe(true);
        const floored = floorToStep(rate, step);
        expect(floored.lte(rate) && rate.minus(floored).lt(step)).toBe(true);
      }),
    );
  });
});
