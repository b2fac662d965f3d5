import { Decimal } from 'decimal.js';
import { type DisclosureProbe } from '../guardrails/guardrail.js';
import { type Mandate } from './mandate.js';
import { secretAmounts } from './limit-forms.js';
import { decimalString, parseDecimal } from './money.js';
import { type NegotiationState } from './state.js';

/**
 * Answers whether an amount gives a limit away, and nothing else: the amounts stay in a closure. An amount that the
 * partner has put on the table is theirs to repeat, and so is an amount that already stands on record between us.
 */
export function createDisclosureProbe(mandates: readonly Mandate[], state: NegotiationState): DisclosureProbe {
  const secrets = secretAmounts(state.tickets, mandates);
  const open = openAmounts(state);
  return {
    discloses(amount, currency) {
      const value = parseDecimal(amount);
      if (value === undefined) return false;
      const written = decimalString(value);
      return [...secrets].some(
        ([code, amounts]) =>
          (currency === undefined || currency === code) && amounts.has(written) && !open.has(`${code} ${written}`),
      );
    },
    toJSON: () => undefined,
  };
}

/** Amounts that both sides know: the current rate, our asks, the partner's quotes as said and as resolved. */
function openAmounts(state: NegotiationState): Set<string> {
  const open = new Set<string>();
  for (const ticket of state.tickets) {
    const add = (amount: string | undefined): void => {
      if (amount !== undefined) open.add(`${ticket.currency} ${decimalString(new Decimal(amount))}`);
    };
    add(ticket.currentRate);
    for (const entry of state.ledger) {
      if (entry.ticketId !== ticket.id) continue;
      if (entry.type === 'ask') add(entry.rate);
      if (entry.type === 'quote') [entry.rate, entry.low, entry.said?.amount].forEach(add);
      if (entry.type === 'agreement' || entry.type === 'terms') add(entry.terms.rate);
    }
  }
  return open;
}
