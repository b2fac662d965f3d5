const MONTH_NAMES: readonly (readonly string[])[] = [
  ['january', 'jan', 'januar', 'janvier', 'enero', 'gennaio', 'janury', 'januray'],
  ['february', 'feb', 'febr', 'februar', 'fevrier', 'febrero', 'febuary', 'feburary', 'febraury'],
  ['march', 'mar', 'marz', 'mars', 'marzo'],
  ['april', 'apr', 'avril', 'abril', 'aprile', 'apirl'],
  ['may', 'mai', 'mayo', 'maggio'],
  ['june', 'jun', 'juni', 'juin', 'junio', 'giugno'],
  ['july', 'jul', 'juli', 'juillet', 'julio', 'luglio'],
  ['august', 'aug', 'aout', 'agosto', 'agust'],
  ['september', 'sep', 'sept', 'septembre', 'septiembre', 'settembre', 'setember', 'septmber', 'septemeber'],
  ['october', 'oct', 'oktober', 'okt', 'octobre', 'octubre', 'ottobre', 'ocotber', 'octber'],
  ['november', 'nov', 'novembre', 'noviembre', 'novemeber', 'novmber', 'novembr', 'nomvember', 'novemer'],
  ['december', 'dec', 'dez', 'dezember', 'decembre', 'diciembre', 'dicembre', 'decmber', 'decemeber', 'desember'],
];

const WEEKDAY_NAMES: readonly (readonly string[])[] = [
  ['sunday', 'sundays', 'sun', 'suns'],
  ['monday', 'mondays', 'mon', 'mons', 'munday'],
  ['tuesday', 'tuesdays', 'tue', 'tues', 'tuseday', 'teusday'],
  ['wednesday', 'wednesdays', 'wed', 'weds', 'wensday', 'wednsday', 'wendesday'],
  ['thursday', 'thursdays', 'thu', 'thur', 'thurs', 'thrusday', 'thusday'],
  ['friday', 'fridays', 'fri', 'firday'],
  ['saturday', 'saturdays', 'sat', 'sats', 'saterday', 'satuday', 'staurday'],
];

/** Month (1 to 12) by English name, abbreviation or common misspelling, and by its name in some neighbouring languages. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  MONTH_NAMES.flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);

/** Day of the week, 0 = Sunday. */
export const WEEKDAYS: ReadonlyMap<string, number> = new Map(
  WEEKDAY_NAMES.flatMap((names, day) => names.map((name) => [name, day] as const)),
);

/** Words of their own, or parts of names: weekdays only beside another weekday or where the text leaves no doubt. */
export const WORDLIKE_WEEKDAYS: ReadonlySet<string> = new Set([
  'sun',
  'suns',
  'sat',
  'sats',
  'wed',
  'mon',
  'mons',
  'fri',
  'thu',
  'tue',
]);

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isDay(day: number, month?: number): boolean {
  return day >= 1 && day <= (month === undefined ? 31 : (DAYS_OF_MONTH[month - 1] ?? 0));
}

const MILLISECONDS_A_DAY = 86_400_000;
/** So far back a date without a year may lie; further back it is meant for next year. */
const DAYS_BACK = 31;

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-24`; `--11-24` where neither the text nor today says the year; `---24` for a bare day. */
export function isoDate(day: number, month: number | undefined, year: number | undefined, today: string | undefined): string {
  if (month === undefined) return `---${two(day)}`;
  const known = year ?? yearFor(day, month, today);
  return `${known === undefined ? '-' : String(known).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** The year in which a day of a month lies next, or last if it was within the last month. */
function yearFor(day: number, month: number, today: string | undefined): number | undefined {
  const now = today === undefined ? undefined : dayNumber(today);
  if (today === undefined || now === undefined) return undefined;
  const year = Number(today.slice(0, 4));
  for (const candidate of [year - 1, year, year + 1]) {
    if (Date.UTC(candidate, month - 1, day) / MILLISECONDS_A_DAY >= now - DAYS_BACK) return candidate;
  }
  return year + 1;
}

function dayNumber(date: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  if (match === null) return undefined;
  return Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / MILLISECONDS_A_DAY;
}

/** A date some days later, ISO; undefined where the date is none. */
export function daysLater(date: string, days: number): string | undefined {
  const day = dayNumber(date);
  return day === undefined ? undefined : new Date((day + days) * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}
