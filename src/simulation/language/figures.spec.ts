import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMentions } from '../../domain/understanding/numbers/read-mentions.js';
import { Chance } from '../world/chance.js';
import { FIGURE_STYLES, writeFigure } from './figures.js';

describe('writeFigure', () => {
  it('writes amounts that are read as the same amount, in every style', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.integer({ min: 25, max: 9999 }),
          fc.integer({ min: 100, max: 900 }).map((hundreds) => hundreds * 100),
        ),
        fc.constantFrom(...FIGURE_STYLES),
        fc.constantFrom('EUR', 'USD', 'GBP', 'JPY', 'INR', 'THB', 'PLN'),
        fc.nat(1000),
        (amount, style, currency, seed) => {
          const text = writeFigure(amount, currency, style, Chance.of(seed));
          const mentions = readMentions(text, { currency, today: '2026-10-01' });
          expect(mentions.map(({ value }) => Number(value))).toEqual([amount]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    [168, 'EUR', 'plain', '168'],
    [168, 'EUR', 'code', 'EUR 168'],
    [168, 'EUR', 'symbol', '€168'],
    [168, 'CHF', 'symbol', '168'],
    [168, 'EUR', 'words', 'one sixty eight'],
    [405, 'EUR', 'words', 'four hundred and five'],
    [12_500, 'JPY', 'thousands', '12.5k'],
  ] as const)('writes %s %s in the style %s as %s', (amount, currency, style, text) => {
    expect(writeFigure(amount, currency, style, Chance.of(1))).toBe(text);
  });
});
