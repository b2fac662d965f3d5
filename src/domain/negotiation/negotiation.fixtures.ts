import { openNegotiation } from './open.js';
import { type Mandate } from './mandate.js';
import { type NegotiationState } from './state.js';
import { type Lever, type Ticket } from './ticket.js';

/** A ticket for specs; every field can be replaced. */
export function aTicket(changes: Partial<Ticket> = {}): Ticket {
  return {
    id: 'deluxe',
    roomType: 'Deluxe Double',
    stay: { from: '2026-12-10', to: '2026-12-13' },
    currency: 'EUR',
    priceBasis: 'selling',
    rateUnit: 'per_night',
    taxes: 'included',
    commissionRate: '0.15',
    currentRate: '520',
    evidence: [
      { kind: 'competitor_rate', source: 'Booking.com', rate: '462', observedAt: '2026-11-24T06:00:00Z', disclose: 'full' },
    ],
    version: 1,
    withdrawn: false,
    ...changes,
  };
}

export function aMandate(changes: Partial<Mandate> = {}): Mandate {
  return { ticketId: 'deluxe', targetRate: '455', limitRate: '483.17', ...changes };
}

export function aLever(changes: Partial<Lever> = {}): Lever {
  return { id: 'badge', kind: 'badge', title: 'a Preferred badge for 60 days', ...changes };
}

export function aNegotiation(tickets: Ticket[] = [aTicket()], levers: Lever[] = [aLever()]): NegotiationState {
  return openNegotiation({ tickets, levers });
}

/** The moment in which specs take place. */
export const MOMENT = { key: 'a keyed hash', now: '2026-11-24T10:00:00Z', openedAt: '2026-11-24T09:00:00Z' };
