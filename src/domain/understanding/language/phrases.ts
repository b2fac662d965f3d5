import { BREAK, type Token, type TokenisedText } from './tokens.js';

/**
 * Cue phrases over words. A phrase is written as words with spaces between:
 *
 * - `a|b` one of these words, `ab*` any word that begins so, `@name` one of a named group of words
 * - `a?` the word may be missing, `~3` up to three words of any kind in between
 * - `^` in front: begins a clause (message, sentence or comma, greetings and fillers not counted); `^^`: begins the message
 * - `$` at the end: ends a clause; `$$`: ends the message
 *
 * A phrase never reaches over the end of a sentence. Gaps are short and phrases are looked up by their first word, so
 * the time is linear in the number of words.
 */
export interface Cue<Tag extends string> {
  tag: Tag;
  weight: number;
  phrase: string;
}

export interface Hit<Tag extends string> {
  tag: Tag;
  weight: number;
  /** Tokens from `start` to `end`, exclusive. */
  start: number;
  end: number;
  /** A "not", "no", "never" … stands shortly before, in the same clause. */
  negated: boolean;
}

/** Cues of one tag, grouped by how sure they are (0 to 1). */
export function cues<Tag extends string>(tag: Tag, byWeight: Readonly<Record<string, readonly string[]>>): Cue<Tag>[] {
  return Object.entries(byWeight).flatMap(([weight, phrases]) =>
    phrases.map((phrase) => ({ tag, weight: Number(weight), phrase })),
  );
}

const GROUPS: Readonly<Record<string, string>> = {
  me: 'me|us',
  i: 'i|we',
  my: 'my|our',
  price:
    'price|prices|rate|rates|number|numbers|amount|figure|figures|offer|proposal|ask|tariff|that|this|it|those|these|such|level|discount|terms|deal|one',
  rate: 'price|prices|rate|rates|tariff|tariffs|pricing|number|figure',
  yes: 'yes|yeah|yep|yup|yea|aye|si|oui|ja|jawohl|sim|evet|haan|opo|iya|ya|naam|aiwa|joo',
  be: 'is|are|am|was|be|been',
  can: 'can|could|will|would|shall|should|may|might',
  person:
    'person|human|somebody|someone|people|colleague|manager|supervisor|representative|rep|agent|man|woman|operator|boss|staff|employee',
  boss: 'owner|owners|boss|gm|manager|director|husband|wife|father|mother|dad|mum|mom|partner|partners|brother|sister|son|daughter|family|board|ho|management|office|headquarters|hq|corporate|chief|accountant|uncle|aunt|cousin|revenue|ceo|cfo|investor|investors|landlord|contessa|chairman|mama|papa|principal|superior|superiors|team|committee',
  message:
    'message*|messag*|write|writing|text|texting|texts|contact*|chat*|mail*|email*|call|calling|spam*|bother*|ping*|send|sending|disturb*|reach*',
  filler:
    'well|so|ok|oh|ah|hmm|sorry|please|and|but|then|now|look|listen|hi|hello|hey|dear|sir|madam|no|yes|yeah|actually|honestly|haha|ha|lol|my|friend|also|btw|again|mate|bro|just',
};

interface Step {
  words: ReadonlySet<string>;
  prefixes: readonly string[];
  /** How many words may stand before this step. */
  gap: number;
}

interface Pattern<Tag extends string> {
  tag: Tag;
  weight: number;
  steps: readonly Step[];
  startsClause: boolean;
  startsMessage: boolean;
  endsClause: boolean;
  endsMessage: boolean;
}

/** Patterns that begin with one word: by the word of their second step where it is known, so that few have to be tried. */
interface Beginnings<Tag extends string> {
  byNext: Map<string, Pattern<Tag>[]>;
  /** The furthest that a second word may stand. */
  reach: number;
  others: Pattern<Tag>[];
}

const FILLERS: ReadonlySet<string> = new Set(GROUPS.filler?.split('|'));
const NEGATORS: ReadonlySet<string> = new Set([
  'not',
  'no',
  'never',
  'nothing',
  'without',
  'hardly',
  'nobody',
  'none',
  'neither',
  'nor',
  'barely',
  'refuse',
  'isnt',
]);
const NEGATION_REACH = 4;
const PREFIX_KEY_LENGTH = 3;

/** A set of cues, compiled once, to find in any number of messages. */
export class PhraseBook<Tag extends string> {
  readonly #byWord = new Map<string, Beginnings<Tag>>();
  readonly #byPrefix = new Map<string, Pattern<Tag>[]>();

  constructor(cueList: readonly Cue<Tag>[]) {
    for (const cue of cueList) for (const pattern of compile(cue)) this.#register(pattern);
  }

  find({ tokens }: Pick<TokenisedText, 'tokens'>): Hit<Tag>[] {
    const hits: Hit<Tag>[] = [];
    for (let start = 0; start < tokens.length; start += 1) {
      const word = tokens[start]?.word ?? '';
      this.#collectByNext(this.#byWord.get(word), tokens, start, hits);
      this.#collect(this.#byPrefix.get(word.slice(0, PREFIX_KEY_LENGTH)), tokens, start, hits);
    }
    return hits;
  }

  #collectByNext(beginnings: Beginnings<Tag> | undefined, tokens: readonly Token[], start: number, hits: Hit<Tag>[]): void {
    if (beginnings === undefined) return;
    this.#collect(beginnings.others, tokens, start, hits);
    for (let at = start + 1; at <= start + beginnings.reach; at += 1) {
      const next = tokens[at];
      if (next === undefined || next.breakBefore >= BREAK.sentence) return;
      const patterns = beginnings.byNext.get(next.word)?.filter(({ steps }) => isFirstFit(steps[1], tokens, start + 1, at));
      this.#collect(patterns, tokens, start, hits);
    }
  }

  #collect(patterns: readonly Pattern<Tag>[] | undefined, tokens: readonly Token[], start: number, hits: Hit<Tag>[]): void {
    for (const pattern of patterns ?? []) {
      const end = matchEnd(pattern, tokens, start);
      if (end === undefined) continue;
      hits.push({ tag: pattern.tag, weight: pattern.weight, start, end, negated: isNegated(tokens, start) });
    }
  }

  #register(pattern: Pattern<Tag>): void {
    const first = pattern.steps[0];
    if (first === undefined) throw new Error('a cue phrase needs a word');
    const second = pattern.steps[1];
    for (const word of first.words) {
      const beginnings = this.#byWord.get(word) ?? { byNext: new Map<string, Pattern<Tag>[]>(), reach: 0, others: [] };
      this.#byWord.set(word, beginnings);
      if (second === undefined || second.prefixes.length > 0) beginnings.others.push(pattern);
      else {
        for (const next of second.words) append(beginnings.byNext, next, pattern);
        beginnings.reach = Math.max(beginnings.reach, second.gap + 1);
      }
    }
    for (const prefix of first.prefixes) {
      if (prefix.length < PREFIX_KEY_LENGTH) throw new Error(`prefix too short in a cue phrase: ${prefix}*`);
      append(this.#byPrefix, prefix.slice(0, PREFIX_KEY_LENGTH), pattern);
    }
  }
}

/** Whether the word at `at` is the first one that a step fits, within its gap: each pattern is tried once. */
function isFirstFit(step: Step | undefined, tokens: readonly Token[], from: number, at: number): boolean {
  if (step === undefined || at - from > step.gap) return false;
  for (let index = from; index < at; index += 1) if (step.words.has(tokens[index]?.word ?? '')) return false;
  return true;
}

/** Whether a word that denies stands shortly before the token, in the same clause. */
export function isNegated(tokens: readonly Token[], start: number): boolean {
  for (let index = start; index > 0 && start - index < NEGATION_REACH; index -= 1) {
    if ((tokens[index]?.breakBefore ?? BREAK.line) !== BREAK.none) return false;
    const word = tokens[index - 1]?.word ?? '';
    if (word === 'but') return false;
    if (NEGATORS.has(word)) return true;
  }
  return false;
}

/** Whether the token begins a clause, greetings and fillers not counted. */
export function beginsClause(tokens: readonly Token[], start: number): boolean {
  for (let index = start, fillers = 0; fillers <= 3; index -= 1, fillers += 1) {
    if ((tokens[index]?.breakBefore ?? BREAK.line) !== BREAK.none) return true;
    if (!FILLERS.has(tokens[index - 1]?.word ?? '')) return false;
  }
  return false;
}

function matchEnd<Tag extends string>(pattern: Pattern<Tag>, tokens: readonly Token[], start: number): number | undefined {
  if (pattern.startsMessage && !beginsMessage(tokens, start)) return undefined;
  if (pattern.startsClause && !beginsClause(tokens, start)) return undefined;
  return matchFrom(pattern, tokens, start, 0);
}

function matchFrom<Tag extends string>(
  pattern: Pattern<Tag>,
  tokens: readonly Token[],
  at: number,
  stepIndex: number,
): number | undefined {
  const step = pattern.steps[stepIndex];
  if (step === undefined) {
    if (pattern.endsMessage && at < tokens.length) return undefined;
    if (pattern.endsClause && at < tokens.length && tokens[at]?.breakBefore === BREAK.none) return undefined;
    return at;
  }
  for (let skipped = 0; skipped <= step.gap; skipped += 1) {
    const token = tokens[at + skipped];
    if (token === undefined || (at + skipped > 0 && stepIndex > 0 && token.breakBefore >= BREAK.sentence)) return undefined;
    if (fits(step, token.word)) {
      const end = matchFrom(pattern, tokens, at + skipped + 1, stepIndex + 1);
      if (end !== undefined) return end;
    }
  }
  return undefined;
}

function fits(step: Step, word: string): boolean {
  return step.words.has(word) || step.prefixes.some((prefix) => word.startsWith(prefix));
}

function beginsMessage(tokens: readonly Token[], start: number): boolean {
  if (start > 4) return false;
  for (let index = 0; index < start; index += 1) if (!FILLERS.has(tokens[index]?.word ?? '')) return false;
  return true;
}

function compile<Tag extends string>({ tag, weight, phrase }: Cue<Tag>): Pattern<Tag>[] {
  let variants: Step[][] = [[]];
  const anchors = { startsClause: false, startsMessage: false, endsClause: false, endsMessage: false };
  let gap = 0;
  for (const item of phrase.split(' ')) {
    if (item === '^') anchors.startsClause = true;
    else if (item === '^^') anchors.startsMessage = true;
    else if (item === '$') anchors.endsClause = true;
    else if (item === '$$') anchors.endsMessage = true;
    else if (item.startsWith('~')) gap = Number(item.slice(1));
    else {
      const optional = item.endsWith('?');
      const step = compileStep(optional ? item.slice(0, -1) : item, gap);
      variants = variants.flatMap((steps) => (optional ? [steps, [...steps, step]] : [[...steps, step]]));
      gap = 0;
    }
  }
  return variants.filter((steps) => steps.length > 0).map((steps) => ({ tag, weight, steps, ...anchors }));
}

function compileStep(item: string, gap: number): Step {
  const words = new Set<string>();
  const prefixes: string[] = [];
  for (const choice of item.split('|')) {
    if (choice.startsWith('@')) {
      const group = GROUPS[choice.slice(1)];
      if (group === undefined) throw new Error(`no word group ${choice}`);
      const inner = compileStep(group, 0);
      for (const word of inner.words) words.add(word);
      prefixes.push(...inner.prefixes);
    } else if (choice.endsWith('*')) prefixes.push(choice.slice(0, -1));
    else words.add(choice);
  }
  return { words, prefixes, gap };
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
