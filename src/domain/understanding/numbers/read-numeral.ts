import { Exact } from './exact.js';
import { readDigits } from './digit-numerals.js';
import { readHan, readHanScale } from './han-numerals.js';
import { type Lexeme } from './lexemes.js';
import { NUMBER_WORDS } from './number-words.js';
import { type Numeral } from './numeral.js';
import { readAfterDigits, readSpelled, withHalf, withScale } from './spelled-numerals.js';

export interface NumeralSetting {
  /** What the number is an amount of, as far as that is known before it is read. */
  currency?: string | undefined;
  /** A currency stands right before it, or right after. */
  money: boolean;
  /** Whether "and" may join number words. */
  and?: boolean;
  /** A smaller part of a number ("… 20 thousand") takes no further part. */
  part?: boolean;
}

/** Abbreviated multipliers after digits, as powers of ten; `m`, `b`, `l` and `cr` depend on what is beside them. */
const ABBREVIATIONS: Readonly<Record<string, number>> = {
  k: 3,
  tsd: 3,
  rb: 3,
  ribu: 3,
  тыс: 3,
  тысяч: 3,
  mn: 6,
  mln: 6,
  mio: 6,
  jt: 6,
  juta: 6,
  млн: 6,
  bn: 9,
  mrd: 9,
  млрд: 9,
};

/** After these, "5m" is a length. */
const LENGTH_WORDS: ReadonlySet<string> = new Set([
  'wide',
  'long',
  'high',
  'deep',
  'tall',
  'from',
  'away',
  'x',
  'pool',
  'walk',
  'to',
  'distance',
  'above',
  'below',
  'by',
  'off',
  'sprint',
  'radius',
]);
const ORDINAL_ENDINGS: ReadonlySet<string> = new Set(['st', 'nd', 'rd', 'th', 'ª', 'º']);

/** The number that begins at a lexeme, with its multiplier, halves and ordinal ending. */
export function readNumeral(lexemes: readonly Lexeme[], at: number, setting: NumeralSetting): Numeral | undefined {
  const first = lexemes[at];
  if (first === undefined) return undefined;
  if (first.kind === 'han') return readHan(lexemes, at);
  if (first.kind === 'word') return readSpelled(lexemes, at, { and: setting.and ?? true });
  const digits = readDigits(lexemes, at, setting.currency, setting.money);
  return digits === undefined ? undefined : withEnding(lexemes, digits, setting);
}

function withEnding(lexemes: readonly Lexeme[], digits: Numeral, setting: NumeralSetting): Numeral {
  const next = lexemes[digits.end];
  if (next === undefined || next.gap === 'line') return digits;
  if (next.gap === 'none' && digits.run !== undefined) {
    if (next.kind === 'word' && ORDINAL_ENDINGS.has(next.text)) return { ...digits, ordinal: true, end: digits.end + 1 };
    const series = readSeries(lexemes, digits);
    if (series !== undefined) return series;
    const mended = readLetterO(lexemes, digits);
    if (mended !== undefined) return mended;
  }
  if (next.kind === 'fraction') return digits;
  const power = abbreviationAt(lexemes, digits, setting);
  if (power !== undefined) {
    const factor = new Exact(`1e${power}`);
    return { ...digits, value: digits.value.mul(factor), scale: factor, end: digits.end + 1, fraction: false };
  }
  const han = readHanScale(lexemes, digits);
  if (han.end > digits.end) return han;
  const spelled = setting.and === false ? undefined : readAfterDigits(lexemes, digits, true);
  if (spelled !== undefined) return spelled;
  const scaled = withScale(lexemes, digits);
  if (scaled.end > digits.end) return withSmallerPart(lexemes, scaled, setting);
  return setting.and === false ? digits : withHalf(lexemes, digits);
}

/** "400s" and "90's": from 400 to 499. */
function readSeries(lexemes: readonly Lexeme[], digits: Numeral): Numeral | undefined {
  const [next, after] = [lexemes[digits.end], lexemes[digits.end + 1]];
  const apostrophe = next?.text === "'" || next?.text === '’';
  const letter = apostrophe ? after : next;
  const end = digits.end + (apostrophe ? 2 : 1);
  if (letter?.text !== 's' || letter.gap !== 'none' || (lexemes[end]?.gap === 'none' && lexemes[end]?.kind === 'digits'))
    return undefined;
  const zeros = /[1-9](0+)$/.exec(digits.run ?? '')?.[1]?.length ?? 0;
  if (zeros === 0) return undefined;
  const step = new Exact(`1e${digits.run?.length === 4 && zeros === 1 ? 1 : zeros}`);
  return { ...digits, end, upTo: digits.value.add(step).sub(1), approximate: true };
}

/** "48O" and "4OO": the letter for the digit. */
function readLetterO(lexemes: readonly Lexeme[], digits: Numeral): Numeral | undefined {
  let end = digits.end;
  let run = digits.run ?? '';
  while (run.length < 12) {
    const next = lexemes[end];
    if (next?.gap !== 'none') break;
    if (next.kind === 'word' && /^o+$/.test(next.text)) run += '0'.repeat(next.text.length);
    else if (next.kind === 'digits' && end > digits.end) run += next.text;
    else break;
    end += 1;
  }
  const after = lexemes[end];
  if (end === digits.end || run.length < 3 || (after?.gap === 'none' && after.kind === 'word')) return undefined;
  return { ...digits, value: new Exact(run), run, end };
}

function abbreviationAt(lexemes: readonly Lexeme[], digits: Numeral, { currency, money }: NumeralSetting): number | undefined {
  const next = lexemes[digits.end];
  if (next?.kind !== 'word' || next.gap === 'line') return undefined;
  const attached = next.gap === 'none';
  const power = Object.hasOwn(ABBREVIATIONS, next.text) ? ABBREVIATIONS[next.text] : undefined;
  if (power !== undefined) return power;
  const capital = next.letters !== 'other';
  const rupees = currency === 'INR' || currency === 'PKR' || currency === 'NPR' || currency === 'BDT' || currency === 'LKR';
  switch (next.text) {
    case 'm': {
      if (money) return 6;
      const after = lexemes[digits.end + 1];
      if (!attached || (after?.gap === 'none' && after.kind !== 'sign')) return undefined;
      return capital || !LENGTH_WORDS.has(after?.text ?? '') ? 6 : undefined;
    }
    case 'mm':
      return money ? 6 : undefined;
    case 'b':
      return attached && (capital || money) ? 9 : undefined;
    case 't':
      return attached && money && capital ? 12 : undefined;
    case 'l':
      return rupees ? 5 : undefined;
    case 'cr':
      return attached || rupees ? 7 : undefined;
    default:
      return undefined;
  }
}

/** "1 lakh 20 thousand", "3 million two hundred thousand". */
function withSmallerPart(lexemes: readonly Lexeme[], numeral: Numeral, setting: NumeralSetting): Numeral {
  const next = lexemes[numeral.end];
  const at = next?.text === 'and' ? numeral.end + 1 : numeral.end;
  const first = lexemes[at];
  if (setting.part === true || numeral.scale.lt(1000) || first === undefined || first.gap === 'line')
    return withHalf(lexemes, numeral);
  const starts = first.kind === 'digits' || (first.kind === 'word' && NUMBER_WORDS.has(first.text));
  const part = starts ? readNumeral(lexemes, at, { ...setting, part: true }) : undefined;
  if (part !== undefined && !part.ordinal && !part.fraction && part.scale.gt(1) && part.value.lt(numeral.scale)) {
    return { ...numeral, value: numeral.value.add(part.value), end: part.end };
  }
  return withHalf(lexemes, numeral);
}
