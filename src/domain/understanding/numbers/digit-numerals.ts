import { exponentOf, findCurrency } from '../currency/find-currency.js';
import { Exact, LONGEST_NUMBER, quotient } from './exact.js';
import { type Lexeme } from './lexemes.js';
import { type Numeral } from './numeral.js';

const MARKS: ReadonlySet<string> = new Set(['.', ',', "'", '’', '‘', '`', '´', '_', '٬', '٫', '·']);
const ONLY_THOUSANDS: ReadonlySet<string> = new Set(["'", '’', '‘', '`', '´', '_', '٬', ' ']);
/** Groups that are looked at; a longer chain is read in parts. */
const MOST_GROUPS = 16;

const ONE = new Exact(1);

interface Reading {
  whole: string;
  decimals: string;
  /** Groups of digits used. */
  groups: number;
  grouped: boolean;
}

const isThousands = (groups: readonly string[]): boolean =>
  (groups[0]?.length ?? 0) <= 3 && groups.length > 1 && groups.slice(1).every((group) => group.length === 3);

/** 1,00,000: two digits a group, three in the last. */
const isIndian = (groups: readonly string[]): boolean =>
  groups.length > 2 &&
  (groups[0]?.length ?? 0) <= 2 &&
  groups.at(-1)?.length === 3 &&
  groups.slice(1, -1).every((group) => group.length === 2);

function readGroups(groups: readonly string[], marks: readonly string[], currency: string | undefined): Reading {
  const [first = ''] = groups;
  const single: Reading = { whole: first, decimals: '', groups: 1, grouped: false };
  if (marks.length === 0) return single;
  const last = marks.at(-1) ?? '';
  const before = marks.slice(0, -1);
  const whole = groups.slice(0, -1);
  const tail = groups.at(-1) ?? '';
  const uniform = marks.every((mark) => mark === last);
  if (uniform) {
    const thousands =
      last !== '٫' && last !== '·' && !first.startsWith('0') && (isThousands(groups) || (last === ',' && isIndian(groups)));
    // A dinar has thousandths: KWD 1.250 is one and a quarter.
    const thousandths = marks.length === 1 && last === '.' && exponentOf(currency) === 3 && currency !== undefined;
    if (thousands && !thousandths) return { whole: groups.join(''), decimals: '', groups: groups.length, grouped: true };
    if (marks.length === 1 && !ONLY_THOUSANDS.has(last)) return { whole: first, decimals: tail, groups: 2, grouped: false };
    return single;
  }
  const [mark = ''] = before;
  if (before.every((each) => each === mark) && !ONLY_THOUSANDS.has(last) && mark !== '٫') {
    if (isThousands(whole) || (mark === ',' && isIndian(whole))) {
      return { whole: whole.join(''), decimals: tail, groups: groups.length, grouped: true };
    }
  }
  return groups.length > 2 ? readGroups(groups.slice(0, -1), before, currency) : single;
}

/** Nouns that a number of one digit belongs to: "room 1 450" is a room and its price. */
const NUMBERED: ReadonlySet<string> = new Set([
  'room',
  'rm',
  'option',
  'night',
  'day',
  'floor',
  'type',
  'category',
  'cat',
  'plan',
  'week',
  'offer',
  'x',
  'for',
]);

/** A space parts thousands where it does not break, or where the groups or a currency leave no doubt. */
function joinsBySpace(lexemes: readonly Lexeme[], at: number, first: string, groups: number, money: boolean): boolean {
  const next = lexemes[at];
  if (next?.kind !== 'digits' || next.text.length !== 3 || first.length > 3 || first.startsWith('0')) return false;
  if (next.gap === 'thin') return true;
  if (next.gap !== 'space') return false;
  if (groups > 1 || next.text === '000' || money) return true;
  const after = lexemes[at + 1];
  const decimals =
    after?.gap === 'none' &&
    (after.text === ',' || after.text === '.') &&
    lexemes[at + 2]?.kind === 'digits' &&
    lexemes[at + 2]?.gap === 'none';
  if (decimals || (first.length < 3 && findCurrency(lexemes, at + 1, 'after', { text: '' }) !== undefined)) return true;
  if (after?.kind === 'digits' && after.gap === 'space')
    return after.text === '000' || (first.length < 3 && after.text.length === 3);
  return first.length === 1 && !NUMBERED.has(lexemes[at - 2]?.text ?? '');
}

/** Digits with their marks of thousands and decimals, mixed fractions (3 1/2, 3½) and exponents (1e6). No multipliers. */
export function readDigits(
  lexemes: readonly Lexeme[],
  at: number,
  currency: string | undefined,
  money = false,
): Numeral | undefined {
  const first = lexemes[at];
  if (first?.kind === 'fraction') return fractionOf(first.text, at, at + 1);
  if (first?.kind === 'sign' && first.text === '.') return readBarePoint(lexemes, at);
  if (first?.kind !== 'digits') return undefined;
  const groups = [first.text];
  const ends = [at + 1];
  const marks: string[] = [];
  let next = at + 1;
  while (groups.length < MOST_GROUPS) {
    const mark = lexemes[next];
    const digits = lexemes[next + 1];
    if (
      mark?.kind === 'sign' &&
      mark.gap === 'none' &&
      MARKS.has(mark.text) &&
      digits?.kind === 'digits' &&
      digits.gap === 'none'
    ) {
      // "450，460" in Chinese is a list unless the digits are full-width too; its comma has kept its own width in the text.
      groups.push(digits.text);
      marks.push(mark.text);
      next += 2;
    } else if (marks.every((each) => each === ' ') && joinsBySpace(lexemes, next, first.text, groups.length, money)) {
      groups.push(lexemes[next]?.text ?? '');
      marks.push(' ');
      next += 1;
    } else break;
    ends.push(next);
  }
  const { whole, decimals, groups: used, grouped } = readGroups(groups, marks, currency);
  if (whole.length + decimals.length > LONGEST_NUMBER) return undefined;
  let end = ends[used - 1] ?? at + 1;
  let value = new Exact(decimals === '' ? whole : `${whole}.${decimals}`);
  let fraction = false;
  if (used === 1) {
    const exponent = readExponent(lexemes, end, value);
    if (exponent !== undefined) return numeral(exponent, at, at + 3, undefined, false, false);
    const mixed = lexemes[end]?.gap === 'line' ? undefined : readSimpleFraction(lexemes, end);
    if (mixed !== undefined && mixed.value.lt(1)) {
      value = value.add(mixed.value);
      end = mixed.end;
      fraction = true;
    } else {
      const simple = readSimpleFraction(lexemes, at);
      if (simple !== undefined) return simple;
    }
  }
  return numeral(value, at, end, used === 1 && !fraction ? whole : undefined, grouped, fraction);
}

function numeral(
  value: Exact,
  start: number,
  end: number,
  run: string | undefined,
  grouped: boolean,
  fraction: boolean,
): Numeral {
  return {
    value,
    start,
    end,
    style: 'digits',
    scale: ONE,
    ordinal: false,
    fraction,
    approximate: false,
    grouped,
    ...(run === undefined ? {} : { run }),
  };
}

/** ".75", not after a word or number. */
function readBarePoint(lexemes: readonly Lexeme[], at: number): Numeral | undefined {
  const point = lexemes[at];
  const digits = lexemes[at + 1];
  const before = lexemes[at - 1];
  if (digits?.kind !== 'digits' || digits.gap !== 'none' || digits.text.length > LONGEST_NUMBER) return undefined;
  if (point?.gap === 'none' && before !== undefined && before.kind !== 'sign') return undefined;
  if (point?.gap === 'none' && before?.text === '.') return undefined;
  return numeral(new Exact(`0.${digits.text}`), at, at + 2, undefined, false, false);
}

function readExponent(lexemes: readonly Lexeme[], at: number, value: Exact): Exact | undefined {
  const letter = lexemes[at];
  const power = lexemes[at + 1];
  if (letter?.text !== 'e' || letter.gap !== 'none' || power?.kind !== 'digits' || power.gap !== 'none') return undefined;
  return power.text.length <= 2 && Number(power.text) <= 15 ? value.mul(`1e${power.text}`) : undefined;
}

function fractionOf(text: string, start: number, end: number): Numeral | undefined {
  const [dividend = '', divisor = ''] = text.split('/');
  if (dividend.length > 6 || divisor.length > 6 || Number(divisor) === 0) return undefined;
  return numeral(quotient(Number(dividend), Number(divisor)), start, end, undefined, false, true);
}

/** Fractions that people write: a small numerator under a denominator that halves, thirds, quarters … something. */
function readSimpleFraction(lexemes: readonly Lexeme[], at: number): Numeral | undefined {
  const [first, slash, second] = [lexemes[at], lexemes[at + 1], lexemes[at + 2]];
  if (first?.kind === 'fraction') return fractionOf(first.text, at, at + 1);
  if (first?.kind !== 'digits' || second?.kind !== 'digits' || slash?.gap !== 'none' || second.gap !== 'none') return undefined;
  if (slash.text !== '/' && slash.text !== '⁄') return undefined;
  if (first.text.length > 2 || second.text.length > 3 || lexemes[at + 3]?.text === '/') return undefined;
  const [dividend, divisor] = [Number(first.text), Number(second.text)];
  if (dividend === 0 || dividend >= divisor || first.text.startsWith('0') || second.text.startsWith('0')) return undefined;
  if (![2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 100].includes(divisor)) return undefined;
  return fractionOf(`${first.text}/${second.text}`, at, at + 3);
}
