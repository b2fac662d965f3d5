import { Decimal } from 'decimal.js';

/** Decimals with room for every numeral that is read as a number; nothing is rounded but thirds and the like. */
export const Exact = Decimal.clone({ precision: 80, toExpNeg: -9e15, toExpPos: 9e15 });
export type Exact = Decimal;

/** Digits in the longest run that is read as a number; longer runs are identifiers. */
export const LONGEST_NUMBER = 40;
const SHOWN_DIGITS = 15;

export function quotient(dividend: Exact | number, divisor: Exact | number): Exact {
  return new Exact(dividend).div(divisor).toSignificantDigits(SHOWN_DIGITS);
}
