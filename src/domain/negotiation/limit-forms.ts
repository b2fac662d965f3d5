import { Decimal } from 'decimal.js';
import { PRICE_BASES, RATE_UNITS } from '../taxonomy.js';
import { type Mandate } from './mandate.js';
import { convertRate, decimalString, parseDecimal, roundToCurrency, termsOf } from './money.js';
import { type Ticket } from './ticket.js';

/** A rate in both bases (where the commission is known) and both units, unrounded. */
export function formsOf(ticket: Ticket, rate: Decimal): Decimal[] {
  return PRICE_BASES.flatMap((basis) =>
    RATE_UNITS.flatMap((rateUnit) => convertRate(rate, termsOf(ticket), { basis, rateUnit }, ticket) ?? []),
  );
}

/** Forms as they could be written: to the currency's smallest unit, and to whole units. */
export function writtenForms(ticket: Ticket, rate: Decimal): Set<string> {
  return new Set(
    formsOf(ticket, rate).flatMap((form) => [
      decimalString(roundToCurrency(form, ticket.currency)),
      decimalString(form.toDecimalPlaces(0, Decimal.ROUND_HALF_UP)),
      decimalString(form.floor()),
    ]),
  );
}

/**
 * Amounts that would give a limit away, by currency: every written form of every limit, without the forms of targets,
 * which have to be sayable. A ticket whose target is its limit hides nothing. Secret: stays inside the domain.
 */
export function secretAmounts(tickets: readonly Ticket[], mandates: readonly Mandate[]): Map<string, Set<string>> {
  const secrets = new Map<string, Set<string>>();
  for (const mandate of mandates) {
    const ticket = tickets.find((candidate) => candidate.id === mandate.ticketId);
    const limit = parseDecimal(mandate.limitRate);
    if (!ticket || !limit || parseDecimal(mandate.targetRate)?.eq(limit)) continue;
    const amounts = secrets.get(ticket.currency) ?? new Set<string>();
    for (const form of writtenForms(ticket, limit)) amounts.add(form);
    secrets.set(ticket.currency, amounts);
  }
  for (const mandate of mandates) {
    const ticket = tickets.find((candidate) => candidate.id === mandate.ticketId);
    const target = parseDecimal(mandate.targetRate);
    if (ticket && target) secrets.get(ticket.currency)?.delete(decimalString(target));
  }
  return secrets;
}

/** Below the limit as written in both bases and both units, to the currency's smallest unit. */
export function writtenBelow(ticket: Ticket, rate: Decimal, limit: Decimal): boolean {
  const limits = formsOf(ticket, limit);
  return formsOf(ticket, rate).every((form, index) =>
    roundToCurrency(form, ticket.currency).lt(roundToCurrency(limits[index]!, ticket.currency)),
  );
}
