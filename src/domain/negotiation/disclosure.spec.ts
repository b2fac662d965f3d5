import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDisclosureProbe } from './disclosure.js';
import { formsOf } from './limit-forms.js';
import { aMandate, aNegotiation, aTicket } from './negotiation.fixtures.js';
import { type QuoteEntry } from './ledger.js';

const quoted = (rate: string): QuoteEntry => ({
  type: 'quote',
  ticketId: 'deluxe',
  author: 'partner',
  messageSeq: 2,
  at: '2026-11-24T10:00:00Z',
  rate,
  firmness: 'stated',
  conditions: [],
});

describe('the disclosure probe', () => {
  const probe = createDisclosureProbe([aMandate()], aNegotiation());

  it.each(['483.17', '483', '410.69', '1449.51', '1232.08'])('says that %s gives the limit away', (amount) => {
    expect(probe.discloses(amount, 'EUR')).toBe(true);
    expect(probe.discloses(amount)).toBe(true);
  });

  it.each(['455', '520', '480', '482', '484.17'])('has nothing against %s', (amount) => {
    expect(probe.discloses(amount, 'EUR')).toBe(false);
  });

  it('says nothing about amounts of other currencies', () => {
    expect(probe.discloses('483.17', 'USD')).toBe(false);
  });

  it('lets us repeat what the partner has said themselves', () => {
    const state = { ...aNegotiation(), ledger: [quoted('483.17')] };
    expect(createDisclosureProbe([aMandate()], state).discloses('483.17', 'EUR')).toBe(false);
  });

  it('hides nothing where the target is the limit', () => {
    expect(createDisclosureProbe([aMandate({ limitRate: '455' })], aNegotiation()).discloses('455', 'EUR')).toBe(false);
  });

  it('cannot be written down', () => {
    expect(JSON.stringify({ probe })).toBe('{}');
    expect(Object.values(probe).every((value) => typeof value === 'function')).toBe(true);
  });

  it('catches every form of any limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_000, max: 900_000 }), fc.integer({ min: 1, max: 40 }), (cents, commission) => {
        const limitRate = new Decimal(cents).div(100).toFixed();
        const ticket = aTicket({
          currentRate: new Decimal(cents).div(100).plus(50).toFixed(),
          commissionRate: new Decimal(commission).div(100).toFixed(),
        });
        const targetRate = new Decimal(cents).div(100).minus(7.77).toFixed();
        const own = createDisclosureProbe([aMandate({ limitRate, targetRate })], aNegotiation([ticket]));
        for (const form of formsOf(ticket, new Decimal(limitRate)))
          expect(own.discloses(form.toDecimalPlaces(2).toFixed(), 'EUR')).toBe(true);
      }),
    );
  });
});
