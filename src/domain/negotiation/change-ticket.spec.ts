import { describe, expect, it } from 'vitest';
import { recordHumanAsks } from './agreement.js';
import { changeTicket } from './change-ticket.js';
import { aMandate, aNegotiation } from './negotiation.fixtures.js';
import { type NegotiationState } from './state.js';

const said = { messageSeq: 3, at: '2026-11-24T10:00:00Z' };
const asked = recordHumanAsks(aNegotiation(), [{ ticketId: 'deluxe', rate: '460' }], { ...said, messageSeq: 1 });
const change = (changes: object, state: NegotiationState = asked) =>
  changeTicket(state, aMandate(), 'deluxe', { version: 1, ...changes }, said);
const codeOf = (result: ReturnType<typeof change>) => (result.ok ? 'ok' : result.failure.code);

describe('changing a ticket', () => {
  it('raises its version and replaces what was given', () => {
    const changed = change({ currentRate: '530', targetRate: '457', limitRate: '490' });
    expect(changed.ok && changed.value.state.tickets[0]).toMatchObject({ currentRate: '530', version: 2 });
    expect(changed.ok && changed.value.mandate).toEqual({ ticketId: 'deluxe', targetRate: '457', limitRate: '490' });
  });

  it('is refused from a stale version', () => {
    expect(codeOf(change({ version: 2, currentRate: '530' }))).toBe('stale_version');
  });

  it('is refused for a limit at or below what we have asked for', () => {
    expect(codeOf(change({ targetRate: '450', limitRate: '460' }))).toBe('limit_at_or_below_standing_ask');
    expect(codeOf(change({ targetRate: '440', limitRate: '450' }))).toBe('limit_at_or_below_standing_ask');
  });

  it('names the fields that would not be valid, without their value', () => {
    const changed = change({ currentRate: '480' });
    expect(changed.ok ? [] : changed.failure.errors).toEqual([{ path: 'limitRate', message: 'must be below the current rate' }]);
  });

  it('takes the ticket out of the negotiation', () => {
    const withdrawn = change({ withdrawn: true });
    expect(withdrawn.ok && withdrawn.value.state.results).toEqual({ deluxe: 'withdrawn' });
    expect(withdrawn.ok && withdrawn.value.state.tickets[0]?.version).toBe(2);
    expect(withdrawn.ok && codeOf(change({ version: 2 }, withdrawn.value.state))).toBe('already_ended');
  });

  it('voids terms that wait for a yes', () => {
    const terms = {
      ticketId: 'deluxe',
      stay: { from: '2026-12-10', to: '2026-12-13' },
      rate: '460',
      basis: 'selling',
      currency: 'EUR',
      rateUnit: 'per_night',
      taxes: 'included',
      conditions: [],
      leverIds: [],
    } as const;
    const pending = {
      ...asked,
      pendingTerms: { termsId: 't', messageSeq: 2, tickets: [{ ...terms, conditions: [], leverIds: [] }] },
    };
    const changed = change({ currentRate: '530' }, pending);
    expect(changed.ok && changed.value.state.pendingTerms).toBe(undefined);
  });

  it('knows no other tickets', () => {
    expect(codeOf(changeTicket(asked, aMandate(), 'suite', { version: 1 }, said))).toBe('not_found');
  });
});
