import { type Span } from '../reading.js';

/** A date, a range of dates, days of the week or a month, as said in a text. */
export interface DateReading {
  span: Span;
  /** ISO date or range with both ends as said: `2026-11-24`, `2026-11-24/2026-11-26`, `--11-24` without a year, `---24` a bare day. */
  date?: string;
  /** 0 = Sunday. Weekends are the nights of Friday and Saturday, weekdays and "midweek" those of Sunday to Thursday. */
  daysOfWeek?: number[];
  /** `2026-11` or `--11`: a month without a day. */
  month?: string;
  /** "today", "tomorrow": no number stands in the text. */
  relative?: boolean;
}

/** A reading with the lexemes it takes, half open. */
export interface LocatedDate extends DateReading {
  start: number;
  end: number;
}

/** Where a date lies, in lexemes. */
export type Located = Omit<LocatedDate, 'span'>;
