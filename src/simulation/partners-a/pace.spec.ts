import { describe, expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { drawScenario } from '../world/draw-scenario.js';
import { forgetPace, judgePace, seeAsk, soundness } from './pace.js';
import { drawPersona } from './persona.js';
import { Room } from './rooms.js';

function roomOf(): Room {
  const scenario = drawScenario(5, 1);
  return new Room(scenario.tickets[0]!, drawPersona(scenario, Chance.of(5, 'persona')), Chance.of(5, 'room'));
}

/** Asks for three quarters of the current rate, then comes up by a share of it. */
function comesUp(share: number, { gave = 0, reasoned = false } = {}): { room: Room; earned: number } {
  const room = roomOf();
  seeAsk(room, room.current * 0.75);
  if (gave > 0) room.said = { amount: 0, basis: 'selling', rate: room.current * (1 - gave) };
  return { room, earned: judgePace(room, seeAsk(room, room.current * (0.75 + share)), reasoned) };
}

describe('the pace of our asks', () => {
  it('makes them wait for more where we come up for nothing, the more the larger the step', () => {
    const waits = [0.002, 0.006, 0.012].map((share) => comesUp(share).room.waits);
    expect(waits[0]).toBe(0);
    expect(waits[1]).toBeGreaterThan(0.1);
    expect(waits[2]).toBeGreaterThan(waits[1]! + 0.2);
  });

  it('is fair where they came down themselves, or where a reason carries it', () => {
    expect(comesUp(0.012, { gave: 0.04 })).toMatchObject({ room: { waits: 0 } });
    expect(comesUp(0.012, { gave: 0.04 }).earned).toBeCloseTo(0.012);
    expect(comesUp(0.006, { reasoned: true }).room.waits).toBeCloseTo(0);
    expect(comesUp(0.02, { gave: 0.04 }).room.waits).toBeGreaterThan(0);
  });

  it('is forgiven after some messages', () => {
    const { room } = comesUp(0.012);
    const before = room.waits;
    for (let message = 0; message < 4; message++) forgetPace(room);
    expect(room.waits).toBeLessThan(before / 2);
  });

  it('gets nowhere from far below what they could take, and on from what leaves them something', () => {
    const room = roomOf();
    const at = (share: number): number => soundness(seeAsk(room, room.reservation + share * room.current));
    expect(at(-0.1)).toBe(0);
    expect(at(-0.03)).toBeGreaterThan(0);
    expect(at(-0.03)).toBeLessThan(1);
    expect(at(0.01)).toBeGreaterThan(1);
  });
});
