import { type JsonRecord } from '../../platform/json-record.js';

/**
 * What `guard` assumes where a line gives no `negotiation`: a body as `POST /v1/negotiations` takes it. Times are
 * relative to {@link DEFAULT_NOW}, so that answers do not change from day to day. Shown in docs/guardrails.md.
 */
export const DEFAULT_NEGOTIATION: JsonRecord = {
  externalId: 'default',
  hotel: { id: 'hotel-1', name: 'Hotel Aurora', city: 'Lisbon', timeZone: 'Europe/Lisbon' },
  partner: { id: 'partner-1', name: 'Marta', language: 'en' },
  tickets: [
    {
      id: 'ticket-1',
      roomType: 'Deluxe Double',
      ratePlan: 'Flexible',
      occupancy: 2,
      stay: { from: '2026-11-24', to: '2026-11-27' },
      currency: 'EUR',
      priceBasis: 'selling',
      rateUnit: 'per_night',
      taxes: 'included',
      commissionRate: '0.15',
      currentRate: '520',
      targetRate: '440',
      limitRate: '483.17',
      evidence: [
        { kind: 'competitor_rate', source: 'Booking.com', rate: '430', observedAt: '2026-11-16T08:00:00Z', disclose: 'full' },
      ],
    },
  ],
  levers: [{ id: 'badge', kind: 'badge', title: 'a "Great value" badge on your page', terms: 'for 30 days' }],
};

/** The moment at which a line is judged, unless its `now` says otherwise. */
export const DEFAULT_NOW = '2026-11-16T10:00:00Z';

/** Name of the OTA on the command line, unless a line's `ota` says otherwise. */
export const DEFAULT_OTA = 'Staywell';
