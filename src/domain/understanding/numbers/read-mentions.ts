import { locateDates } from '../dates/read-dates.js';
import { type InterpretInput, type Mention, type MentionKind, type Span } from '../reading.js';
import { couldStart } from './could-start.js';
import { type Exact } from './exact.js';
import { idiomEnd, isPronoun, isTurnOfPhrase } from './idioms.js';
import { type Lexeme, lex } from './lexemes.js';
import { isNumbered, readDottedChain, readMixed, readPhone } from './phones-and-codes.js';
import { type Quantity, type QuantitySetting } from './read-quantity.js';
import { readRange } from './ranges.js';
import { countedAfter, isApproximate, isYear, perUnitAfter, perUnitBefore } from './surroundings.js';
import { readTime } from './times.js';

/** Digits in a run from which on, without a currency, it names something rather than counting it. */
const IDENTIFIER_DIGITS = 9;
/** Above this a number before a singular noun does not count it ("450 night" is a price). */
const LARGEST_SMALL_COUNT = 60;

/**
 * Every number in a text, in order, without overlaps: amounts, percents, counts, dates, times, phone numbers, codes.
 *
 * - `span` covers the numeral with its sign, currency or percent sign; dates, times and phone numbers as a whole. What it counts
 *   ("rooms", "per night") is in `unit`, not in the span.
 * - `value` is in whole units of the currency (50 cents are 0.5), of phones and identifiers it is their digits; times have
 *   their clock time in `unit`.
 * - Idioms that count nothing ("one moment", "24/7", "first of all", "my two cents") give no mention.
 * - "A couple" is about 2, "a few hundred" about 300, "half off" and "half price" 50 percent.
 *
 * Linear in the length of the text; never throws. */
export function readMentions(text: string, { currency, today }: Pick<InterpretInput, 'currency' | 'today'>): Mention[] {
  const lexemes = lex(text);
  const dates = new Map(
    locateDates(lexemes, { today })
      .filter(({ date, relative }) => date !== undefined && relative !== true)
      .map((date) => [date.start, date]),
  );
  const links = linkSpans(text);
  const setting: QuantitySetting = { expected: currency, text, dateAt: (at) => dates.has(at) };
  const mentions: Mention[] = [];
  let link = 0;
  const add = (start: number, end: number, mention: Omit<Mention, 'span'>): void => {
    const [first, last] = [lexemes[start], lexemes[end - 1]];
    if (first === undefined || last === undefined || first.start < (mentions.at(-1)?.span[1] ?? 0)) return;
    mentions.push({ span: [first.start, last.end], ...mention });
  };
  for (let at = 0; at < lexemes.length;) {
    const lexeme = lexemes[at];
    if (lexeme === undefined) break;
    while (link < links.length && (links[link]?.[1] ?? 0) <= lexeme.start) link += 1;
    if (lexeme.start >= (links[link]?.[0] ?? Infinity)) {
      if (lexeme.kind === 'digits') add(at, at + 1, { kind: 'identifier', value: lexeme.text });
      at += 1;
      continue;
    }
    const date = dates.get(at);
    if (date !== undefined) {
      add(at, date.end, { kind: 'date', unit: date.date ?? '' });
      at = date.end;
      continue;
    }
    if (!couldStart(lexemes, at)) {
      at += 1;
      continue;
    }
    const idiom = idiomEnd(lexemes, at);
    if (idiom !== undefined) {
      at = idiom;
      continue;
    }
    const half = readHalfOff(lexemes, at);
    if (half !== undefined) {
      add(at, half, { kind: 'percent', value: '50' });
      at = half;
      continue;
    }
    const phone = readPhone(lexemes, at);
    if (phone !== undefined) {
      add(at, phone.end, { kind: 'phone', value: phone.digits });
      at = phone.end;
      continue;
    }
    const time = readTime(lexemes, at);
    if (time !== undefined) {
      add(at, time.end, { kind: 'time', unit: time.time });
      at = time.end;
      continue;
    }
    at = readNumber(lexemes, at, setting, add);
  }
  return mentions;
}

type Add = (start: number, end: number, mention: Omit<Mention, 'span'>) => void;

/** Reads the quantity, range or code at a lexeme; returns where to go on. */
function readNumber(lexemes: readonly Lexeme[], at: number, setting: QuantitySetting, add: Add): number {
  const { range, quantity } = readRange(lexemes, at, setting);
  if (range !== undefined) {
    const { start, end, low, high, last } = range;
    const mention = describe(lexemes, { ...last, start, end }, setting) ?? { kind: 'number' };
    add(start, end, { ...mention, ...bounds(low, high), ...(range.approximate ? { approximate: true } : {}) });
    return end;
  }
  const chain = readDottedChain(lexemes, at);
  if (chain !== undefined) {
    add(at, chain.end, { kind: 'identifier', value: chain.digits });
    return chain.end;
  }
  const coded = quantity?.currency === undefined && !quantity?.percent ? readMixed(lexemes, at) : undefined;
  if (coded?.slangEnd !== undefined) return coded.slangEnd;
  if (coded?.code !== undefined && (quantity === undefined || coded.code.end > quantity.end)) {
    const { kind, start, end, digits } = coded.code;
    add(start, end, { kind, value: digits });
    return end;
  }
  if (quantity === undefined) {
    const lexeme = lexemes[at];
    // Runs too long for a number, and digits of a chain that fits nothing.
    if (lexeme?.kind === 'digits') add(at, at + 1, { kind: 'identifier', value: lexeme.text });
    return at + 1;
  }
  const mention = describe(lexemes, quantity, setting);
  if (mention !== undefined) {
    const { value, upTo } = quantity;
    const amount = upTo === undefined ? { value: plain(value, quantity, mention.kind) } : bounds(value, upTo);
    add(quantity.start, quantity.end, { ...mention, ...amount });
  }
  // The 2 of "32m2" belongs to the unit.
  const squared =
    mention?.kind === 'measure' && lexemes[quantity.end + 1]?.text === '2' && lexemes[quantity.end + 1]?.gap === 'none';
  return squared ? quantity.end + 2 : quantity.end;
}

const bounds = (low: Exact, high: Exact): { low: string; high: string } => ({ low: low.toFixed(), high: high.toFixed() });

/** Identifiers keep their leading zeros. */
const plain = (value: Exact, { numeral: { run } }: Quantity, kind: MentionKind): string =>
  kind === 'identifier' && run !== undefined ? run : value.toFixed();

/** What a number is, by itself and by its surroundings. Undefined for number words that are none. */
function describe(
  lexemes: readonly Lexeme[],
  quantity: Quantity,
  { text: _text }: QuantitySetting,
): Omit<Mention, 'span'> | undefined {
  const { numeral, start, end, currency, percent, value } = quantity;
  const approximate = numeral.approximate || isApproximate(lexemes, start, end) ? { approximate: true } : {};
  if (percent) return { kind: 'percent', ...approximate };
  const one = value.eq(1);
  const singleWord = numeral.style === 'words' && numeral.end - numeral.start === 1;
  const afterIsh = lexemes[end]?.text === 'ish' && lexemes[end]?.gap === 'none' ? end + 1 : end;
  const perUnit = perUnitAfter(lexemes, afterIsh) ?? perUnitBefore(lexemes, start);
  if (currency !== undefined)
    return { kind: 'money', currency, ...(perUnit === undefined ? {} : { unit: perUnit }), ...approximate };
  if (numeral.ordinal) {
    if (numeral.style === 'words' && value.lte(3) && isTurnOfPhrase(lexemes, end)) return undefined;
    return { kind: 'ordinal' };
  }
  if (lexemes[end]?.text === '年' && isYearNumber(lexemes, quantity)) return { kind: 'year' };
  const large = value.gt(LARGEST_SMALL_COUNT);
  const counted = countedAfter(lexemes, afterIsh, one, large);
  if (
    singleWord &&
    one &&
    numeral.style === 'words' &&
    counted === undefined &&
    perUnit === undefined &&
    isPronoun(lexemes, start)
  )
    return undefined;
  if (numeral.style === 'han' && !isHanNumber(lexemes, numeral.start, numeral.end, counted !== undefined)) return undefined;
  if (perUnit !== undefined && counted?.kind !== 'count') return { kind: 'number', unit: perUnit, ...approximate };
  const whole = numeral.run !== undefined && numeral.scale.eq(1) && quantity.upTo === undefined;
  if (whole && counted === undefined && !value.isNeg() && isNumbered(lexemes, start)) return { kind: 'identifier' };
  if (counted !== undefined) {
    const { kind, unit } = counted;
    return { kind, unit, ...approximate };
  }
  if (large && lexemes[end]?.gap !== 'line' && /^nights?$/.test(lexemes[end]?.text ?? ''))
    return { kind: 'number', unit: 'per_night', ...approximate };
  if (isYearNumber(lexemes, quantity)) return { kind: 'year' };
  if (whole && (numeral.run?.length ?? 0) >= IDENTIFIER_DIGITS) return { kind: 'identifier' };
  return { kind: 'number', ...approximate };
}

function isYearNumber(lexemes: readonly Lexeme[], { numeral, value, start, end, upTo }: Quantity): boolean {
  if (!value.isInteger() || value.lt(1900) || value.gte(2100) || (numeral.style === 'digits' && numeral.run === undefined))
    return false;
  if (upTo !== undefined) return true;
  return isYear(lexemes, start, end, value.toNumber());
}

/** A single Chinese numeral is a number only before what it counts; longer ones always are. */
function isHanNumber(lexemes: readonly Lexeme[], start: number, end: number, counted: boolean): boolean {
  if (end - start > 1 || counted) return true;
  return ['个', '個', '号', '月', '年', '折', '成', '次'].includes(lexemes[end]?.text ?? '');
}

const HALVED: ReadonlySet<string> = new Set(['price', 'rate', 'off', 'cost']);

/** "half off", "half price", "half the rate". */
function readHalfOff(lexemes: readonly Lexeme[], at: number): number | undefined {
  const [half, next, third] = [lexemes[at], lexemes[at + 1], lexemes[at + 2]];
  if (half?.text !== 'half' || next === undefined || next.gap === 'line') return undefined;
  const hyphened = next.text === '-' ? third : next;
  if (hyphened !== undefined && HALVED.has(hyphened.text)) return at + (next.text === '-' ? 3 : 2);
  const determined = ['the', 'your', 'our', 'that', 'this', 'of'].includes(next.text);
  if (!determined || third === undefined || third.gap === 'line') return undefined;
  if (['price', 'rate', 'cost', 'amount'].includes(third.text)) return at + 1;
  return next.text === 'of' && ['price', 'rate', 'cost', 'amount'].includes(lexemes[at + 3]?.text ?? '') ? at + 1 : undefined;
}

const LINK = /(?:https?:\/\/|www\.)\S{1,300}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}/gu;

/** Web and mail addresses: digits in them are part of a name. */
function linkSpans(text: string): Span[] {
  if (!text.includes('@') && !text.includes('www.') && !text.includes('://')) return [];
  return Array.from(text.matchAll(LINK), ({ 0: found, index }): Span => [index, index + found.length]);
}
