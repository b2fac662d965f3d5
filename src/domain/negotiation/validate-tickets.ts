import { type Mandate } from './mandate.js';
import { exponentOf, parseDecimal, parseMoney } from './money.js';
import { nightsOf, parseDay } from './stay.js';
import { type CurrencyCode, type Lever, type Ticket } from './ticket.js';

export interface FieldError {
  /** JSON path from the root of the request, `tickets[0].limitRate`. */
  path: string;
  message: string;
}

/** What is wrong with the tickets, mandates and levers of a new negotiation; empty where nothing is. Never repeats a rate. */
export function validateTickets(
  tickets: readonly Ticket[],
  mandates: readonly Mandate[],
  levers: readonly Lever[],
): FieldError[] {
  const errors: FieldError[] = [];
  if (tickets.length === 0) errors.push({ path: 'tickets', message: 'must hold at least one ticket' });
  duplicates(tickets).forEach((index) => errors.push({ path: `tickets[${index}].id`, message: 'must be unique' }));
  duplicates(levers).forEach((index) => errors.push({ path: `levers[${index}].id`, message: 'must be unique' }));
  tickets.forEach((ticket, index) => {
    const mandate = mandates.find((candidate) => candidate.ticketId === ticket.id);
    errors.push(...ticketErrors(ticket, mandate, `tickets[${index}]`));
  });
  const ids = new Set(tickets.map((ticket) => ticket.id));
  levers.forEach((lever, index) => {
    lever.ticketIds?.forEach((id, at) => {
      if (!ids.has(id))
        errors.push({ path: `levers[${index}].ticketIds[${at}]`, message: 'must be the id of a ticket of this negotiation' });
    });
  });
  return errors;
}

/** What is wrong with one ticket and its mandate. */
export function ticketErrors(ticket: Ticket, mandate: Mandate | undefined, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: string, message: string): void => void errors.push({ path: `${path}.${field}`, message });
  if (exponentOf(ticket.currency) === undefined) {
    add('currency', 'must be an ISO 4217 code');
    return errors;
  }
  errors.push(...stayErrors(ticket, path));
  const commission = ticket.commissionRate === undefined ? undefined : parseDecimal(ticket.commissionRate);
  if (ticket.commissionRate !== undefined && (commission === undefined || commission.gte(1))) {
    add('commissionRate', 'must be a decimal string from 0 to below 1');
  }
  ticket.evidence.forEach((evidence, index) => {
    if (evidence.rate !== undefined && parseDecimal(evidence.rate) === undefined)
      add(`evidence[${index}].rate`, 'must be a decimal string');
  });
  const current = rateOf(ticket.currentRate, ticket.currency);
  const target = rateOf(mandate?.targetRate, ticket.currency);
  const limit = rateOf(mandate?.limitRate, ticket.currency);
  const wrong = `must be a decimal string above 0 with at most ${exponentOf(ticket.currency)} decimals`;
  if (!current) add('currentRate', wrong);
  if (!target) add('targetRate', wrong);
  if (!limit) add('limitRate', wrong);
  if (target && limit && target.gt(limit)) add('targetRate', 'must not be above the limit rate');
  if (limit && current && limit.gte(current)) add('limitRate', 'must be below the current rate');
  return errors;
}

function rateOf(rate: string | undefined, currency: CurrencyCode) {
  return rate === undefined ? undefined : parseMoney(rate, currency);
}

function stayErrors(ticket: Ticket, path: string): FieldError[] {
  const { stay } = ticket;
  const errors: FieldError[] = [];
  if (!parseDay(stay.from)) errors.push({ path: `${path}.stay.from`, message: 'must be a day of the calendar, YYYY-MM-DD' });
  if (!parseDay(stay.to)) errors.push({ path: `${path}.stay.to`, message: 'must be a day of the calendar, YYYY-MM-DD' });
  if (errors.length > 0) return errors;
  if (stay.to <= stay.from) return [{ path: `${path}.stay.to`, message: 'must be after the first day: it is the check-out day' }];
  if (nightsOf(stay).length === 0)
    errors.push({ path: `${path}.stay`, message: 'must leave at least one night, and span at most three years' });
  return errors;
}

function duplicates(items: readonly { id: string }[]): number[] {
  return items.flatMap((item, index) => (items.findIndex((other) => other.id === item.id) < index ? [index] : []));
}
