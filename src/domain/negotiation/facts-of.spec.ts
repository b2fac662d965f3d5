import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMenu } from './concession.js';
import { factsOf } from './facts-of.js';
import { type LedgerEntry } from './ledger.js';
import { type TurnMenu } from './menu.js';
import { aMandate, aNegotiation, aTicket, MOMENT } from './negotiation.fixtures.js';
import { type NegotiationState } from './state.js';

const base = { ticketId: 'deluxe', messageSeq: 2, at: MOMENT.now };

function bargained(ask: string, quote: string): NegotiationState {
  const ledger: LedgerEntry[] = [
    { type: 'ask', ...base, author: 'agent', rate: ask, leverIds: [] },
    { type: 'quote', ...base, author: 'partner', rate: quote, firmness: 'stated', conditions: [] },
  ];
  return { ...aNegotiation(), ledger };
}

const NOTHING: TurnMenu = { asks: [], acceptable: [], levers: [], terms: [] };
const valuesOf = (state: NegotiationState, kind: string, menu: TurnMenu = NOTHING) =>
  factsOf(state, menu, MOMENT.now).flatMap((fact) => (fact.kind === kind ? [fact.value] : []));

describe('facts', () => {
  it.each([
    ['the current rate', 'money', '520'],
    ['the current rate for the stay', 'money', '1560'],
    ['the current rate net', 'money', '442'],
    ['the rate seen elsewhere', 'money', '462'],
    ['the gap to it', 'money', '58'],
    ['the gap in per cent', 'percent', '11.2'],
    ['our ask', 'money', '455'],
    ['the quote', 'money', '490'],
    ['how far we are apart', 'money', '35'],
    ['the first night', 'date', '2026-12-10'],
    ['the check-out day', 'date', '2026-12-13'],
    ['the nights', 'duration', '3'],
    ['the commission', 'percent', '15'],
    ['the days of a lever', 'duration', '60'],
  ])('hold %s', (_, kind, value) => expect(valuesOf(bargained('455', '490'), kind)).toContain(value));

  it('hold nothing of evidence that may not be told', () => {
    const hidden = aTicket({ evidence: aTicket().evidence.map((evidence) => ({ ...evidence, disclose: 'none' as const })) });
    expect(valuesOf(aNegotiation([hidden]), 'money')).not.toContain('462');
    expect(valuesOf(aNegotiation([hidden]), 'money')).not.toContain('58');
  });

  it('hold neither a limit nor anything counted from it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 456, max: 519 }), fc.integer({ min: 471, max: 519 }), (limit, quote) => {
        const state = bargained('455', String(quote));
        const menu = buildMenu(state, [aMandate({ limitRate: `${limit}.37` })], MOMENT);
        const values = factsOf(state, menu, MOMENT.now).map(({ value }) => value);
        for (const secret of [`${limit}.37`, String(limit * 3 + 1.11)]) expect(values).not.toContain(secret);
        expect(values).not.toContain((520 - limit - 0.37).toFixed(2));
        expect(values).not.toContain((quote - limit - 0.37).toFixed(2));
      }),
      { numRuns: 60 },
    );
  });
});
