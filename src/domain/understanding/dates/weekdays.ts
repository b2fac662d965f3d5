import { type Lexeme } from '../numbers/lexemes.js';
import { daysLater, isoDate, MONTHS, WEEKDAYS, WORDLIKE_WEEKDAYS } from './calendar.js';
import { cueBefore, yearAfter } from './date-forms.js';
import { DASHES, MIDWEEK, MONTH_CUES, NEAR_DATES, RANGE_WORDS, RELATIVE, WEEKEND } from './date-words.js';
import { type Located } from './date-reading.js';

/** "tomorrow", "the day after tomorrow". */
export function readRelative(lexemes: readonly Lexeme[], at: number, today: string | undefined): Located | undefined {
  const [first, second, third] = [lexemes[at], lexemes[at + 1], lexemes[at + 2]];
  const days = RELATIVE.get(first?.text ?? '');
  if (today === undefined) return undefined;
  const dayAfter = first?.text === 'day' && second?.text === 'after' && RELATIVE.get(third?.text ?? '') === 1;
  const date = days !== undefined ? daysLater(today, days) : dayAfter ? daysLater(today, 2) : undefined;
  return date === undefined ? undefined : { start: at, end: dayAfter ? at + 3 : at + 1, date, relative: true };
}

/** Weekday names, alone, in a row ("Fri, Sat and Sun") or as a range ("Sunday to Thursday"), and weekends. */
export function readWeekdays(lexemes: readonly Lexeme[], at: number): Located | undefined {
  const first = lexemes[at];
  if (first === undefined) return undefined;
  if (WEEKEND.has(first.text)) return { start: at, end: at + 1, daysOfWeek: [5, 6] };
  if (MIDWEEK.has(first.text)) return { start: at, end: at + 1, daysOfWeek: [0, 1, 2, 3, 4] };
  if (first.text === 'mid' && lexemes[at + 1]?.text === '-' && lexemes[at + 2]?.text === 'week') {
    return { start: at, end: at + 3, daysOfWeek: [0, 1, 2, 3, 4] };
  }
  const day = WEEKDAYS.get(first.text);
  if (day === undefined) return undefined;
  const days = [day];
  let end = at + 1;
  let sure = !WORDLIKE_WEEKDAYS.has(first.text) || first.letters === 'capital' || first.letters === 'upper';
  for (let rounds = 0; rounds < 7; rounds += 1) {
    let place = end;
    let joiner = lexemes[place];
    if (joiner?.text === '.' && joiner.gap === 'none') joiner = lexemes[(place += 1)];
    if (joiner === undefined || joiner.gap === 'line') break;
    const range = DASHES.has(joiner.text) || RANGE_WORDS.has(joiner.text);
    if (!range && ![',', 'and', '&', '/', '+', 'or', 'n'].includes(joiner.text)) break;
    place += joiner.text === ',' && ['and', '&', 'or'].includes(lexemes[place + 1]?.text ?? '') ? 2 : 1;
    const next = WEEKDAYS.get(lexemes[place]?.text ?? '');
    if (next === undefined || lexemes[place]?.gap === 'line') break;
    const last = days.at(-1) ?? day;
    if (range) for (let each = (last + 1) % 7; each !== next && days.length < 7; each = (each + 1) % 7) days.push(each);
    days.push(next);
    end = place + 1;
    sure = true;
  }
  if (!sure && !cueBefore(lexemes, at, NEAR_DATES)) return undefined;
  if (first.text === 'sun' && days.length === 1 && lexemes[at - 1]?.text === 'the') return undefined;
  return { start: at, end, daysOfWeek: [...new Set(days)] };
}

/** "in November", "November 2026". */
export function readMonthOnly(lexemes: readonly Lexeme[], at: number, today: string | undefined): Located | undefined {
  const name = lexemes[at];
  const month = name?.kind === 'word' ? MONTHS.get(name.text) : undefined;
  if (month === undefined || name === undefined) return undefined;
  const short = name.text.length <= 4 && !['june', 'july'].includes(name.text);
  if ((short || name.text === 'march') && !cueBefore(lexemes, at, MONTH_CUES)) return undefined;
  const { year, end } = yearAfter(lexemes, at + 1);
  return { start: at, end, month: isoDate(1, month, year, today).slice(0, -3) };
}
