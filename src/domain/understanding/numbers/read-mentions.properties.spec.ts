import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mention } from '../reading.js';
import { readMentions } from './read-mentions.js';

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '  twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

function spellBelowThousand(value: number, and: string): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const small =
    rest < 20 ? (ONES[rest] ?? '') : `${TENS[Math.floor(rest / 10)] ?? ''}${rest % 10 === 0 ? '' : `-${ONES[rest % 10] ?? ''}`}`;
  if (hundreds === 0) return small;
  return `${ONES[hundreds] ?? ''} hundred${rest === 0 ? '' : `${and}${small}`}`;
}

/** English, with or without "and". */
function spell(value: number, and: string): string {
  if (value === 0) return 'zero';
  const parts: string[] = [];
  let rest = value;
  for (const [scale, name] of [
    [1_000_000_000, 'billion'],
    [1_000_000, 'million'],
    [1000, 'thousand'],
  ] as const) {
    if (rest >= scale) parts.push(`${spellBelowThousand(Math.floor(rest / scale), and)} ${name}`);
    rest %= scale;
  }
  if (rest > 0) parts.push(`${parts.length > 0 && rest < 100 ? and.trimStart() : ''}${spellBelowThousand(rest, and)}`);
  return parts.join(' ');
}

const grouped = (value: number, mark: string): string => String(value).replace(/\B(?=(\d{3})+$)/g, mark);

function indian(value: number): string {
  const digits = String(value);
  const head = digits.slice(0, -3).replace(/\B(?=(\d\d)+$)/g, ',');
  return head === '' ? digits : `${head},${digits.slice(-3)}`;
}

const inScript = (text: string, zero: number): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
const only = (text: string, currency?: string): Mention | undefined => {
  const mentions = readMentions(text, currency === undefined ? {} : { currency });
  return mentions.length === 1 ? mentions[0] : undefined;
};

const whole = fc.oneof(fc.nat(999), fc.nat(99_999), fc.nat(1_000_000_000));
const FORMATS: readonly (readonly [name: string, format: (value: number) => string])[] = [
  ['commas', (value) => grouped(value, ',')],
  ['points', (value) => grouped(value, '.')],
  ['apostrophes', (value) => grouped(value, "'")],
  ['spaces that do not break', (value) => grouped(value, '\u00a0')],
  ['Indian groups', indian],
  ['decimals', (value) => `${grouped(value, ',')}.00`],
  ['decimals behind a comma', (value) => `${grouped(value, '.')},00`],
  ['full-width digits', (value) => inScript(String(value), 0xff10)],
  ['Arabic-Indic digits', (value) => inScript(String(value), 0x660)],
  ['Devanagari digits', (value) => inScript(String(value), 0x966)],
  ['words', (value) => spell(value, ' ')],
  ['words with "and"', (value) => spell(value, ' and ')],
  ['words in capitals', (value) => spell(value, ' and ').toUpperCase()],
];

describe('any whole number up to a thousand million', () => {
  it.each(FORMATS)('reads back from %s', (_name, format) => {
    fc.assert(
      fc.property(whole, (value) => {
        expect(only(`€ ${format(value)}`)).toMatchObject({ kind: 'money', value: String(value), currency: 'EUR' });
      }),
      { numRuns: 150 },
    );
  });

  it.each(FORMATS)('reads back from %s behind it the currency', (_name, format) => {
    fc.assert(
      fc.property(whole, (value) => {
        expect(only(`ok ${format(value)} euros then`)).toMatchObject({ kind: 'money', value: String(value), currency: 'EUR' });
      }),
      { numRuns: 150 },
    );
  });

  it('reads back as said in a hurry: four eighty, twelve fifty', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 10, max: 99 }), (hundreds, rest) => {
        fc.pre(hundreds < 10 || hundreds % 10 !== 0 || rest !== hundreds + 10);
        fc.pre(!(hundreds >= 20 && hundreds % 10 === 0 && rest < 10));
        // "fifty fifty" and "twenty ten" are idioms or years.
        fc.pre(hundreds !== 50 || rest !== 50);
        const said = `${spellBelowThousand(hundreds, ' ')} ${spellBelowThousand(rest, ' ')}`;
        expect(only(`how about ${said} net`)).toMatchObject({ value: String(hundreds * 100 + rest) });
      }),
    );
  });
});

const PIECES = [
  '4',
  '80',
  '480',
  '1,250',
  '24/11',
  '24.11.',
  '2026-11-24',
  '15:30',
  '€',
  '$',
  'EUR',
  'usd',
  '%',
  'percent',
  '-',
  ' - ',
  ' to ',
  ' and ',
  'between ',
  'half ',
  'a ',
  'a couple of ',
  'hundred',
  'thousand',
  'million',
  'k',
  'm',
  'four',
  'eighty',
  'fourhundredfifty',
  'one',
  'the ',
  'Nov',
  'may',
  'fri',
  '24th',
  'th',
  'st',
  '(',
  '+49',
  '0170',
  '.',
  ',',
  "'",
  '/',
  '\n',
  ' ',
  ' per night',
  ' rooms',
  ' for the stay',
  '晚',
  '四百八',
  '元',
  '¥',
  '½',
  '\u200b',
  '\ud800',
  '٤٨٠',
  '４８０',
  'A1B2',
  '#',
  'room ',
  'point',
  'o',
  's',
  'ish',
  ' or so',
  ' cents',
  ' dollars',
  '24/7',
  'third',
  'x',
  '*',
  '😀',
  '4️⃣',
  'http://',
  'a@b.co',
];
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join('')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join(' ')),
);

describe('any text', () => {
  it('is read without throwing into mentions in order, apart, in bounds, with plain decimals', () => {
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom(undefined, 'EUR', 'KWD', 'JPY', 'INR'),
        fc.constantFrom(undefined, '2026-11-16'),
        (text, currency, today) => {
          let last = 0;
          for (const { span, value, low, high, kind, unit, currency: code } of readMentions(text, {
            ...(currency === undefined ? {} : { currency }),
            ...(today === undefined ? {} : { today }),
          })) {
            expect(span[0]).toBeGreaterThanOrEqual(last);
            expect(span[1]).toBeGreaterThan(span[0]);
            expect(span[1]).toBeLessThanOrEqual(text.length);
            last = span[1];
            for (const amount of [value, low, high]) if (amount !== undefined) expect(amount).toMatch(/^-?\d+(\.\d+)?$/);
            if (low !== undefined || high !== undefined) {
              expect(value).toBeUndefined();
              expect(Number(low)).toBeLessThanOrEqual(Number(high));
            }
            if (kind === 'date')
              expect(unit).toMatch(/^(?:\d{4}|-)-\d\d-\d\d(?:\/(?:\d{4}|-)-\d\d-\d\d)?$|^---\d\d(?:\/---\d\d)?$/);
            else if (kind === 'time') expect(unit).toMatch(/^\d\d:\d\d(?:\/\d\d:\d\d)?$/);
            else expect(value ?? low).toBeDefined();
            if (code !== undefined) expect(code).toMatch(/^[A-Z]{3}$/);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never hides a run of digits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 99_999 }),
        fc.constantFrom('ok ', 'xyz', 'rate:', '(', '"', 'at', '/', 'no.', '€', '*', '\n'),
        (value, before) => {
          const digits = readMentions(`${before}${value} please`, {}).map(
            (mention) => `${mention.value ?? ''}${mention.unit ?? ''}`,
          );
          expect(digits.join(' ')).toContain(String(value));
        },
      ),
    );
  });

  // About 30 ms a time on an idle machine; a quadratic reading would take far longer than the bound.
  it.each([
    '1',
    '1,',
    '1 ',
    '1.',
    '-',
    '1-',
    '€',
    '€1',
    'four ',
    'a ',
    'half a ',
    'one hundred and ',
    'million ',
    '1 million ',
    '24/',
    '24-27 ',
    '24, ',
    'the 24th and ',
    'nov 24 ',
    'between 4 and ',
    '(0',
    '+',
    'a1',
    'fourhundred',
    'http://',
    'a@',
    'a',
    '一',
    '1万',
    '½',
    'two three ',
    'mon, ',
    'point five ',
    'rs.',
    'minus ',
    '\n',
    'five to ',
    '9',
    '\u200b',
    'é',
  ])('is read in linear time: %j, again and again', (piece) => {
    const text = piece.repeat(Math.ceil(25_000 / piece.length));
    const begun = performance.now();
    readMentions(text, { currency: 'EUR', today: '2026-11-16' });
    expect(performance.now() - begun).toBeLessThan(2500);
  });
});
