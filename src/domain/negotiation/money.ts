import { Decimal } from 'decimal.js';
import { CURRENCIES } from '../understanding/currency/currencies.js';
import { type PriceBasis, type RateUnit } from '../taxonomy.js';
import { nightsOf } from './stay.js';
import { type CurrencyCode, type DecimalString, type Stay, type Ticket } from './ticket.js';

/** Plain notation only: no sign, no exponent, no separators, no leading zeros, at most 15 digits before the point. */
const PLAIN = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/;

/** A non-negative decimal in plain notation; undefined for anything else. */
export function parseDecimal(text: string): Decimal | undefined {
  return PLAIN.test(text) ? new Decimal(text) : undefined;
}

/** An amount above zero with no more decimals than the currency has; undefined for anything else or an unknown currency. */
export function parseMoney(text: string, currency: CurrencyCode): Decimal | undefined {
  const value = parseDecimal(text);
  const exponent = exponentOf(currency);
  if (value === undefined || exponent === undefined || value.isZero() || value.decimalPlaces() > exponent) return undefined;
  return value;
}

/** Decimals of a currency; undefined where the code is not in ISO 4217. */
export function exponentOf(currency: CurrencyCode): number | undefined {
  return CURRENCIES.get(currency)?.exponent;
}

/** Rounds half up to the currency's smallest unit. */
export function roundToCurrency(value: Decimal, currency: CurrencyCode): Decimal {
  return value.toDecimalPlaces(exponentOf(currency) ?? 2, Decimal.ROUND_HALF_UP);
}

/** Decimal string without superfluous zeros ("480", "480.5"). */
export function decimalString(value: Decimal): DecimalString {
  return value.toFixed();
}

/**
 * The step in which people name rates of this size: 0.1 below 20, 1 up to 9999, then a thousandth of the leading digit's
 * place (10 for 12 000 yen, 1000 for 1 500 000 dong); never finer than the currency's smallest unit.
 */
export function naturalStep(rate: Decimal, currency: CurrencyCode): Decimal {
  const smallest = new Decimal(10).pow(-(exponentOf(currency) ?? 2));
  const step = rate.lt(20) ? new Decimal('0.1') : Decimal.max(1, new Decimal(10).pow(rate.log(10).floor().minus(3)));
  return Decimal.max(step, smallest);
}

export function floorToStep(value: Decimal, step: Decimal): Decimal {
  return value.div(step).floor().times(step);
}

/** Terms in which an amount is expressed. */
export interface RateTerms {
  basis: PriceBasis;
  rateUnit: RateUnit;
}

/**
 * Converts between selling and net (net = selling × (1 − commission rate)) and between night and stay. Undefined where
 * the basis differs and the commission rate is not known. Not rounded; taxes must be on the same basis already.
 */
export function convertRate(
  amount: Decimal,
  from: RateTerms,
  to: RateTerms,
  ticket: Pick<Ticket, 'commissionRate'> & { stay: Stay },
): Decimal | undefined {
  let value = amount;
  if (from.basis !== to.basis) {
    const commission = ticket.commissionRate === undefined ? undefined : parseDecimal(ticket.commissionRate);
    if (commission === undefined || commission.gte(1)) return undefined;
    const share = new Decimal(1).minus(commission);
    value = to.basis === 'net' ? value.times(share) : value.div(share);
  }
  if (from.rateUnit !== to.rateUnit) {
    const nights = nightsOf(ticket.stay).length;
    if (nights === 0) return undefined;
    value = to.rateUnit === 'per_stay' ? value.times(nights) : value.div(nights);
  }
  return value;
}

/** Terms of the ticket's own amounts. */
export function termsOf(ticket: Ticket): RateTerms {
  return { basis: ticket.priceBasis, rateUnit: ticket.rateUnit };
}

/** Amount for people, the same in every language: `EUR 480`, `USD 1,240.50`. */
export function formatMoney(amount: DecimalString, currency: CurrencyCode): string {
  const value = parseDecimal(amount);
  if (value === undefined) throw new Error('Not a plain decimal amount');
  const digits = value.isInteger() ? 0 : Math.max(exponentOf(currency) ?? 2, value.decimalPlaces());
  const [whole, fraction] = value.toFixed(digits).split('.') as [string, string?];
  return `${currency} ${grouped(whole)}${fraction === undefined ? '' : `.${fraction}`}`;
}

function grouped(digits: string): string {
  const head = digits.length % 3;
  const groups = head > 0 ? [digits.slice(0, head)] : [];
  for (let index = head; index < digits.length; index += 3) groups.push(digits.slice(index, index + 3));
  return groups.join(',');
}
