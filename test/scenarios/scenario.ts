import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { aLever, aMandate, aTicket } from '../../src/domain/negotiation/negotiation.fixtures.js';
import { type NewNegotiation } from '../../src/negotiations/create-negotiation.js';

/** One step of a scenario: what happens, and what is expected of the answer. */
export interface Step {
  /** The partner writes; a list is a burst. */
  say?: string | string[];
  /** Time passes, and timers run. */
  hours?: number;
  takeOver?: string;
  person?: string;
  release?: boolean;
  act?: string | string[];
  /** Regular expressions that the answer matches. */
  says?: string[];
  /** … and does not match. */
  not?: string[];
  silent?: boolean;
  messages?: number;
  status?: string;
}

export interface Scenario {
  name: string;
  title: string;
  negotiation?: keyof typeof NEGOTIATIONS;
  start?: NewNegotiation['start'];
  steps: Step[];
  outcome?: { status: string; completeness?: string; rates?: Record<string, string>; levers?: string[] };
}

const suite = aTicket({
  id: 'suite',
  roomType: 'Garden Suite',
  currentRate: '720',
  evidence: [
    { kind: 'competitor_rate', source: 'Booking.com', rate: '655', observedAt: '2026-11-24T06:00:00Z', disclose: 'full' },
  ],
});

const fresh = { expiresAt: '2028-01-31T00:00:00Z' };
const observed = aTicket().evidence.map((evidence) => ({ ...evidence, ...fresh }));

/** The negotiations that scenarios are about, with limits that occur nowhere else. */
const NEGOTIATIONS = {
  'one-room': { tickets: [aTicket({ evidence: observed })], mandates: [aMandate()] },
  net: {
    tickets: [aTicket({ priceBasis: 'net', currentRate: '490', evidence: [] })],
    mandates: [aMandate({ targetRate: '430', limitRate: '451.37' })],
  },
  'two-rooms': {
    tickets: [
      aTicket({ evidence: observed }),
      { ...suite, evidence: suite.evidence.map((evidence) => ({ ...evidence, ...fresh })) },
    ],
    mandates: [aMandate(), aMandate({ ticketId: 'suite', targetRate: '640', limitRate: '668.43' })],
  },
} satisfies Record<string, Pick<NewNegotiation, 'tickets' | 'mandates'>>;

const directory = new URL('cases/', import.meta.url).pathname;

export const SCENARIOS: Scenario[] = readdirSync(directory)
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map((file) => ({
    name: file.replace('.yaml', ''),
    ...(parse(readFileSync(join(directory, file), 'utf8')) as Omit<Scenario, 'name'>),
  }));

export function negotiationOf(scenario: Scenario, now: Date): Omit<NewNegotiation, 'tenantId'> {
  return {
    externalId: scenario.name,
    hotel: { id: 'hotel-anker', name: 'Hotel Anker', city: 'Hamburg', timeZone: 'Europe/Berlin' },
    partner: { id: `partner-${scenario.name}`, language: 'en', timeZone: 'Europe/Berlin' },
    ...NEGOTIATIONS[scenario.negotiation ?? 'one-room'],
    levers: [aLever()],
    deadline: new Date(now.getTime() + 26 * 86_400_000),
    start: scenario.start ?? 'now',
  };
}
