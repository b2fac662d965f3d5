import { type CurrencyMatch, type CurrencySetting, findCurrency } from '../currency/find-currency.js';
import { type Exact, quotient } from './exact.js';
import { type Lexeme } from './lexemes.js';
import { type Numeral } from './numeral.js';
import { readNumeral } from './read-numeral.js';

/** A number with its sign and currency or percent sign. */
export interface Quantity {
  /** Lexemes, half open. */
  start: number;
  end: number;
  value: Exact;
  upTo?: Exact;
  numeral: Numeral;
  currency?: string;
  percent: boolean;
}

export interface QuantitySetting extends CurrencySetting {
  /** Lexemes at which dates begin: they are never taken for cents or amounts. */
  dateAt: (at: number) => boolean;
}

const MINUS: ReadonlySet<string> = new Set(['-', '−', '–', '‑']);
const MINUS_WORDS: ReadonlySet<string> = new Set(['minus', 'negative']);
const PERCENT: ReadonlySet<string> = new Set([
  '%',
  '٪',
  '﹪',
  'percent',
  'percents',
  'pct',
  'percentage',
  'procent',
  'percant',
  'precent',
  'persent',
  'pourcent',
  'prozent',
  'porcent',
  'pcent',
  'perc',
]);

/** The quantity that begins at a lexeme. */
export function readQuantity(lexemes: readonly Lexeme[], at: number, setting: QuantitySetting, and = true): Quantity | undefined {
  const first = lexemes[at];
  if (first === undefined) return undefined;
  if (first.kind === 'word' && MINUS_WORDS.has(first.text)) {
    const next = lexemes[at + 1];
    return next === undefined || next.gap === 'line' || next.text === 'a'
      ? undefined
      : negative(readUnsigned(lexemes, at + 1, setting, and), at);
  }
  if (first.kind === 'sign' && MINUS.has(first.text) && isMinus(lexemes, at))
    return negative(readUnsigned(lexemes, at + 1, setting, and), at);
  return readUnsigned(lexemes, at, setting, and);
}

function negative(quantity: Quantity | undefined, start: number): Quantity | undefined {
  if (quantity === undefined || quantity.numeral.ordinal || quantity.upTo !== undefined) return undefined;
  return { ...quantity, start, value: quantity.value.neg() };
}

/** A hyphen right before the number and away from what stands before it. */
function isMinus(lexemes: readonly Lexeme[], at: number): boolean {
  const [sign, next, before] = [lexemes[at], lexemes[at + 1], lexemes[at - 1]];
  if (sign === undefined || next?.gap !== 'none' || next.kind === 'word') {
    return (
      sign?.text === '−' && (next?.gap === 'thin' || next?.gap === 'space') && next.kind === 'digits' && before?.kind !== 'digits'
    );
  }
  if (next.kind === 'sign' && MINUS.has(next.text)) return false;
  if (sign.gap !== 'none') return !(before?.kind === 'digits' && sign.gap !== 'line') || sign.text === '−';
  return before === undefined || (before.kind === 'sign' && /[([{:=~/"'“]/.test(before.text));
}

function readUnsigned(lexemes: readonly Lexeme[], at: number, setting: QuantitySetting, and: boolean): Quantity | undefined {
  const hundredth = readOutOfHundred(lexemes, at, setting);
  if (hundredth !== undefined) return hundredth;
  const prefix = findCurrency(lexemes, at, 'before', setting);
  if (prefix !== undefined) {
    const amount = readAfterPrefix(lexemes, at, prefix, setting, and);
    if (amount !== undefined) return amount;
  }
  const first = lexemes[at];
  // "%10", as Turks write it.
  if (
    first?.text === '%' &&
    lexemes[at + 1]?.kind === 'digits' &&
    lexemes[at + 1]?.gap === 'none' &&
    lexemes[at - 1]?.kind !== 'digits'
  ) {
    const numeral = readNumeral(lexemes, at + 1, { money: false });
    if (numeral !== undefined) return quantity(numeral, at, numeral.end, { percent: true });
  }
  if (first !== undefined && findCurrency(lexemes, at, 'after', setting) !== undefined && first.kind === 'han') return undefined;
  return readBare(lexemes, at, setting, and);
}

function quantity(
  numeral: Numeral,
  start: number,
  end: number,
  extra: { percent?: boolean; currency?: string; value?: Exact } = {},
): Quantity {
  return {
    start,
    end,
    numeral,
    value: extra.value ?? numeral.value,
    percent: extra.percent ?? false,
    ...(numeral.upTo === undefined ? {} : { upTo: numeral.upTo }),
    ...(extra.currency === undefined ? {} : { currency: extra.currency }),
  };
}

/** 百分之十 */
function readOutOfHundred(lexemes: readonly Lexeme[], at: number, { text: _text }: QuantitySetting): Quantity | undefined {
  if (lexemes[at]?.text !== '百' || lexemes[at + 1]?.text !== '分' || lexemes[at + 2]?.text !== '之') return undefined;
  const numeral = readNumeral(lexemes, at + 3, { money: false });
  return numeral === undefined ? undefined : quantity(numeral, at, numeral.end, { percent: true });
}

function readAfterPrefix(
  lexemes: readonly Lexeme[],
  at: number,
  prefix: CurrencyMatch,
  setting: QuantitySetting,
  and: boolean,
): Quantity | undefined {
  let place = prefix.end;
  let minus = false;
  const sign = lexemes[place];
  if ((sign?.text === ':' || sign?.text === '=') && prefix.kind !== 'sign') place += 1;
  else if (
    sign !== undefined &&
    MINUS.has(sign.text) &&
    lexemes[place + 1]?.kind === 'digits' &&
    lexemes[place + 1]?.gap === 'none'
  ) {
    minus = prefix.kind === 'sign';
    place += 1;
  } else if (sign?.text === '~' || sign?.text === '(' || sign?.text === '/') place += 1;
  else if (sign?.text === '.' && sign.gap === 'none' && lexemes[place + 1]?.gap !== 'none') place += 1;
  const next = lexemes[place];
  if (next === undefined || next.gap === 'line' || setting.dateAt(place)) return undefined;
  if (prefix.kind === 'name' && next.kind === 'word' && next.text.length <= 3 && next.text !== 'two' && next.text !== 'six')
    return undefined;
  // "CAD $20": the code says which dollar.
  const second = next.kind === 'sign' || prefix.kind === 'sign' ? findCurrency(lexemes, place, 'before', setting) : undefined;
  const [narrow, wide] = prefix.kind === 'sign' ? [second, prefix] : [prefix, second];
  if (
    second !== undefined &&
    second.kind !== prefix.kind &&
    narrow !== undefined &&
    wide?.codes.includes(narrow.currency) === true
  ) {
    return readAfterPrefix(lexemes, at, { ...narrow, end: second.end }, { ...setting, expected: narrow.currency }, and);
  }
  const numeral = readNumeral(lexemes, place, { currency: prefix.currency, money: true, and });
  if (numeral === undefined || numeral.ordinal) return undefined;
  let end = decorated(lexemes, numeral.end);
  if (PERCENT.has(lexemes[numeral.end]?.text ?? '')) return undefined;
  let currency = prefix.currency;
  const suffix = findCurrency(lexemes, end, 'after', setting);
  if (suffix !== undefined && isSuffix(lexemes, end, suffix)) {
    const same = suffix.minorDigits === 0 && (suffix.codes.includes(currency) || prefix.codes.includes(suffix.currency));
    if (same) {
      // "$450 AUD": the more precise of the two.
      currency = suffix.codes.length < prefix.codes.length ? suffix.currency : currency;
      end = suffix.end;
    } else if (suffix.kind === 'minor' && (lexemes[end]?.text === '¢' || suffix.codes.includes(currency))) {
      end = suffix.end;
    }
  }
  const amount = quantity(numeral, at, end, { currency, value: minus ? numeral.value.neg() : numeral.value });
  return withCents(lexemes, amount, setting);
}

/** The stroke behind whole amounts: "450,-", "450.-", "Rs 450/-". */
function decorated(lexemes: readonly Lexeme[], end: number): number {
  const [mark, dash] = [lexemes[end], lexemes[end + 1]];
  if (
    mark?.gap !== 'none' ||
    dash?.gap !== 'none' ||
    ![',', '.', '/'].includes(mark.text) ||
    !['-', '–', '—'].includes(dash.text)
  )
    return end;
  const doubled = lexemes[end + 2]?.gap === 'none' && lexemes[end + 2]?.text === dash.text;
  const stop = end + (doubled ? 3 : 2);
  return lexemes[stop]?.gap === 'none' && lexemes[stop]?.kind === 'digits' ? end : stop;
}

/** A currency between two numbers belongs to the second where it touches that alone. */
function isSuffix(lexemes: readonly Lexeme[], at: number, suffix: CurrencyMatch): boolean {
  const [term, next] = [lexemes[at], lexemes[suffix.end]];
  if (term === undefined || term.gap === 'line') return false;
  if (term.gap === 'none' || next?.kind !== 'digits') return true;
  return next.gap !== 'none';
}

/** Nobody spells out an amount as small as this before the sign of the next one. */
const LEAST_SPELLED_AMOUNT = 13;
const SCALE_LETTERS: ReadonlySet<string> = new Set(['m', 'mm', 'l', 'cr', 'b', 't']);

function readBare(lexemes: readonly Lexeme[], at: number, setting: QuantitySetting, and: boolean): Quantity | undefined {
  let numeral = readNumeral(lexemes, at, { currency: setting.expected, money: false, and });
  if (numeral === undefined) return undefined;
  if (SCALE_LETTERS.has(lexemes[numeral.end]?.text ?? '')) {
    const beyond = findCurrency(lexemes, numeral.end + 1, 'after', setting);
    if (beyond !== undefined && isSuffix(lexemes, numeral.end + 1, beyond)) {
      numeral = readNumeral(lexemes, at, { currency: beyond.currency, money: true, and }) ?? numeral;
    }
  }
  if (numeral.ordinal) return quantity(numeral, at, numeral.end);
  const percent = percentEnd(lexemes, numeral.end);
  if (percent !== undefined) return quantity(numeral, at, percent, { percent: true });
  const place = decorated(lexemes, numeral.end);
  const hyphen = lexemes[place];
  const hyphened =
    hyphen?.text === '-' && hyphen.gap === 'none' && lexemes[place + 1]?.gap === 'none' && lexemes[place + 1]?.kind === 'word';
  const of = hyphen?.text === 'of' && numeral.approximate;
  const term = hyphened || of ? place + 1 : place;
  const suffix = findCurrency(lexemes, term, 'after', setting);
  if (
    suffix === undefined ||
    !isSuffix(lexemes, term, suffix) ||
    startsAnother(lexemes, place, suffix) ||
    countsInstead(lexemes, numeral, suffix)
  )
    return quantity(numeral, at, place === numeral.end ? numeral.end : place);
  if (numeral.grouped && suffix.currency !== setting.expected) {
    const again = readNumeral(lexemes, at, { currency: suffix.currency, money: true, and });
    if (again?.end === numeral.end) numeral = again;
  }
  if (suffix.kind === 'minor') {
    const value = numeral.value.mul(`1e-${suffix.minorDigits}`);
    return quantity(
      numeral.upTo === undefined ? numeral : { ...numeral, upTo: numeral.upTo.mul(`1e-${suffix.minorDigits}`) },
      at,
      suffix.end,
      {
        currency: suffix.currency,
        value,
      },
    );
  }
  return withCents(lexemes, quantity(numeral, at, suffix.end, { currency: suffix.currency }), setting);
}

/** "450 rs 500": nothing before tells which amount the sign is of; a sign with a number on both sides is of the first, a code too. */
function startsAnother(lexemes: readonly Lexeme[], at: number, suffix: CurrencyMatch): boolean {
  const term = lexemes[at];
  // "2 $50 vouchers" is handled by isSuffix; a dollar sign with spaces on both sides before a number is a prefix.
  return (
    suffix.kind === 'sign' &&
    term?.kind === 'sign' &&
    term.gap === 'space' &&
    lexemes[suffix.end]?.kind === 'digits' &&
    lexemes[suffix.end]?.gap === 'none'
  );
}

/** "The big one EUR 410", "unit two CHF 312": the word names a thing, and the currency is of the amount behind it. */
function countsInstead(lexemes: readonly Lexeme[], { start, end, value }: Numeral, suffix: CurrencyMatch): boolean {
  return (
    (suffix.kind === 'code' || suffix.kind === 'sign') &&
    end === start + 1 &&
    lexemes[start]?.kind === 'word' &&
    value.lt(LEAST_SPELLED_AMOUNT) &&
    lexemes[suffix.end]?.kind === 'digits' &&
    lexemes[suffix.end]?.gap !== 'line'
  );
}

function percentEnd(lexemes: readonly Lexeme[], end: number): number | undefined {
  const next = lexemes[end];
  if (next === undefined || next.gap === 'line') return undefined;
  const hyphened = next.text === '-' && next.gap === 'none' && lexemes[end + 1]?.gap === 'none';
  const at = hyphened ? end + 1 : end;
  const text = lexemes[at]?.text ?? '';
  if (PERCENT.has(text)) return at + 1;
  if (text === 'per' && ['cent', 'cents', 'cen', 'sent'].includes(lexemes[at + 1]?.text ?? '')) return at + 2;
  if (text === 'pc' && lexemes[at]?.gap === 'none') return at + 1;
  return text === 'p' && lexemes[at + 1]?.text === '.' && lexemes[at + 2]?.text === 'c' ? at + 3 : undefined;
}

/** "5 dollars and 20 cents", "3 pounds 50", "12€99". */
function withCents(lexemes: readonly Lexeme[], amount: Quantity, setting: QuantitySetting): Quantity {
  if (!amount.value.isInteger() || amount.value.isNeg() || amount.upTo !== undefined) return amount;
  let at = amount.end;
  const joiner = lexemes[at];
  const joined = joiner?.text === 'and' || joiner?.text === '&' || joiner?.text === ',';
  if (joined) at += 1;
  const next = lexemes[at];
  if (next === undefined || next.gap === 'line' || setting.dateAt(at)) return amount;
  if (next.kind !== 'digits' && next.kind !== 'word') return amount;
  if (next.kind === 'digits' && (next.text.length > 2 || lexemes[at + 1]?.text === ':')) return amount;
  const minor = readNumeral(lexemes, at, { money: false, and: false });
  if (
    minor === undefined ||
    minor.value.gte(100) ||
    !minor.value.isInteger() ||
    minor.ordinal ||
    minor.upTo !== undefined ||
    minor.approximate
  )
    return amount;
  const term = findCurrency(lexemes, minor.end, 'after', setting);
  if (term?.kind === 'minor' && lexemes[minor.end]?.gap !== 'line') {
    const fits = term.codes.includes(amount.currency ?? '');
    return fits ? { ...amount, value: amount.value.add(minor.value.mul(`1e-${term.minorDigits}`)), end: term.end } : amount;
  }
  const after = lexemes[minor.end];
  const closes =
    after === undefined ||
    after.gap === 'line' ||
    (after.kind === 'sign' && /^[.,!?;)]$/.test(after.text) && after.gap === 'none');
  const twoDigits = minor.run === undefined ? minor.value.gte(10) : minor.run.length === 2;
  const suffixed = lexemes[amount.end - 1]?.kind !== 'digits';
  if (closes && twoDigits && suffixed && joiner?.text !== ',' && !decimalFollows(lexemes, minor.end)) {
    return { ...amount, value: amount.value.add(quotient(minor.value, 100)), end: minor.end };
  }
  return amount;
}

const decimalFollows = (lexemes: readonly Lexeme[], at: number): boolean =>
  lexemes[at + 1]?.kind === 'digits' && lexemes[at + 1]?.gap === 'none';
