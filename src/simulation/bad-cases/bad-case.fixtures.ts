import { type BadCase } from './bad-case.js';
import { loadBadCases } from './load-bad-cases.js';

const MESSAGES = `
      - us: Good morning, this is the AI assistant of Staywell. May I ask about the Deluxe Double?
        act: greet
      - partner: good morning, yes
      - us: It is EUR 520 with us for 10–13 December, and EUR 462 elsewhere.
        act: brief
      - partner: I see
      - us: Could you offer EUR 455 with us for those nights?
        act: propose
        ask: first
      - partner: heating is expensive this winter, 500 would be possible`;

const TICKETS = `
        - { id: deluxe, room: Deluxe Double, from: 2026-12-10, to: 2026-12-13, currency: EUR, commission: '0.15', current: '520', seen: { source: Booking.com, rate: '462', disclose: full }, target: '455', limit: '483.17' }`;

/** A file with one case, for specs; its parts can be replaced. */
export function aBadCaseFile(
  parts: { fixed?: string; clean?: string; messages?: string; tickets?: string; more?: string; good?: string } = {},
): string {
  return `class: sample
title: A sample
mistake: Does something wrong.
cases:
  - id: sample-case
    title: Something is about to go wrong.
    negotiation:
      ota: Staywell
      hotel: { name: Hotel Anker, city: Hamburg, time_zone: Europe/Berlin }
      opened: '2026-11-24T09:00:00Z'
      tickets:${parts.tickets ?? TICKETS}
      levers:
        - { id: badge, kind: badge, title: a Preferred badge }
    messages:${parts.messages ?? MESSAGES}
    fixed: ${parts.fixed ?? '{ act: [counter] }'}
    clean: ${parts.clean ?? '{ questions_at_most: 1 }'}
    examples:
      mistake: { act: hold, text: No. }
      good: ${parts.good ?? '{ act: counter, ask: small, text: Yes. }'}
${parts.more ?? ''}`;
}

/** The case of such a file. @throws where it is broken */
export function aBadCase(parts: Parameters<typeof aBadCaseFile>[0] = {}): BadCase {
  const loaded = loadBadCases(aBadCaseFile(parts), 'sample.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
  return loaded.value.cases[0]!;
}
