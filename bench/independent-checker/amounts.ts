/** An amount of money in a text. */
export interface Amount {
  value: number;
  /** The words around it. */
  before: string;
  after: string;
}

const CURRENCY =
  '(?:aud|eur|usd|gbp|inr|mxn|chf|thb|jpy|cad|nzd|sgd|aed|cny|hkd|sek|nok|dkk|pln|czk|huf|try|zar|brl|idr|myr|php|vnd|krw|€|\\$|£|¥|₹|฿)';
const NUMBER = '\\d{1,3}(?:[.,\\u2009 ]\\d{3})+(?:[.,]\\d{1,2})?(?!\\d)|\\d+(?:[.,]\\d{1,2})?(?!\\d)';
const MONEY = new RegExp(
  `${CURRENCY} ?(${NUMBER})|(?<![\\d.,])(${NUMBER}) ?(?:${CURRENCY}|euros?|dollars?|pounds?|francs?|rupees|yen|baht|pesos)(?![a-z])`,
  'g',
);

/** Reads `1,250`, `1.250`, `1 250` and `12.50`. */
export function numberOf(written: string): number {
  const compact = written.replaceAll(/[ \u2009]/g, '');
  const decimals = /[.,](\d{1,2})$/.exec(compact);
  const whole = decimals === null ? compact : compact.slice(0, decimals.index);
  return Number(`${whole.replaceAll(/[.,]/g, '')}${decimals === null ? '' : `.${decimals[1]}`}`);
}

export function amountsIn(text: string): Amount[] {
  return [...text.matchAll(MONEY)].map((match) => ({
    value: numberOf(match[1] ?? match[2] ?? ''),
    before: text.slice(Math.max(0, match.index - 60), match.index),
    after: text.slice(match.index + match[0].length, match.index + match[0].length + 60),
  }));
}

/** A text whose amounts of money are left out. */
export function withoutAmounts(text: string): string {
  return text.replaceAll(MONEY, '');
}

export function isOneOf(amount: number, written: readonly (string | undefined)[]): boolean {
  return written.some((value) => value !== undefined && Math.abs(Number(value) - amount) < 0.005);
}
