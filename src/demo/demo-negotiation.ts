import { type NewNegotiation } from '../negotiations/create-negotiation.js';

const DAY_MS = 86_400_000;

export const DEMO_EXTERNAL_ID = 'demo-1';

const day = (from: Date, days: number): string => new Date(from.getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** The negotiation that a fresh embedded installation begins with. Invented: no such hotel is meant. */
export function demoNegotiation(tenantId: string, now: Date): NewNegotiation {
  const observedAt = now.toISOString();
  return {
    tenantId,
    externalId: DEMO_EXTERNAL_ID,
    hotel: { id: 'hotel-anker', name: 'Hotel Anker', city: 'Hamburg', timeZone: 'Europe/Berlin' },
    partner: { id: 'partner-anker', name: 'Hanna Krüger', language: 'en', timeZone: 'Europe/Berlin' },
    tickets: [
      {
        id: 'deluxe',
        roomType: 'Deluxe Double',
        ratePlan: 'Flexible with breakfast',
        occupancy: 2,
        stay: { from: day(now, 16), to: day(now, 19) },
        currency: 'EUR',
        priceBasis: 'selling',
        rateUnit: 'per_night',
        taxes: 'included',
        commissionRate: '0.15',
        currentRate: '189',
        evidence: [
          {
            kind: 'competitor_rate',
            source: 'another booking site',
            rate: '164',
            observedAt,
            expiresAt: new Date(now.getTime() + 30 * DAY_MS).toISOString(),
            disclose: 'rate',
          },
        ],
        version: 1,
        withdrawn: false,
      },
    ],
    mandates: [{ ticketId: 'deluxe', targetRate: '162', limitRate: '173.5' }],
    levers: [
      {
        id: 'badge',
        kind: 'badge',
        title: 'the Preferred Partner badge for 30 days',
        terms: 'Shown beside the hotel in search results for 30 days',
      },
    ],
    deadline: new Date(now.getTime() + 30 * DAY_MS),
    start: 'now',
    metadata: { demo: true },
  };
}
