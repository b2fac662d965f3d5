import { type Scenario, type ScenarioTicket, type Season } from '../world/scenario.js';

/** A room of 520 EUR whose hotel would go down to 440 at most, for specs. */
export function sampleRoom(changes: Partial<ScenarioTicket['ticket']> = {}, terms: Partial<ScenarioTicket> = {}): ScenarioTicket {
  const ticket: ScenarioTicket['ticket'] = {
    id: 'deluxe',
    roomType: 'Deluxe Double',
    stay: { from: '2026-12-10', to: '2026-12-13' },
    currency: 'EUR',
    priceBasis: 'selling',
    rateUnit: 'per_night',
    taxes: 'included',
    commissionRate: '0.15',
    currentRate: '520',
    evidence: [],
    version: 1,
    withdrawn: false,
    ...changes,
  };
  return {
    ticket,
    mandate: { ticketId: ticket.id, targetRate: '455', limitRate: '470' },
    reservationRate: 440,
    unitCost: 200,
    occupancy: 0.6,
    ...terms,
  };
}

export function sampleScenario(tickets: ScenarioTicket[] = [sampleRoom()], season: Season = 'shoulder', id = 'sample'): Scenario {
  return {
    id,
    season,
    ota: 'Farewell Travel',
    hotel: { id: 'h1', name: 'Hotel Anker', city: 'Lisbon', timeZone: 'Europe/Lisbon' },
    partner: { id: 'p1', name: 'Rosa' },
    tickets,
    levers: [
      { lever: { id: 'badge', kind: 'badge', title: 'a Preferred badge for 60 days' }, worth: 0.02 },
      { lever: { id: 'banner', kind: 'banner', title: 'a banner on the city page' }, worth: 0 },
    ],
    deadlineHours: 168,
    startsAt: '2026-11-24T09:00:00Z',
  };
}

export const SAMPLE_SUITE: ScenarioTicket = sampleRoom(
  { id: 'suite', roomType: 'Garden Suite', currentRate: '720' },
  { reservationRate: 630, mandate: { ticketId: 'suite', targetRate: '640', limitRate: '660' } },
);
