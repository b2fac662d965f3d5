import { Exact } from './exact.js';
import { type Lexeme } from './lexemes.js';
import { type Quantity, type QuantitySetting, readQuantity } from './read-quantity.js';

export interface RangeReading {
  start: number;
  end: number;
  low: Exact;
  high: Exact;
  /** The end that says what both are: its currency, percent sign or unit. */
  last: Quantity;
  approximate: boolean;
}

const DASHES: ReadonlySet<string> = new Set(['-', '–', '—', '‑', '‐', '~', '〜', '～', '−']);
const WORDS: ReadonlySet<string> = new Set(['to', 'till', 'til', 'until', 'thru', 'through', '到', '至', 'bis', 'upto', 'and']);
/** Verbs of moving a price: "raise it from 430 to 460" is no range. */
const MOVES: ReadonlySet<string> = new Set([
  'raise',
  'raised',
  'increase',
  'increased',
  'went',
  'change',
  'changed',
  'changing',
  'move',
  'moved',
  'reduce',
  'reduced',
  'drop',
  'dropped',
  'lift',
  'lifted',
  'bump',
  'bumped',
  'jump',
  'jumped',
  'correct',
  'corrected',
  'adjust',
  'adjusted',
  'update',
  'updated',
  'came',
  'come',
  'go',
  'goes',
  'gone',
  'moving',
  'rose',
  'rise',
  'lower',
  'lowered',
  'fell',
  'cut',
  'bring',
  'brought',
  'up',
  'down',
]);
const STRONG_MOVES: ReadonlySet<string> = new Set([
  'raise',
  'raised',
  'increase',
  'increased',
  'change',
  'changed',
  'changing',
  'correct',
  'corrected',
  'adjust',
  'adjusted',
  'update',
  'updated',
  'bump',
  'bumped',
  'lift',
  'lifted',
]);

/** A range, or the single quantity that begins at a lexeme where no range does. */
export interface QuantityReading {
  range?: RangeReading;
  quantity?: Quantity;
}

/** "430-460", "between 430 and 460", "four thirty to four sixty", "10-15k", "450-60", "4 or 5 hundred". */
export function readRange(lexemes: readonly Lexeme[], at: number, setting: QuantitySetting): QuantityReading {
  const opener = lexemes[at];
  if (opener?.text === 'between' && opener.kind === 'word') {
    const range = readBetween(lexemes, at + 1, setting, false) ?? readBetween(lexemes, at + 1, setting, true);
    return range === undefined ? {} : { range };
  }
  const quantity = readQuantity(lexemes, at, setting);
  if (quantity === undefined) return {};
  const range = joinedTo(lexemes, quantity, setting, false);
  return range === undefined ? { quantity } : { range };
}

function readBetween(lexemes: readonly Lexeme[], at: number, setting: QuantitySetting, and: boolean): RangeReading | undefined {
  if (lexemes[at] === undefined || lexemes[at]?.gap === 'line' || setting.dateAt(at)) return undefined;
  const first = readQuantity(lexemes, at, setting, and);
  return first === undefined ? undefined : joinedTo(lexemes, first, setting, true);
}

function joinedTo(
  lexemes: readonly Lexeme[],
  first: Quantity,
  setting: QuantitySetting,
  between: boolean,
): RangeReading | undefined {
  if (first.numeral.ordinal || first.upTo !== undefined || first.value.isNeg()) return undefined;
  const joiner = lexemes[first.end];
  if (joiner === undefined || joiner.gap === 'line') return undefined;
  const dash = DASHES.has(joiner.text);
  const or = joiner.text === 'or';
  const word = WORDS.has(joiner.text) && (joiner.text !== 'and' || between);
  if (!dash && !word && !or && !(between && joiner.text === '&')) return undefined;
  let place = first.end + 1;
  if (['about', 'around', 'say', 'maybe', '~', 'max', 'the'].includes(lexemes[place]?.text ?? '')) place += 1;
  const next = lexemes[place];
  if (next === undefined || next.gap === 'line' || setting.dateAt(place)) return undefined;
  // A hyphen between a number and a word belongs to them ("four-eighty", "5-night").
  const second = readQuantity(lexemes, place, setting);
  if (second === undefined || second.numeral.ordinal || second.upTo !== undefined || second.value.isNeg()) return undefined;
  if (first.percent && !second.percent && second.currency !== undefined) return undefined;
  if (second.percent && first.currency !== undefined) return undefined;
  if (first.currency !== undefined && second.currency !== undefined && first.currency !== second.currency) return undefined;
  const [low, high] = sharedScale(first, second);
  if (or) return nextDoor(first, second, low, high);
  if (dash && low.gte(high)) return abbreviated(first, second, joiner, next, low);
  if (low.gte(high)) return undefined;
  if (dash && joiner.gap !== 'none' && low.lte(12) && low.lt(high.div(20))) return undefined;
  if (!between && isMove(lexemes, first.start, joiner.text)) return undefined;
  return range(first, second, low, high);
}

function range(first: Quantity, second: Quantity, low: Exact, high: Exact): RangeReading {
  const currency = second.currency ?? first.currency;
  const last: Quantity = { ...second, percent: first.percent || second.percent, ...(currency === undefined ? {} : { currency }) };
  return { start: first.start, end: second.end, low, high, last, approximate: first.numeral.approximate };
}

/** "10-15k" and "four to five hundred": what multiplies the second multiplies the first. */
function sharedScale(first: Quantity, second: Quantity): [Exact, Exact] {
  const { scale } = second.numeral;
  const shares =
    first.numeral.scale.eq(1) &&
    scale.gt(1) &&
    first.value.lt(second.value.div(scale)) &&
    second.value.mod(scale.div(scale.gt(100) ? 100 : 1)).isZero();
  // "90 to two hundred" keeps its ninety: only as many hundreds as the second has.
  const plausible = shares && (scale.gt(100) || (first.value.lt(20) && second.value.lt(2000)));
  return [plausible ? first.value.mul(scale) : first.value, second.value];
}

/** "2 or 3 nights", "four or five hundred": the very next number, so both are meant loosely. */
function nextDoor(first: Quantity, second: Quantity, low: Exact, high: Exact): RangeReading | undefined {
  const { scale } = second.numeral;
  const step = scale.gt(1) && low.gte(scale) ? scale : new Exact(1);
  if (!high.sub(low).eq(step) || first.currency !== undefined || low.div(step).gt(12) || low.lt(1)) return undefined;
  return range(first, second, low, high);
}

/** "450-60": up to 460. */
function abbreviated(first: Quantity, second: Quantity, joiner: Lexeme, next: Lexeme, low: Exact): RangeReading | undefined {
  const [one, other] = [first.numeral.run, second.numeral.run];
  if (one === undefined || other === undefined || joiner.gap !== 'none' || next.gap !== 'none') return undefined;
  if (
    one.length < 3 ||
    other.length >= one.length ||
    other.length < 2 ||
    !first.numeral.scale.eq(1) ||
    !second.numeral.scale.eq(1)
  )
    return undefined;
  const high = new Exact(one.slice(0, one.length - other.length) + other);
  return high.gt(low) ? range(first, second, low, high) : undefined;
}

function isMove(lexemes: readonly Lexeme[], start: number, joiner: string): boolean {
  if (joiner !== 'to') return false;
  const from = lexemes[start - 1]?.text === 'from';
  for (let back = 1; back <= (from ? 6 : 4); back += 1) {
    const before = lexemes[start - back];
    if (before === undefined || lexemes[start - back + 1]?.gap === 'line') return false;
    if (before.kind === 'word' && (from ? MOVES : STRONG_MOVES).has(before.text)) return true;
  }
  return false;
}
