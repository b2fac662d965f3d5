import { describe, expect, it } from 'vitest';
import { CURRENCIES } from './currencies.js';

describe('currencies', () => {
  it('have three capitals, a name and an exponent of 0, 2, 3 or 4', () => {
    expect(CURRENCIES.size).toBeGreaterThan(150);
    for (const [code, currency] of CURRENCIES) {
      expect(code).toMatch(/^[A-Z]{3}$/);
      expect(currency.code).toBe(code);
      expect(currency.name.length).toBeGreaterThan(3);
      expect([0, 2, 3, 4]).toContain(currency.exponent);
    }
  });

  it.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['VND', 0],
    ['CLP', 0],
    ['UGX', 0],
    ['KWD', 3],
    ['BHD', 3],
    ['OMR', 3],
    ['TND', 3],
    ['IDR', 2],
    ['CLF', 4],
  ])('%s has %d decimals', (code, exponent) => {
    expect(CURRENCIES.get(code)?.exponent).toBe(exponent);
  });

  it('leave out what is no longer, or never was, money', () => {
    for (const code of ['HRK', 'BGN', 'XXX', 'XTS', 'XAU', 'ZWL', 'BTC']) expect(CURRENCIES.has(code)).toBe(false);
  });
});
