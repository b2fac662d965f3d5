import { type InterpretInput, type InterpreterTicket } from '../reading.js';

/**
 * How an amount compares with the rates talked about: `rate` one of them, `stay` or `night` one of them times or by the
 * nights, `odd` far from them, `wild` no rate at all, `unknown` where no rate is known.
 */
export type Size = 'rate' | 'stay' | 'night' | 'odd' | 'wild' | 'unknown';

const NEAR: readonly [number, number] = [0.4, 1.6];
const STAY: readonly [number, number] = [0.5, 1.3];
const WILD: readonly [number, number] = [0.2, 4];
/** Over this share of the rate, "X off" names no discount but a rate. */
const LARGEST_CHANGE = 0.45;
const DAY_MS = 86_400_000;
const PLAIN_DECIMAL = /^-?\d{1,15}(?:\.\d{1,10})?$/;

/** Rates of one ticket, or of the conversation where no ticket is known. Only for comparing sizes, never for amounts. */
export function knownRate(ticket: InterpreterTicket | undefined, input: InterpretInput): number | undefined {
  for (const rate of [ticket?.currentRate, ticket?.standingAsk, ticket?.lastQuote, input.standingAsk]) {
    const known = toNumber(rate);
    if (known !== undefined && known > 0) return known;
  }
  return undefined;
}

/** The best fit over the tickets that may be meant. */
export function sizeOf(amount: string, tickets: readonly InterpreterTicket[], input: InterpretInput): Size {
  const sizes = (tickets.length > 0 ? tickets : [undefined]).map((ticket) => sizeFor(amount, ticket, input));
  return (['rate', 'stay', 'night', 'odd', 'unknown', 'wild'] as const).find((size) => sizes.includes(size)) ?? 'unknown';
}

function sizeFor(amount: string, ticket: InterpreterTicket | undefined, input: InterpretInput): Size {
  const value = toNumber(amount);
  const rate = knownRate(ticket, input);
  if (value === undefined) return 'wild';
  if (rate === undefined) return 'unknown';
  const ratio = value / rate;
  if (within(ratio, NEAR)) return 'rate';
  const nights = nightsIn(ticket?.stay);
  if (nights > 1 && ticket?.rateUnit !== 'per_stay' && within(ratio / nights, STAY)) return 'stay';
  if (nights > 1 && ticket?.rateUnit === 'per_stay' && within(ratio * nights, STAY)) return 'night';
  return within(ratio, WILD) ? 'odd' : 'wild';
}

/** Whether an amount is small enough beside the rate to be a change of it. */
export function isChange(amount: string, tickets: readonly InterpreterTicket[], input: InterpretInput): boolean {
  const value = toNumber(amount);
  if (value === undefined) return false;
  const rates = (tickets.length > 0 ? tickets : [undefined]).flatMap((ticket) => knownRate(ticket, input) ?? []);
  return rates.length === 0 || rates.some((rate) => value <= rate * LARGEST_CHANGE);
}

/** 0 where the stay is not known. */
export function nightsIn(stay: InterpreterTicket['stay'] | undefined): number {
  if (stay === undefined) return 0;
  const nights = (Date.parse(stay.to) - Date.parse(stay.from)) / DAY_MS;
  return Number.isFinite(nights) && nights > 0 && nights < 1100 ? Math.round(nights) : 0;
}

export function sameAmount(one: string | undefined, other: string | undefined): boolean {
  const value = toNumber(one);
  return value !== undefined && value === toNumber(other);
}

function toNumber(amount: string | undefined): number | undefined {
  return amount !== undefined && PLAIN_DECIMAL.test(amount) ? Number(amount) : undefined;
}

function within(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}
