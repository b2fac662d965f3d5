import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { inWords } from './figure-words.js';
import { canConvert, figureFor, percentOff, slipOf, writeAmount, writeFigure } from './figures.js';
import { sampleRoom } from './sample-scenarios.js';

const { ticket } = sampleRoom();
const plainly = { writesCurrency: 'never', separatesThousands: false, unusualFigureChance: 0, manner: 'plain' } as const;

describe('a figure', () => {
  it.each([
    [1, 464.2, 465],
    [5, 464.2, 465],
    [5, 465.2, 470],
    [10, 461, 470],
  ] as const)('is rounded up to multiples of %d: %d is %d', (rounding, least, said) =>
    expect(figureFor(ticket, least, { rounding }, 'selling')?.said).toBe(said),
  );

  it('is rounded more finely where it would not be below the current rate', () => {
    expect(figureFor(ticket, 511, { rounding: 10 }, 'selling')?.said).toBe(515);
    expect(figureFor(ticket, 519.5, { rounding: 10 }, 'selling')).toBeUndefined();
  });

  it('is net of the commission where it is said net: 464.71 selling at 15 % is 395', () => {
    const figure = figureFor(ticket, 394.2 / 0.85, { rounding: 1 }, 'net')!;
    expect(figure).toMatchObject({ said: 395, basis: 'net', labelled: false });
    expect(figure.rate).toBeCloseTo(464.7059, 3);
  });

  it('is selling where a net ticket is answered in selling', () => {
    const net = sampleRoom({ priceBasis: 'net', currentRate: '442' }).ticket;
    expect(figureFor(net, 399.5, { rounding: 1 }, 'selling')).toMatchObject({ said: 470, rate: 399.5 });
  });

  it('is in no other basis where the commission is not known', () => {
    const { commissionRate: _, ...unknown } = ticket;
    expect(canConvert(unknown)).toBe(false);
    expect(figureFor(unknown, 460, { rounding: 1 }, 'net')).toBeUndefined();
  });

  it('is never worth less than it has to be, in either basis', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 300, max: 518, noNaN: true }),
        fc.constantFrom(1 as const, 5 as const, 10 as const),
        fc.constantFrom('net' as const, 'selling' as const),
        fc.integer({ min: 1, max: 40 }),
        (least, rounding, basis, commission) => {
          const figure = figureFor({ ...ticket, commissionRate: String(commission / 100) }, least, { rounding }, basis);
          if (figure) expect(figure.rate).toBeGreaterThanOrEqual(least);
        },
      ),
      { numRuns: 300 },
    ));

  it('as a percentage leaves what it has to leave', () => {
    expect(percentOff(ticket, 470)).toEqual({ percent: 9, rate: 473.2 });
    expect(percentOff(ticket, 515)).toBeUndefined();
  });
});

describe('how figures are written', () => {
  const write = (amount: number, currency: string, changes: object): string =>
    writeAmount(amount, currency, { ...plainly, ...changes }, Chance.of(1, 'spec'));

  it('is in the currency of the ticket', () => {
    expect(write(168, 'EUR', {})).toBe('168');
    expect(write(168, 'USD', { writesCurrency: 'symbol' })).toBe('$168');
    expect(write(168, 'SEK', { writesCurrency: 'code' })).toBe('168 sek');
    expect(write(168, 'SEK', { writesCurrency: 'code', manner: 'formal' })).toBe('SEK 168');
    expect(write(18500, 'JPY', { separatesThousands: true })).toBe('18,500');
    expect(write(18500, 'JPY', { unusualFigureChance: 1 })).toBe('18.5k');
    expect(write(464.5, 'EUR', {})).toBe('464.50');
  });

  it('is in words as they are said', () => {
    expect([168, 470, 500, 512, 305].map(inWords)).toEqual([
      'one sixty eight',
      'four seventy',
      'five hundred',
      'five twelve',
      'three hundred and five',
    ]);
    expect(inWords(1200)).toBeUndefined();
  });

  it('says the basis where it is not the one expected', () => {
    const net = { rate: 464.71, said: 395, basis: 'net', labelled: true } as const;
    expect(writeFigure(net, ticket, plainly, Chance.of(1, 'spec'))).toMatch(/^395 nett?(?: to us)?$/);
    expect(writeFigure({ ...net, labelled: false }, ticket, plainly, Chance.of(1, 'spec'))).toBe('395');
  });

  it('slips by swapping two digits', () => {
    expect(slipOf(174)).toBe(147);
    expect(slipOf(444)).toBeUndefined();
    expect(slipOf(500)).toBeUndefined();
  });
});
