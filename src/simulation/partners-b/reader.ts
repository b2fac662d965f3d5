import { type Concern, QUESTION_TOPICS, type QuestionTopic } from '../../domain/taxonomy.js';
import { type Lever } from '../../domain/negotiation/ticket.js';
import { readMentions } from '../../domain/understanding/numbers/read-mentions.js';
import { type HeardMessage } from '../partner.js';
import { type AmountsRead, readAmounts } from './read-amounts.js';
import { type ReadingContext } from './reading-context.js';
import { findRooms } from './rooms.js';
import { ANSWER_CUES, type Conduct, CONDUCT_CUES, type Request, REQUEST_CUES, WORRY_CUES } from './reader-cues.js';
import { type Worry } from './persona.js';

/** A message of ours as a partner understands it, from its words and the terms beside it only. */
export interface Hearing extends AmountsRead {
  does: ReadonlySet<Conduct>;
  wants: ReadonlySet<Request>;
  answers: ReadonlySet<QuestionTopic>;
  takesUp: ReadonlySet<Concern>;
  /** Ids of levers that it offers. */
  levers: readonly string[];
  /** Words in all. */
  length: number;
  questions: number;
  /** Sentences that say what an earlier one said. */
  repeated: number;
  /** Gives a reason in a sentence that is not repeated. */
  newReason: boolean;
  sentences: readonly (readonly string[])[];
}

/** Words of two sentences in common from which on one repeats the other. */
const REPETITION = 0.75;
const SHORTEST_REPETITION = 5;

const splitSentences = (text: string): string[] => text.split(/(?<=[.!?])\s+/).filter((sentence) => sentence.trim() !== '');

const mask = (sentence: string): string[] =>
  sentence
    .toLowerCase()
    .replace(/\d[\d.,]*/g, ' ')
    .match(/[\p{L}']+/gu) ?? [];

/** Sentences of a text as their words, figures left out. */
export function maskedSentences(text: string): string[][] {
  return splitSentences(text)
    .map(mask)
    .filter((words) => words.length > 0);
}

function alike(one: readonly string[], other: readonly string[]): boolean {
  const [left, right] = [new Set(one), new Set(other)];
  if (left.size < SHORTEST_REPETITION || right.size < SHORTEST_REPETITION) return false;
  const common = [...left].filter((word) => right.has(word)).length;
  return common / (left.size + right.size - common) >= REPETITION;
}

/** Reads a message of ours. Never throws. */
export function readReply({ text, terms }: HeardMessage, context: ReadingContext): Hearing {
  const lower = text.toLowerCase().replaceAll('’', "'");
  const does = new Set(matching(CONDUCT_CUES, lower));
  const wants = new Set(matching(REQUEST_CUES, lower));
  const amounts = readAmounts(text, terms, { does }, context);
  const levers = context.levers.filter((lever) => offers(lower, lever)).map(({ id }) => id);
  const sentences = maskedSentences(text);
  // Terms have to be restated in the same words; nobody minds that.
  const isRepeated = (words: readonly string[]): boolean =>
    amounts.terms.length === 0 && context.earlier.some((earlier) => alike(words, earlier));
  return {
    ...amounts,
    does,
    wants,
    answers: readAnswers(lower, text, amounts, levers, context),
    takesUp: new Set(matching(WORRY_CUES, lower) satisfies Worry[]),
    levers,
    length: text.split(/\s+/).filter((word) => word !== '').length,
    questions: Array.from(text.matchAll(/\?+/g)).length,
    repeated: sentences.filter(isRepeated).length,
    newReason: sentences.some((words) => CONDUCT_CUES.reasons.test(words.join(' ')) && !isRepeated(words)),
    sentences,
  };
}

function matching<Name extends string>(cues: Readonly<Record<Name, RegExp>>, text: string): Name[] {
  return (Object.keys(cues) as Name[]).filter((name) => cues[name].test(text));
}

/** Three quarters of the longer words of a lever's title: "a Preferred badge for 60 days" is known by "preferred badge". */
function offers(lower: string, { title, kind }: Lever): boolean {
  const words = (title.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter(
    (word) => !['with', 'days', 'from', 'your'].includes(word),
  );
  const telling = words.length > 0 ? words : [kind.toLowerCase()];
  return telling.filter((word) => lower.includes(word)).length >= Math.ceil(telling.length * 0.75);
}

function readAnswers(
  lower: string,
  text: string,
  { asks, mentionsCurrent }: AmountsRead,
  levers: readonly string[],
  { tickets, today }: ReadingContext,
): Set<QuestionTopic> {
  const answers = new Set<QuestionTopic>(QUESTION_TOPICS.filter((topic) => ANSWER_CUES[topic].test(lower)));
  if (findRooms(text, tickets).length > 0) answers.add('which_room');
  if (asks.length > 0) answers.add('asked_rate');
  if (mentionsCurrent) answers.add('current_rate');
  if (levers.length > 0) answers.add('lever');
  if (readMentions(text, { currency: tickets[0]?.currency ?? 'EUR', today }).some(({ kind }) => kind === 'date'))
    answers.add('which_dates');
  return answers;
}
