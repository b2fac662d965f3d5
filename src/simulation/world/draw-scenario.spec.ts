import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMoney } from '../../domain/negotiation/money.js';
import { nightsOf } from '../../domain/negotiation/stay.js';
import { drawScenario } from './draw-scenario.js';

const many = Array.from({ length: 1500 }, (_, index) => drawScenario(11, index));
const tickets = many.flatMap((scenario) => scenario.tickets);
const shareOf = <T>(values: readonly T[], holds: (value: T) => boolean): number => values.filter(holds).length / values.length;

describe('drawScenario', () => {
  it('gives the same scenario for the same seed and index', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), (seed, index) => {
        expect(drawScenario(seed, index)).toEqual(drawScenario(seed, index));
      }),
      { numRuns: 30 },
    );
  });

  it('keeps target, limit, current rate, cost and reservation in their order', () => {
    for (const { ticket, mandate, reservationRate, unitCost } of tickets) {
      const current = Number(ticket.currentRate);
      expect(Number(mandate.targetRate)).toBeLessThanOrEqual(Number(mandate.limitRate));
      expect(Number(mandate.limitRate)).toBeLessThan(current);
      expect(unitCost).toBeLessThanOrEqual(reservationRate);
      expect(reservationRate).toBeLessThanOrEqual(current);
      for (const amount of [ticket.currentRate, mandate.targetRate, mandate.limitRate])
        expect(parseMoney(amount, ticket.currency)).toBeDefined();
    }
  });

  it('leaves a deal possible in 55 to 65 % of cases, and impossible in the rest', () => {
    const possible = shareOf(tickets, ({ mandate, reservationRate }) => reservationRate <= Number(mandate.limitRate));
    expect(possible).toBeGreaterThan(0.55);
    expect(possible).toBeLessThan(0.65);
    const easy = shareOf(tickets, ({ mandate, reservationRate }) => reservationRate <= Number(mandate.targetRate));
    expect(easy).toBeGreaterThan(0.15);
    expect(easy).toBeLessThan(0.45);
  });

  it('draws one room mostly, two in a fifth of cases, three seldom', () => {
    expect(shareOf(many, (scenario) => scenario.tickets.length === 1)).toBeCloseTo(0.75, 1);
    expect(shareOf(many, (scenario) => scenario.tickets.length === 2)).toBeCloseTo(0.22, 1);
    expect(shareOf(many, (scenario) => scenario.tickets.length === 3)).toBeLessThan(0.06);
  });

  it('begins on a weekday morning where the hotel is, days before arrival', () => {
    for (const { startsAt, tickets: rooms } of many) {
      const [, day, hour] = /^(\d{4}-\d\d-\d\d)T(\d\d)/.exec(startsAt)!;
      expect([0, 6]).not.toContain(new Date(`${day!}T00:00:00Z`).getUTCDay());
      expect(Number(hour)).toBeGreaterThanOrEqual(8);
      expect(Number(hour)).toBeLessThan(12);
      for (const { ticket } of rooms) {
        const days = (Date.parse(ticket.stay.from) - Date.parse(day!)) / 86_400_000;
        expect(days).toBeGreaterThanOrEqual(5);
        expect(days).toBeLessThanOrEqual(120);
        expect(nightsOf(ticket.stay).length).toBeGreaterThanOrEqual(1);
        expect(nightsOf(ticket.stay).length).toBeLessThanOrEqual(10);
        expect(new Set(rooms.map((room) => room.ticket.roomType)).size).toBe(rooms.length);
      }
    }
  });

  it('observes what it knows of other sites shortly before the start', () => {
    for (const { startsAt, tickets: rooms } of many)
      for (const evidence of rooms.flatMap(({ ticket }) => ticket.evidence)) {
        const age = Date.parse(startsAt) - Date.parse(evidence.observedAt);
        expect(age).toBeGreaterThan(0);
        expect(age).toBeLessThanOrEqual(10 * 3_600_000);
      }
  });
});
