/** English number words, with the ways in which they are misspelt. */

export type NumberWord =
  | { kind: 'unit' | 'teen' | 'tens'; value: number }
  | { kind: 'hundred' }
  /** Powers of ten from a thousand on, as exponent. */
  | { kind: 'scale'; power: number }
  | { kind: 'dozen' };

const UNITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES: Readonly<Record<string, number>> = { thousand: 3, lakh: 5, million: 6, crore: 7, billion: 9, trillion: 12 };

/** Misspellings that dropping, doubling or swapping letters does not give, and short words, where that would give other words. */
const MISSPELT: Readonly<Record<string, string>> = {
  nil: 'zero',
  nought: 'zero',
  naught: 'zero',
  zeros: 'zero',
  thre: 'three',
  threee: 'three',
  fuor: 'four',
  foru: 'four',
  fiv: 'five',
  fve: 'five',
  sevn: 'seven',
  sevem: 'seven',
  eigth: 'eight',
  eigt: 'eight',
  nien: 'nine',
  nin: 'nine',
  elven: 'eleven',
  twelfe: 'twelve',
  twelf: 'twelve',
  fourty: 'forty',
  fourtey: 'forty',
  forthy: 'forty',
  fourthy: 'forty',
  fivety: 'fifty',
  fivty: 'fifty',
  fity: 'fifty',
  fifthy: 'fifty',
  fiftey: 'fifty',
  fiften: 'fifteen',
  fiveteen: 'fifteen',
  fiftheen: 'fifteen',
  forteen: 'fourteen',
  therty: 'thirty',
  thirdy: 'thirty',
  thurty: 'thirty',
  thirteeen: 'thirteen',
  twenny: 'twenty',
  twentey: 'twenty',
  tweny: 'twenty',
  seventey: 'seventy',
  sevnty: 'seventy',
  sevety: 'seventy',
  eigthy: 'eighty',
  eighy: 'eighty',
  eigty: 'eighty',
  eightey: 'eighty',
  eitghy: 'eighty',
  aighty: 'eighty',
  eigtheen: 'eighteen',
  eightteen: 'eighteen',
  ninty: 'ninety',
  nintey: 'ninety',
  nienty: 'ninety',
  ninteen: 'nineteen',
  nintheen: 'nineteen',
  hundread: 'hundred',
  hundrad: 'hundred',
  hundret: 'hundred',
  hundert: 'hundred',
  houndred: 'hundred',
  hunderd: 'hundred',
  hundrid: 'hundred',
  hundered: 'hundred',
  hunred: 'hundred',
  hunnid: 'hundred',
  thousend: 'thousand',
  thousant: 'thousand',
  thousands: 'thousand',
  tousand: 'thousand',
  thausand: 'thousand',
  thou: 'thousand',
  lac: 'lakh',
  lacs: 'lakh',
  lakhs: 'lakh',
  crores: 'crore',
  millions: 'million',
  mil: 'million',
  mill: 'million',
  mio: 'million',
  mln: 'million',
  billions: 'billion',
  trillions: 'trillion',
};

/** Slips that are words of their own. */
const REAL_WORDS: ReadonlySet<string> = new Set(['eight', 'tirty', 'sixth', 'ninth', 'seventh', 'thirsty', 'dozens']);

export const NUMBER_WORDS: ReadonlyMap<string, NumberWord> = numberWords();

function numberWords(): Map<string, NumberWord> {
  const words = new Map<string, NumberWord>();
  UNITS.forEach((word, value) => words.set(word, { kind: 'unit', value }));
  TEENS.forEach((word, index) => words.set(word, { kind: 'teen', value: index + 10 }));
  TENS.forEach((word, index) => word !== '' && words.set(word, { kind: 'tens', value: index * 10 }));
  words.set('hundred', { kind: 'hundred' });
  words.set('dozen', { kind: 'dozen' });
  words.set('hundreds', { kind: 'hundred' });
  words.set('dozens', { kind: 'dozen' });
  for (const [word, power] of Object.entries(SCALES)) words.set(word, { kind: 'scale', power });
  const correct = [...words];
  for (const [misspelt, meant] of Object.entries(MISSPELT)) {
    const word = words.get(meant);
    if (word !== undefined) words.set(misspelt, word);
  }
  // One slip of the finger in a word of six letters or more: a letter missing, doubled, or swapped with the next.
  const slips = new Map<string, NumberWord | undefined>();
  for (const [word, meaning] of correct) {
    if (word.length < 6 || word === 'million' || word === 'billion') continue;
    for (const slip of slipsOf(word)) slips.set(slip, slips.has(slip) && slips.get(slip) !== meaning ? undefined : meaning);
  }
  for (const [slip, meaning] of slips)
    if (meaning !== undefined && !words.has(slip) && !REAL_WORDS.has(slip)) words.set(slip, meaning);
  for (const [slip, meant] of [
    ['milion', 'million'],
    ['millon', 'million'],
    ['bilion', 'billion'],
  ] as const) {
    const word = words.get(meant);
    if (word !== undefined) words.set(slip, word);
  }
  return words;
}

function slipsOf(word: string): string[] {
  const slips: string[] = [];
  for (let index = 0; index < word.length; index += 1) {
    const [before, letter, after] = [word.slice(0, index), word.charAt(index), word.slice(index + 1)];
    if (index > 0) slips.push(before + after);
    slips.push(before + letter + letter + after);
    if (after !== '' && index > 0) slips.push(before + after.charAt(0) + letter + after.slice(1));
  }
  return slips;
}

const ORDINAL_UNITS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];
const ORDINAL_TEENS = [
  'tenth',
  'eleventh',
  'twelfth',
  'thirteenth',
  'fourteenth',
  'fifteenth',
  'sixteenth',
  'seventeenth',
  'eighteenth',
  'nineteenth',
];

interface OrdinalWord {
  value: number;
  kind: 'unit' | 'teen' | 'tens' | 'scale';
}

/** Ordinals by their place; `hundredth` and the like as powers of ten. */
export const ORDINAL_WORDS: ReadonlyMap<string, OrdinalWord> = new Map<string, OrdinalWord>([
  ...ORDINAL_UNITS.slice(1).map((word, index) => [word, { value: index + 1, kind: 'unit' }] as const),
  ...ORDINAL_TEENS.map((word, index) => [word, { value: index + 10, kind: 'teen' }] as const),
  ...TENS.slice(2).map((word, index) => [word.replace(/y$/, 'ieth'), { value: (index + 2) * 10, kind: 'tens' }] as const),
  ['fith', { value: 5, kind: 'unit' }],
  ['eigth', { value: 8, kind: 'unit' }],
  ['nineth', { value: 9, kind: 'unit' }],
  ['twelveth', { value: 12, kind: 'teen' }],
  ['hundredth', { value: 100, kind: 'scale' }],
  ['thousandth', { value: 1000, kind: 'scale' }],
  ['millionth', { value: 1_000_000, kind: 'scale' }],
]);

/** The divisor that a word names: half, thirds, quarters, fifths … `plural` says "two thirds", not "one third". */
export function divisorOf(word: string, plural: boolean): number | undefined {
  const one = plural ? (word === 'halves' ? 'half' : word.endsWith('s') ? word.slice(0, -1) : '') : word;
  if (one === 'half') return 2;
  if (one === 'quarter') return 4;
  const ordinal = ORDINAL_WORDS.get(one);
  return ordinal === undefined || ordinal.value < 3 ? undefined : ordinal.value;
}

const LONGEST_WORD = 36;
const plainWords = [...UNITS, ...TEENS, ...TENS.slice(2), 'fourty', 'hundred', 'thousand', 'million', 'and'];
const SPLITTABLE = new RegExp(`^(?:${plainWords.filter((word) => word !== 'and').join('|')})[befhmnostz]`);

/** "fourhundredfifty" → four, hundred, fifty. Undefined where a word is not number words through and through. */
export function splitNumberWord(word: string): string[] | undefined {
  if (word.length < 6 || word.length > LONGEST_WORD || !SPLITTABLE.test(word) || NUMBER_WORDS.has(word)) return undefined;
  const parts: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end += 1) {
    for (const part of plainWords) {
      const before = end >= part.length ? parts[end - part.length] : undefined;
      if (before !== undefined && word.startsWith(part, end - part.length) && (part !== 'and' || before.length > 0)) {
        parts[end] = [...before, part];
      }
    }
    parts[end] ??= undefined;
  }
  const found = parts[word.length];
  return found !== undefined && found.length > 1 && found.at(-1) !== 'and' ? found : undefined;
}
