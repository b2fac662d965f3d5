import { Decimal } from 'decimal.js';
import { secretAmounts, writtenBelow } from './limit-forms.js';
import { type Mandate } from './mandate.js';
import { decimalString, exponentOf, parseMoney } from './money.js';
import { latestQuote, openTickets, standingAsk } from './standing.js';
import { type NegotiationState } from './state.js';
import { type DecimalString, type Ticket } from './ticket.js';
import { type FieldError } from './validate-tickets.js';

/** A rate that a person wants to ask for, in the ticket's own basis, unit and currency. */
export interface HumanAsk {
  ticketId: string;
  rate: DecimalString;
}

export interface CheckedHumanAsks {
  errors: FieldError[];
  /** Some ask is refused because of the mandate: an answer that must be rationed, because enough of them give the limit away. */
  outsideMandate: boolean;
}

/**
 * Whether a person may ask for these rates: asks only rise, stay at or below the partner's quote, and strictly below the
 * limit in every way it can be written (equal only where target = limit). Messages never say how far off an ask is.
 */
export function checkHumanAsks(
  state: NegotiationState,
  mandates: readonly Mandate[],
  asks: readonly HumanAsk[],
): CheckedHumanAsks {
  const errors: FieldError[] = [];
  let outsideMandate = false;
  const open = new Map(openTickets(state).map((ticket) => [ticket.id, ticket]));
  const secrets = secretAmounts(state.tickets, mandates);
  asks.forEach((ask, index) => {
    const add = (field: string, message: string): void => void errors.push({ path: `asks[${index}].${field}`, message });
    const ticket = open.get(ask.ticketId);
    if (!ticket) return add('ticketId', 'must be a ticket of this negotiation that is still open');
    if (asks.findIndex((other) => other.ticketId === ask.ticketId) < index) return add('ticketId', 'must have one ask only');
    const rate = parseMoney(ask.rate, ticket.currency);
    if (!rate) return add('rate', `must be a decimal string above 0 with at most ${exponentOf(ticket.currency)} decimals`);
    const before = standingAsk(state, ticket.id);
    if (before && rate.lt(before.rate)) return add('rate', 'must not be below what was asked for before');
    const quote = latestQuote(state, ticket.id);
    if (quote && rate.gt(quote.rate)) return add('rate', "must not be above the partner's own quote");
    const mandate = mandates.find((candidate) => candidate.ticketId === ticket.id);
    const secret = secrets.get(ticket.currency)?.has(decimalString(rate)) ?? false;
    if (mandate && !secret && isWithin(ticket, rate, mandate)) return;
    outsideMandate = true;
    add('rate', 'is not within the mandate');
  });
  return { errors, outsideMandate };
}

function isWithin(ticket: Ticket, rate: Decimal, mandate: Mandate): boolean {
  const limit = new Decimal(mandate.limitRate);
  return limit.eq(mandate.targetRate) ? rate.lte(limit) : writtenBelow(ticket, rate, limit);
}
