import { type Chance } from '../world/chance.js';

export const FIGURE_STYLES = ['plain', 'code', 'code_after', 'symbol', 'words', 'thousands'] as const;
/** How a partner writes amounts: `168`, `EUR 168`, `168 EUR`, `€168`, `one sixty eight`, `12k`. */
export type FigureStyle = (typeof FIGURE_STYLES)[number];

const SYMBOLS: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£', JPY: '¥', INR: '₹', THB: '฿', TRY: '₺' };
const ONES = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;
const TEENS = [
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;

/** From here on people group digits or speak of thousands. */
const LARGE = 10_000;

/**
 * An amount as a partner writes it. A style that cannot hold the amount (words beyond 999, thousands that are not round,
 * a currency without a sign) falls back to digits. The words mean the amount exactly.
 */
export function writeFigure(amount: number, currency: string, style: FigureStyle, chance: Chance): string {
  const digits = digitsOf(amount, chance);
  const symbol = SYMBOLS[currency];
  if (style === 'code') return `${currency} ${digits}`;
  if (style === 'code_after') return `${digits} ${currency}`;
  if (style === 'symbol' && symbol !== undefined) return `${symbol}${digits}`;
  if (style === 'words') return inWords(amount) ?? digits;
  if (style === 'thousands' && amount >= LARGE && amount % 100 === 0) return `${String(amount / 1000)}k`;
  return digits;
}

function digitsOf(amount: number, chance: Chance): string {
  const text = Number.isInteger(amount) ? String(amount) : amount.toFixed(2);
  if (amount < 1000 || !Number.isInteger(amount) || chance.happens(amount >= LARGE ? 0.4 : 0.6)) return text;
  return text.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "one sixty eight"; undefined where nobody would say it like that. */
function inWords(amount: number): string | undefined {
  if (!Number.isInteger(amount) || amount < 20 || amount > 999) return undefined;
  const hundreds = Math.floor(amount / 100);
  const rest = amount % 100;
  if (hundreds === 0) return belowHundred(rest);
  if (rest === 0) return `${ONES[hundreds]!} hundred`;
  return rest < 10 ? `${ONES[hundreds]!} hundred and ${ONES[rest]!}` : `${ONES[hundreds]!} ${belowHundred(rest)}`;
}

function belowHundred(amount: number): string {
  if (amount < 10) return ONES[amount]!;
  if (amount < 20) return TEENS[amount - 10]!;
  const ones = ONES[amount % 10]!;
  return ones === '' ? TENS[Math.floor(amount / 10)]! : `${TENS[Math.floor(amount / 10)]!} ${ones}`;
}
