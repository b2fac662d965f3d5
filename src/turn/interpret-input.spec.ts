import { describe, expect, it } from 'vitest';
import { emptyMemory } from '../domain/conversation/empty-memory.js';
import { aNegotiation, aTicket } from '../domain/negotiation/negotiation.fixtures.js';
import { interpretInput } from './interpret-input.js';

const hotel = { timeZone: 'Europe/Lisbon' };
const NOON_IN_LONDON = new Date('2026-11-24T12:00:00Z');
const snapshot = { state: aNegotiation(), memory: emptyMemory('en') };

describe('what the interpreter is given', () => {
  it('counts days as the partner does, or as the hotel where the partner has no time zone', () => {
    const evening = new Date('2026-11-24T23:30:00Z');
    const dayIn = (timeZone?: string): string | undefined =>
      interpretInput({ snapshot, partner: timeZone === undefined ? {} : { timeZone }, hotel }, 'ok', evening).today;
    expect([dayIn(), dayIn('Asia/Tokyo'), dayIn('Pacific/Honolulu'), dayIn('Asia/Tokyo')]).toEqual([
      '2026-11-24',
      '2026-11-25',
      '2026-11-24',
      '2026-11-25',
    ]);
  });

  it('leaves out rooms that are no longer talked about', () => {
    const state = aNegotiation([{ ...aTicket(), withdrawn: true }, aTicket({ id: 'suite', roomType: 'Garden Suite' })]);
    const { tickets } = interpretInput({ snapshot: { ...snapshot, state }, partner: {}, hotel }, 'ok', NOON_IN_LONDON);
    expect(tickets?.map(({ id }) => id)).toEqual(['suite']);
  });
});
