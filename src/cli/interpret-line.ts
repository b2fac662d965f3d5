import {
  type AskedFor,
  type InterpretInput,
  type InterpreterTicket,
  type PartnerReading,
} from '../domain/understanding/reading.js';
import { interpret } from '../domain/understanding/interpret.js';
import { BadRecord, type JsonRecord } from '../platform/json-record.js';

/** Other names under which callers may say what was asked; anything else counts as not said. */
const ASKED: Readonly<Record<string, AskedFor>> = {
  rate: 'rate',
  price: 'rate',
  ask: 'rate',
  offer: 'rate',
  counter: 'rate',
  confirm: 'confirm',
  confirmation: 'confirm',
  confirm_terms: 'confirm',
  terms: 'confirm',
  reason: 'reason',
  why: 'reason',
  clarification: 'clarification',
  clarify: 'clarification',
  time: 'time',
  when: 'time',
  greeting: 'greeting',
  greet: 'greeting',
  opening: 'greeting',
  person: 'person',
  nothing: 'nothing',
  none: 'nothing',
};

const DECIMAL = /^\d{1,15}(?:\.\d{1,10})?$/;
const DATE = /^\d{4}-\d{2}-\d{2}/;

/**
 * One line of `interpret`: `{text, language?, currency?, asked?, standingAsk?, ticket?, tickets?, today?}`.
 * Unknown fields are left alone, wrong types are not.
 * @throws BadRecord naming the field at fault.
 */
export function interpretLine(record: JsonRecord): PartnerReading {
  if (typeof record.text !== 'string') throw new BadRecord('text must be a string');
  const input: InterpretInput = { text: record.text };
  const language = optionalString(record, 'language');
  if (language !== undefined) input.language = language;
  const currency = optionalString(record, 'currency');
  if (currency !== undefined) input.currency = currency.toUpperCase();
  const asked = optionalString(record, 'asked')?.toLowerCase();
  if (asked !== undefined && Object.hasOwn(ASKED, asked)) input.asked = ASKED[asked];
  const standingAsk = optionalDecimal(record, 'standingAsk');
  if (standingAsk !== undefined) input.standingAsk = standingAsk;
  const today = optionalString(record, 'today');
  if (today !== undefined) input.today = today;
  const tickets = readTickets(record, input);
  if (tickets.length > 0) input.tickets = tickets;
  return interpret(input);
}

function readTickets(record: JsonRecord, input: InterpretInput): InterpreterTicket[] {
  const given = record.tickets ?? (record.ticket === undefined || record.ticket === null ? [] : [record.ticket]);
  if (!Array.isArray(given)) throw new BadRecord('tickets must be an array');
  return given.map((ticket: unknown, index) => readTicket(ticket, index, input));
}

/** A ticket as far as it was given; what is missing gets values that resolve nothing. */
function readTicket(value: unknown, index: number, input: InterpretInput): InterpreterTicket {
  if (typeof value === 'string') return { ...emptyTicket(index, input), id: value };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadRecord('ticket must be an object');
  const fields = value as JsonRecord;
  const ticket = emptyTicket(index, input);
  ticket.id = optionalString(fields, 'id') ?? ticket.id;
  ticket.roomType = optionalString(fields, 'roomType') ?? ticket.roomType;
  ticket.currency = (optionalString(fields, 'currency') ?? ticket.currency).toUpperCase();
  const ratePlan = optionalString(fields, 'ratePlan');
  if (ratePlan !== undefined) ticket.ratePlan = ratePlan;
  const basis = optionalString(fields, 'priceBasis');
  if (basis === 'net' || basis === 'selling') ticket.priceBasis = basis;
  const unit = optionalString(fields, 'rateUnit');
  if (unit === 'per_night' || unit === 'per_stay') ticket.rateUnit = unit;
  for (const field of ['currentRate', 'standingAsk', 'lastQuote'] as const) {
    const rate = optionalDecimal(fields, field);
    if (rate !== undefined) ticket[field] = rate;
  }
  const stay = fields.stay;
  if (typeof stay === 'object' && stay !== null && !Array.isArray(stay)) {
    const from = optionalString(stay as JsonRecord, 'from');
    const to = optionalString(stay as JsonRecord, 'to');
    if (from !== undefined && to !== undefined && DATE.test(from) && DATE.test(to))
      ticket.stay = { from: from.slice(0, 10), to: to.slice(0, 10) };
  }
  return ticket;
}

function emptyTicket(index: number, input: InterpretInput): InterpreterTicket {
  return {
    id: `ticket-${index + 1}`,
    roomType: '',
    stay: { from: '', to: '' },
    currency: input.currency ?? '',
    priceBasis: 'selling',
    ...(input.standingAsk === undefined ? {} : { standingAsk: input.standingAsk }),
  };
}

function optionalString(record: JsonRecord, field: string): string | undefined {
  const value = record[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new BadRecord(`${field} must be a string`);
  return value;
}

function optionalDecimal(record: JsonRecord, field: string): string | undefined {
  const value = record[field];
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !DECIMAL.test(text)) throw new BadRecord(`${field} must be a decimal string`);
  return text;
}
