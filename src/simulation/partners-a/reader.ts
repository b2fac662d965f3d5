import { type Concern } from '../../domain/taxonomy.js';
import { readMentions } from '../../domain/understanding/numbers/read-mentions.js';
import { type Saying } from '../language/utterance.js';
import { type HeardMessage } from '../partner.js';
import * as cues from './reader-cues.js';

/** A rate that we ask for, in the ticket's basis and unit. */
export interface HeardAsk {
  room: number;
  rate: number;
}

/** What one reply of ours does, as its words show. Nothing here comes from a plan or a score. */
export interface Heard {
  asks: HeardAsk[];
  /** Terms that wait for a yes. */
  terms: { room: number; rate: number }[];
  confirms: boolean;
  asksBasis: boolean;
  asksReason: boolean;
  asksFigure: boolean;
  handsOver: boolean;
  /** Asks whether a colleague should see to something: a yes would be a yes to that. */
  offersPerson: boolean;
  leaves: boolean;
  noted: boolean;
  defers: boolean;
  reminds: boolean;
  /** Worries that it speaks to. */
  concerns: Concern[];
  /** Shares a telling word with what the partner said last, without echoing all of it. */
  picksUp: boolean;
  empathy: boolean;
  apology: boolean;
  /** Kinds of reasons given. */
  reasons: string[];
  /** Indices of levers offered. */
  levers: number[];
  questions: number;
  words: number;
  pressure: number;
  threat: boolean;
  rude: boolean;
  flattery: number;
  promise: boolean;
  /** Share of its sentences that we said before, nearly word for word, 0 to 1. */
  repetition: number;
  /** A fact is named otherwise than before. */
  contradiction: boolean;
  /** Made of sentences rather than of words piled up. */
  legible: boolean;
  /** The text in lower case, for answers to look for their words in. */
  plain: string;
}

/** What the partner knows that helps to read a reply. */
export interface ReadingFacts {
  currency: string;
  today: string;
  /** `figures`: amounts that the partner has named for the room, as said and in its basis; `seen`: rates of other sites. */
  rooms: readonly { name: string; currentRate: number; figures: readonly number[]; seen: readonly number[] }[];
  levers: readonly string[];
  /** Room talked of last. */
  focus: number;
  /** What the partner said last. */
  said: string;
}

/** Sentences this like one of ours before are that one again. */
const SAME_SENTENCE = 0.75;
const LEAST_SENTENCE = 5;
/** Below this share of little words, a text of some length is a list. */
const LEAST_FUNCTION_WORDS = 0.15;

/** Reads our replies, remembering our sentences and the rates that we said to be elsewhere. One for each conversation. */
export class Reader {
  private readonly sentences: Set<string>[] = [];
  private readonly elsewhere = new Map<number, number>();

  read(heard: HeardMessage, facts: ReadingFacts, ticketIds: readonly string[]): Heard {
    const lower = heard.text.toLowerCase().replaceAll('’', "'");
    const levers = leversIn(lower, facts.levers);
    const bare = without(lower, [
      ...facts.rooms.map((room) => room.name.toLowerCase()),
      ...facts.levers.map((each) => each.toLowerCase()),
    ]);
    const terms = (heard.terms ?? []).flatMap(({ ticketId, rate }) => {
      const room = ticketIds.indexOf(ticketId);
      return room < 0 ? [] : [{ room, rate: Number(rate) }];
    });
    const confirms = terms.length > 0;
    const amounts = confirms ? { asks: [], contradiction: false } : this.amountsIn(heard.text, facts);
    const words = lower.match(/[\p{L}']+/gu) ?? [];
    const counts = countConcerns(bare);
    return {
      asks: amounts.asks,
      terms: confirms ? terms : [],
      confirms,
      asksBasis: cues.ASKS_BASIS.test(lower),
      asksReason: cues.ASKS_REASON.test(lower),
      asksFigure: cues.ASKS_FIGURE.test(lower),
      handsOver: cues.HANDS_OVER.test(lower),
      offersPerson: cues.OFFERS_PERSON.test(lower),
      leaves: cues.LEAVES.test(lower),
      noted: cues.NOTED.test(lower),
      defers: cues.DEFERS.test(lower),
      reminds: cues.REMINDS.test(lower),
      concerns: counts,
      picksUp: picksUp(bare, facts.said.toLowerCase()),
      empathy: cues.EMPATHY.test(bare),
      apology: cues.APOLOGY.test(bare),
      reasons: Object.keys(cues.REASONS).filter((kind) => cues.REASONS[kind]!.test(lower)),
      levers,
      questions: (lower.match(/\?+/g) ?? []).length,
      words: words.length,
      pressure: cues.undenied(lower, cues.PRESSURE),
      threat: cues.undenied(lower, cues.THREAT) > 0,
      rude: cues.undenied(bare, cues.RUDE) > 0,
      flattery: (bare.match(cues.FLATTERY) ?? []).length,
      promise: cues.undenied(lower, cues.PROMISE) > 0,
      repetition: confirms ? 0 : this.repetitionIn(bare),
      contradiction: amounts.contradiction,
      legible: isLegible(words),
      plain: lower,
    };
  }

  /** Amounts that are asked for, by room: what is neither the current rate, seen elsewhere, nor the partner's own figure. */
  private amountsIn(text: string, facts: ReadingFacts): { asks: HeardAsk[]; contradiction: boolean } {
    const asks = new Map<number, number>();
    let contradiction = false;
    const mentions = readMentions(text, { currency: facts.currency, today: facts.today }).filter(
      ({ kind, value }) => value !== undefined && (kind === 'money' || kind === 'number'),
    );
    let focus = facts.focus;
    for (const sentence of sentencesOf(text)) {
      const lower = sentence.text.toLowerCase();
      const rooms = roomsNamedIn(lower, facts.rooms);
      focus = rooms.at(-1)?.room ?? focus;
      let unnamed = 0;
      const namesCurrent = mentions.some(
        ({ span, value }) =>
          span[0] >= sentence.start &&
          span[0] < sentence.end &&
          facts.rooms.some(({ currentRate }) => currentRate === Number(value)),
      );
      for (const { span, value } of mentions) {
        if (span[0] < sentence.start || span[0] >= sentence.end) continue;
        const amount = Number(value);
        const at = span[0] - sentence.start;
        const end = span[1] - sentence.start;
        const named = roomOf(lower, at, end, rooms) ?? (asks.has(focus) && facts.rooms.length > 1 ? unnamed : focus);
        const room = affordable(named, amount, facts.rooms);
        unnamed = Math.min(facts.rooms.length - 1, room + 1);
        const { currentRate, figures, seen } = facts.rooms[room]!;
        if (facts.rooms.some((each) => each.currentRate === amount)) continue;
        if (amount < currentRate * 0.3 || amount > currentRate * 1.6) continue;
        const stated = !cues.ASKING.test(lower) && (namesCurrent || seen.includes(amount));
        if (stated || isSeenElsewhere(lower, at, end)) {
          const before = this.elsewhere.get(room);
          contradiction ||= before !== undefined && before !== amount && !mentionsAnother(facts.rooms, lower, room);
          this.elsewhere.set(room, before ?? amount);
          if (!/\b(?:match|come (?:down )?to)\b/.test(lower)) continue;
        }
        if (cues.CURRENT_WITH_US.test(lower) && !cues.ASKING.test(lower) && amount > currentRate * 0.97) {
          contradiction = true;
          continue;
        }
        if (figures.some((figure) => Math.abs(figure - amount) < 0.006 * amount) && !cues.TAKES_FIGURE.test(lower)) continue;
        if (amount < currentRate || cues.ASKING.test(lower)) asks.set(room, amount);
      }
    }
    return { asks: [...asks].map(([room, rate]) => ({ room, rate })), contradiction };
  }

  private repetitionIn(bare: string): number {
    const sentences = bare
      .split(/[.!?]+/)
      .map((sentence) => new Set(sentence.match(/\p{L}{2,}/gu) ?? []))
      .filter((words) => words.size >= LEAST_SENTENCE);
    const repeated = sentences.filter((words) =>
      this.sentences.some((before) => overlapOf(words, before) >= SAME_SENTENCE),
    ).length;
    this.sentences.push(...sentences);
    return sentences.length === 0 ? 0 : repeated / sentences.length;
  }
}

/** Whether a question is answered, honestly not answered, or passed over: 1, 0.6 or 0. */
export function answerTo(question: Saying, heard: Heard): number {
  if (heard.legible && cues.ANSWER_CUES[question]?.test(heard.plain)) return 1;
  return cues.HONEST_NOT_KNOWING.test(heard.plain) ? 0.6 : 0;
}

function countConcerns(bare: string): Concern[] {
  return (Object.keys(cues.CONCERN_CUES) as Exclude<Concern, 'none'>[]).filter(
    (concern) => bare.match(cues.CONCERN_CUES[concern]) !== null,
  );
}

function picksUp(bare: string, said: string): boolean {
  const theirs = new Set(tellingWords(said));
  if (theirs.size === 0) return false;
  const shared = new Set(tellingWords(bare).filter((word) => theirs.has(word)));
  return shared.size > 0 && (theirs.size < 3 || shared.size / theirs.size < 0.7);
}

/** Beginnings of longer words; the trade's own words tell nothing. */
function tellingWords(text: string): string[] {
  const words = text.replace(/\{[^}]*\}/g, ' ').match(/\p{L}{4,}/gu) ?? [];
  return words.filter((word) => !EVERYDAY.has(word) && !cues.FUNCTION_WORDS.has(word)).map((word) => word.slice(0, 5));
}

const EVERYDAY = new Set(
  'rate rates room rooms price prices night nights hotel guest guests site please thank thanks only just more less lower make made think know want need like with that this have from they your about would could should there here very much many some what when where good well even yes sorry same other still then than them'.split(
    ' ',
  ),
);

const CLAUSE_ENDS = /[,;.?\d]| and | while | but | because | since | so that | would | could /;
const CLAUSE_BEGINS = /[,;]| and | while | but | could you | would you /;

/** A figure that stands elsewhere, by what is said right after or before it. */
function isSeenElsewhere(sentence: string, start: number, end: number): boolean {
  const after = sentence.slice(end).split(CLAUSE_ENDS)[0]!;
  const before = sentence.slice(0, start).split(CLAUSE_BEGINS).at(-1)!;
  if (/\b(?:would|could|offer|say|about|try|to|with us,?) *$/.test(before)) return false;
  return (
    cues.SEEN_ELSEWHERE.test(after.slice(0, 40)) ||
    /\b(?:shows? (?:at|it at|it for)|(?:elsewhere|somewhere else)(?: it| is| at| shows| for| sees?| find it){0,3}|next to|(?:another|other|different|second) (?:site|page|one|channel).{0,30}) *$/.test(
      before,
    )
  );
}

const mentionsAnother = (rooms: ReadingFacts['rooms'], sentence: string, room: number): boolean =>
  rooms.length > 1 && rooms.some(({ name }, index) => index !== room && sentence.includes(name.toLowerCase()));

function roomsNamedIn(sentence: string, rooms: ReadingFacts['rooms']): { room: number; at: number }[] {
  return rooms
    .flatMap(({ name }, room) => {
      const at = sentence.indexOf(name.toLowerCase());
      return at < 0 ? [] : [{ room, at }];
    })
    .toSorted((one, other) => one.at - other.at);
}

/** The room named right after an amount ("455 for the Studio"), otherwise last before it, otherwise first after it. */
function roomOf(
  sentence: string,
  start: number,
  end: number,
  rooms: readonly { room: number; at: number }[],
): number | undefined {
  const after = rooms.find(
    (each) => each.at >= end && /^ (?:is )?(?:for|on|in|at) (?:the |your )?$/.test(sentence.slice(end, each.at)),
  );
  return (after ?? rooms.findLast((each) => each.at < start) ?? rooms[0])?.room;
}

/** Nobody asks for more than a room costs: an amount above its rate is meant for a dearer room. */
function affordable(named: number, amount: number, rooms: ReadingFacts['rooms']): number {
  if (amount <= rooms[named]!.currentRate) return named;
  const dearer = rooms.findIndex((room) => amount <= room.currentRate);
  return dearer < 0 ? named : dearer;
}

function sentencesOf(text: string): { text: string; start: number; end: number }[] {
  const sentences: { text: string; start: number; end: number }[] = [];
  for (const match of text.matchAll(/(?:[^.!?\n]|\.(?=\S))+[.!?\n]*/g))
    sentences.push({ text: match[0], start: match.index, end: match.index + match[0].length });
  return sentences;
}

/** A lever is offered where most of the longer words of its title are there. */
function leversIn(lower: string, titles: readonly string[]): number[] {
  return titles.flatMap((title, index) => {
    if (lower.includes(title.toLowerCase())) return [index];
    const words = title.toLowerCase().match(/\p{L}{5,}/gu) ?? [];
    return words.length > 1 && words.filter((word) => lower.includes(word)).length / words.length > 0.7 ? [index] : [];
  });
}

const without = (text: string, names: readonly string[]): string =>
  names.reduce((left, name) => left.replaceAll(name, ' '), text);

function overlapOf(words: ReadonlySet<string>, before: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of words) if (before.has(word)) shared++;
  return shared / Math.max(words.size, before.size);
}

function isLegible(words: readonly string[]): boolean {
  if (words.length < 8) return true;
  return words.filter((word) => cues.FUNCTION_WORDS.has(word)).length / words.length >= LEAST_FUNCTION_WORDS;
}
