import { describe, expect, it } from 'vitest';
import { termsFor } from './agreement.js';
import { type AgreedTerms } from './ledger.js';
import { aNegotiation, aTicket } from './negotiation.fixtures.js';
import { reductionOf } from './reduction.js';
import { type NegotiationState } from './state.js';

const at = '2026-11-24T10:00:00Z';

/** EUR 520 a night for three nights, and perhaps a second room. */
function agreedOn(terms: Partial<AgreedTerms>[], state = aNegotiation()): NegotiationState {
  const entries = terms.map((change, index) => ({
    type: 'agreement' as const,
    ticketId: 'deluxe',
    author: 'partner' as const,
    messageSeq: index + 1,
    at,
    termsId: `t${index}`,
    terms: { ...termsFor(state, 'deluxe', '468'), ...change },
  }));
  return { ...state, results: { ...state.results, deluxe: 'agreed' }, ledger: entries };
}

describe('by how much an agreement lowers the rate', () => {
  it('is nothing where nothing was agreed', () => {
    expect(reductionOf(aNegotiation())).toBe(0);
  });

  it('is the share of the current rate', () => {
    expect(reductionOf(agreedOn([{}]))).toBeCloseTo(0.1, 12);
  });

  it('counts the nights that were agreed, of all nights', () => {
    expect(reductionOf(agreedOn([{ stay: { from: '2026-12-10', to: '2026-12-11' } }]))).toBeCloseTo(0.1 / 3, 12);
  });

  it('takes the last word on a night', () => {
    expect(reductionOf(agreedOn([{}, { rate: '494', stay: { from: '2026-12-10', to: '2026-12-11' } }]))).toBeCloseTo(
      (0.1 + 0.1 + 0.05) / 3,
      12,
    );
  });

  it('is the mean over the rooms that were wanted', () => {
    const suite = aTicket({ id: 'suite', currentRate: '900' });
    expect(reductionOf(agreedOn([{}], aNegotiation([aTicket(), suite])))).toBeCloseTo(0.05, 12);
    expect(reductionOf(agreedOn([{}], aNegotiation([aTicket(), { ...suite, withdrawn: true }])))).toBeCloseTo(0.1, 12);
  });

  it('compares net with net', () => {
    // 468 for guests is 397.80 net of 15 percent.
    expect(reductionOf(agreedOn([{ rate: '397.80', basis: 'net' }]))).toBeCloseTo(0.1, 12);
    const unknown = aTicket();
    delete unknown.commissionRate;
    expect(reductionOf(agreedOn([{ basis: 'net' }], aNegotiation([unknown])))).toBeUndefined();
  });

  it('is unknown where nothing was wanted', () => {
    expect(reductionOf(aNegotiation([aTicket({ withdrawn: true })]))).toBeUndefined();
  });
});
