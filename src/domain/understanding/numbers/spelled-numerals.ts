import { Exact, quotient } from './exact.js';
import { type Lexeme } from './lexemes.js';
import { divisorOf, NUMBER_WORDS, ORDINAL_WORDS } from './number-words.js';
import { readArticleFraction, readHalf, readVague } from './loose-numerals.js';
import { type Numeral } from './numeral.js';
import { ARTICLES, DOZEN, following, isGrand, ONE, type Place, scaleAt, wordAt, words } from './spelled-words.js';

/** Words that one numeral takes at most; hostile chains of them are read in pieces. */
const MOST_WORDS = 40;

interface Chunk {
  value: number;
  end: number;
  ordinal: boolean;
  /** "twenty thirty": the second of the two. */
  upTo?: number;
  /** Two numbers side by side that make one ("four fifty"), or digits one by one. */
  spoken: boolean;
}

interface Small {
  value: number;
  end: number;
  kind: 'unit' | 'teen' | 'tens';
  round: boolean;
  ordinal: boolean;
}

/** One to ninety-nine, or an ordinal below a hundred. */
function readSmall(lexemes: readonly Lexeme[], at: number, ordinals: boolean): Small | undefined {
  const word = wordAt(lexemes, at);
  if (word === undefined) {
    const ordinal = ordinals && lexemes[at]?.kind === 'word' ? ORDINAL_WORDS.get(lexemes[at].text) : undefined;
    if (ordinal === undefined || ordinal.kind === 'scale') return undefined;
    return { value: ordinal.value, end: at + 1, kind: ordinal.kind, round: false, ordinal: true };
  }
  if (word.kind !== 'unit' && word.kind !== 'teen' && word.kind !== 'tens') return undefined;
  if (word.kind === 'tens') {
    const next = following(lexemes, at + 1);
    const unit = next === undefined ? undefined : wordAt(lexemes, next.at);
    if (next !== undefined && unit?.kind === 'unit' && unit.value > 0) {
      return { value: word.value + unit.value, end: next.at + 1, kind: 'tens', round: false, ordinal: false };
    }
    const ordinal =
      next === undefined || lexemes[next.at]?.kind !== 'word' ? undefined : ORDINAL_WORDS.get(lexemes[next.at]?.text ?? '');
    if (next !== undefined && ordinals && ordinal?.kind === 'unit' && !isTimeSecond(lexemes, next.at)) {
      return { value: word.value + ordinal.value, end: next.at + 1, kind: 'tens', round: false, ordinal: true };
    }
  }
  return { value: word.value, end: at + 1, kind: word.kind, round: word.kind === 'tens', ordinal: false };
}

const isTimeSecond = (lexemes: readonly Lexeme[], at: number): boolean =>
  lexemes[at]?.text === 'second' && ['delay', 'wait', 'rule'].includes(lexemes[at + 1]?.text ?? '');

/** Digits said one by one ("four eight zero"), three at least. */
function readSpokenDigits(lexemes: readonly Lexeme[], at: number): Chunk | undefined {
  let value = 0;
  let count = 0;
  let end = at;
  let place: Place | undefined = { at, hyphen: false };
  while (place !== undefined && count < 15) {
    const word = wordAt(lexemes, place.at);
    const zero = count > 0 && ['oh', 'o'].includes(lexemes[place.at]?.text ?? '');
    if (word?.kind !== 'unit' && !zero) break;
    value = value * 10 + (word?.kind === 'unit' ? word.value : 0);
    count += 1;
    end = place.at + 1;
    place = following(lexemes, end);
  }
  const next = following(lexemes, end);
  const goesOn = next !== undefined && wordAt(lexemes, next.at)?.kind !== undefined;
  return count >= 3 && !goesOn ? { value, end, ordinal: false, spoken: true } : undefined;
}

/** Up to 999, or in the spoken manner up to 9999. Articles are the caller's. */
function readChunk(lexemes: readonly Lexeme[], at: number, and: boolean, lead?: number): Chunk | undefined {
  let small: Small | undefined;
  if (lead === undefined) {
    const spoken = readSpokenDigits(lexemes, at);
    if (spoken !== undefined) return spoken;
    if (wordAt(lexemes, at)?.kind === 'hundred') return readHundreds(lexemes, at + 1, 1, and);
    small = readSmall(lexemes, at, true);
    if (small === undefined) return undefined;
    if (small.ordinal) return { value: small.value, end: small.end, ordinal: true, spoken: false };
  } else small = { value: lead, end: at, kind: 'unit', round: false, ordinal: false };
  const next = following(lexemes, small.end);
  if (next !== undefined) {
    if (wordAt(lexemes, next.at)?.kind === 'hundred') return readHundreds(lexemes, next.at + 1, small.value, and);
    const paired = lead === undefined ? readPair(lexemes, small, next) : undefined;
    if (paired !== undefined) return paired;
  }
  return { value: small.value, end: small.end, ordinal: false, spoken: false };
}

/** "four eighty" is 480, "twelve fifty" 1250, "four oh five" 405; "twenty thirty" is from 20 to 30. */
function readPair(lexemes: readonly Lexeme[], first: Small, next: Place): Chunk | undefined {
  if (first.value === 0) return undefined;
  const text = lexemes[next.at]?.text;
  if (text === 'oh' || text === 'o') {
    const after = following(lexemes, next.at + 1);
    const unit = after === undefined ? undefined : wordAt(lexemes, after.at);
    if (after === undefined || unit?.kind !== 'unit') return undefined;
    return { value: first.value * 100 + unit.value, end: after.at + 1, ordinal: false, spoken: true };
  }
  const second = readSmall(lexemes, next.at, false);
  if (second === undefined) return undefined;
  if (second.kind === 'unit') {
    if (first.kind === 'unit' && !next.hyphen && first.value > 0 && second.value === first.value + 1) {
      return { value: first.value, end: second.end, ordinal: false, spoken: true, upTo: second.value };
    }
    return undefined;
  }
  // What follows the second may claim it: "two twenty-euro notes" is left alone, "one twenty thousand" is not.
  const after = following(lexemes, second.end);
  if (after !== undefined && wordAt(lexemes, after.at)?.kind === 'hundred') return undefined;
  if (first.round && second.round && second.value === first.value + 10) {
    return { value: first.value, end: second.end, ordinal: false, spoken: true, upTo: second.value };
  }
  // "five-ten minutes", "ten-twelve people": from one to the other.
  if (next.hyphen && second.kind === 'teen' && second.value > first.value && first.value < 20) return undefined;
  if (first.kind === 'unit' || first.value >= 10) {
    return { value: first.value * 100 + second.value, end: second.end, ordinal: false, spoken: true };
  }
  return undefined;
}

function readHundreds(lexemes: readonly Lexeme[], at: number, hundreds: number, and: boolean): Chunk {
  const plain: Chunk = { value: hundreds * 100, end: at, ordinal: false, spoken: false };
  let next = following(lexemes, at);
  if (next === undefined) return plain;
  if (lexemes[next.at]?.text === 'and' || lexemes[next.at]?.text === '&' || lexemes[next.at]?.text === 'n') {
    if (!and) return plain;
    next = following(lexemes, next.at + 1);
    if (next === undefined) return plain;
  }
  const digits = lexemes[next.at];
  if (digits?.kind === 'digits' && digits.text.length <= 2 && next.at > at) {
    return lexemes[next.at + 1]?.kind === 'word' && lexemes[next.at + 1]?.gap === 'none'
      ? plain
      : { ...plain, value: plain.value + Number(digits.text), end: next.at + 1 };
  }
  const small = readSmall(lexemes, next.at, true);
  if (small === undefined || small.value === 0) return plain;
  const after = following(lexemes, small.end);
  if (after !== undefined && !small.ordinal) {
    // "between four hundred and four fifty": the second number is a number of its own.
    const word = wordAt(lexemes, after.at);
    if (word?.kind === 'hundred') return plain;
    if (word !== undefined && word.kind !== 'scale' && word.kind !== 'dozen' && readPair(lexemes, small, after) !== undefined)
      return plain;
    // "one hundred and two fifths" and "one hundred and one third" are left to fractions.
    const plural = divisorOf(lexemes[after.at]?.text ?? '', true);
    if (plural !== undefined && small.kind === 'unit') return plain;
  }
  return { value: plain.value + small.value, end: small.end, ordinal: small.ordinal, spoken: false };
}

export interface SpellingOptions {
  /** Whether "and" may join ("four hundred and eighty"). */
  and: boolean;
}

/** English number words from a lexeme on; undefined where none begins there. */
export function readSpelled(lexemes: readonly Lexeme[], at: number, { and }: SpellingOptions): Numeral | undefined {
  const first = lexemes[at];
  if (first?.kind !== 'word') return undefined;
  const made = readVague(lexemes, at) ?? readHalf(lexemes, at);
  if (made !== undefined) return made;
  let start = at;
  if (ARTICLES.has(first.text)) {
    const next = following(lexemes, at + 1);
    if (next === undefined || next.hyphen) return undefined;
    const word = wordAt(lexemes, next.at);
    const divisor = word === undefined ? divisorOf(lexemes[next.at]?.text ?? '', false) : undefined;
    if (divisor !== undefined) return readArticleFraction(lexemes, at, next.at, divisor);
    if (word?.kind !== 'hundred' && word?.kind !== 'scale' && word?.kind !== 'dozen' && !isGrand(lexemes, next.at))
      return undefined;
    start = next.at;
  } else if (first.text === 'point') {
    const decimals = readDecimals(lexemes, at);
    if (decimals === undefined) return undefined;
    return withScale(lexemes, words(new Exact(`0.${decimals.digits}`), at, decimals.end));
  } else if (!startsNumber(first.text)) return undefined;
  return readGroups(lexemes, at, start, and);
}

/** "mil", "thou" and "thousands" mean a number only behind one. */
function startsNumber(text: string): boolean {
  const word = NUMBER_WORDS.get(text);
  if (word === undefined) return ORDINAL_WORDS.has(text);
  return (
    (word.kind !== 'scale' && word.kind !== 'hundred' && word.kind !== 'dozen') ||
    !(text.endsWith('s') || text.length < 4 || text === 'thou' || text === 'mill')
  );
}

/** Continues a number in digits with words: "4 hundred and fifty", "3 million two hundred thousand". */
export function readAfterDigits(lexemes: readonly Lexeme[], digits: Numeral, and: boolean): Numeral | undefined {
  const next = following(lexemes, digits.end);
  if (next === undefined || next.hyphen) return undefined;
  const word = wordAt(lexemes, next.at);
  if (word?.kind === 'hundred' || word?.kind === 'dozen') {
    const factor = word.kind === 'dozen' ? 12 : 100;
    if (word.kind === 'hundred' && digits.run !== undefined && digits.value.lt(100)) {
      const read = readGroups(lexemes, digits.start, digits.end, and, digits.value.toNumber());
      return read === undefined ? undefined : { ...read, style: 'digits' };
    }
    return { ...digits, value: digits.value.mul(factor), scale: new Exact(factor), end: next.at + 1, fraction: false };
  }
  return undefined;
}

function readGroups(lexemes: readonly Lexeme[], from: number, start: number, and: boolean, lead?: number): Numeral | undefined {
  let total = 0;
  let lastScale: number | undefined;
  let end = start;
  let ordinal = false;
  let upTo: number | undefined;
  let place: Place | undefined = { at: start, hyphen: false };
  let leading = lead;
  while (place !== undefined && place.at - from < MOST_WORDS) {
    let { at }: Place = place;
    const joined = lexemes[at]?.text;
    if (lastScale !== undefined && (joined === 'and' || joined === '&') && and) {
      const next = following(lexemes, at + 1);
      if (next === undefined) break;
      at = next.at;
    }
    const bare = leading === undefined && (scaleAt(lexemes, at) !== undefined || wordAt(lexemes, at)?.kind === 'dozen');
    if (bare && lastScale !== undefined) break;
    const chunk: Chunk | undefined = bare
      ? { value: 1, end: at, ordinal: false, spoken: false }
      : readChunk(lexemes, at, and, leading);
    leading = undefined;
    if (chunk === undefined) break;
    const after = bare ? { at, hyphen: false } : following(lexemes, chunk.end);
    const power = chunk.ordinal || after === undefined ? undefined : scaleAt(lexemes, after.at);
    if (after !== undefined && !chunk.ordinal) {
      if (lastScale === undefined && wordAt(lexemes, after.at)?.kind === 'dozen') {
        return words(new Exact(chunk.value * 12), from, after.at + 1, { scale: DOZEN });
      }
      const fraction = ORDINAL_WORDS.get(lexemes[after.at]?.text ?? '');
      if (fraction?.kind === 'scale')
        return words(new Exact(total + chunk.value * fraction.value), from, after.at + 1, { ordinal: true });
    }
    const group = chunk.value * 10 ** (power ?? 0);
    // A second part that is not smaller than the last scale is a number of its own ("two thousand and three thousand").
    if (lastScale !== undefined && (group >= lastScale || chunk.upTo !== undefined)) break;
    total += group;
    end = power === undefined || after === undefined ? chunk.end : after.at + 1;
    ordinal = chunk.ordinal;
    if (chunk.upTo !== undefined) upTo = chunk.upTo * 10 ** (power ?? 0);
    if (power === undefined) break;
    lastScale = 10 ** power;
    // "a hundred thousand million", "two lakh crore".
    for (let rounds = 0; rounds < 2; rounds += 1) {
      const further = following(lexemes, end);
      const more = further === undefined ? undefined : scaleAt(lexemes, further.at);
      if (more === undefined || further === undefined || !Number.isSafeInteger(total * 10 ** more)) break;
      total *= 10 ** more;
      lastScale *= 10 ** more;
      if (upTo !== undefined) upTo *= 10 ** more;
      end = further.at + 1;
    }
    place = following(lexemes, end);
  }
  if (end === start && lead === undefined) return undefined;
  const scale = lastScale ?? (total >= 100 && total < 10_000 && total % 100 === 0 ? 100 : 1);
  const numeral = words(new Exact(total), from, end, {
    scale: scale === 1 ? ONE : new Exact(scale),
    ordinal,
    ...(upTo === undefined ? {} : { upTo: new Exact(upTo) }),
  });
  if (ordinal || upTo !== undefined) return numeral;
  const decimals = lexemes[end]?.text === 'point' && lexemes[end]?.gap !== 'line' ? readDecimals(lexemes, end) : undefined;
  if (decimals !== undefined) {
    return withScale(lexemes, { ...numeral, value: numeral.value.add(`0.${decimals.digits}`), end: decimals.end });
  }
  const over = scale === 1 && total > 0 ? following(lexemes, end) : undefined;
  const divisor = over === undefined ? undefined : divisorOf(lexemes[over.at]?.text ?? '', total !== 1);
  if (divisor !== undefined && over !== undefined) return words(quotient(total, divisor), from, over.at + 1, { fraction: true });
  return withHalf(lexemes, numeral);
}

/** "point five", "point twenty five", "point oh five". */
function readDecimals(lexemes: readonly Lexeme[], at: number): { digits: string; end: number } | undefined {
  let digits = '';
  let end = at + 1;
  let place = following(lexemes, end);
  while (place !== undefined && digits.length < 12) {
    const word = wordAt(lexemes, place.at);
    const text = lexemes[place.at]?.text ?? '';
    if (text === 'oh' || text === 'o') digits += '0';
    else if (word?.kind === 'unit') digits += String(word.value);
    else if (digits === '' || /^0+$/.test(digits)) {
      const small = readSmall(lexemes, place.at, false);
      if (small === undefined) break;
      return { digits: digits + String(small.value), end: small.end };
    } else break;
    end = place.at + 1;
    place = following(lexemes, end);
  }
  return digits === '' ? undefined : { digits, end };
}

/** Applies a scale word after a number with decimals or a half: "two point five million", "four and a half grand". */
export function withScale(lexemes: readonly Lexeme[], numeral: Numeral): Numeral {
  const next = following(lexemes, numeral.end);
  if (next === undefined) return numeral;
  const power = wordAt(lexemes, next.at)?.kind === 'hundred' ? 2 : scaleAt(lexemes, next.at);
  if (power !== undefined) {
    return {
      ...numeral,
      value: numeral.value.mul(`1e${power}`),
      scale: numeral.scale.mul(`1e${power}`),
      end: next.at + 1,
      fraction: false,
    };
  }
  if (wordAt(lexemes, next.at)?.kind === 'dozen') {
    return { ...numeral, value: numeral.value.mul(12), scale: new Exact(12), end: next.at + 1, fraction: false };
  }
  return numeral;
}

/** "… and a half", "… and three quarters"; after a single scale word half of that scale ("a million and a half"). */
export function withHalf(lexemes: readonly Lexeme[], numeral: Numeral): Numeral {
  const and = following(lexemes, numeral.end);
  if (and === undefined || and.hyphen || lexemes[and.at]?.text !== 'and') return numeral;
  const fraction = readFractionAfterAnd(lexemes, and.at + 1);
  if (fraction === undefined) return numeral;
  const scaled = !numeral.scale.eq(1) && numeral.value.eq(numeral.scale);
  const value = numeral.value.add(scaled ? numeral.scale.mul(fraction.value) : fraction.value);
  const whole: Numeral = { ...numeral, value, end: fraction.end, fraction: true };
  return scaled ? whole : withScale(lexemes, whole);
}

function readFractionAfterAnd(lexemes: readonly Lexeme[], at: number): { value: Exact; end: number } | undefined {
  const first = lexemes[at];
  if (first === undefined || first.gap === 'line') return undefined;
  if (first.kind === 'fraction') {
    const [dividend = '0', divisor = '1'] = first.text.split('/');
    return { value: quotient(Number(dividend), Number(divisor)), end: at + 1 };
  }
  if (first.kind !== 'word') return undefined;
  if (first.text === 'half') return { value: new Exact('0.5'), end: at + 1 };
  const next = following(lexemes, at + 1);
  if (next === undefined) return undefined;
  const text = lexemes[next.at]?.text ?? '';
  if (ARTICLES.has(first.text) || first.text === 'one') {
    const divisor = divisorOf(text, false);
    return divisor === undefined ? undefined : { value: quotient(1, divisor), end: next.at + 1 };
  }
  const word = wordAt(lexemes, at);
  if (word?.kind !== 'unit' && word?.kind !== 'teen') return undefined;
  const divisor = divisorOf(text, true);
  return divisor === undefined || word.value >= divisor ? undefined : { value: quotient(word.value, divisor), end: next.at + 1 };
}
