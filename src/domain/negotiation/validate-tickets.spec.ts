import { describe, expect, it } from 'vitest';
import { aLever, aMandate, aTicket } from './negotiation.fixtures.js';
import { validateTickets } from './validate-tickets.js';

const paths = (...given: Parameters<typeof validateTickets>) => validateTickets(...given).map((error) => error.path);

describe('tickets of a new negotiation', () => {
  it('are fine as they should be', () => {
    expect(validateTickets([aTicket()], [aMandate()], [aLever({ ticketIds: ['deluxe'] })])).toEqual([]);
  });

  it.each([
    ['a target above the limit', {}, { targetRate: '484' }, ['tickets[0].targetRate']],
    ['a limit at the current rate', {}, { limitRate: '520' }, ['tickets[0].limitRate']],
    ['a current rate of zero', { currentRate: '0' }, {}, ['tickets[0].currentRate']],
    ['too many decimals', { currentRate: '520.505' }, {}, ['tickets[0].currentRate']],
    ['an unknown currency', { currency: 'XQQ' }, {}, ['tickets[0].currency']],
    ['a commission of everything', { commissionRate: '1' }, {}, ['tickets[0].commissionRate']],
    ['a day that does not exist', { stay: { from: '2026-02-30', to: '2026-03-02' } }, {}, ['tickets[0].stay.from']],
    ['a check-out before the check-in', { stay: { from: '2026-12-13', to: '2026-12-10' } }, {}, ['tickets[0].stay.to']],
    ['a stay without nights', { stay: { from: '2026-12-10', to: '2026-12-11', daysOfWeek: [0] } }, {}, ['tickets[0].stay']],
    [
      'a rate in evidence that is none',
      { evidence: [{ kind: 'x', rate: '4,5', observedAt: '2026-11-24T06:00:00Z' }] },
      {},
      ['tickets[0].evidence[0].rate'],
    ],
  ])('refuses %s', (_what, ticket, mandate, expected) => {
    expect(paths([aTicket(ticket)], [aMandate(mandate)], [])).toEqual(expected);
  });

  it('takes a target that is the limit', () => {
    expect(paths([aTicket()], [aMandate({ limitRate: '455' })], [])).toEqual([]);
  });

  it('refuses ids that are used twice, and levers for tickets that are not there', () => {
    expect(paths([aTicket(), aTicket()], [aMandate()], [aLever(), aLever({ ticketIds: ['gone'] })])).toEqual([
      'tickets[1].id',
      'levers[1].id',
      'levers[1].ticketIds[0]',
    ]);
  });

  it('refuses no tickets at all', () => {
    expect(paths([], [], [])).toEqual(['tickets']);
  });

  it('never repeats a rate', () => {
    const errors = validateTickets([aTicket({ currentRate: '400' })], [aMandate({ targetRate: '499' })], []);
    expect(JSON.stringify(errors)).not.toMatch(/483|499|400/);
  });
});
