import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMentions } from '../understanding/numbers/read-mentions.js';
import { buildMenu } from './concession.js';
import { factsOf } from './facts-of.js';
import { type LedgerEntry } from './ledger.js';
import { aMandate, aNegotiation, aTicket, MOMENT } from './negotiation.fixtures.js';
import { fillSlots, slotsForPlan, slotsOf } from './slots-of.js';
import { type NegotiationState } from './state.js';

const NAMES = { ota: 'Staywell', hotelName: 'Hotel Anker', now: MOMENT.now };
const base = { author: 'partner' as const, messageSeq: 2, at: MOMENT.now };

function bargained(ask: string, quote: string, said?: string): NegotiationState {
  const entries: LedgerEntry[] = [
    { type: 'ask', ticketId: 'deluxe', ...base, author: 'agent', rate: ask, leverIds: [] },
    {
      type: 'quote',
      ticketId: 'deluxe',
      ...base,
      rate: quote,
      firmness: 'stated',
      conditions: [],
      ...(said === undefined ? {} : { said: { amount: said, basis: 'net' as const, rateUnit: 'per_night' as const } }),
    },
  ];
  return { ...aNegotiation(), ledger: entries };
}

const menuOf = (state: NegotiationState) => buildMenu(state, [aMandate()], MOMENT);
const slots = (state: NegotiationState) => slotsOf(state, menuOf(state), NAMES);

describe('slots', () => {
  it.each([
    ['room_1', 'Deluxe Double'],
    ['current_rate_1', 'EUR 520'],
    ['competitor_1', 'Booking.com'],
    ['competitor_rate_1', 'EUR 462'],
    ['gap_1', 'EUR 58'],
    ['gap_percent_1', '11%'],
    ['standing_ask_1', 'EUR 455'],
    ['quote_1', 'EUR 490'],
    ['basis_1', 'per room and night (selling price, taxes included)'],
  ])('fill %s from the record', (name, value) => expect(slots(bargained('455', '490'))[name]).toBe(value));

  it('say a converted figure as it was said, and what it comes to', () => {
    expect(slots(bargained('455', '464.71', '395'))['quote_1']).toBe('EUR 395 net (EUR 464.71 selling)');
  });

  it('leave out what may not be said', () => {
    const hidden = aTicket({ evidence: aTicket().evidence.map((evidence) => ({ ...evidence, disclose: 'none' as const })) });
    const stale = aTicket({
      evidence: aTicket().evidence.map((evidence) => ({ ...evidence, observedAt: '2026-11-20T06:00:00Z' })),
    });
    const nameless = aTicket({ evidence: aTicket().evidence.map((evidence) => ({ ...evidence, disclose: 'rate' as const })) });
    for (const ticket of [hidden, stale]) expect(slots(aNegotiation([ticket]))).not.toHaveProperty('competitor_rate_1');
    expect(slots(aNegotiation([nameless]))).toHaveProperty('competitor_rate_1');
    expect(slots(aNegotiation([nameless]))).not.toHaveProperty('competitor_1');
  });

  it('take the amount of the step that a plan chose, and no text without its slots', () => {
    const state = bargained('455', '490');
    const menu = menuOf(state);
    const context = { slots: slots(state), tickets: state.tickets, levers: state.levers, menu };
    const step = menu.asks.at(-1)!;
    const plan = {
      act: 'counter' as const,
      tactic: 'none' as const,
      asks: [{ ticketId: 'deluxe', step: step.step }],
      leverIds: [],
    };
    expect(slotsForPlan(context, plan)['ask_rate']).toBe(`EUR ${step.rate}`);
    expect(fillSlots('{room} at {ask_rate} with {lever}', slotsForPlan(context, plan))).toEqual({
      ok: false,
      missing: ['lever'],
    });
  });

  it('never say an amount that is no fact, nor one that reads like the limit', () => {
    const rate = fc.integer({ min: 456, max: 519 }).map(String);
    fc.assert(
      fc.property(rate, fc.integer({ min: 455, max: 470 }).map(String), (quote, ask) => {
        const state = bargained(ask, quote);
        const menu = menuOf(state);
        const known = new Set(factsOf(state, menu, MOMENT.now).map(({ value }) => value));
        const { terms: _, ...single } = slots(state);
        for (const [name, text] of Object.entries(single)) {
          for (const mention of readMentions(text, { currency: 'EUR' })) {
            if (mention.kind !== 'money' && mention.kind !== 'percent') continue;
            expect(known, `${name}: ${text}`).toContain(new Decimal(mention.value ?? '0').toFixed());
            expect(mention.value).not.toBe('483.17');
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
