import { type Lexeme } from './lexemes.js';
import {
  BETWEEN,
  COUNTED_THING,
  COUNTED_THINGS,
  DURATIONS,
  MEASURE_PHRASES,
  MEASURES,
  PER_THING,
  PER_WORDS,
  SHORT_UNITS,
} from './units.js';

/** What stands behind a number and says what it counts. */
export interface Counted {
  kind: 'count' | 'duration' | 'measure' | 'star_rating';
  unit: string;
}

/** Words between an amount and "per night". */
const BEFORE_PER: ReadonlySet<string> = new Set([
  'net',
  'nett',
  'gross',
  'selling',
  'incl',
  'inclusive',
  'including',
  'tax',
  'taxes',
  'only',
  'max',
  'flat',
  'all',
  'in',
  'bb',
  'breakfast',
  'ro',
  'vat',
  'netto',
  'brutto',
  'plus',
  'excl',
  'excluding',
  'with',
  'or',
  'so',
  'ish',
  'maximum',
  'minimum',
  'min',
  'approx',
  'about',
  '.',
  '(',
  'b',
  '&',
  'sell',
  'rate',
]);
const WHOLE: ReadonlySet<string> = new Set([
  'the',
  'whole',
  'entire',
  'full',
  'all',
  'total',
  'complete',
  'our',
  'this',
  'that',
  'your',
  'their',
  'both',
  'those',
  'these',
]);

/** `per_night`, `per_stay` … where what follows an amount says so. */
export function perUnitAfter(lexemes: readonly Lexeme[], end: number): string | undefined {
  let at = end;
  for (let skipped = 0; skipped <= 3; skipped += 1) {
    const unit = perUnitAt(lexemes, at);
    if (unit !== undefined) return unit;
    const next = lexemes[at];
    if (next === undefined || next.gap === 'line' || !BEFORE_PER.has(next.text)) return undefined;
    at += 1;
  }
  return undefined;
}

function perUnitAt(lexemes: readonly Lexeme[], at: number): string | undefined {
  const first = lexemes[at];
  const second = lexemes[at + 1];
  if (first === undefined || first.gap === 'line') return undefined;
  const text = first.text;
  if (
    text === '/' ||
    text === 'per' ||
    text === 'a' ||
    text === 'an' ||
    text === 'each' ||
    text === 'every' ||
    text === '每' ||
    text === '一' ||
    text === 'by'
  ) {
    if (second === undefined || second.gap === 'line') return text === 'each' ? 'each' : undefined;
    const one = PER_THING.get(second.text);
    if (text === 'a' && second.text === 'p') return undefined;
    if (one === undefined) {
      // "/ per night", "per double room".
      if (text === '/' && second.text === 'per') return perUnitAt(lexemes, at + 1);
      const third = lexemes[at + 2];
      if (BETWEEN.has(second.text) && third !== undefined && third.gap !== 'line') return PER_THING.get(third.text);
      return text === 'each' ? 'each' : undefined;
    }
    // "per room per night", "/room/night", "per room and night": the night decides.
    const joiner = lexemes[at + 2];
    const further = lexemes[at + 3];
    if (joiner !== undefined && further !== undefined && ['per', '/', 'and', '&', 'a', 'each', 'every'].includes(joiner.text)) {
      const other = PER_THING.get(further.text);
      if (other === 'per_night' || (one === 'each' && other !== undefined)) return other;
    }
    if (one !== 'per_night' && joiner !== undefined && PER_THING.get(joiner.text) === 'per_night') return 'per_night';
    return one;
  }
  if (text === 'p' && (second?.text === '/' || second?.text === '.')) {
    const third = lexemes[at + 2];
    return third?.text === 'n' ? 'per_night' : third?.text === 'p' ? 'per_person' : third?.text === 'd' ? 'per_day' : undefined;
  }
  const word = PER_WORDS.get(text);
  if (word !== undefined) return word;
  if (text === 'for' || text === 'on') {
    let place = at + 1;
    let whole = false;
    while (place < at + 4 && WHOLE.has(lexemes[place]?.text ?? '')) {
      whole ||= lexemes[place]?.text !== 'the';
      place += 1;
    }
    const thing = lexemes[place]?.gap === 'line' ? undefined : lexemes[place]?.text;
    if (thing === 'stay' || (whole && (thing === 'nights' || thing === 'days'))) return 'per_stay';
    if (thing === 'block' || thing === 'group' || thing === 'allotment' || thing === 'lot') return 'per_block';
    return undefined;
  }
  return undefined;
}

/** "每晚460": the unit before the amount. */
export function perUnitBefore(lexemes: readonly Lexeme[], start: number): string | undefined {
  const [each, thing] = [lexemes[start - 2], lexemes[start - 1]];
  if (each === undefined || thing === undefined || lexemes[start]?.gap === 'line') return undefined;
  return each.text === '每' || each.text === '一' ? PER_THING.get(thing.text) : undefined;
}

/** The noun that a number counts, behind a hyphen or up to two adjectives. `one`: the number is one. */
export function countedAfter(lexemes: readonly Lexeme[], end: number, one: boolean, large: boolean): Counted | undefined {
  let at = end;
  const first = lexemes[at];
  if (first === undefined || first.gap === 'line') return undefined;
  const hyphened = (first.text === '-' || first.text === '‑') && first.gap === 'none' && lexemes[at + 1]?.gap === 'none';
  if (hyphened) at += 1;
  const measured = measureAt(lexemes, at);
  if (measured !== undefined) return { kind: 'measure', unit: measured };
  if (lexemes[at]?.text === '个' || lexemes[at]?.text === '個') at += 1;
  for (let between = 0; between <= 3; between += 1) {
    const next = lexemes[at];
    if (next === undefined || next.gap === 'line' || (next.kind !== 'word' && next.kind !== 'han')) {
      return between === 0 && next?.text === '*' && next.gap === 'none' && !large && lexemes[at + 1]?.kind !== 'digits'
        ? { kind: 'star_rating', unit: 'stars' }
        : undefined;
    }
    const text = next.text;
    const short = SHORT_UNITS.has(text) && next.gap !== 'none';
    if (text === 'star' || text === 'stars' || text === '星') return { kind: 'star_rating', unit: 'stars' };
    const duration = short ? undefined : DURATIONS.get(text);
    if (duration !== undefined && between === 0) return { kind: 'duration', unit: duration };
    if (duration !== undefined && BETWEEN.has(lexemes[at - 1]?.text ?? '')) return { kind: 'duration', unit: duration };
    const plural = short ? undefined : COUNTED_THINGS.get(text);
    if (plural !== undefined && !(large && (text === 'nt' || text === 'guest'))) return { kind: 'count', unit: plural };
    const singular = COUNTED_THING.get(text);
    // "5-night stay", "3 night minimum": counted although singular; "450 room only" is not.
    if (
      singular !== undefined &&
      (one || hyphened || (singular === 'nights' && !large)) &&
      !(one && BETWEEN.has(text) && nounFollows(lexemes, at))
    ) {
      return { kind: 'count', unit: singular };
    }
    if (!BETWEEN.has(text)) return undefined;
    at += 1;
  }
  return undefined;
}

function nounFollows(lexemes: readonly Lexeme[], at: number): boolean {
  const next = lexemes[at + 1];
  return next?.kind === 'word' && next.gap !== 'line' && (COUNTED_THING.has(next.text) || COUNTED_THINGS.has(next.text));
}

function measureAt(lexemes: readonly Lexeme[], at: number): string | undefined {
  let key = '';
  let found: string | undefined;
  for (let index = at; index < at + 3; index += 1) {
    const lexeme = lexemes[index];
    if (lexeme === undefined || (index > at && lexeme.gap === 'line')) break;
    const text = lexeme.kind === 'sign' ? lexeme.text.toLowerCase() : lexeme.text;
    key += index === at || lexeme.gap === 'none' ? text : ` ${text}`;
    if (index === at) {
      const spaced = lexeme.gap !== 'none';
      // "450 in", "2 l": a unit of one or two letters stands right behind the digits; metres and grams may not.
      const allowed = !SHORT_UNITS.has(text) || !spaced || text === 'm' || text === 'ft' || text === 'mi';
      found = allowed ? MEASURES.get(text) : undefined;
      // "m 2" and "m²" are square metres.
      if (text === 'm' && lexemes[index + 1]?.text === '2' && lexemes[index + 1]?.gap === 'none') return 'sqm';
    } else found = MEASURE_PHRASES.get(key) ?? found;
  }
  return found;
}

const APPROXIMATELY: ReadonlySet<string> = new Set([
  'about',
  'around',
  'approx',
  'approximately',
  'aprox',
  'roughly',
  'circa',
  'ca',
  'nearly',
  'almost',
  'arround',
  'arnd',
  'abt',
  'ballpark',
  'near',
  '~',
  '≈',
  '∼',
  '约',
  '大约',
  '差不多',
  'bout',
  'apprx',
  'aproximately',
  'approximatly',
]);

/** "around", "~", "450ish", "or so". */
export function isApproximate(lexemes: readonly Lexeme[], start: number, end: number): boolean {
  for (let back = 1; back <= 2; back += 1) {
    const before = lexemes[start - back];
    if (before === undefined || lexemes[start - back + 1]?.gap === 'line') break;
    if (APPROXIMATELY.has(before.text)) {
      const cue = lexemes[start - back - 1]?.text ?? '';
      // "how about 450" asks; it does not estimate.
      const asks =
        (before.text === 'about' || before.text === 'bout' || before.text === 'abt') &&
        /^(?:how|what|hows|whats|wat|wot|forget|bout)$/.test(cue);
      return !asks && !(before.text === 'bout' && cue === '');
    }
    if (before.text !== '.' && before.text !== 'the' && before.text !== 'at' && before.text !== 'to' && before.text !== 'of')
      break;
    if (
      before.text === 'of' &&
      ['region', 'neighborhood', 'neighbourhood', 'order', 'area'].includes(lexemes[start - back - 1]?.text ?? '')
    )
      return true;
    if (before.text === 'to' && lexemes[start - back - 1]?.text === 'close') return true;
  }
  if (lexemes[start - 1]?.text === 'of' && lexemes[start - 2]?.text === 'region') return true;
  const next = lexemes[end];
  if (next === undefined || next.gap === 'line') return false;
  const after = lexemes[end + 1]?.text;
  const third = lexemes[end + 2]?.text;
  switch (next.text) {
    case 'ish':
    case 'approx':
    case 'approximately':
    case 'roughly':
    case 'thereabouts':
    case 'ballpark':
    case '左':
    case '上':
      return next.text !== '左' && next.text !== '上' ? true : next.text === '左' ? after === '右' : after === '下';
    case '-':
      return after === 'ish' || after === 'odd';
    case 'odd':
    case 'something':
      return true;
    case 'or':
      return after === 'so' || after === 'thereabouts' || after === 'around' || (after === 'something' && third !== 'else');
    case 'give':
      return after === 'or' && third === 'take';
    case 'more':
      return after === 'or' && third === 'less';
    default:
      return false;
  }
}

const YEAR_CUES: ReadonlySet<string> = new Set([
  'in',
  'since',
  'year',
  'during',
  'until',
  'till',
  'before',
  'after',
  'late',
  'early',
  'mid',
  'built',
  'renovated',
  'opened',
  'opening',
  'est',
  'established',
  'refurbished',
  'summer',
  'winter',
  'spring',
  'autumn',
  'fall',
  'season',
  'christmas',
  'easter',
  'ny',
  'q',
  'copyright',
  '©',
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
  'jan',
  'feb',
  'mar',
  'apr',
  'jun',
  'jul',
  'aug',
  'sep',
  'sept',
  'oct',
  'nov',
  'dec',
  'of',
  'by',
  'end',
  'beginning',
  'start',
  'back',
  'founded',
  'constructed',
  'through',
  'throughout',
  'last',
  'next',
]);

/** Whether a bare whole number between 1900 and 2099 stands for a year. */
export function isYear(lexemes: readonly Lexeme[], start: number, end: number, value: number): boolean {
  const before = lexemes[start]?.gap === 'line' ? undefined : lexemes[start - 1];
  const after = lexemes[end]?.gap === 'line' ? undefined : lexemes[end];
  if (after?.text === '年') return true;
  if (before !== undefined && YEAR_CUES.has(before.text)) return true;
  if (before?.kind === 'digits' && lexemes[start - 2]?.text === 'q' && before.gap === 'none') return true;
  if (after !== undefined && ['season', 'contract', 'rates', 'summer', 'winter', 'edition', 'budget'].includes(after.text))
    return value >= 2015 && value <= 2040;
  return before?.text === 'for' && value >= 2020 && value <= 2035;
}
