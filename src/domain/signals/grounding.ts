import { type ReplyContext } from '../conversation/reply-context.js';
import { maySayRate } from '../negotiation/evidence.js';
import { type Mention, type Span } from '../understanding/reading.js';
import { plainAmount } from './amounts.js';
import { fold } from './fold.js';
import { isRelativeOfPartner } from './relative-amounts.js';
import { type Sentence } from './signals.js';
import { itemAt } from './spans.js';

interface OnRecord {
  money: Set<string>;
  percent: Set<string>;
  numbers: Set<string>;
  /** ISO days that were named one by one. */
  days: Set<string>;
  /** Stays; every day from the first to the check-out day may be named. */
  stays: { from: string; to: string }[];
  currencies: Set<string>;
}

/** Kinds that a partner may have brought up and that we may repeat without vouching for them. */
const MAY_ECHO: ReadonlySet<Mention['kind']> = new Set([
  'date',
  'time',
  'duration',
  'ordinal',
  'count',
  'year',
  'star_rating',
  'measure',
  'identifier',
  'number',
]);
/** "One room", "two questions", "the first step": small counts carry no fact of their own. */
const SMALL_COUNT = 2;
const SMALL_ORDINAL = 3;
/** "It takes ten minutes": a courtesy, not a fact about the hotel. */
const SHORT_MINUTES = 15;

function recordOf({ facts, tickets, standings, menu, agreed, now }: ReplyContext): OnRecord {
  const record: OnRecord = {
    money: new Set(),
    percent: new Set(),
    numbers: new Set(),
    days: new Set(),
    stays: [],
    currencies: new Set(),
  };
  const put = (into: Set<string>, values: readonly (string | undefined)[]): void => {
    for (const value of values) {
      const known = value === undefined ? undefined : plainAmount(value);
      if (known !== undefined) into.add(known);
    }
  };
  for (const { kind, value, currency } of facts) {
    if (kind === 'date') record.days.add(value);
    else put(kind === 'money' ? record.money : kind === 'percent' ? record.percent : record.numbers, [value]);
    if (kind === 'money' && currency !== undefined) record.currencies.add(currency);
  }
  for (const { currentRate, currency, evidence, stay, occupancy, commissionRate } of tickets) {
    put(record.money, [currentRate]);
    record.currencies.add(currency);
    put(
      record.money,
      evidence.filter((each) => maySayRate(each, now)).map(({ rate }) => rate),
    );
    record.stays.push(stay);
    put(record.numbers, [nightCount(stay), occupancy === undefined ? undefined : String(occupancy)]);
    if (commissionRate !== undefined) put(record.percent, [percentOf(commissionRate)]);
  }
  for (const { currentRate, standingAsk, partnerQuote, agreedRate } of standings) {
    put(record.money, [currentRate, standingAsk, partnerQuote, agreedRate]);
  }
  for (const { stay, rate } of [...menu.terms, ...agreed]) {
    record.stays.push(stay);
    put(record.money, [rate]);
    put(record.numbers, [nightCount(stay)]);
  }
  put(
    record.money,
    [...menu.asks, ...menu.acceptable].map(({ rate }) => rate),
  );
  return record;
}

/** Nights between the ends of a stay without gaps; a stay with gaps is counted by the facts. */
function nightCount(stay: { from: string; to: string; daysOfWeek?: number[]; excludedDates?: string[] }): string | undefined {
  if (stay.daysOfWeek !== undefined || stay.excludedDates !== undefined) return undefined;
  const nights = Math.round((Date.parse(stay.to) - Date.parse(stay.from)) / 86_400_000);
  return nights > 0 ? String(nights) : undefined;
}

/** `0.15` is 15. Shifts the point rather than multiply, so that no float comes in. */
function percentOf(share: string): string | undefined {
  const found = /^0?\.(\d+)$/.exec(share);
  if (!found) return undefined;
  const digits = (found[1] ?? '').padEnd(2, '0');
  return `${digits.slice(0, 2)}.${digits.slice(2)}0`;
}

/** Places of names whose numbers are part of the name ("Hotel 71", "Room for 2"). */
function nameSpans(text: string, context: ReplyContext): Span[] {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return [];
  const names = [
    context.hotel.name,
    context.ota,
    context.partner.name,
    ...context.tickets.flatMap((each) => [each.roomType, each.ratePlan]),
  ];
  const spans: Span[] = [];
  for (const name of names) {
    const needle = name?.trim().toLowerCase() ?? '';
    if (!/\d|\s/.test(needle)) continue;
    for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, at + needle.length))
      spans.push([at, at + needle.length]);
  }
  return spans;
}

/** Places of levers' own words: their numbers are on record as they stand, and only there. */
function leverSpans(text: string, { levers }: ReplyContext): Span[] {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return [];
  return levers.flatMap(({ title, terms }) =>
    [title, terms].flatMap((words): Span[] => {
      const at = words === undefined || !/\d/.test(words) ? -1 : lower.indexOf(words.toLowerCase());
      return at < 0 ? [] : [[at, at + words!.length]];
    }),
  );
}

function dayOnRecord(day: string, { days, stays }: OnRecord): boolean {
  if (/^\d{4}-\d{2}-\d{2}$/.test(day)) return days.has(day) || stays.some(({ from, to }) => from <= day && day <= to);
  const tail = day.replace(/^-+/, '');
  if (tail === '') return false;
  if (!day.startsWith('-'))
    return (
      [...days].some((known) => known.startsWith(tail)) ||
      stays.some(({ from, to }) => from.startsWith(tail) || to.startsWith(tail))
    );
  if ([...days].some((known) => known.endsWith(`-${tail}`))) return true;
  return stays.some((stay) => daysBetween(stay).some((known) => known.endsWith(`-${tail}`)));
}

/** Days of a stay with its check-out day; the ends alone for one of more than two months. */
function daysBetween({ from, to }: { from: string; to: string }): string[] {
  const first = Date.parse(from);
  const count = Math.round((Date.parse(to) - first) / 86_400_000);
  if (!(count >= 0) || count > 62) return [from, to];
  return Array.from({ length: count + 1 }, (_, offset) => new Date(first + offset * 86_400_000).toISOString().slice(0, 10));
}

function isGrounded(mention: Mention, words: string, record: OnRecord): boolean {
  const given = [mention.value, mention.low, mention.high].filter((value) => value !== undefined);
  const values = given.map(plainAmount);
  const every = (test: (value: string) => boolean): boolean =>
    values.length > 0 && values.every((value) => value !== undefined && test(value));
  switch (mention.kind) {
    case 'date':
      // "The first working day" is no date.
      return (/^---0[1-3]$/.test(mention.unit ?? '') && !/\d/.test(words)) || /^(?:first|second|third) may$/.test(words)
        ? true
        : (mention.unit ?? '').split('/').every((day) => dayOnRecord(day, record));
    case 'money':
      return (
        every((value) => record.money.has(value)) && (mention.currency === undefined || record.currencies.has(mention.currency))
      );
    case 'percent':
      return every((value) => record.percent.has(value));
    case 'year':
      return every(
        (value) =>
          [...record.days].some((day) => day.startsWith(value)) ||
          record.stays.some(({ from, to }) => from.startsWith(value) || to.startsWith(value)),
      );
    case 'ordinal':
      return every((value) => Number(value) <= SMALL_ORDINAL || dayOnRecord(`---${value.padStart(2, '0')}`, record));
    case 'duration':
      return every(
        (value) =>
          record.numbers.has(value) ||
          Number(value) <= SMALL_COUNT ||
          (/^(?:minute|second)/.test(mention.unit ?? '') && Number(value) <= SHORT_MINUTES),
      );
    case 'number':
    case 'count':
      return every(
        (value) => record.numbers.has(value) || record.money.has(value) || (Number(value) <= SMALL_COUNT && !value.includes('.')),
      );
    case 'time':
    case 'phone':
    case 'star_rating':
    case 'identifier':
    case 'measure':
      return false;
  }
}

/** What the partner said themselves may be said back: times, dates and counts anywhere, an amount where it is called theirs. */
function saidByPartner(
  mention: Mention,
  text: string,
  sentences: readonly Sentence[],
  { reading, history }: ReplyContext,
): boolean {
  const values = [mention.value, mention.low, mention.high].filter((value) => value !== undefined).map(plainAmount);
  const same = (other: Mention): boolean => {
    if (mention.kind === 'date') return other.kind === 'date' && mention.unit !== undefined && other.unit === mention.unit;
    const theirs = [other.value, other.low, other.high].filter((value) => value !== undefined).map(plainAmount);
    return values.length > 0 && values.every((value) => value !== undefined && theirs.includes(value));
  };
  if (mention.unit === 'relative') {
    const said = history.filter(({ author }) => author === 'partner').map((message) => fold(message.text));
    return isRelativeOfPartner(itemAt(sentences, mention.span[0])?.folded ?? '', said);
  }
  const now = reading?.mentions.some(same) ?? false;
  if (mention.kind === 'money' || mention.kind === 'percent' || (mention.kind === 'number' && Number(values[0]) > 31)) {
    const sentence = itemAt(sentences, mention.span[0]);
    return now && sentence !== undefined && (sentence.question || /\byou(?:rs?)?\b/.test(sentence.folded));
  }
  if (!MAY_ECHO.has(mention.kind)) return false;
  const words = text.slice(mention.span[0], mention.span[1]).toLowerCase();
  // "he comes at two" and "two o'clock" are the same.
  const hour = mention.kind === 'time' ? /^(\w{1,6}) o['’]clock$/.exec(words)?.[1] : undefined;
  return (
    now ||
    history.some(
      ({ author, text: message }) =>
        author === 'partner' &&
        (holds(message.toLowerCase(), words) || (hour !== undefined && holds(message.toLowerCase(), `at ${hour}`))),
    )
  );
}

/** Whether `words` stands in `text` by itself, not as part of a longer number or word. */
function holds(text: string, words: string): boolean {
  if (words === '') return false;
  for (let at = text.indexOf(words), tries = 0; at >= 0 && tries < 20; at = text.indexOf(words, at + 1), tries++) {
    if (!/[\p{L}\p{N}.,]/u.test(text.charAt(at - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(at + words.length))) return true;
  }
  return false;
}

const SMALL_WORDS = /^(?:three|four|five)$/i;
const THINGS_SAID =
  /^ (?:\w+ )?(?:questions?|points(?! (?:less|off|of|more|lower|higher)\b)|messages|calls|figures|prices|reasons|conditions|wishes|topics|items|parts|lines|sentences|words)\b/;
const TIMES_SAID = /\byou(?:'ve| have)? (?:\w+ )?(?:named|said|asked|told|written|repeated|given)\b[^.?!]{0,40}$/;

/** "All three questions", "your four prices": what is counted was said in this chat, and carries no fact about the hotel. */
function countsWhatWasSaid({ kind, span }: Mention, text: string): boolean {
  if ((kind !== 'count' && kind !== 'number') || !SMALL_WORDS.test(text.slice(span[0], span[1]))) return false;
  const after = text.slice(span[1], span[1] + 40).toLowerCase();
  const before = text.slice(Math.max(0, span[0] - 60), span[0]).toLowerCase();
  if (THINGS_SAID.test(after)) return true;
  if (/^ times(?:[.,!?]|$)/.test(after)) return TIMES_SAID.test(before);
  return /(?:^|\s)(?:these|those) $/.test(before) && /^(?:[,.!?]| (?:i|we|you) )/.test(after);
}

/** "1.", "2)" at the beginning of a line, up to the number of tickets: an enumeration. */
function enumerates(mention: Mention, text: string, tickets: number): boolean {
  if (mention.kind !== 'number' && mention.kind !== 'ordinal') return false;
  const [start, end] = mention.span;
  const before = text.slice(Math.max(0, start - 3), start);
  return (
    /(?:^|\n)\s{0,2}$/.test(start <= 3 ? before : `x${before}`) &&
    /^[.)]?\s/.test(text.slice(end, end + 2)) &&
    Number(mention.value) <= Math.max(3, tickets)
  );
}

/** Numbers of a reply, relative ones included, that nothing on record stands behind. */
export function ungroundedIn(
  text: string,
  mentions: readonly Mention[],
  sentences: readonly Sentence[],
  context: ReplyContext,
): Mention[] {
  if (mentions.length === 0) return [];
  const record = recordOf(context);
  const names = [...nameSpans(text, context), ...leverSpans(text, context)];
  return mentions.filter(
    (mention) =>
      !names.some(([start, end]) => mention.span[0] >= start && mention.span[1] <= end) &&
      !isGrounded(mention, text.slice(mention.span[0], mention.span[1]), record) &&
      !enumerates(mention, text, context.tickets.length) &&
      !countsWhatWasSaid(mention, text) &&
      !saidByPartner(mention, text, sentences, context),
  );
}
