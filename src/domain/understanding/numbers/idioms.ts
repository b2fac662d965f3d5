import { type Lexeme } from './lexemes.js';

/**
 * Idioms with number words that count nothing. They give no mention. "50/50" and "fifty-fifty" are among them: a midpoint is
 * said, not an amount.
 */
const PHRASES: readonly string[] = [
  '24 / 7 / 365',
  '24 / 7',
  '24 x 7',
  '50 / 50',
  '50 - 50',
  'fifty fifty',
  'fifty - fifty',
  'one of',
  'one another',
  'one moment',
  'one sec',
  'one second',
  'one thing',
  'one more thing',
  'one or the other',
  'one way',
  'one - way',
  'one off',
  'one - off',
  'one time',
  'one - time',
  'one on one',
  'one - on - one',
  'one to one',
  'one - to - one',
  'one by one',
  'one size',
  'one and only',
  'one and the same',
  'one stop',
  'one - stop',
  'one last',
  'one way or another',
  '1 on 1',
  '1 : 1',
  'two way',
  'two - way',
  'two faced',
  'two cents',
  '2 cents',
  'first of all',
  'first come',
  'first and foremost',
  'first things first',
  'first thing',
  'second to none',
  'second thought',
  'second thoughts',
  'second hand',
  'first class',
  'first - class',
  'third party',
  'third parties',
  'third - party',
  'third world',
  'four seasons',
  'a million thanks',
  'million thanks',
  'six of one',
  'nine to five',
  'the one',
  'no one',
  'one fine day',
  'one day at a time',
  'catch 22',
  'catch - 22',
  '4 seasons',
  'a thousand thanks',
  'a hundred times',
  'a thousand times',
  'a million times',
  'a quarter past',
  'zero sum',
  'zero - sum',
  'one bit',
  'one step',
];

/** Before the cents of an opinion. */
const OPINION: ReadonlySet<string> = new Set(['my', 'our', 'your', 'his', 'her', 'their']);
/** "no one hundred": the idiom ends before a number goes on. */
const NUMBER_FOLLOWS =
  /^(?:hundred|thousand|million|grand|k|fifty|twenty|thirty|forty|sixty|seventy|eighty|ninety|night|nights|room|day|hundredth)$/;

const DIGIT_FOLLOWS = /^(?:one|two|three|four|five|six|seven|eight|nine)$/;

const byFirst = new Map<string, string[][]>();
for (const phrase of PHRASES) {
  const words = phrase.split(' ');
  const [first = ''] = words;
  byFirst.set(
    first,
    [...(byFirst.get(first) ?? []), words].sort((one, other) => other.length - one.length),
  );
}

/** The lexeme behind an idiom that begins here. */
export function idiomEnd(lexemes: readonly Lexeme[], at: number): number | undefined {
  const first = lexemes[at];
  const phrases = first === undefined ? undefined : byFirst.get(first.text);
  if (phrases === undefined) return undefined;
  for (const words of phrases) {
    const last = at + words.length;
    if (!words.every((word, index) => lexemes[at + index]?.text === word && (index === 0 || lexemes[at + index]?.gap !== 'line')))
      continue;
    const after = lexemes[last]?.gap === 'line' ? '' : (lexemes[last]?.text ?? '');
    if (words.at(-1) === 'one' && NUMBER_FOLLOWS.test(after)) continue;
    // "fifty fifty-one" is 5051.
    if (words.length === 2 && words[0] === 'fifty' && DIGIT_FOLLOWS.test(lexemes[after === '-' ? last + 1 : last]?.text ?? ''))
      continue;
    if (words[0] === 'first' && words[1] === 'class' && after === 'rate') continue;
    if (words[1] === 'cents' && !OPINION.has(lexemes[at - 1]?.text ?? '')) continue;
    // "24/7/2026" and "50/50.5" are something else.
    if (
      /^\d/.test(first?.text ?? '') &&
      lexemes[last]?.gap === 'none' &&
      (lexemes[last].kind === 'digits' || /[/.,%]/.test(after))
    ) {
      if (lexemes[last + 1]?.kind === 'digits' && lexemes[last + 1]?.gap === 'none') continue;
      if (after === '%') continue;
    }
    if (first?.gap === 'none' && at > 0 && lexemes[at - 1]?.kind !== 'sign') continue;
    return last;
  }
  return undefined;
}

/** Words before "one" that make it a pronoun. */
const BEFORE_PRONOUN: ReadonlySet<string> = new Set([
  'the',
  'this',
  'that',
  'which',
  'each',
  'every',
  'any',
  'some',
  'no',
  'another',
  'other',
  'new',
  'old',
  'last',
  'next',
  'right',
  'wrong',
  'good',
  'better',
  'best',
  'big',
  'bigger',
  'small',
  'smaller',
  'cheap',
  'cheaper',
  'same',
  'only',
  'expensive',
  'nice',
  'great',
  'loved',
  'first',
  'second',
  'third',
  'different',
  'similar',
  'day',
  'square',
  'for',
  'lower',
  'higher',
  'such',
  'not',
  'like',
  'as',
  'ones',
  'real',
  'final',
  'white',
  'black',
]);

export function isPronoun(lexemes: readonly Lexeme[], at: number): boolean {
  const before = lexemes[at]?.gap === 'line' ? undefined : lexemes[at - 1];
  const after = lexemes[at + 1];
  if (after?.text === "'" || after?.text === '’') return true;
  if (
    after?.kind === 'word' &&
    ['can', 'could', 'should', 'would', 'must', 'might', 'wants', 'needs', 'has', 'who', 'that', 'which'].includes(after.text)
  ) {
    return after.gap !== 'line';
  }
  return before?.kind === 'word' && BEFORE_PRONOUN.has(before.text);
}

/** Nouns behind "first", "second" and "third" that make them part of a stay or a list; else they are turns of phrase. */
const ORDERED: ReadonlySet<string> = new Set([
  'night',
  'nights',
  'day',
  'days',
  'floor',
  'room',
  'week',
  'weekend',
  'month',
  'quarter',
  'half',
  'person',
  'child',
  'guest',
  'adult',
  'option',
  'year',
  'booking',
  'reservation',
  'bed',
  'offer',
  'price',
  'rate',
  'date',
  'dates',
  'one',
  'two',
  'three',
  'four',
  'five',
]);

export function isTurnOfPhrase(lexemes: readonly Lexeme[], end: number): boolean {
  const next = lexemes[end];
  return next?.kind !== 'word' || next.gap === 'line' || !ORDERED.has(next.text);
}
