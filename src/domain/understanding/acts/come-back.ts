import { cues, PhraseBook } from '../language/phrases.js';
import { type TokenisedText } from '../language/tokens.js';

type When = 'soon' | 'today' | 'evening' | 'tomorrow' | 'days' | 'week' | 'weekend' | 'month' | 'afternoon';
/** Hours from now for each way of saying it; coarse on purpose, the follow-up respects quiet hours anyway. */
const HOURS: Readonly<Record<When, number>> = {
  soon: 0.25,
  afternoon: 4,
  today: 6,
  evening: 8,
  tomorrow: 24,
  days: 48,
  weekend: 72,
  week: 168,
  month: 720,
};

const BOOK = new PhraseBook<When>([
  ...cues<When>('soon', {
    1: [
      'one|a|1 moment|minute|sec|second|min',
      'brb',
      'be right back',
      'hold|hang on',
      'in a bit|moment|minute|sec',
      'few|5|five|10|ten|couple ~1 minutes|min|mins',
      'shortly',
    ],
  }),
  ...cues<When>('afternoon', { 1: ['this afternoon', 'after lunch|checkout|check', 'in ~2 few|couple hours', 'after siesta'] }),
  ...cues<When>('today', { 1: ['later today', 'end of ~1 day', 'before|by ~1 evening'] }),
  ...cues<When>('evening', { 1: ['tonight', 'this evening', 'in the evening', 'after dinner|work|shift|service'] }),
  ...cues<When>('tomorrow', { 1: ['tomorrow', 'manana', 'demain', 'morgen', 'domani', 'amanha', 'besok', 'yarin'] }),
  ...cues<When>('days', { 1: ['day after tomorrow', 'couple|few ~1 days'] }),
  ...cues<When>('weekend', { 1: ['after the weekend', 'weekend is over'] }),
  ...cues<When>('week', { 1: ['next week', 'in a week', 'a week'] }),
  ...cues<When>('month', { 1: ['next month', 'in a month', 'end of ~1 month'] }),
]);

const WEEKDAYS: Readonly<Record<string, number>> = {
  sunday: 0,
  sun: 0,
  monday: 1,
  mon: 1,
  tuesday: 2,
  tue: 2,
  tues: 2,
  wednesday: 3,
  wed: 3,
  thursday: 4,
  thu: 4,
  thurs: 4,
  friday: 5,
  fri: 5,
  saturday: 6,
  sat: 6,
};
const UNITS: Readonly<Record<string, number>> = {
  minute: 1 / 60,
  minutes: 1 / 60,
  min: 1 / 60,
  mins: 1 / 60,
  hour: 1,
  hours: 1,
  hr: 1,
  hrs: 1,
  h: 1,
  day: 24,
  days: 24,
  week: 168,
  weeks: 168,
  month: 720,
  months: 720,
};
const COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  couple: 2,
  few: 3,
  half: 0.5,
};
const LEAD_WORDS: ReadonlySet<string> = new Set([
  'in',
  'after',
  'me',
  'within',
  'need',
  'give',
  'for',
  'another',
  'about',
  'wait',
  'maybe',
  'like',
  'back',
]);

/** Hours until the partner wants to hear from us or will be back, as said; nothing where it cannot be told. `today` is an ISO date. */
export function readComeBack(text: TokenisedText, today: string | undefined): number | undefined {
  const counted = readCounted(text);
  if (counted !== undefined) return counted;
  const said = BOOK.find(text).filter((hit) => !hit.negated);
  if (said.length > 0) return Math.max(...said.map((hit) => HOURS[hit.tag]));
  return readWeekday(text, today);
}

function readCounted({ tokens }: TokenisedText): number | undefined {
  for (let index = 1; index < tokens.length; index += 1) {
    const unit = lookUp(UNITS, tokens[index]?.word);
    if (unit === undefined) continue;
    const word = tokens[index - 1]?.word ?? '';
    const count = lookUp(COUNTS, word) ?? (/^\d{1,3}$/.test(word) ? Number(word) : undefined);
    const skip = tokens[index - 2]?.word === 'a' ? 3 : 2;
    if (count !== undefined && LEAD_WORDS.has(tokens[index - skip]?.word ?? '')) return Math.round(count * unit * 100) / 100;
  }
  return undefined;
}

function readWeekday({ tokens }: TokenisedText, today: string | undefined): number | undefined {
  if (today === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(today)) return undefined;
  for (let index = 1; index < tokens.length; index += 1) {
    const day = lookUp(WEEKDAYS, tokens[index]?.word);
    if (
      day === undefined ||
      !['on', 'until', 'till', 'by', 'next', 'me', 'back', 'again', 'maybe', 'this', 'ok', 'write', 'call'].includes(
        tokens[index - 1]?.word ?? '',
      )
    )
      continue;
    return (((day - weekdayOf(today) + 6) % 7) + 1) * 24;
  }
  return undefined;
}

/** 0 = Sunday. Zeller's congruence, since the domain asks no clock and needs no time zone for it. */
function weekdayOf(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const shiftedMonth = month < 3 ? month + 12 : month;
  const shiftedYear = month < 3 ? year - 1 : year;
  const century = Math.floor(shiftedYear / 100);
  const rest = shiftedYear % 100;
  const zeller =
    day + Math.floor((13 * (shiftedMonth + 1)) / 5) + rest + Math.floor(rest / 4) + Math.floor(century / 4) + 5 * century;
  return (zeller + 6) % 7;
}

function lookUp(table: Readonly<Record<string, number>>, word: string | undefined): number | undefined {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}
