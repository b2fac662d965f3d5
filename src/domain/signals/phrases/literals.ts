import { type Expression, expressionOf } from './expression.js';

/** Literals to a pattern at most, and characters of one that are looked for; more would not tell texts apart better. */
const MOST_LITERALS = 48;
const MOST_CHARACTERS = 9;
/** A part that must stand several times is followed so often. */
const MOST_COPIES = 3;

/** What is known about the texts that an expression matches. */
interface Known {
  /** Every text it matches, where these are few. */
  all: readonly string[] | undefined;
  /** Every match begins (ends) with one of these; an empty string among them: with anything. */
  beginnings: readonly string[];
  ends: readonly string[];
  /** Every match holds one of these; undefined where nothing is known. */
  held: readonly string[] | undefined;
}

const ANYTHING: Known = { all: undefined, beginnings: [''], ends: [''], held: undefined };

/**
 * Literals of which at least one stands in every text that the pattern matches, in lower case (ASCII); undefined where
 * there are none, or where the pattern cannot be read.
 */
export function requiredLiterals(pattern: RegExp): readonly string[] | undefined {
  const expression = expressionOf(pattern);
  const literals = expression && heldBy(knownOf(expression));
  return literals && shortened(literals);
}

/** The fewest that say the same: no literal that holds another one, none of excessive length. */
function shortened(literals: readonly string[]): readonly string[] {
  const lower = new Set(
    literals.map((literal) => literal.slice(0, MOST_CHARACTERS).replace(/[A-Z]/g, (letter) => letter.toLowerCase())),
  );
  return [...lower].filter((literal) => ![...lower].some((other) => other !== literal && literal.includes(other)));
}

function knownOf(expression: Expression): Known {
  switch (expression.kind) {
    case 'nothing':
      return few(['']);
    case 'anything':
      return ANYTHING;
    case 'unit':
      return few(expression.units);
    case 'choice':
      return either(expression.parts.map(knownOf));
    case 'sequence':
      return inOrder(expression.parts.map(knownOf));
    case 'repeat':
      return repeated(knownOf(expression.part), expression.least, expression.most);
  }
}

function few(all: readonly string[]): Known {
  return { all, beginnings: all, ends: all, held: undefined };
}

function either(parts: readonly Known[]): Known {
  const union = (lists: readonly (readonly string[])[]): readonly string[] => {
    const joined = [...new Set(lists.flat())];
    return joined.length > MOST_LITERALS ? [''] : joined;
  };
  const whole = parts.every(({ all }) => all !== undefined) ? [...new Set(parts.flatMap(({ all }) => all ?? []))] : undefined;
  if (whole && whole.length <= MOST_LITERALS) return few(whole);
  const held = parts.map(heldBy);
  return {
    all: undefined,
    beginnings: union(parts.map(({ beginnings }) => beginnings)),
    ends: union(parts.map(({ ends }) => ends)),
    held: held.every((literals) => literals !== undefined) ? [...new Set(held.flat())] : undefined,
  };
}

function inOrder(parts: readonly Known[]): Known {
  let held: readonly string[] | undefined;
  const consider = (literals: readonly string[] | undefined): void => {
    if (literals !== undefined && weightOf(literals) < weightOf(held)) held = literals;
  };
  let beginnings: readonly string[] | undefined;
  /** What the text so far may end with: all of it, as long as `beginnings` are not settled. */
  let run: readonly string[] = [''];
  const settle = (): void => {
    consider(run);
    beginnings ??= run;
  };
  for (const part of parts) {
    const joined = crossed(run, part.all ?? part.beginnings);
    if (part.all && joined) {
      run = joined;
      continue;
    }
    if (joined) run = joined;
    settle();
    consider(part.held);
    run = part.ends;
  }
  consider(run);
  if (beginnings === undefined) return { ...few(run), held };
  return { all: undefined, beginnings, ends: run, held };
}

function repeated(part: Known, least: number, most: number): Known {
  if (most === 0) return few(['']);
  if (least === 0) {
    if (most === 1) return either([few(['']), part]);
    return ANYTHING;
  }
  const copies = inOrder(Array.from({ length: Math.min(least, MOST_COPIES) }, () => part));
  if (least === most && least <= MOST_COPIES) return copies;
  return { all: undefined, beginnings: copies.beginnings, ends: part.ends, held: heldBy(copies) };
}

/** Every text of one list followed by every text of another; undefined where these are too many. */
function crossed(first: readonly string[], second: readonly string[]): readonly string[] | undefined {
  if (first.length * second.length > MOST_LITERALS) return undefined;
  return [...new Set(first.flatMap((start) => second.map((end) => start + end)))];
}

/** The best of what is known to stand in every match. */
function heldBy({ all, beginnings, ends, held }: Known): readonly string[] | undefined {
  return [all, beginnings, ends, held].reduce((one, other) => (weightOf(other) < weightOf(one) ? other : one), undefined);
}

/** Words of every second sentence: a literal of such words alone tells little. */
const COMMON: ReadonlySet<string> = new Set(
  'i we you your our my me us it its this that these the a an to of for in on at by is are was be can could will would may have has do with as if or and but not no so from rate price room rooms hotel night nights'.split(
    ' ',
  ),
);
const weights = new WeakMap<readonly string[], number>();

/** How many texts are likely to hold one of the literals, as an order of magnitude; infinite where every text may. */
function weightOf(literals: readonly string[] | undefined): number {
  if (literals === undefined || literals.length === 0 || literals[0] === '') return Infinity;
  const known = weights.get(literals);
  if (known !== undefined) return known;
  let sum = 0;
  for (const literal of literals) sum += literal === '' ? Infinity : weightOfOne(literal);
  weights.set(literals, sum);
  return sum;
}

function weightOfOne(literal: string): number {
  let telling = 0;
  let start = 0;
  for (let end = literal.indexOf(' '); start <= literal.length; end = literal.indexOf(' ', start)) {
    const word = literal.slice(start, end < 0 ? literal.length : end);
    if (!COMMON.has(word)) telling += word.length;
    start = end < 0 ? literal.length + 1 : end + 1;
  }
  return 4 ** -Math.min(telling + (literal.length - telling) / 3, 8);
}
