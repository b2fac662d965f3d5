import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordReply, refuseTerms, acceptTerms } from './agreement.js';
import { buildMenu, roundsExhausted } from './concession.js';
import { DEFAULT_MAXIMUM_ROUNDS } from './concession-moment.js';
import { type QuoteEntry } from './ledger.js';
import { formsOf, secretAmounts } from './limit-forms.js';
import { type Mandate } from './mandate.js';
import { type TurnMenu } from './menu.js';
import { roundToCurrency } from './money.js';
import { aMandate, aNegotiation, aTicket, MOMENT } from './negotiation.fixtures.js';
import { type NegotiationState } from './state.js';
import { latestQuote, standingAsk } from './standing.js';
import { type Ticket } from './ticket.js';

const AT = '2026-11-24T10:00:00Z';

function quote(state: NegotiationState, rate: string, messageSeq: number, changes: Partial<QuoteEntry> = {}): NegotiationState {
  const entry: QuoteEntry = {
    type: 'quote',
    ticketId: 'deluxe',
    author: 'partner',
    messageSeq,
    at: AT,
    rate,
    firmness: 'stated',
    conditions: [],
    ...changes,
  };
  return { ...state, ledger: [...state.ledger, entry] };
}

function ask(state: NegotiationState, menu: TurnMenu, step: string, messageSeq: number): NegotiationState {
  const permitted = menu.asks.find((each) => each.step === step)!;
  const plan = {
    act: 'counter' as const,
    tactic: 'none' as const,
    asks: [{ ticketId: permitted.ticketId, step: permitted.step }],
    leverIds: [],
  };
  return recordReply(state, { plan, menu, messageSeq, at: AT, author: 'agent' });
}

const menuOf = (state: NegotiationState, mandate: Mandate = aMandate(), moment = {}): TurnMenu =>
  buildMenu(state, [mandate], { ...MOMENT, ...moment });

describe('the menu of a turn', () => {
  it('begins with the target as the only ask', () => {
    expect(menuOf(aNegotiation()).asks).toEqual([{ ticketId: 'deluxe', step: 'first', rate: '455' }]);
  });

  it('offers no ask at or above what the partner has quoted already', () => {
    const quoted = quote(aNegotiation(), '455', 2);
    const menu = menuOf(quoted);
    expect(menu.asks).toEqual([]);
    expect(menu.acceptable).toEqual([{ ticketId: 'deluxe', rate: '455' }]);
  });

  it('takes a quote at the standing ask at once', () => {
    let state = ask(aNegotiation(), menuOf(aNegotiation()), 'first', 1);
    state = quote(state, '455', 2);
    expect(menuOf(state).terms).toMatchObject([{ ticketId: 'deluxe', rate: '455', basis: 'selling', currency: 'EUR' }]);
  });

  it('does not take a quote above the limit, in any round and however late it is', () => {
    let state = aNegotiation();
    for (let seq = 1; seq < 12; seq += 2) {
      const menu = menuOf(state);
      if (menu.asks[0]) state = ask(state, menu, menu.asks[0].step, seq);
      state = quote(state, '484', seq + 1, { firmness: 'firm' });
      expect(menuOf(state, aMandate(), { deadline: '2026-11-24T10:00:01Z' }).acceptable).toEqual([]);
    }
  });

  it('takes a quote at the limit in the last round', () => {
    let state = aNegotiation();
    for (let seq = 1; seq <= DEFAULT_MAXIMUM_ROUNDS * 2; seq += 2) {
      const menu = menuOf(state);
      if (menu.asks[0]) state = ask(state, menu, menu.asks[0].step, seq);
    }
    expect(menuOf(quote(state, '483.17', 20)).acceptable).toEqual([{ ticketId: 'deluxe', rate: '483.17' }]);
  });

  it('does not take a quote whose conditions the mandate does not cover', () => {
    const state = quote(aNegotiation(), '450', 2, { conditions: ['if you cut commission to 10%'] });
    expect(menuOf(state).acceptable).toEqual([]);
    const covered = quote(aNegotiation(), '450', 2, { conditions: ['if we get the Preferred badge'] });
    expect(menuOf(covered).terms).toMatchObject([{ rate: '450', leverIds: ['badge'] }]);
  });

  it('moves further after the partner has moved than after a plain no', () => {
    const asked = ask(aNegotiation(), menuOf(aNegotiation()), 'first', 1);
    const afterNo = menuOf(asked).asks.at(-1)!;
    const afterMove = menuOf(quote(asked, '500', 2)).asks.at(-1)!;
    expect(Number(afterMove.rate)).toBeGreaterThanOrEqual(Number(afterNo.rate));
  });

  it('asks for nothing but the target where target and limit are equal', () => {
    const mandate = aMandate({ limitRate: '455' });
    const asked = ask(aNegotiation(), menuOf(aNegotiation(), mandate), 'first', 1);
    expect(menuOf(quote(asked, '500', 2), mandate).asks).toEqual([{ ticketId: 'deluxe', step: 'same', rate: '455' }]);
  });

  it('stops asking when the rounds are used up', () => {
    let state = aNegotiation();
    for (let seq = 1; seq <= DEFAULT_MAXIMUM_ROUNDS; seq++) state = ask(state, menuOf(state), menuOf(state).asks[0]!.step, seq);
    expect(menuOf(state).asks).toEqual([]);
    expect(roundsExhausted(state)).toBe(true);
  });

  it('takes a quote for part of the stay for that part', () => {
    const state = quote(aNegotiation(), '450', 2, { stay: { dates: ['2026-12-10'] } });
    expect(menuOf(state).terms[0]?.stay).toEqual({ from: '2026-12-10', to: '2026-12-11' });
  });

  it('does not restate refused terms', () => {
    let state = quote(aNegotiation(), '450', 2);
    const menu = menuOf(state);
    const plan = { act: 'confirm_terms' as const, tactic: 'none' as const, asks: [], leverIds: [] };
    state = recordReply(state, { plan, menu, termsId: 'terms-1', messageSeq: 3, at: AT, author: 'agent' });
    state = refuseTerms(state, { termsId: 'terms-1', messageSeq: 4, at: AT });
    expect(menuOf(state).terms).toEqual([]);
    expect(state.pendingTerms).toBeUndefined();
  });
});

/** A ticket with a mandate of any size, currency and basis. */
const anyMandate = fc
  .record({
    currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'USD', 'IDR'),
    current: fc.integer({ min: 20_00, max: 900_000_00 }),
    limitShare: fc.integer({ min: 600, max: 990 }),
    targetShare: fc.integer({ min: 500, max: 999 }),
    priceBasis: fc.constantFrom('selling' as const, 'net' as const),
    rateUnit: fc.constantFrom('per_night' as const, 'per_stay' as const),
    commissionRate: fc.constantFrom('0', '0.12', '0.15', '0.175', undefined),
  })
  .map(({ currency, current, limitShare, targetShare, commissionRate, ...terms }) => {
    const rate = (value: Decimal): string => roundToCurrency(value, currency).toFixed();
    const currentRate = new Decimal(current).div(100).plus(10);
    const limitRate = currentRate.times(limitShare).div(1000);
    const { commissionRate: _, ...base } = aTicket();
    const ticket: Ticket = {
      ...base,
      currency,
      currentRate: rate(currentRate),
      ...terms,
      ...(commissionRate === undefined ? {} : { commissionRate }),
      evidence: [],
    };
    const mandate = aMandate({ limitRate: rate(limitRate), targetRate: rate(limitRate.times(targetShare).div(1000)) });
    return { ticket, mandate };
  })
  .filter(
    ({ ticket, mandate }) => new Decimal(mandate.limitRate).lt(ticket.currentRate) && new Decimal(mandate.targetRate).gt(0),
  );

type Move = { kind: 'refuse' } | { kind: 'quote'; share: number; firm: boolean } | { kind: 'wait' };
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.constant({ kind: 'refuse' as const }),
  fc.constant({ kind: 'wait' as const }),
  fc.record({ kind: fc.constant('quote' as const), share: fc.integer({ min: 400, max: 1200 }), firm: fc.boolean() }),
);

describe('over any course of a negotiation', () => {
  it('asks only rise, stay below limit and quote, and what is taken is within the mandate', () => {
    fc.assert(
      fc.property(
        anyMandate,
        fc.array(fc.tuple(anyMove, fc.nat(10), fc.nat(100)), { maxLength: 12 }),
        fc.string(),
        (given, moves, key) => {
          const { ticket, mandate } = given;
          const limit = new Decimal(mandate.limitRate);
          const hides = !limit.eq(mandate.targetRate);
          const secrets = secretAmounts([ticket], [mandate]).get(ticket.currency) ?? new Set();
          let state = aNegotiation([ticket]);
          let seq = 0;
          for (const [move, pick, hours] of moves) {
            if (move.kind === 'quote') {
              const rate = roundToCurrency(new Decimal(ticket.currentRate).times(move.share).div(1000), ticket.currency);
              if (rate.gt(0)) state = quote(state, rate.toFixed(), ++seq, { firmness: move.firm ? 'firm' : 'stated' });
            }
            const now = new Date(Date.parse(MOMENT.openedAt) + hours * 3_600_000).toISOString();
            const menu = buildMenu(state, [mandate], { ...MOMENT, key, now, deadline: '2026-11-30T09:00:00Z' });
            const standing = standingAsk(state, ticket.id);
            const quoted = latestQuote(state, ticket.id);
            let before = standing ? new Decimal(standing.rate) : new Decimal(mandate.targetRate);
            for (const permitted of menu.asks) {
              const rate = new Decimal(permitted.rate);
              expect(rate.gte(before)).toBe(true);
              if (quoted) expect(rate.lt(quoted.rate)).toBe(true);
              if (hides) {
                expect(rate.lt(limit)).toBe(true);
                const forms = formsOf(ticket, rate);
                const limits = formsOf(ticket, limit);
                if (permitted.step !== 'first' && permitted.step !== 'same') {
                  expect(secrets.has(permitted.rate)).toBe(false);
                  forms.forEach((form, index) =>
                    expect(roundToCurrency(form, ticket.currency).lt(roundToCurrency(limits[index]!, ticket.currency))).toBe(
                      true,
                    ),
                  );
                }
              } else expect(rate.eq(limit)).toBe(true);
              before = rate;
            }
            for (const taken of menu.acceptable) expect(new Decimal(taken.rate).lte(limit)).toBe(true);
            if (menu.acceptable.length > 0) expect(menu.asks).toEqual([]);
            if (quoted && new Decimal(quoted.rate).lte(mandate.targetRate)) expect(menu.acceptable).toHaveLength(1);
            const chosen = menu.asks[pick % Math.max(1, menu.asks.length)];
            if (chosen) state = ask(state, menu, chosen.step, ++seq);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is the same for the same ledger, key and time', () => {
    fc.assert(
      fc.property(anyMandate, fc.string(), ({ ticket, mandate }, key) => {
        const state = aNegotiation([ticket]);
        const moment = { ...MOMENT, key };
        expect(buildMenu(state, [mandate], moment)).toEqual(buildMenu(state, [mandate], moment));
      }),
    );
  });

  it('agrees to pending terms only, and only to those of the given id', () => {
    const quoted = quote(aNegotiation(), '450', 2);
    const menu = menuOf(quoted);
    const plan = { act: 'confirm_terms' as const, tactic: 'none' as const, asks: [], leverIds: [] };
    const pending = recordReply(quoted, { plan, menu, termsId: 'terms-1', messageSeq: 3, at: AT, author: 'agent' });
    expect(acceptTerms(pending, { termsId: 'terms-0', messageSeq: 4, at: AT })).toBe(pending);
    const agreed = acceptTerms(pending, { termsId: 'terms-1', messageSeq: 4, at: AT });
    expect(agreed.results).toEqual({ deluxe: 'agreed' });
    expect(agreed.ledger.at(-1)).toMatchObject({ type: 'agreement', terms: { rate: '450' } });
  });
});
