import { findCurrency } from '../currency/find-currency.js';
import { type Lexeme } from '../numbers/lexemes.js';
import { readSpelled } from '../numbers/spelled-numerals.js';
import { isDay, MONTHS, WEEKDAYS } from './calendar.js';
import { AFTER_MODAL_MAY, BEFORE_MODAL_MAY, COUNTED, DATE_CUES, NEAR_DATES } from './date-words.js';

/** The forms in which people write one date. */

export interface Day {
  day: number;
  end: number;
  /** 24th, twenty-fourth. */
  ordinal: boolean;
}

export interface FullDate {
  day: number;
  month?: number;
  year?: number;
  end: number;
}

/** A day of the month: 24, 24th, twenty-fourth. */
export function readDay(lexemes: readonly Lexeme[], at: number): Day | undefined {
  const first = lexemes[at];
  if (first?.kind === 'digits') {
    const day = Number(first.text);
    if (first.text.length > 2 || !isDay(day)) return undefined;
    const before = lexemes[at - 1];
    if (
      first.gap === 'none' &&
      (before?.kind === 'word' || before?.text === '.' || before?.text === ',') &&
      lexemes[at - 2]?.kind !== 'sign'
    ) {
      if (before.kind === 'word' || lexemes[at - 2]?.kind === 'digits') return undefined;
    }
    const ending = lexemes[at + 1];
    const ordinal = ending?.kind === 'word' && ending.gap === 'none' && ['st', 'nd', 'rd', 'th'].includes(ending.text);
    if (!ordinal && ending?.gap === 'none' && ending.kind === 'word' && !MONTHS.has(ending.text)) return undefined;
    return { day, end: ordinal ? at + 2 : at + 1, ordinal };
  }
  if (first?.kind !== 'word' || first.text === 'a' || first.text === 'an') return undefined;
  const spelled = readSpelled(lexemes, at, { and: false });
  if (spelled?.ordinal !== true || spelled.value.gt(31) || spelled.value.lt(1)) return undefined;
  return { day: spelled.value.toNumber(), end: spelled.end, ordinal: true };
}

/** "[of] November[, 2026]" after a day. */
export function monthAfter(lexemes: readonly Lexeme[], at: number): { month: number; year?: number; end: number } | undefined {
  let place = at;
  let next = lexemes[place];
  if (next?.text === '.' && next.gap === 'none') next = lexemes[(place += 1)];
  if ((next?.text === '-' || next?.text === '/') && next.gap === 'none' && lexemes[place + 1]?.gap === 'none')
    next = lexemes[(place += 1)];
  if (next?.text === 'of' && next.gap !== 'line') next = lexemes[(place += 1)];
  if (next?.text === 'the' && next.gap !== 'line') return undefined;
  if (next?.kind !== 'word' || next.gap === 'line') return undefined;
  const month = MONTHS.get(next.text);
  if (month === undefined || (next.text === 'may' && next.letters === 'other' && mayIsVerb(lexemes, place))) return undefined;
  if ((next.text === 'mar' || next.text === 'mars') && next.letters === 'other' && lexemes[place + 1]?.kind === 'word') {
    if (lexemes[place + 1]?.text === 'the') return undefined;
  }
  return { month, ...yearAfter(lexemes, place + 1) };
}

const mayIsVerb = (lexemes: readonly Lexeme[], at: number): boolean => AFTER_MODAL_MAY.has(lexemes[at + 1]?.text ?? '');

/** "2026", ", 2026", "'26" after a month or day. */
export function yearAfter(lexemes: readonly Lexeme[], at: number): { year?: number; end: number } {
  let place = at;
  let next = lexemes[place];
  // The dot of an abbreviated month or of a day.
  if (next?.text === '.' && next.gap === 'none' && lexemes[place + 1]?.gap !== 'line') {
    const after = lexemes[place + 1];
    if (after?.kind === 'digits') next = lexemes[(place += 1)];
  }
  if (next?.text === ',' && lexemes[place + 1]?.kind === 'digits') next = lexemes[(place += 1)];
  if (
    (next?.text === "'" || next?.text === '’') &&
    lexemes[place + 1]?.kind === 'digits' &&
    lexemes[place + 1]?.text.length === 2
  ) {
    return { year: 2000 + Number(lexemes[place + 1]?.text), end: place + 2 };
  }
  if ((next?.text === '-' || next?.text === '/') && next.gap === 'none' && lexemes[place + 1]?.gap === 'none')
    next = lexemes[(place += 1)];
  const text = next?.kind === 'digits' && next.gap !== 'line' ? next.text : '';
  const year = Number(text);
  if (text.length !== 4 || year < 1990 || year > 2099 || isAmount(lexemes, place + 1)) return { end: at };
  return { year, end: place + 1 };
}

const AMOUNT_SIGNS: ReadonlySet<string> = new Set(['%', '٪', '$', '€', '£', '¥', '₹']);

const EXPECTING_NOTHING = { text: '' };

/** What follows a number says that it is an amount. */
function isAmount(lexemes: readonly Lexeme[], at: number): boolean {
  const next = lexemes[at];
  if (next === undefined || next.gap === 'line') return false;
  if (AMOUNT_SIGNS.has(next.text) || next.text === 'percent' || next.text === 'k') return true;
  if (
    (next.text === '.' || next.text === ',') &&
    next.gap === 'none' &&
    lexemes[at + 1]?.kind === 'digits' &&
    lexemes[at + 1]?.gap === 'none'
  )
    return true;
  // A currency before the next amount ("24 Nov EUR 450") belongs to that.
  return findCurrency(lexemes, at, 'after', EXPECTING_NOTHING) !== undefined && !leadsAmount(lexemes, at);
}

function leadsAmount(lexemes: readonly Lexeme[], at: number): boolean {
  const currency = findCurrency(lexemes, at, 'before', EXPECTING_NOTHING);
  return currency !== undefined && lexemes[currency.end]?.kind === 'digits';
}

export function isCounted(lexemes: readonly Lexeme[], at: number): boolean {
  const next = lexemes[at];
  if (next === undefined || next.gap === 'line') return false;
  const hyphened = next.text === '-' && next.gap === 'none' && lexemes[at + 1]?.gap === 'none' ? lexemes[at + 1] : next;
  if (hyphened?.text === 'of') return monthAfter(lexemes, at) === undefined;
  return hyphened?.kind === 'word' && COUNTED.has(hyphened.text);
}

export function cueBefore(lexemes: readonly Lexeme[], at: number, cues: ReadonlySet<string>): boolean {
  const before = lexemes[at - 1];
  return before !== undefined && lexemes[at]?.gap !== 'line' && cues.has(before.text);
}

/** One date. `inRange`: after a joiner, where less has to speak for a date. */
export function readDate(lexemes: readonly Lexeme[], at: number, inRange = false): FullDate | undefined {
  const first = lexemes[at];
  if (first === undefined) return undefined;
  if (first.kind === 'digits' && first.text.length > 8) return undefined;
  return (
    readYearFirst(lexemes, at) ??
    readChinese(lexemes, at) ??
    readNumeric(lexemes, at, inRange) ??
    readDayMonth(lexemes, at) ??
    readMonthDay(lexemes, at) ??
    readOrdinalDay(lexemes, at) ??
    readDayAfterWeekday(lexemes, at)
  );
}

const joined = (lexemes: readonly Lexeme[], from: number, count: number): boolean => {
  for (let index = from; index < from + count; index += 1) if (lexemes[index]?.gap !== 'none') return false;
  return true;
};

/** 2026-11-24, 2026/11/24, 2026.11.24 */
function readYearFirst(lexemes: readonly Lexeme[], at: number): FullDate | undefined {
  const [year, sign, month, again, day] = [0, 1, 2, 3, 4].map((offset) => lexemes[at + offset]);
  if (year?.kind !== 'digits' || month?.kind !== 'digits' || day?.kind !== 'digits' || year.text.length !== 4) return undefined;
  if (!joined(lexemes, at + 1, 4) || sign?.text !== again?.text || !['-', '/', '.', '‑'].includes(sign?.text ?? ''))
    return undefined;
  if (month.text.length > 2 || day.text.length > 2) return undefined;
  const [monthNumber, dayNumber] = [Number(month.text), Number(day.text)];
  if (monthNumber < 1 || monthNumber > 12 || !isDay(dayNumber, monthNumber)) return undefined;
  const time = lexemes[at + 5];
  // The "T" of a time stamp belongs to the time.
  const end = time?.gap === 'none' && time.text === 't' && lexemes[at + 6]?.kind === 'digits' ? at + 6 : at + 5;
  return { day: dayNumber, month: monthNumber, year: Number(year.text), end };
}

/** 2026年11月24日, 11月24日, 24日, 24号 */
function readChinese(lexemes: readonly Lexeme[], at: number): FullDate | undefined {
  let place = at;
  let year: number | undefined;
  let month: number | undefined;
  if (lexemes[place]?.text.length === 4 && lexemes[place]?.kind === 'digits' && lexemes[place + 1]?.text === '年') {
    year = Number(lexemes[place]?.text);
    place += 2;
  }
  if (lexemes[place]?.kind === 'digits' && lexemes[place + 1]?.text === '月') {
    month = Number(lexemes[place]?.text);
    place += 2;
  }
  const day = lexemes[place];
  const sign = lexemes[place + 1]?.text ?? '';
  if (day?.kind !== 'digits' || day.text.length > 2 || !['日', '号', '號'].includes(sign)) return undefined;
  // 3号房 is a room.
  if (lexemes[place + 2]?.text === '房' || lexemes[place + 2]?.text === '楼') return undefined;
  if (year !== undefined && month === undefined) return undefined;
  if (month !== undefined && (month < 1 || month > 12)) return undefined;
  if (!isDay(Number(day.text), month)) return undefined;
  return {
    day: Number(day.text),
    end: place + 2,
    ...(month === undefined ? {} : { month }),
    ...(year === undefined ? {} : { year }),
  };
}

const SMALL_DIVISORS: ReadonlySet<number> = new Set([2, 3, 4, 5, 6, 8, 10]);

/** 24/11, 11/24/2026, 24.11., 24.11.2026, 24-11-2026. */
export function readNumeric(lexemes: readonly Lexeme[], at: number, inRange: boolean): FullDate | undefined {
  const [first, sign, second, again, third] = [0, 1, 2, 3, 4].map((offset) => lexemes[at + offset]);
  if (first?.kind !== 'digits' || second?.kind !== 'digits' || first.text.length > 2 || second.text.length > 2) return undefined;
  if (!joined(lexemes, at + 1, 2)) return undefined;
  const mark = sign?.text ?? '';
  if (mark !== '/' && mark !== '.' && mark !== '-' && mark !== '‑') return undefined;
  const before = lexemes[at - 1];
  if (first.gap === 'none' && before !== undefined && (before.kind === 'word' || before.kind === 'digits')) return undefined;
  if (first.gap === 'none' && before?.kind === 'sign' && /[$€£¥₹.,/:+#]/.test(before.text)) return undefined;
  const [one, other] = [Number(first.text), Number(second.text)];
  const [day, month] = other <= 12 ? [one, other] : [other, one];
  if (month < 1 || month > 12 || !isDay(day, month)) return undefined;
  const withYear = again?.text === mark && joined(lexemes, at + 3, 2) && third?.kind === 'digits' ? third.text : undefined;
  if (withYear !== undefined) {
    const year = withYear.length === 2 ? 2000 + Number(withYear) : Number(withYear);
    if ((withYear.length !== 4 && withYear.length !== 2) || year < 1900 || year > 2199) return undefined;
    if (withYear.length === 2 && mark === '-') return undefined;
    const beyond = lexemes[at + 5];
    if (beyond?.gap === 'none' && beyond.text === mark && lexemes[at + 6]?.kind === 'digits' && lexemes[at + 6]?.gap === 'none')
      return undefined;
    return { day, month, year, end: at + 5 };
  }
  const cued = cueBefore(lexemes, at, DATE_CUES) || inRange;
  if (mark === '/') {
    // "24/7" is no date, nor is "1/2", and "10/12/14" is a list.
    if (one === 24 && other === 7) return undefined;
    const padded = first.text.startsWith('0') || second.text.startsWith('0');
    if (!cued && !padded && one < other && SMALL_DIVISORS.has(other)) return undefined;
    if (again?.text === '/' && again.gap === 'none') return undefined;
    return isAmount(lexemes, at + 3) ? undefined : { day, month, end: at + 3 };
  }
  if (mark === '-' || mark === '‑') return undefined;
  if (again?.text === '.' && again.gap === 'none') {
    const next = lexemes[at + 4];
    // A dot that is followed by more of the sentence, or a pair of two-digit numbers before its end.
    const goesOn = next !== undefined && next.gap !== 'line' && !(next.gap === 'none' && next.text === '.');
    const sentence = next?.kind === 'word' && next.letters === 'capital';
    const sure = cued || (second.text.length === 2 && (!sentence || first.text.length === 2)) || (goesOn && !sentence);
    if (next?.gap === 'none' && next.kind === 'digits') return undefined;
    return sure && other <= 12 && !isAmount(lexemes, at + 4) ? { day, month, end: at + 4 } : undefined;
  }
  if (!cued || other > 12 || second.text.length !== 2 || isAmount(lexemes, at + 3)) return undefined;
  return { day, month, end: at + 3 };
}

/** 24 Nov, 24th of November 2026. */
function readDayMonth(lexemes: readonly Lexeme[], at: number): FullDate | undefined {
  const day = readDay(lexemes, at);
  if (day === undefined) return undefined;
  const month = monthAfter(lexemes, day.end);
  return month !== undefined && isDay(day.day, month.month) ? { day: day.day, ...month } : undefined;
}

/** Nov 24, November the 24th, 2026. */
function readMonthDay(lexemes: readonly Lexeme[], at: number): FullDate | undefined {
  const name = lexemes[at];
  const month = name?.kind === 'word' ? MONTHS.get(name.text) : undefined;
  if (month === undefined || name === undefined) return undefined;
  if (
    name.text === 'may' &&
    (cueBefore(lexemes, at, BEFORE_MODAL_MAY) || (name.letters === 'other' && at > 0 && !cueBefore(lexemes, at, NEAR_DATES)))
  ) {
    return undefined;
  }
  let place = at + 1;
  if (lexemes[place]?.text === '.' && lexemes[place]?.gap === 'none') place += 1;
  if (lexemes[place]?.text === 'the') place += 1;
  if (lexemes[place] === undefined || lexemes[place]?.gap === 'line') return undefined;
  const day = readDay(lexemes, place);
  if (day === undefined || !isDay(day.day, month)) return undefined;
  if (!day.ordinal && (isAmount(lexemes, day.end) || isCounted(lexemes, day.end))) return undefined;
  return { day: day.day, month, ...yearAfter(lexemes, day.end) };
}

/** "the 24th", "on the twenty-fourth". */
function readOrdinalDay(lexemes: readonly Lexeme[], at: number): FullDate | undefined {
  const day = readDay(lexemes, at);
  if (day === undefined || !day.ordinal || isCounted(lexemes, day.end)) return undefined;
  const before = lexemes[at - 1];
  const opens = before === undefined || lexemes[at]?.gap === 'line' || before.kind === 'sign' || before.kind === 'digits';
  if (lexemes[at]?.kind === 'word') {
    // Spelled out, most ordinals count something else: "the third", "second".
    const cued = before?.text === 'the' && cueBefore(lexemes, at - 1, DATE_CUES);
    const ends =
      lexemes[day.end]?.kind !== 'word' ||
      ['only', 'and', 'to', 'until', 'till', 'please', 'is', 'net'].includes(lexemes[day.end]?.text ?? '');
    return cued || (day.day > 3 && before?.text === 'the' && ends) ? { day: day.day, end: day.end } : undefined;
  }
  if (day.day <= 3 && !opens && before?.text === 'the' && !cueBefore(lexemes, at - 1, NEAR_DATES)) {
    return lexemes[day.end]?.kind === 'word' ? undefined : { day: day.day, end: day.end };
  }
  return opens || cueBefore(lexemes, at, NEAR_DATES) || /^(?:night|stay|only)$/.test(before?.text ?? '')
    ? { day: day.day, end: day.end }
    : undefined;
}

/** "Fri 24". */
function readDayAfterWeekday(lexemes: readonly Lexeme[], at: number): FullDate | undefined {
  const before = lexemes[at - 1];
  const [digits, next] = [lexemes[at], lexemes[at + 1]];
  if (digits?.kind !== 'digits' || digits.gap === 'line' || before === undefined) return undefined;
  const named = before.text === '.' || before.text === ',' ? lexemes[at - 2] : before;
  if (!WEEKDAYS.has(named?.text ?? '') || /s$/.test(named?.text ?? '')) return undefined;
  const day = readDay(lexemes, at);
  if (day === undefined || isAmount(lexemes, day.end) || isCounted(lexemes, day.end)) return undefined;
  const open =
    next === undefined ||
    next.gap === 'line' ||
    next.kind === 'sign' ||
    ['and', 'to', 'until', 'till', 'only', 'is', 'for', 'at', 'or'].includes(next.text);
  return open && lexemes[at + 2]?.gap !== 'none' ? { day: day.day, end: day.end } : undefined;
}
