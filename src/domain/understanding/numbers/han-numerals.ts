import { Exact } from './exact.js';
import { type Lexeme } from './lexemes.js';
import { type Numeral } from './numeral.js';

const DIGITS = new Map<string, number>(
  ['零〇○', '一壹弌', '二贰貳两兩弐', '三叁參参', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'].flatMap((forms, value) =>
    Array.from(forms, (form) => [form, value] as const),
  ),
);
const UNITS = new Map<string, number>(Object.entries({ 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }));
const LARGE = new Map<string, number>(Object.entries({ 万: 10_000, 萬: 10_000, 亿: 100_000_000, 億: 100_000_000 }));
/** Characters that one numeral takes at most. */
const LONGEST = 24;

/** Words that are written with a numeral and count nothing. */
const NO_NUMBERS = [
  '十分',
  '万一',
  '千万别',
  '千万不',
  '一下',
  '一起',
  '一样',
  '一直',
  '一定',
  '一般',
  '一些',
  '一点',
  '一共',
  '一旦',
  '统一',
  '唯一',
];

const isNumeral = (lexeme: Lexeme | undefined): lexeme is Lexeme =>
  lexeme?.kind === 'han' && (DIGITS.has(lexeme.text) || UNITS.has(lexeme.text) || LARGE.has(lexeme.text));

/** Chinese and Japanese numerals: 四百八十, 两百五 (250), 三万五 (35000), 二〇二六. */
export function readHan(lexemes: readonly Lexeme[], at: number): Numeral | undefined {
  if (!isNumeral(lexemes[at])) return undefined;
  let end = at;
  let text = '';
  while (end - at < LONGEST && isNumeral(lexemes[end]) && (end === at || lexemes[end]?.gap === 'none')) {
    text += lexemes[end]?.text ?? '';
    end += 1;
  }
  const further = text + Array.from({ length: 2 }, (_, index) => lexemes[end + index]?.text ?? '').join('');
  const earlier = (lexemes[at]?.gap === 'none' ? (lexemes[at - 1]?.text ?? '') : '') + text;
  if (NO_NUMBERS.some((word) => further.startsWith(word) || earlier.startsWith(word))) return undefined;
  const characters = Array.from(text);
  const positional = characters.every((character) => DIGITS.has(character));
  if (positional) {
    const digits = characters.map((character) => DIGITS.get(character) ?? 0);
    const [first = 0, second = 0] = digits;
    // 三四个: three or four.
    if (digits.length === 2 && first > 0 && second === first + 1) return numeral(first, at, end, second);
    return numeral(digits.join(''), at, end);
  }
  return numeral(valueOf(characters), at, end);
}

function numeral(value: Exact | number | string, start: number, end: number, upTo?: number): Numeral {
  return {
    value: new Exact(value),
    start,
    end,
    style: 'han',
    scale: new Exact(1),
    ordinal: false,
    fraction: false,
    approximate: false,
    grouped: false,
    ...(upTo === undefined ? {} : { upTo: new Exact(upTo) }),
  };
}

function valueOf(characters: readonly string[]): Exact {
  let total = new Exact(0);
  let section = 0;
  let digit: number | undefined;
  let lastUnit = 0;
  for (const character of characters) {
    const large = LARGE.get(character);
    const unit = UNITS.get(character);
    if (large !== undefined) {
      const part = total.add(section + (digit ?? 0));
      total = (part.isZero() ? new Exact(1) : part).mul(large);
      section = 0;
      digit = undefined;
      lastUnit = large;
    } else if (unit !== undefined) {
      section += (digit ?? 1) * unit;
      digit = undefined;
      lastUnit = unit;
    } else {
      digit = DIGITS.get(character) ?? 0;
      if (digit === 0) lastUnit = 0;
    }
  }
  // 两百五 leaves out the unit after the last digit.
  const rest = (digit ?? 0) * (lastUnit >= 100 ? lastUnit / 10 : 1);
  return total.add(section).add(rest);
}

/** 3万, 1.5万, 3万5千: digits with Chinese units. */
export function readHanScale(lexemes: readonly Lexeme[], numeral: Numeral): Numeral {
  let { value, end, scale } = numeral;
  let pending: Exact | undefined = value;
  let sum = new Exact(0);
  for (let rounds = 0; rounds < 4; rounds += 1) {
    const unit: Lexeme | undefined = lexemes[end];
    const factor: number | undefined =
      unit?.kind === 'han' ? (LARGE.get(unit.text) ?? UNITS.get(unit.text)) : HANGUL_UNITS.get(unit?.text ?? '');
    if (factor === undefined || pending === undefined || unit?.gap === 'line') break;
    sum = sum.add(pending.mul(factor));
    value = sum;
    scale = new Exact(factor);
    end += 1;
    const digits: Lexeme | undefined = lexemes[end];
    const after: Lexeme | undefined = lexemes[end + 1];
    const goesOn = digits?.kind === 'digits' && digits.gap === 'none' && digits.text.length <= 4 && after?.kind === 'han';
    pending = undefined;
    if (goesOn && (LARGE.has(after.text) || UNITS.has(after.text))) {
      pending = new Exact(digits.text);
      end += 1;
    }
  }
  return { ...numeral, value, end, scale };
}

const HANGUL_UNITS = new Map(
  ['만', '천', '억'].map((unit, index) => [unit.normalize('NFKD'), [10_000, 1000, 100_000_000][index] ?? 1]),
);
