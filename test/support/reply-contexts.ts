import { type ReplyContext } from '../../src/domain/conversation/reply-context.js';
import { type TranscriptMessage } from '../../src/domain/conversation/message.js';
import { type ReplyPlan } from '../../src/domain/conversation/reply.js';
import { type AgreedTerms } from '../../src/domain/negotiation/ledger.js';
import { type Evidence, type Ticket } from '../../src/domain/negotiation/ticket.js';
import { type PartnerAct } from '../../src/domain/taxonomy.js';
import { type PartnerReading } from '../../src/domain/understanding/reading.js';

export const NOW = '2026-11-16T10:00:00Z';

export const FRESH_EVIDENCE: Evidence = {
  kind: 'competitor_rate',
  source: 'Booking',
  rate: '430',
  observedAt: '2026-11-16T08:00:00Z',
  disclose: 'full',
};

/** EUR 520 now, we ask for 440 (standing) and may go up to 452, 461 or 470 this turn. */
export function sampleTicket(over: Partial<Ticket> = {}): Ticket {
  return {
    id: 'double',
    roomType: 'Deluxe Double',
    stay: { from: '2026-11-24', to: '2026-11-27' },
    currency: 'EUR',
    priceBasis: 'selling',
    rateUnit: 'per_night',
    taxes: 'included',
    currentRate: '520',
    evidence: [FRESH_EVIDENCE],
    version: 1,
    withdrawn: false,
    ...over,
  };
}

export function sampleTerms(over: Partial<AgreedTerms> = {}): AgreedTerms {
  return {
    ticketId: 'double',
    stay: { from: '2026-11-24', to: '2026-11-27' },
    rate: '455',
    basis: 'selling',
    currency: 'EUR',
    rateUnit: 'per_night',
    taxes: 'included',
    conditions: [],
    leverIds: [],
    ...over,
  };
}

export function sampleReading(acts: PartnerAct[], over: Partial<PartnerReading> = {}): PartnerReading {
  return {
    mentions: [],
    quotes: [],
    acts: acts.map((act) => ({ act, confidence: 0.9 })),
    topics: [],
    concerns: ['none'],
    mood: 'neutral',
    conditions: [],
    ambiguous: false,
    ambiguities: [],
    language: 'en',
    inbound: [],
    ...over,
  };
}

export function sampleMessage(seq: number, author: TranscriptMessage['author'], text: string): TranscriptMessage {
  return { id: `message-${seq}`, seq, author, text, sentAt: NOW };
}

/** A hotel in the middle of bargaining, with one badge to offer. */
export function sampleContext(over: Partial<ReplyContext> = {}): ReplyContext {
  const badge = { id: 'badge', kind: 'badge', title: 'a "Great value" badge on your page', terms: 'for 30 days' };
  return {
    ota: 'Staywell',
    hotel: { id: 'h1', name: 'Hotel Aurora', city: 'Lisbon' },
    partner: { id: 'p1', name: 'Marta' },
    language: 'en',
    now: NOW,
    stage: 'bargaining',
    directive: {
      reply: true,
      may: ['counter', 'hold', 'offer_lever', 'ask_reason', 'answer', 'accept'],
      scripts: [],
      because: ['stage:bargaining'],
    },
    tickets: [sampleTicket()],
    levers: [badge],
    standings: [{ ticketId: 'double', currentRate: '520', standingAsk: '440', partnerQuote: '490', round: 1 }],
    results: { double: 'open' },
    agreed: [],
    menu: {
      asks: [
        { ticketId: 'double', step: 'same', rate: '440' },
        { ticketId: 'double', step: 'small', rate: '452' },
        { ticketId: 'double', step: 'medium', rate: '461' },
        { ticketId: 'double', step: 'large', rate: '470' },
      ],
      acceptable: [],
      levers: [badge],
      terms: [],
    },
    facts: [
      { kind: 'money', value: '90', currency: 'EUR', label: 'current rate less observed rate', ticketId: 'double' },
      { kind: 'percent', value: '17', label: 'current rate over observed rate', ticketId: 'double' },
      { kind: 'money', value: '1320', currency: 'EUR', label: 'our ask', ticketId: 'double' },
      { kind: 'duration', value: '3', label: 'nights', ticketId: 'double' },
      { kind: 'duration', value: '30', label: 'lever badge' },
    ],
    slots: { ota: 'Staywell', hotel: 'Hotel Aurora', room_1: 'Deluxe Double', stay_1: '24–27 Nov 2026, 3 nights' },
    history: [
      sampleMessage(1, 'agent', "Hello, I'm the AI assistant of Staywell, writing about the rate of one of your rooms."),
      sampleMessage(2, 'partner', 'ok tell me'),
      sampleMessage(3, 'agent', 'The Deluxe Double is at EUR 520 with us and at EUR 430 on Booking. Could you offer EUR 440?'),
      sampleMessage(4, 'partner', '490 is what I can do'),
    ],
    reading: sampleReading(['counter']),
    usedTactics: [],
    timesTermsRestated: 0,
    allowedHosts: [],
    ...over,
  };
}

export function samplePlan(over: Partial<ReplyPlan> = {}): ReplyPlan {
  return { act: 'counter', tactic: 'none', asks: [], leverIds: [], ...over };
}
