import { lex, type Lexeme } from '../numbers/lexemes.js';
import { NUMBER_WORDS, ORDINAL_WORDS } from '../numbers/number-words.js';
import { type DateReading, type Located, type LocatedDate } from './date-reading.js';
import { isDay, isoDate, MONTHS } from './calendar.js';
import { type Day, type FullDate, isCounted, monthAfter, readDate, readDay, readNumeric } from './date-forms.js';
import { DASHES, DATE_WORDS, RANGE_WORDS } from './date-words.js';
import { readMonthOnly, readRelative, readWeekdays } from './weekdays.js';

export interface DateSetting {
  /** ISO date; dates without a year are then next to it, and "tomorrow" is known. */
  today?: string | undefined;
}

/** Every date, weekday and month in a text, in order, without overlaps. Linear, never throws. */
export function readDates(text: string, setting: DateSetting = {}): DateReading[] {
  return locateDates(lex(text), setting).map(({ start: _start, end: _end, ...reading }) => reading);
}

/** The same over lexemes. */
export function locateDates(lexemes: readonly Lexeme[], { today }: DateSetting): LocatedDate[] {
  const found: LocatedDate[] = [];
  for (let at = 0; at < lexemes.length;) {
    const here = readAt(lexemes, at, today);
    if (here.length === 0) at += 1;
    else {
      for (const { start, end, ...reading } of here) {
        const [from, to] = [lexemes[start], lexemes[end - 1]];
        if (from !== undefined && to !== undefined) found.push({ ...reading, start, end, span: [from.start, to.end] });
        at = Math.max(at + 1, end);
      }
    }
  }
  return found;
}

function readAt(lexemes: readonly Lexeme[], at: number, today: string | undefined): Located[] {
  const first = lexemes[at];
  if (first === undefined) return [];
  if (first.kind === 'sign' || first.kind === 'fraction') return [];
  if (first.kind === 'word') {
    if (!DATE_WORDS.has(first.text) && !ORDINAL_WORDS.has(first.text) && !NUMBER_WORDS.has(first.text)) return [];
    const worded = readRelative(lexemes, at, today) ?? readWeekdays(lexemes, at);
    if (worded !== undefined) return [worded];
  }
  if (first.kind === 'digits' && first.text.length > 8) return [];
  const before = lexemes[at - 1];
  // "€24.11" is an amount; in "x24/11" the digits belong to something else.
  if (before !== undefined && first.gap !== 'line' && before.kind === 'sign' && /[$€£¥₹#+]/.test(before.text)) return [];
  const dates = isBetween(lexemes, at) ? [] : readDayList(lexemes, at, today);
  if (dates.length > 0) return dates;
  const range = readRange(lexemes, at, today);
  if (range !== undefined) return [range];
  const month = readMonthOnly(lexemes, at, today);
  return month === undefined ? [] : [month];
}

/** Behind a joiner of two ends: a dash, "to", "until the". */
function afterJoiner(lexemes: readonly Lexeme[], at: number, between = false): number | undefined {
  const joiner = lexemes[at];
  if (joiner === undefined || joiner.gap === 'line') return undefined;
  if (!(between && joiner.text === 'and') && !DASHES.has(joiner.text) && !RANGE_WORDS.has(joiner.text)) return undefined;
  const next = lexemes[at + 1]?.text === 'the' ? at + 2 : at + 1;
  return lexemes[next] === undefined || lexemes[next].gap === 'line' ? undefined : next;
}

const isBetween = (lexemes: readonly Lexeme[], at: number): boolean =>
  lexemes[lexemes[at - 1]?.text === 'the' ? at - 2 : at - 1]?.text === 'between';

function readRange(lexemes: readonly Lexeme[], at: number, today: string | undefined): Located | undefined {
  const shared = readSharedMonth(lexemes, at) ?? readBareDays(lexemes, at) ?? readDottedRange(lexemes, at);
  if (shared !== undefined) {
    const [from, to] = shared;
    return { start: at, end: to.end, date: `${iso(from, today)}/${isoAfter(to, from, today)}` };
  }
  const from = readDate(lexemes, at);
  if (from === undefined) return undefined;
  const second =
    afterJoiner(lexemes, from.end, isBetween(lexemes, at)) ??
    (isFull(from) && lexemes[from.end]?.text === '/' ? from.end + 1 : undefined);
  if (second !== undefined) {
    const day = from.month === undefined ? undefined : readDay(lexemes, second);
    const to =
      readDate(lexemes, second, true) ?? (day !== undefined && !isCounted(lexemes, day.end) ? dayIn(day, from) : undefined);
    if (to !== undefined && fits(from, to)) {
      const year = to.year !== undefined && from.year === undefined ? { ...from, year: to.year } : from;
      return { start: at, end: to.end, date: `${iso(year, today)}/${isoAfter(to, year, today)}` };
    }
  }
  return { start: at, end: from.end, date: iso(from, today) };
}

const isFull = ({ year }: FullDate): boolean => year !== undefined;

function dayIn({ day, end }: Day, { month, year, day: first }: FullDate): FullDate | undefined {
  if (day <= first || !isDay(day, month)) return undefined;
  return { day, end, ...(month === undefined ? {} : { month }), ...(year === undefined ? {} : { year }) };
}

const fits = (from: FullDate, to: FullDate): boolean => (from.month === undefined) === (to.month === undefined);

const iso = ({ day, month, year }: FullDate, today: string | undefined): string => isoDate(day, month, year, today);

/** The end of a range lies after its beginning: over New Year in the next year. */
function isoAfter(to: FullDate, from: FullDate, today: string | undefined): string {
  const written = iso({ ...to, ...(to.year === undefined && from.year !== undefined ? { year: from.year } : {}) }, today);
  const begun = iso(from, today);
  if (to.year !== undefined || to.month === undefined || !/^\d/.test(written) || !/^\d/.test(begun) || written >= begun)
    return written;
  return iso({ ...to, year: Number(begun.slice(0, 4)) + 1 }, today);
}

/** "24-27 Nov", "24th to 27th of November", "24.-27.11.". */
function readSharedMonth(lexemes: readonly Lexeme[], at: number): [FullDate, FullDate] | undefined {
  const first = readDay(lexemes, at);
  if (first === undefined) return undefined;
  const dotted = lexemes[first.end]?.text === '.' && lexemes[first.end]?.gap === 'none';
  const slash = lexemes[first.end]?.text === '/' && lexemes[first.end + 1]?.kind === 'digits' ? first.end + 1 : undefined;
  const second = afterJoiner(lexemes, first.end + (dotted ? 1 : 0), isBetween(lexemes, at)) ?? slash;
  if (second === undefined) return undefined;
  const to = readDate(lexemes, second, dotted);
  if (to?.month === undefined || to.day <= first.day || !isDay(first.day, to.month)) return undefined;
  // "10-24.11." is one thing, "450 - 24 Nov" another: the first is a day only where a month was named or the dot says so.
  const named = lexemes.slice(second, to.end).some(({ kind, text }) => kind === 'word' && MONTHS.has(text));
  if (!named && !dotted && slash === undefined && !lexemes.slice(second, to.end).some(({ text }) => text === '.'))
    return undefined;
  if (!named && slash !== undefined) return undefined;
  return [{ ...to, day: first.day }, to];
}

/** "24.11-27.11": neither alone would be a date. */
function readDottedRange(lexemes: readonly Lexeme[], at: number): [FullDate, FullDate] | undefined {
  const dash = lexemes[at + 3];
  if (lexemes[at + 1]?.text !== '.' || dash === undefined || dash.gap === 'line' || !DASHES.has(dash.text)) return undefined;
  const from = readNumeric(lexemes, at, true);
  const to = from?.end === at + 3 ? readNumeric(lexemes, at + 4, true) : undefined;
  return from === undefined || to === undefined || to.year !== undefined ? undefined : [from, to];
}

/** "24th to 27th", "24th-27th": bare days of the month. */
function readBareDays(lexemes: readonly Lexeme[], at: number): [FullDate, FullDate] | undefined {
  const first = readDay(lexemes, at);
  if (first === undefined || isCounted(lexemes, first.end)) return undefined;
  const second = afterJoiner(lexemes, first.end, isBetween(lexemes, at));
  const to = second === undefined ? undefined : readDay(lexemes, second);
  if (to === undefined || !to.ordinal || to.day === first.day || isCounted(lexemes, to.end)) return undefined;
  if (!first.ordinal && to.day < first.day) return undefined;
  return monthAfter(lexemes, to.end) === undefined && lexemes[to.end]?.text !== 'of' ? [first, to] : undefined;
}

/** "24, 25 and 26 November", "the 24th and 25th": several days. */
function readDayList(lexemes: readonly Lexeme[], at: number, today: string | undefined): Located[] {
  const days: { day: number; start: number; end: number }[] = [];
  let place = at;
  let ordinals = true;
  for (let rounds = 0; rounds < 12; rounds += 1) {
    const day = readDay(lexemes, place);
    if (day === undefined) break;
    days.push({ day: day.day, start: place, end: day.end });
    ordinals &&= day.ordinal;
    const joiner = lexemes[day.end];
    if (joiner === undefined || joiner.gap === 'line') break;
    if (joiner.text !== ',' && joiner.text !== 'and' && joiner.text !== '&' && joiner.text !== '+' && joiner.text !== 'or') break;
    // "24,25" is a number.
    if (joiner.text === ',' && lexemes[day.end + 1]?.gap === 'none') break;
    place = day.end + 1;
    if (joiner.text === ',' && ['and', '&', 'or'].includes(lexemes[place]?.text ?? '')) place += 1;
    if (lexemes[place]?.text === 'the') place += 1;
    if (lexemes[place] === undefined || lexemes[place]?.gap === 'line') return [];
  }
  if (days.length < 2) return [];
  const last = days.at(-1);
  const named = last === undefined ? undefined : monthAfter(lexemes, last.end);
  if (last !== undefined && named !== undefined && days.every(({ day }) => isDay(day, named.month))) {
    return days.map(({ day, start, end }) => ({
      start,
      end: start === last.start ? named.end : end,
      date: isoDate(day, named.month, named.year, today),
    }));
  }
  return [];
}
