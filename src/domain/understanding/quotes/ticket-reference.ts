import { type InterpreterTicket } from '../reading.js';
import { foldWord, plainWords } from '../language/normalise.js';
import { type QuoteText } from './words.js';

/** Short and other forms of the words rooms and rate plans are named with. */
const SAME_WORD: Readonly<Record<string, string>> = {
  dbl: 'double',
  doubles: 'double',
  twn: 'twin',
  twins: 'twin',
  sgl: 'single',
  singles: 'single',
  tpl: 'triple',
  quad: 'quadruple',
  ste: 'suite',
  suites: 'suite',
  dlx: 'deluxe',
  delux: 'deluxe',
  deluxes: 'deluxe',
  std: 'standard',
  standards: 'standard',
  sup: 'superior',
  superiors: 'superior',
  fam: 'family',
  exec: 'executive',
  executives: 'executive',
  jr: 'junior',
  apt: 'apartment',
  apartments: 'apartment',
  studios: 'studio',
  villas: 'villa',
  bb: 'breakfast',
  hb: 'halfboard',
  ro: 'roomonly',
  flex: 'flexible',
  refundable: 'flexible',
  nonref: 'nonrefundable',
  nrf: 'nonrefundable',
  nonrefundable: 'nonrefundable',
  ocean: 'sea',
  kings: 'king',
  queens: 'queen',
};
/** Words that tell no room from another. */
const NO_NAMES: ReadonlySet<string> = new Set([
  'room',
  'rooms',
  'with',
  'and',
  'or',
  'the',
  'a',
  'an',
  'of',
  'for',
  'in',
  'to',
  'bed',
  'beds',
  'view',
  'rate',
  'plan',
  'best',
  'only',
  'no',
  'non',
  'not',
  'per',
  'night',
  'one',
  'two',
  'net',
  'our',
  'your',
  'is',
  'it',
  'price',
]);
/** Words that are sure to name a kind of room, on a ticket or not. */
const ROOM_WORDS: ReadonlySet<string> = new Set([
  'double',
  'twin',
  'single',
  'triple',
  'quadruple',
  'suite',
  'deluxe',
  'standard',
  'superior',
  'family',
  'executive',
  'studio',
  'villa',
  'penthouse',
  'bungalow',
  'apartment',
  'dorm',
  'king',
  'queen',
]);
const ALL_OF_THEM: ReadonlySet<string> = new Set(['both', 'each', 'either', 'all']);

export interface TicketMention {
  /** In words of the message, end exclusive. */
  start: number;
  end: number;
  /** Empty: a room that is on no ticket. */
  tickets: readonly InterpreterTicket[];
  /** `other`: "the other room"; `all`: "both", "all rooms". */
  how: 'named' | 'other' | 'all';
}

/** Rooms and rate plans that the message names, in order. */
export function findTicketMentions({ tokens }: QuoteText, tickets: readonly InterpreterTicket[]): TicketMention[] {
  if (tickets.length === 0 || tickets.every(({ roomType }) => roomType === '')) return [];
  const names = tickets.map(nameWords);
  const found: TicketMention[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const first = tokens[index];
    if (first === undefined || first.mention !== undefined) continue;
    let word = canonical(first.word);
    if (word === 'other' && tickets.length > 1) found.push({ start: index, end: index + 1, tickets, how: 'other' });
    if (tickets.length > 1 && isAllOfThem(tokens, index)) found.push({ start: index, end: index + 1, tickets, how: 'all' });
    if (!isName(word, names)) continue;
    const start = index;
    let meant = tickets.map((_ticket, at) => at);
    let fits = false;
    let unknownRoom = false;
    // "Deluxe Sea View" narrows word by word.
    for (; isName(word, names); word = canonical(tokens[index]?.word ?? '')) {
      const here = word;
      const narrowed = meant.filter((at) => names[at]?.has(here) === true);
      if (narrowed.length > 0) {
        fits = true;
        meant = narrowed;
      } else if (ROOM_WORDS.has(here)) unknownRoom = true;
      index += 1;
      if ((tokens[index]?.breakBefore ?? 3) !== 0) break;
    }
    index -= 1;
    const named = meant.flatMap((at) => tickets[at] ?? []);
    const onNoTicket = unknownRoom && (!fits || named.length > 0);
    if (fits || unknownRoom) found.push({ start, end: index + 1, tickets: onNoTicket ? [] : named, how: 'named' });
  }
  return found;
}

function isAllOfThem(tokens: QuoteText['tokens'], index: number): boolean {
  const word = tokens[index]?.word ?? '';
  const next = tokens[index + 1]?.word ?? '';
  if (!ALL_OF_THEM.has(word)) return false;
  if (word === 'both') return next !== 'nights' && next !== 'sides' && next !== 'of';
  return (
    next === 'rooms' ||
    next === 'room' ||
    next === 'categories' ||
    next === 'types' ||
    (word === 'each' && next === '' && index > 0)
  );
}

function isName(word: string, names: readonly ReadonlySet<string>[]): boolean {
  return word !== '' && (ROOM_WORDS.has(word) || names.some((known) => known.has(word)));
}

function canonical(word: string): string {
  return Object.hasOwn(SAME_WORD, word) ? (SAME_WORD[word] ?? word) : word;
}

function nameWords({ roomType, ratePlan }: InterpreterTicket): ReadonlySet<string> {
  const words = `${roomType} ${ratePlan ?? ''}`
    .slice(0, 300)
    .replaceAll(/non[\s-]?ref(?:undable)?\b/giu, 'nonrefundable')
    .split(/[^\p{L}\p{M}\p{N}'’]+/u)
    .flatMap((word) => plainWords(foldWord(word), false).map(canonical));
  return new Set(words.filter((word) => word.length > 1 && !NO_NAMES.has(word)));
}
