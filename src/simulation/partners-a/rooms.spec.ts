import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { drawScenario } from '../world/draw-scenario.js';
import { drawPersona } from './persona.js';
import { MOST_SHIFT, Room } from './rooms.js';

function roomOf(index: number, speaks?: 'selling' | 'net') {
  const scenario = drawScenario(21, index);
  const persona = drawPersona(scenario, Chance.of(index, 'persona'));
  const own = scenario.tickets[0]!;
  return { own, room: new Room(own, speaks === undefined ? persona : { ...persona, speaks }, Chance.of(index, 'room')) };
}

describe('Room', () => {
  it('never names a figure below its reservation rate or above an earlier one', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.array(fc.double({ min: 0, max: 0.5, noNaN: true }), { maxLength: 12 }), (index, moves) => {
        const { room } = roomOf(index);
        for (const move of moves) {
          const before = room.said?.rate ?? Infinity;
          room.move(move);
          room.said = room.figure();
          expect(room.said.rate).toBeGreaterThanOrEqual(room.reservation - room.tolerance);
          expect(room.said.rate).toBeLessThanOrEqual(before);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('converts between net and selling exactly, where the commission is known', () => {
    let converted = 0;
    for (let index = 0; index < 60; index++) {
      const { own, room } = roomOf(index, 'net');
      room.move(0.5);
      const { amount, basis, rate } = room.figure();
      const { commissionRate, priceBasis } = own.ticket;
      if (priceBasis === 'net' || commissionRate === undefined) {
        expect([basis, rate]).toEqual([priceBasis, amount]);
        continue;
      }
      converted += 1;
      expect(basis).toBe('net');
      expect(rate).toBe(new Decimal(amount).div(new Decimal(1).minus(commissionRate)).toNumber());
    }
    expect(converted).toBeGreaterThan(20);
  });

  it('moves its floor by two percent of the current rate at most', () => {
    const { room } = roomOf(3);
    expect(room.floor(0, 0)).toBe(room.reservation);
    expect(room.floor(0.045, 1)).toBeCloseTo(room.reservation - MOST_SHIFT * room.current, 6);
    expect(room.floor(0, -1)).toBe(room.reservation);
  });
});
