import { type StayLimit } from '../understanding/reading.js';
import { type IsoDate, type Stay } from './ticket.js';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 4;

interface CivilDay {
  year: number;
  month: number;
  day: number;
}

/** Undefined where the text is no day of the calendar, such as `2026-02-30`. */
export function parseDay(text: string): CivilDay | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return undefined;
  return { year, month, day };
}

/** Every night of the stay as the ISO day it begins on; empty for a stay that is not valid or longer than three years. */
export function nightsOf(stay: Stay): IsoDate[] {
  const from = parseDay(stay.from);
  const to = parseDay(stay.to);
  if (!from || !to) return [];
  const first = dayNumber(from);
  const last = dayNumber(to);
  if (last - first > 1100) return [];
  const nights: IsoDate[] = [];
  for (let number = first; number < last; number++) {
    const night = isoDay(number);
    if (stay.daysOfWeek && !stay.daysOfWeek.includes(weekday(number))) continue;
    if (stay.excludedDates?.includes(night)) continue;
    nights.push(night);
  }
  return nights;
}

/** Nights of a stay that a partner's words about dates leave: "the 24th only", "not the weekend". */
export function nightsWithin(stay: Stay, limit: StayLimit): IsoDate[] {
  return nightsOf(stay).filter((night) => {
    if (limit.from !== undefined && night < limit.from) return false;
    if (limit.to !== undefined && night >= limit.to) return false;
    if (limit.dates && !limit.dates.some((date) => (date.startsWith('---') ? night.endsWith(date.slice(2)) : date === night)))
      return false;
    const day = weekdayOf(night);
    if (limit.daysOfWeek && !limit.daysOfWeek.includes(day)) return false;
    if (limit.excludedDaysOfWeek?.includes(day)) return false;
    return !limit.excludedDates?.includes(night);
  });
}

/** A stay of exactly these nights (at least one, in order). */
export function stayOf(nights: readonly IsoDate[]): Stay {
  const first = nights[0];
  const last = nights.at(-1);
  if (first === undefined || last === undefined) throw new Error('A stay has at least one night');
  const to = isoDay(dayNumber(parseDay(last)!) + 1);
  const gaps = nightsOf({ from: first, to }).filter((night) => !nights.includes(night));
  return { from: first, to, ...(gaps.length > 0 ? { excludedDates: gaps } : {}) };
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: IsoDate): number {
  const civil = parseDay(day);
  if (!civil) throw new Error('Not a day of the calendar');
  return weekday(dayNumber(civil));
}

/** The stay for people: `24–27 Nov 2026 (3 nights)`. The last day is the check-out. */
export function formatStay(stay: Stay): string {
  const from = parseDay(stay.from);
  const to = parseDay(stay.to);
  if (!from || !to) throw new Error('Not a valid stay');
  const end = `${to.day} ${MONTHS[to.month - 1]} ${to.year}`;
  const start =
    from.year !== to.year
      ? `${from.day} ${MONTHS[from.month - 1]} ${from.year} – `
      : from.month !== to.month
        ? `${from.day} ${MONTHS[from.month - 1]} – `
        : `${from.day}–`;
  const count = nightsOf(stay).length;
  return `${start}${end} (${count} ${count === 1 ? 'night' : 'nights'})`;
}

function monthLength(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : MONTH_LENGTHS[month - 1]!;
}

/** Days since 1 January 1970. */
function dayNumber(day: CivilDay): number {
  return Date.UTC(day.year, day.month - 1, day.day) / 86_400_000;
}

function isoDay(number: number): IsoDate {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}

function weekday(number: number): number {
  return (number + EPOCH_WEEKDAY) % 7;
}
