import { Decimal } from 'decimal.js';
import { secretAmounts } from '../../../domain/negotiation/limit-forms.js';
import { type Mandate } from '../../../domain/negotiation/mandate.js';
import { type Evidence, type Lever, type Ticket } from '../../../domain/negotiation/ticket.js';
import { Chance } from '../../../simulation/world/chance.js';
import { type Dialogue } from '../dialogue.js';

/** Everything that a dialogue leaves as slots. */
export interface DialogueFacts {
  ota: string;
  hotel: { id: string; name: string; city: string };
  partner: { id: string; name: string };
  tickets: Ticket[];
  mandates: Mandate[];
  levers: Lever[];
  openedAt: Date;
}

/** Two room types are never words of each other, so that a name stands for one room only. */
const ROOMS = ['Deluxe Double', 'Garden Suite', 'Superior Twin', 'Family Studio', 'Classic King', 'Sea View Junior Suite'];
const CURRENCIES: readonly (readonly [currency: string, low: number, high: number, step: number])[] = [
  ['EUR', 60, 420, 1],
  ['USD', 70, 460, 1],
  ['GBP', 60, 320, 1],
  ['CHF', 110, 480, 1],
  ['AUD', 110, 420, 1],
  ['THB', 1_200, 9_000, 50],
  ['JPY', 9_000, 48_000, 100],
  ['INR', 2_400, 16_000, 50],
  ['MXN', 1_100, 6_500, 50],
];
const HOTELS = ['Hotel Aurora', 'Casa Verde', 'The Lindens', 'Hotel Anker', 'Villa Serena', 'Bridge House', 'Hotel Miramar'];
const CITIES = ['Lisbon', 'Hamburg', 'Chiang Mai', 'Kyoto', 'Porto', 'Bristol', 'Salzburg', 'Mérida', 'Jaipur', 'Split'];
const OTAS = ['Farewell Travel', 'Staywell', 'Roomwise'];
const PARTNERS = ['Marta', 'Hanna', 'Kenji', 'Ravi', 'Luis', 'Amina', 'Oskar'];
const OPENED_AT = Date.UTC(2026, 10, 24, 9);
const DAY_MS = 86_400_000;

/** The same dialogue gets the same facts every time. */
export function factsOfDialogue(dialogue: Dialogue): DialogueFacts {
  const chance = Chance.of(1, 'dialogue facts', dialogue.id);
  const openedAt = new Date(OPENED_AT + chance.whole(0, 20) * DAY_MS);
  const [currency, low, high, step] = chance.pick(CURRENCIES);
  const first = chance.whole(0, ROOMS.length - 1);
  const tickets: Ticket[] = [];
  const mandates: Mandate[] = [];
  for (let number = 1; number <= dialogue.rooms; number++) {
    const ticketId = `room-${number}`;
    const rounded = (value: number): string => new Decimal(value).div(step).round().times(step).toFixed();
    const current = Number(rounded(low * (high / low) ** chance.uniform() * (number === 1 ? 1 : chance.between(1.15, 1.4))));
    const target = Number(rounded(current * chance.between(0.78, 0.86)));
    // Wide enough that a partner can come down in several steps before an acceptable figure is reached.
    const limit = Number(rounded(target + (current - target) * chance.between(0.5, 0.66)));
    const from = new Date(openedAt.getTime() + chance.whole(9, 80) * DAY_MS);
    const nights = chance.whole(1, 6);
    const ticket: Ticket = {
      id: ticketId,
      roomType: ROOMS[(first + number - 1) % ROOMS.length]!,
      stay: { from: isoDay(from), to: isoDay(new Date(from.getTime() + nights * DAY_MS)) },
      currency,
      priceBasis: 'selling',
      rateUnit: 'per_night',
      taxes: 'included',
      commissionRate: '0.15',
      currentRate: String(current),
      evidence: [],
      version: 1,
      withdrawn: false,
    };
    mandates.push({ ticketId, targetRate: String(target), limitRate: String(limit) });
    const secrets = secretAmounts([...tickets, ticket], mandates).get(currency);
    // A comparison that happens to read like the limit, or a form of it, could not be said.
    let rate = rounded(target * chance.between(0.99, 1.03));
    while (secrets?.has(rate)) rate = new Decimal(rate).minus(step).toFixed();
    const seen = { observedAt: new Date(openedAt.getTime() - 3_600_000), until: new Date(openedAt.getTime() + 30 * DAY_MS) };
    const evidence: Evidence = {
      kind: 'competitor_rate',
      source: 'another site',
      rate,
      observedAt: seen.observedAt.toISOString(),
      expiresAt: seen.until.toISOString(),
      disclose: 'full',
    };
    tickets.push({ ...ticket, evidence: dialogue.evidence ? [evidence] : [] });
  }
  return {
    ota: chance.pick(OTAS),
    hotel: { id: dialogue.id, name: chance.pick(HOTELS), city: chance.pick(CITIES) },
    partner: { id: dialogue.id, name: chance.pick(PARTNERS) },
    tickets,
    mandates,
    levers: dialogue.lever === undefined ? [] : [{ id: 'lever', kind: 'other', title: dialogue.lever }],
    openedAt,
  };
}

const isoDay = (date: Date): string => date.toISOString().slice(0, 10);
