import { type Mandate } from '../../domain/negotiation/mandate.js';
import { type PermittedAsk, type TurnMenu } from '../../domain/negotiation/menu.js';
import { type AgreedTerms } from '../../domain/negotiation/ledger.js';
import { type Evidence, type Lever, type Stay, type Ticket } from '../../domain/negotiation/ticket.js';
import { ASK_STEPS, type AskStep } from '../../domain/taxonomy.js';
import { BadRecord, type JsonRecord } from '../../platform/json-record.js';

/** A negotiation as a line gives it, the secret part apart. */
export interface GivenNegotiation {
  hotel: { id: string; name: string; city?: string };
  partner: { id: string; name?: string };
  tickets: Ticket[];
  mandates: Mandate[];
  levers: Lever[];
}

const DECIMAL = /^\d{1,15}(?:\.\d{1,10})?$/;
const DAY = /^\d{4}-\d{2}-\d{2}/;

/**
 * Reads the body of `POST /v1/negotiations`, every field optional. A ticket without target or limit has no mandate: the
 * menu then holds no asks for it, and its limit cannot be looked for.
 * @throws BadRecord naming the field at fault.
 */
export function readNegotiation(body: JsonRecord): GivenNegotiation {
  const hotel = recordOf(body.hotel, 'hotel');
  const partner = recordOf(body.partner, 'partner');
  const city = text(hotel, 'city');
  const name = text(partner, 'name');
  const given = recordsOf(body.tickets, 'tickets');
  return {
    hotel: {
      id: text(hotel, 'id') ?? 'hotel',
      name: text(hotel, 'name') ?? 'the hotel',
      ...(city === undefined ? {} : { city }),
    },
    partner: { id: text(partner, 'id') ?? 'partner', ...(name === undefined ? {} : { name }) },
    tickets: given.map(readTicket),
    mandates: given.flatMap((ticket, index): Mandate[] => {
      const targetRate = decimal(ticket, 'targetRate');
      const limitRate = decimal(ticket, 'limitRate') ?? targetRate;
      return limitRate === undefined ? [] : [{ ticketId: idOf(ticket, index), targetRate: targetRate ?? limitRate, limitRate }];
    }),
    levers: recordsOf(body.levers, 'levers').map(readLever),
  };
}

/** Reads a menu as far as it is given. Asks may be objects or bare amounts, which are then for the first ticket. */
export function readMenu(value: unknown, { tickets, levers }: GivenNegotiation): TurnMenu {
  const menu = recordOf(value, 'menu');
  const first = tickets[0]?.id ?? 'ticket-1';
  const amounts = (field: string): JsonRecord[] =>
    listOf(menu[field], `menu.${field}`).map((each) =>
      typeof each === 'object' ? recordOf(each, `menu.${field}`) : { rate: each },
    );
  const rated = (each: JsonRecord): { ticketId: string; rate: string } => {
    const rate = decimal(each, 'rate') ?? decimal(each, 'amount');
    if (rate === undefined) throw new BadRecord('menu: rate must be a decimal string');
    return { ticketId: text(each, 'ticketId') ?? first, rate };
  };
  return {
    asks: amounts('asks').map((each): PermittedAsk => {
      const step = text(each, 'step');
      return {
        ...rated(each),
        step: step !== undefined && (ASK_STEPS as readonly string[]).includes(step) ? (step as AskStep) : 'small',
      };
    }),
    acceptable: amounts('acceptable').map(rated),
    levers: listOf(menu.levers, 'menu.levers').map((each, index) => {
      const id = typeof each === 'string' ? each : undefined;
      const known = levers.find((lever) => lever.id === id);
      return known ?? readLever(id === undefined ? recordOf(each, 'menu.levers') : { id, title: id }, index);
    }),
    terms: amounts('terms').map((each): AgreedTerms => {
      const { ticketId, rate } = rated(each);
      const ticket = tickets.find(({ id }) => id === ticketId);
      return {
        ticketId,
        rate,
        stay: each.stay === undefined ? (ticket?.stay ?? NO_STAY) : readStay(recordOf(each.stay, 'menu.terms.stay')),
        basis: ticket?.priceBasis ?? 'selling',
        currency: ticket?.currency ?? 'EUR',
        rateUnit: ticket?.rateUnit ?? 'per_night',
        taxes: ticket?.taxes ?? 'included',
        conditions: [],
        leverIds: listOf(each.leverIds, 'menu.terms.leverIds').map(String),
      };
    }),
  };
}

const NO_STAY: Stay = { from: '1970-01-01', to: '1970-01-02' };

const idOf = (record: JsonRecord, index: number): string => text(record, 'id') ?? `ticket-${index + 1}`;

function readTicket(ticket: JsonRecord, index: number): Ticket {
  const optional = {
    ratePlan: text(ticket, 'ratePlan'),
    commissionRate: decimal(ticket, 'commissionRate'),
    occupancy: typeof ticket.occupancy === 'number' ? ticket.occupancy : undefined,
  };
  return {
    id: idOf(ticket, index),
    roomType: text(ticket, 'roomType') ?? 'room',
    ...(optional.ratePlan === undefined ? {} : { ratePlan: optional.ratePlan }),
    ...(optional.commissionRate === undefined ? {} : { commissionRate: optional.commissionRate }),
    ...(optional.occupancy === undefined ? {} : { occupancy: optional.occupancy }),
    stay: ticket.stay === undefined ? NO_STAY : readStay(recordOf(ticket.stay, 'stay')),
    currency: (text(ticket, 'currency') ?? 'EUR').toUpperCase(),
    priceBasis: text(ticket, 'priceBasis') === 'net' ? 'net' : 'selling',
    rateUnit: text(ticket, 'rateUnit') === 'per_stay' ? 'per_stay' : 'per_night',
    taxes: text(ticket, 'taxes') === 'excluded' ? 'excluded' : 'included',
    currentRate: decimal(ticket, 'currentRate') ?? decimal(ticket, 'limitRate') ?? decimal(ticket, 'targetRate') ?? '0',
    evidence: recordsOf(ticket.evidence, 'evidence').map(readEvidence),
    version: 1,
    withdrawn: ticket.withdrawn === true,
  };
}

function readStay(stay: JsonRecord): Stay {
  const from = text(stay, 'from');
  const to = text(stay, 'to');
  if (from === undefined || to === undefined || !DAY.test(from) || !DAY.test(to))
    throw new BadRecord('stay must have from and to, YYYY-MM-DD');
  const days = listOf(stay.daysOfWeek, 'daysOfWeek').map(Number);
  const excluded = listOf(stay.excludedDates, 'excludedDates').map(String);
  return {
    from: from.slice(0, 10),
    to: to.slice(0, 10),
    ...(days.length > 0 ? { daysOfWeek: days } : {}),
    ...(excluded.length > 0 ? { excludedDates: excluded } : {}),
  };
}

function readEvidence(evidence: JsonRecord): Evidence {
  const disclose = text(evidence, 'disclose');
  const [source, rate, words, expiresAt] = [
    text(evidence, 'source'),
    decimal(evidence, 'rate'),
    text(evidence, 'text'),
    text(evidence, 'expiresAt'),
  ];
  return {
    kind: text(evidence, 'kind') ?? 'rate',
    ...(source === undefined ? {} : { source }),
    ...(rate === undefined ? {} : { rate }),
    ...(words === undefined ? {} : { text: words }),
    observedAt: text(evidence, 'observedAt') ?? '1970-01-01T00:00:00Z',
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(disclose === 'full' || disclose === 'rate' || disclose === 'none' ? { disclose } : {}),
  };
}

function readLever(lever: JsonRecord, index: number): Lever {
  const [terms, value, requires] = [text(lever, 'terms'), text(lever, 'value'), text(lever, 'requires')];
  const ticketIds = listOf(lever.ticketIds, 'ticketIds').map(String);
  return {
    id: text(lever, 'id') ?? `lever-${index + 1}`,
    kind: text(lever, 'kind') ?? '',
    title: text(lever, 'title') ?? text(lever, 'kind') ?? '',
    ...(terms === undefined ? {} : { terms }),
    ...(value === undefined ? {} : { value }),
    ...(requires === undefined ? {} : { requires }),
    ...(ticketIds.length > 0 ? { ticketIds } : {}),
    ...(typeof lever.maxUses === 'number' ? { maxUses: lever.maxUses } : {}),
  };
}

/** An object field, empty where absent. */
export function recordOf(value: unknown, field: string): JsonRecord {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new BadRecord(`${field} must be an object`);
  return value as JsonRecord;
}

/** An array field, empty where absent. */
export function listOf(value: unknown, field: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new BadRecord(`${field} must be an array`);
  return value;
}

const recordsOf = (value: unknown, field: string): JsonRecord[] => listOf(value, field).map((each) => recordOf(each, field));

/** A text field; numbers count as their spelling. */
export function text(record: JsonRecord, field: string): string | undefined {
  const value = record[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw new BadRecord(`${field} must be a string`);
  return value;
}

function decimal(record: JsonRecord, field: string): string | undefined {
  const value = text(record, field);
  if (value !== undefined && !DECIMAL.test(value)) throw new BadRecord(`${field} must be a decimal string`);
  return value;
}
