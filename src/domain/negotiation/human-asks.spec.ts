import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordHumanAsks } from './agreement.js';
import { checkHumanAsks } from './human-asks.js';
import { aMandate, aNegotiation, aTicket } from './negotiation.fixtures.js';

const said = { messageSeq: 1, at: '2026-11-24T10:00:00Z' };
const errorsFor = (rate: string, ticketId = 'deluxe') => checkHumanAsks(aNegotiation(), [aMandate()], [{ ticketId, rate }]);

describe('asks of a person', () => {
  it('may be anything below the limit', () => {
    expect(errorsFor('470')).toEqual({ errors: [], outsideMandate: false });
  });

  it('never reach the limit, nor what it comes to when written in whole units', () => {
    for (const rate of ['483.17', '483', '484', '500', '519.99']) expect(errorsFor(rate).outsideMandate).toBe(true);
  });

  it('may equal a limit that is the target', () => {
    const mandate = aMandate({ targetRate: '455', limitRate: '455' });
    expect(checkHumanAsks(aNegotiation(), [mandate], [{ ticketId: 'deluxe', rate: '455' }]).errors).toEqual([]);
    expect(checkHumanAsks(aNegotiation(), [mandate], [{ ticketId: 'deluxe', rate: '455.01' }]).outsideMandate).toBe(true);
  });

  it('only rise', () => {
    const asked = recordHumanAsks(aNegotiation(), [{ ticketId: 'deluxe', rate: '460' }], said);
    const checked = checkHumanAsks(asked, [aMandate()], [{ ticketId: 'deluxe', rate: '459' }]);
    expect(checked).toEqual({
      errors: [{ path: 'asks[0].rate', message: 'must not be below what was asked for before' }],
      outsideMandate: false,
    });
  });

  it('are for open tickets, once each, in the decimals of the currency', () => {
    expect(errorsFor('460', 'suite').errors[0]?.path).toBe('asks[0].ticketId');
    expect(errorsFor('460.123').errors[0]?.path).toBe('asks[0].rate');
    const twice = [1, 2].map(() => ({ ticketId: 'deluxe', rate: '460' }));
    expect(checkHumanAsks(aNegotiation(), [aMandate()], twice).errors[0]?.path).toBe('asks[1].ticketId');
  });

  it('are refused with the same words however far off they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 48_317, max: 51_999 }), (cents) => {
        const { errors } = errorsFor((cents / 100).toFixed(2));
        expect(errors).toEqual([{ path: 'asks[0].rate', message: 'is not within the mandate' }]);
      }),
    );
  });

  it('stay below the limit in net as well', () => {
    const ticket = aTicket({ commissionRate: '0.999' });
    // 480 and 483.17 are both 0.48 net.
    expect(checkHumanAsks(aNegotiation([ticket]), [aMandate()], [{ ticketId: 'deluxe', rate: '483.16' }]).outsideMandate).toBe(
      true,
    );
  });
});
