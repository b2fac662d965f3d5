import { describe, expect, it } from 'vitest';
import {
  acceptTerms,
  declineTicket,
  fullyAgreed,
  recordAgreement,
  recordReply,
  refuseTerms,
  retractAgreement,
  termsFor,
  voidPendingTerms,
  withdrawTicket,
} from './agreement.js';
import { type TurnMenu } from './menu.js';
import { aLever, aNegotiation, aTicket } from './negotiation.fixtures.js';
import { outcomeOf } from './outcome.js';
import { type NegotiationState } from './state.js';

const AT = '2026-11-24T10:00:00Z';
const said = (messageSeq: number) => ({ messageSeq, at: AT });
const MENU: TurnMenu = { asks: [{ ticketId: 'deluxe', step: 'first', rate: '455' }], acceptable: [], levers: [], terms: [] };
const suite = aTicket({ id: 'suite', roomType: 'Garden Suite', currentRate: '720' });

function pending(state: NegotiationState, ...rates: [ticketId: string, rate: string, dates?: string[]][]): NegotiationState {
  const terms = rates.map(([ticketId, rate, dates]) => termsFor(state, ticketId, rate, dates ? { stay: { dates } } : {}));
  const plan = { act: 'confirm_terms' as const, tactic: 'none' as const, asks: [], leverIds: [] };
  return recordReply(state, { plan, menu: { ...MENU, terms }, termsId: 't1', ...said(3), author: 'agent' });
}

const outcome = (state: NegotiationState, status: Parameters<typeof outcomeOf>[1]['status'] = 'agreed') =>
  outcomeOf(state, { status, messageIdOf: (seq) => `message-${seq}` });

describe('a yes to restated terms', () => {
  it('agrees the ticket, with the message that said so', () => {
    const state = acceptTerms(pending(aNegotiation(), ['deluxe', '450']), { termsId: 't1', ...said(4) });
    expect(outcome(state)).toMatchObject({
      status: 'agreed',
      completeness: 'full',
      tickets: [{ id: 'deluxe', result: 'agreed', agreedRate: '450', basis: 'selling', agreedInMessage: 'message-4' }],
    });
    expect(outcome(state).tickets[0]?.agreedTerms[0]).not.toHaveProperty('ticketId');
  });

  it('agrees part of the stay, and the ticket stays open for the rest', () => {
    const state = acceptTerms(pending(aNegotiation(), ['deluxe', '450', ['2026-12-10']]), { termsId: 't1', ...said(4) });
    expect(state.results['deluxe']).toBe('open');
    expect(fullyAgreed(state, state.tickets[0]!)).toBe(false);
    const ended = declineTicket(state, 'deluxe', said(6));
    expect(outcome(ended)).toMatchObject({ completeness: 'partial', tickets: [{ result: 'agreed', agreedRate: '450' }] });
  });

  it('has no single rate where the nights have different ones', () => {
    const both = pending(aNegotiation(), ['deluxe', '450', ['2026-12-10']], ['deluxe', '470', ['2026-12-11', '2026-12-12']]);
    const state = acceptTerms(both, { termsId: 't1', ...said(4) });
    expect(state.results['deluxe']).toBe('agreed');
    expect(outcome(state).tickets[0]).not.toHaveProperty('agreedRate');
    expect(outcome(state).tickets[0]?.agreedTerms).toHaveLength(2);
  });

  it('brings the levers that were on the table', () => {
    const plan = {
      act: 'offer_lever' as const,
      tactic: 'reciprocity' as const,
      asks: [{ ticketId: 'deluxe', step: 'first' as const }],
      leverIds: ['badge'],
    };
    const offered = recordReply(aNegotiation(), { plan, menu: MENU, ...said(1), author: 'agent' });
    const state = acceptTerms(pending(offered, ['deluxe', '455']), { termsId: 't1', ...said(4) });
    expect(outcome(state).levers).toEqual([{ id: 'badge', ticketId: 'deluxe' }]);
  });

  it('is partial where another ticket was declined', () => {
    const two = aNegotiation([aTicket(), suite]);
    const state = declineTicket(acceptTerms(pending(two, ['deluxe', '450']), { termsId: 't1', ...said(4) }), 'suite', said(6));
    expect(outcome(state)).toMatchObject({ completeness: 'partial', tickets: [{ result: 'agreed' }, { result: 'declined' }] });
  });
});

describe('terms that wait', () => {
  const waiting = pending(aNegotiation(), ['deluxe', '450']);

  it.each([
    ['a no', refuseTerms(waiting, { termsId: 't1', ...said(4) })],
    ['a change of mind', voidPendingTerms(waiting, said(4))],
    ['a ticket taken back by the OTA', withdrawTicket(waiting, 'deluxe', said(4))],
  ])('are gone after %s, and cannot be agreed to any more', (_what, state) => {
    expect(state.pendingTerms).toBeUndefined();
    expect(acceptTerms(state, { termsId: 't1', ...said(5) })).toBe(state);
  });

  it('count the ticket as withdrawn, not as missing', () => {
    const two = aNegotiation([aTicket(), suite]);
    const state = withdrawTicket(acceptTerms(pending(two, ['deluxe', '450']), { termsId: 't1', ...said(4) }), 'suite', said(6));
    expect(outcome(state)).toMatchObject({ completeness: 'full', tickets: [{ result: 'agreed' }, { result: 'withdrawn' }] });
  });
});

describe('an agreement', () => {
  const agreed = acceptTerms(pending(aNegotiation(), ['deluxe', '450']), { termsId: 't1', ...said(4) });

  it('that is taken back is open again, and leaves its trace on the ledger', () => {
    const state = retractAgreement(agreed, said(6));
    expect(state.results['deluxe']).toBe('open');
    expect(state.ledger.at(-1)).toMatchObject({ type: 'retraction', of: 'agreement' });
    expect(outcome(state, 'escalated').tickets[0]).toMatchObject({ result: 'open', agreedTerms: [] });
  });

  it('made by a person elsewhere counts like any other', () => {
    const state = recordAgreement(aNegotiation(), [termsFor(aNegotiation(), 'deluxe', '460')], said(2));
    expect(outcome(state).tickets[0]).toMatchObject({ result: 'agreed', agreedRate: '460' });
    expect(state.ledger.at(-1)).toMatchObject({ author: 'human' });
  });
});

describe('levers', () => {
  it('are used no more often than allowed, over all tickets', () => {
    const two = aNegotiation([aTicket(), suite], [aLever({ maxUses: 1 })]);
    const menu: TurnMenu = { ...MENU, asks: [...MENU.asks, { ticketId: 'suite', step: 'first', rate: '640' }] };
    const plan = (ticketId: string) => ({
      act: 'offer_lever' as const,
      tactic: 'none' as const,
      asks: [{ ticketId, step: 'first' as const }],
      leverIds: ['badge'],
    });
    const first = recordReply(two, { plan: plan('deluxe'), menu, ...said(1), author: 'agent' });
    const second = recordReply(first, { plan: plan('suite'), menu, ...said(3), author: 'agent' });
    expect(second.ledger).toMatchObject([{ leverIds: ['badge'] }, { leverIds: [] }]);
  });
});
