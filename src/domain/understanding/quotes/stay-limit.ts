import { type InterpreterTicket, type StayLimit } from '../reading.js';
import { WEEKDAYS } from '../dates/calendar.js';
import { readDates } from '../dates/read-dates.js';
import { BREAK } from '../language/tokens.js';
import { type QuoteText } from './words.js';

/** Words that begin a reading of dates; without them and without a date among the mentions there is none. */
const DAY_WORDS: ReadonlySet<string> = new Set([
  ...WEEKDAYS.keys(),
  'weekend',
  'weekends',
  'weekday',
  'weekdays',
  'midweek',
  'week',
]);
const EXCLUDING: ReadonlySet<string> = new Set([
  'not',
  'no',
  'except',
  'excluding',
  'exclude',
  'excl',
  'without',
  'never',
  'besides',
  'minus',
  'apart',
  'than',
  'bar',
  'exc',
]);
const EXCLUDED_AFTER: ReadonlySet<string> = new Set([
  'excluded',
  'stay',
  'stays',
  'excl',
  'unchanged',
  'normal',
  'out',
  'remain',
  'remains',
  'blocked',
]);
const LEAVES_OPEN: ReadonlySet<string> = new Set([
  'on',
  'for',
  'only',
  'the',
  'a',
  'and',
  'or',
  'nor',
  'in',
  'at',
  'of',
  'from',
  'during',
  'night',
  'nights',
  'just',
  'any',
]);
/** "By Friday" and "until Monday" say when an answer comes. */
const DEADLINE: ReadonlySet<string> = new Set(['by', 'before', 'until', 'till', 'next', 'this', 'tomorrow', 'since', 'last']);

/** Part of a stay named in the message, before it is known which quote it limits. */
export interface StayWords {
  start: number;
  end: number;
  limit: StayLimit;
}

/** Dates and weekdays that limit a quote to part of the stay, or take nights out of it. */
export function findStayWords(text: QuoteText, today: string | undefined): StayWords[] {
  const { tokens } = text;
  if (!tokens.some(({ word }) => word === '#date' || DAY_WORDS.has(word))) return [];
  const found: StayWords[] = [];
  let index = 0;
  for (const { span, date, daysOfWeek } of readDates(text.text, { today })) {
    while (index < tokens.length && (tokens[index]?.span[1] ?? 0) <= span[0]) index += 1;
    const start = index;
    while (index < tokens.length && (tokens[index]?.span[0] ?? 0) < span[1]) index += 1;
    const before = tokens[start - 1]?.word ?? '';
    if (index === start || (DEADLINE.has(before) && (daysOfWeek !== undefined || before !== 'this'))) continue;
    const excluded = isExcluded(text, start, index);
    if (date !== undefined) found.push({ start, end: index, limit: limitOfDate(date, excluded) });
    else if (daysOfWeek !== undefined && daysOfWeek.length > 0)
      found.push({
        start,
        end: index,
        limit: excluded ? { excludedDaysOfWeek: [...daysOfWeek] } : { daysOfWeek: [...daysOfWeek] },
      });
  }
  return found;
}

/** One limit out of several that belong to the same quote. */
export function mergeLimits(limits: readonly StayLimit[]): StayLimit | undefined {
  if (limits.length === 0) return undefined;
  const merged: StayLimit = {};
  for (const limit of limits) {
    if (limit.from !== undefined) merged.from = limit.from;
    if (limit.to !== undefined) merged.to = limit.to;
    if (limit.dates !== undefined) merged.dates = unique([...(merged.dates ?? []), ...limit.dates]);
    if (limit.excludedDates !== undefined)
      merged.excludedDates = unique([...(merged.excludedDates ?? []), ...limit.excludedDates]);
    if (limit.daysOfWeek !== undefined)
      merged.daysOfWeek = unique([...(merged.daysOfWeek ?? []), ...limit.daysOfWeek]).sort(ascending);
    if (limit.excludedDaysOfWeek !== undefined)
      merged.excludedDaysOfWeek = unique([...(merged.excludedDaysOfWeek ?? []), ...limit.excludedDaysOfWeek]).sort(ascending);
  }
  return merged;
}

/** Gives dates without year or month those of the stay; `outside` where a date is not in it. */
export function resolveLimit(
  limit: StayLimit,
  stay: InterpreterTicket['stay'] | undefined,
): { limit: StayLimit; outside: boolean } {
  let outside = false;
  const nights = stay === undefined ? [] : nightsBetween(stay);
  const resolve = (date: string): string => {
    if (nights.length === 0) return date;
    const wanted = date.replace(/^-+/u, '');
    const night = nights.find((known) => known === date || (date.startsWith('-') && known.endsWith(wanted)));
    if (night === undefined && date !== stay?.to && !(date.startsWith('-') && stay?.to.endsWith(wanted) === true)) outside = true;
    return night ?? date;
  };
  const resolved: StayLimit = { ...limit };
  if (limit.dates !== undefined) resolved.dates = limit.dates.map(resolve);
  if (limit.excludedDates !== undefined) resolved.excludedDates = limit.excludedDates.map(resolve);
  return { limit: resolved, outside };
}

function limitOfDate(date: string, excluded: boolean): StayLimit {
  const [from = date, to] = date.split('/');
  if (to !== undefined) return excluded ? { excludedDates: [from, to] } : { from, to };
  return excluded ? { excludedDates: [date] } : { dates: [date] };
}

function isExcluded({ tokens }: QuoteText, start: number, end: number): boolean {
  for (let at = start - 1; at >= 0 && at >= start - 5; at -= 1) {
    if ((tokens[at + 1]?.breakBefore ?? BREAK.line) >= BREAK.sentence) break;
    const word = tokens[at]?.word ?? '';
    if (EXCLUDING.has(word)) return true;
    if (!LEAVES_OPEN.has(word) && !DAY_WORDS.has(word) && word !== '#date') break;
  }
  for (let at = end; at < end + 2; at += 1) {
    const next = tokens[at];
    if (next === undefined || next.breakBefore >= BREAK.comma) return false;
    if (EXCLUDED_AFTER.has(next.word)) return true;
  }
  return false;
}

function nightsBetween({ from, to }: InterpreterTicket['stay']): string[] {
  const start = Date.parse(from);
  const end = Date.parse(to);
  const nights: string[] = [];
  if (!Number.isFinite(start) || !Number.isFinite(end)) return nights;
  for (let at = start; at < end && nights.length < 400; at += 86_400_000) nights.push(new Date(at).toISOString().slice(0, 10));
  return nights;
}

function unique<Value>(list: readonly Value[]): Value[] {
  return [...new Set(list)];
}

function ascending(one: number, other: number): number {
  return one - other;
}
