import { Decimal } from 'decimal.js';
import { convertRate, exponentOf, naturalStep, parseDecimal, termsOf } from '../../domain/negotiation/money.js';
import { type Ticket } from '../../domain/negotiation/ticket.js';
import { type PriceBasis } from '../../domain/taxonomy.js';
import { type Chance } from '../world/chance.js';
import { type NamedFigure } from './memory.js';
import { type Persona } from './persona.js';
import { inWords } from './figure-words.js';

type RoundingHabit = Pick<Persona, 'rounding'>;

/** Steps of an amount from which on people round it that coarsely. */
const STEPS_FOR: Readonly<Record<Persona['rounding'], number>> = { 1: 0, 5: 90, 10: 180 };

/** Rounds up to the multiples in which a partner names rates of this size, to finer ones where that is not below `under`. */
function roundUp(rate: Decimal, currency: string, { rounding }: RoundingHabit, under: Decimal): Decimal | undefined {
  const step = naturalStep(rate, currency);
  const multiples = ([10, 5, 1] as const).filter((multiple) => multiple <= rounding && rate.div(step).gte(STEPS_FOR[multiple]));
  return multiples
    .map((multiple) => rate.div(step.times(multiple)).ceil().times(step).times(multiple))
    .find((each) => each.lt(under));
}

/**
 * The figure in which a partner names a rate of at least `least`, in the ticket's basis or the other one. In whichever basis it
 * is said, it is worth at least `least` in the ticket's own. Undefined where no round figure is below the current rate, or
 * the other basis is asked for and the commission rate not known.
 */
export function figureFor(ticket: Ticket, least: number, habit: RoundingHabit, basis: PriceBasis): NamedFigure | undefined {
  const own = termsOf(ticket);
  const said = { ...own, basis };
  const lowest = convertRate(new Decimal(least), own, said, ticket);
  const current = convertRate(new Decimal(ticket.currentRate), own, said, ticket);
  if (lowest === undefined || current === undefined) return undefined;
  const figure = roundUp(lowest, ticket.currency, habit, current);
  const rate = figure === undefined ? undefined : convertRate(figure, said, own, ticket);
  if (figure === undefined || rate === undefined) return undefined;
  // A division that does not come out even must not end below what it stands for.
  return { rate: Math.max(least, rate.toNumber()), said: figure.toNumber(), basis, labelled: basis === ticket.priceBasis };
}

/** Whole percent off the current rate that still leave `least`; undefined below 3. */
export function percentOff({ currentRate }: Ticket, least: number): { percent: number; rate: number } | undefined {
  const current = new Decimal(currentRate);
  const percent = new Decimal(1).minus(new Decimal(least).div(current)).times(100).floor();
  if (percent.lt(3)) return undefined;
  return { percent: percent.toNumber(), rate: current.times(new Decimal(100).minus(percent)).div(100).toNumber() };
}

export function otherBasis(basis: PriceBasis): PriceBasis {
  return basis === 'net' ? 'selling' : 'net';
}

export function canConvert({ commissionRate }: Ticket): boolean {
  const commission = commissionRate === undefined ? undefined : parseDecimal(commissionRate);
  return commission !== undefined && commission.gt(0) && commission.lt(1);
}

const SYMBOLS: Readonly<Record<string, string>> = {
  EUR: '€',
  USD: '$',
  GBP: '£',
  JPY: '¥',
  THB: '฿',
  INR: '₹',
  KRW: '₩',
  VND: '₫',
  TRY: '₺',
  PHP: '₱',
};
/** How people write out a currency in a chat where its code looks stiff. */
const SPOKEN: Readonly<Record<string, string>> = {
  EUR: 'euro',
  USD: 'dollars',
  GBP: 'pounds',
  JPY: 'yen',
  THB: 'baht',
  CHF: 'francs',
};

const BASIS_WORDS: Readonly<Record<PriceBasis, readonly string[]>> = {
  net: ['net', 'net', 'nett', 'net to us'],
  selling: ['selling', 'selling price', 'gross'],
};

type WritingHabit = Pick<Persona, 'writesCurrency' | 'separatesThousands' | 'unusualFigureChance' | 'manner'>;

/** An amount the way a partner writes amounts; `plain` leaves out "about", words and "k". */
export function writeAmount(amount: number, currency: string, habit: WritingHabit, chance: Chance, plain = false): string {
  const unusual = !plain && chance.happens(habit.unusualFigureChance) ? unusualFigure(amount, chance) : undefined;
  if (unusual !== undefined) return unusual;
  const digits = writeDigits(amount, currency, habit.separatesThousands);
  const style = habit.writesCurrency === 'mixed' ? chance.pick(['never', 'code', 'symbol'] as const) : habit.writesCurrency;
  const symbol = SYMBOLS[currency];
  if (style === 'symbol' && symbol !== undefined)
    return currency === 'EUR' && chance.happens(0.5) ? `${digits}${symbol}` : `${symbol}${digits}`;
  if (style === 'never') return digits;
  if (habit.manner === 'formal') return `${currency} ${digits}`;
  const spoken = SPOKEN[currency];
  return `${digits} ${spoken !== undefined && chance.happens(0.4) ? spoken : currency.toLowerCase()}`;
}

/** A figure as it is said, with its basis where the partner says it. */
export function writeFigure(figure: NamedFigure, ticket: Ticket, habit: WritingHabit, chance: Chance, plain = false): string {
  const amount = writeAmount(figure.said, ticket.currency, habit, chance, plain);
  const sayBasis = figure.basis === ticket.priceBasis ? ticket.priceBasis === 'net' && chance.happens(0.3) : figure.labelled;
  return sayBasis ? `${amount} ${chance.pick(BASIS_WORDS[figure.basis])}` : amount;
}

function unusualFigure(amount: number, chance: Chance): string | undefined {
  const decimal = new Decimal(amount);
  if (amount >= 1000) {
    const thousands = decimal.div(1000);
    return thousands.decimalPlaces() <= 1 ? `${thousands.toFixed()}k` : undefined;
  }
  const words = inWords(amount);
  return words !== undefined && chance.happens(0.5) ? words : `${chance.pick(['about', 'around', 'like'])} ${decimal.toFixed()}`;
}

function writeDigits(amount: number, currency: string, separates: boolean): string {
  const decimal = new Decimal(amount);
  const text = decimal.toFixed(decimal.isInteger() ? 0 : (exponentOf(currency) ?? 2));
  const [whole, fraction] = text.split('.') as [string, string?];
  const grouped = separates ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A slip of the finger: two digits swapped, never the figure itself; undefined where all are the same. */
export function slipOf(amount: number): number | undefined {
  const digits = String(amount);
  for (let at = digits.length - 2; at >= 0; at--) {
    const [one, other] = [digits[at]!, digits[at + 1]!];
    if (!/\d/.test(one) || !/\d/.test(other) || one === other || (at === 0 && other === '0')) continue;
    return Number(digits.slice(0, at) + other + one + digits.slice(at + 2));
  }
  return undefined;
}
