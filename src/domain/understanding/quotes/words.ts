import { type Mention, type MentionKind } from '../reading.js';
import { BREAK, type Break, type Token, type TokenisedText } from '../language/tokens.js';

/** A word of the message, or a whole mention in place of its words. */
export interface QuoteWord extends Token {
  mention?: Mention;
  /** Which part of the message it belongs to, parts ending at commas, dashes, "and", "but" … */
  clause: number;
}

/** A message as the quote reader sees it: every mention is one word, `#` for an amount, `#pct`, `#date` … for the others. */
export interface QuoteText {
  text: string;
  tokens: QuoteWord[];
  /** Sentences that end in a question mark, by {@link Token.sentence}. */
  asking: ReadonlySet<number>;
}

/** How a mention is written in cue phrases. */
const PLACEHOLDERS: Readonly<Record<MentionKind, string>> = {
  money: '#',
  number: '#',
  percent: '#pct',
  ordinal: '#date',
  date: '#date',
  time: '#time',
  duration: '#days',
  phone: '#other',
  count: '#count',
  year: '#other',
  star_rating: '#other',
  identifier: '#other',
  measure: '#other',
};

/** A message with more numbers is a table or an attack, and no offer is looked for in the rest of it. */
const MOST_MENTIONS = 200;

/** Counted things that an amount can be for. */
const COUNTED: Readonly<Record<string, string>> = {
  nights: '#days',
  days: '#days',
  weeks: '#days',
  rooms: '#rooms',
  units: '#rooms',
};

function placeholderOf({ kind, unit }: Mention): string {
  const counted =
    (kind === 'count' || kind === 'duration') && unit !== undefined && Object.hasOwn(COUNTED, unit) ? COUNTED[unit] : undefined;
  return counted ?? PLACEHOLDERS[kind];
}

/** A stop after these abbreviates and ends no sentence: "min. 480", "incl. tax". */
const ABBREVIATED: ReadonlySet<string> = new Set([
  'min',
  'max',
  'approx',
  'ca',
  'nr',
  'incl',
  'excl',
  'inc',
  'exc',
  'rs',
  'appr',
  'abt',
  'est',
  'resp',
  'dbl',
  'std',
  'dlx',
  'p',
]);
const DOMAIN_ENDINGS: ReadonlySet<string> = new Set(['com', 'net', 'org', 'de', 'fr', 'it', 'es', 'co', 'cn', 'in', 'travel']);
const JOINING_WORDS: ReadonlySet<string> = new Set(['and', 'but', 'or', 'while', 'whereas', 'plus', 'then', 'so']);

/** Puts the mentions in place of their words. Mentions may come in any order; where two overlap, the first one counts. */
export function quoteText(text: TokenisedText, mentions: readonly Mention[]): QuoteText {
  const open = mentions
    .filter(({ span: [start, end] }) => start >= 0 && end > start && end <= text.text.length)
    .sort((one, other) => one.span[0] - other.span[0])
    .slice(0, MOST_MENTIONS);
  const tokens: QuoteWord[] = [];
  let next = 0;
  let reach = 0;
  let sentence = 0;
  let clause = 0;
  let before: Token | undefined;
  const asking = new Set<number>();
  const add = (token: Token, breakBefore: Break): void => {
    const milder = milderBreak(text.text, before, token, breakBefore);
    if (tokens.length > 0 && milder >= BREAK.sentence) sentence += 1;
    if (tokens.length > 0 && (milder >= BREAK.comma || JOINING_WORDS.has(token.word))) clause += 1;
    tokens.push({ ...token, breakBefore: milder, sentence, clause });
    if (text.sentences[token.sentence]?.question === true) asking.add(sentence);
    before = token;
  };
  const addMention = (mention: Mention, like: Token | undefined): void => {
    const gap = text.text.slice(before?.span[1] ?? 0, mention.span[0]);
    const overlapping = like !== undefined && like.span[0] < mention.span[1];
    const breakBefore = overlapping
      ? like.breakBefore
      : /[.?!\n]\s/u.test(gap)
        ? BREAK.sentence
        : /[,;:(-]/u.test(gap)
          ? BREAK.comma
          : BREAK.none;
    add(
      {
        word: placeholderOf(mention),
        span: mention.span,
        breakBefore: tokens.length === 0 ? BREAK.line : breakBefore,
        sentence: like?.sentence ?? text.sentences.length - 1,
        cited: like?.cited ?? false,
        shouted: false,
      },
      tokens.length === 0 ? BREAK.line : breakBefore,
    );
    const added = tokens.at(-1);
    if (added !== undefined) added.mention = mention;
    reach = mention.span[1];
  };
  for (const token of text.tokens) {
    for (let mention = open[next]; mention !== undefined && mention.span[0] < token.span[1]; mention = open[next]) {
      next += 1;
      if (mention.span[0] >= reach) addMention(mention, token);
    }
    if (token.span[0] >= reach) add(token, token.breakBefore);
  }
  for (let mention = open[next]; mention !== undefined; mention = open[next]) {
    next += 1;
    if (mention.span[0] >= reach) addMention(mention, undefined);
  }
  return { text: text.text, tokens, asking };
}

/** A colon is no deeper than a comma; the stop of an abbreviation and the stroke of "455/night" are nothing. */
function milderBreak(text: string, before: Token | undefined, token: Token, breakBefore: Break): Break {
  if (before === undefined) return breakBefore;
  if (breakBefore === BREAK.comma && /^\s?\/\s?$/u.test(text.slice(before.span[1], token.span[0]))) return BREAK.none;
  if (breakBefore !== BREAK.sentence) return breakBefore;
  const gap = text.slice(before.span[1], Math.min(token.span[0], before.span[1] + 8));
  if (/^\.\s?$/u.test(gap) && ABBREVIATED.has(before.word)) return BREAK.none;
  if (/^\s*:\s*$/u.test(gap)) return BREAK.comma;
  if (gap === '.' && DOMAIN_ENDINGS.has(token.word)) return BREAK.none;
  return breakBefore;
}
