import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { fillSlots } from '../../domain/negotiation/slots-of.js';
import { type Concern } from '../../domain/taxonomy.js';
import { type Chance } from '../../simulation/world/chance.js';
import { type Injection } from './flaw-class.js';
import { carriesDuty, isFirstMessage, slotsOfMoment, type Moment } from './moment.js';

/** How a worry is called in a sentence. */
const WORRIES: Readonly<Record<Exclude<Concern, 'none'>, string>> = {
  cost: 'your costs',
  parity: 'your other channels',
  owner_approval: 'what the owner says',
  grievance: 'what went wrong before',
  quality: 'the quality of the house',
  occupancy: 'how full you are',
  season: 'the season',
  commission: 'the commission',
  cash_flow: 'when the money comes in',
};

const SHORT_WORDS = 4;
const TELLING_LETTERS = 6;
const COMMON = new Set(
  'please thanks thank really should would could because before about there their where which price prices rates nights night rooms other others cannot hotel guests offer'.split(
    ' ',
  ),
);

/** `[could|can] you` is one of the two; an empty alternative leaves the words out. Alternatives do not nest. */
export const expand = (chance: Chance, line: string): string =>
  line.replace(/\[([^\]]*)\]/g, (_, alternatives: string) => chance.pick(alternatives.split('|')));

export function shuffled<T>(chance: Chance, items: readonly T[]): T[] {
  const order = [...items];
  for (let index = order.length - 1; index > 0; index--) {
    const other = chance.whole(0, index);
    [order[index], order[other]] = [order[other]!, order[index]!];
  }
  return order;
}

/** Single spaces, and a capital at the beginning. */
export const tidy = (text: string): string => {
  const plain = text
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:!?])/g, '$1')
    .trim();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
};

/**
 * One of the lines with its slots filled. Besides the slots of the reply there are `{said}` (short words of the partner),
 * `{word}` (a telling word of theirs), `{worry}` (what they worry about). Undefined where no line can be filled.
 */
export function say(moment: Moment, chance: Chance, lines: readonly string[], plan: ReplyPlan = moment.plan): string | undefined {
  const slots = { ...slotsOfMoment(moment, plan), ...slotsOfPartner(moment) };
  for (const line of shuffled(chance, lines)) {
    const filled = fillSlots(expand(chance, line), slots);
    if (filled.ok) return tidy(filled.text);
  }
  return undefined;
}

function slotsOfPartner({ said, concern }: Moment): Record<string, string> {
  const slots: Record<string, string> = {};
  const last =
    said
      .at(-1)
      ?.replace(/["“”{}[\]]/g, '')
      .trim() ?? '';
  if (last !== '' && last.split(/\s+/).length <= SHORT_WORDS && !/[\p{N}?]/u.test(last))
    slots['said'] = last.replace(/[.,!…]+$/, '');
  const word = tellingWords(last).at(0);
  if (word !== undefined) slots['word'] = word;
  if (concern !== 'none') slots['worry'] = WORRIES[concern];
  return slots;
}

/** Words that a text is known by, lower case, in their order. */
export const tellingWords = (text: string): string[] =>
  (text.toLowerCase().match(/(?<![\p{L}'])[a-z]+(?![\p{L}'])/gu) ?? []).filter(
    (word) => word.length >= TELLING_LETTERS && !COMMON.has(word),
  );

/** Whether a text takes up a figure or a telling word of what the partner has just said. */
export function takesUp(moment: Moment, text: string): boolean {
  const { said } = moment;
  const { quote } = slotsOfMoment(moment, moment.plan);
  if (quote !== undefined && text.includes(quote)) return true;
  const own = new Set(tellingWords(text).map((word) => word.slice(0, TELLING_LETTERS)));
  return said.some((message) => tellingWords(message).some((word) => own.has(word.slice(0, TELLING_LETTERS))));
}

/** The sentence in which the reply asks for something: for its figure, else with its last question. */
export function coreOf({ sentences, askAt }: Moment): string | undefined {
  return askAt === undefined ? sentences.findLast((sentence) => sentence.endsWith('?')) : sentences[askAt];
}

const NEW_ASKS = [
  '[Could|Can] you [offer|do|go to|load] {ask_rate} for the {room}?',
  'Would {ask_rate} [work|be possible|be all right] for the {room}?',
  '{ask_rate} for the {room}, is that [possible|something you can do]?',
];
const SAME_ASKS = [
  '[Could|Can] you [offer|do|go to] {standing_ask} for the {room}?',
  'Is {standing_ask} [possible|something you can do] for the {room}?',
];

/** The ask of the reply in so few words that nothing of the partner's is taken up; undefined where it asks for no figure. */
export function bareAsk(moment: Moment, chance: Chance): string | undefined {
  const core = coreOf(moment);
  if (moment.askAt === undefined || moment.plan.leverIds.length > 0) return undefined;
  if (core !== undefined && core !== moment.text && !takesUp(moment, core) && chance.happens(0.7)) return core;
  return say(moment, chance, moment.plan.asks[0]?.step === 'same' ? SAME_ASKS : NEW_ASKS);
}

/** A sentence of the reply that can go without a second fault: it answers nothing, asks nothing and names nothing. */
function droppable(moment: Moment, index: number): boolean {
  const sentence = moment.sentences[index]!;
  return index > 0 && !/[\p{N}?]/u.test(sentence) && !carriesDuty(moment, sentence);
}

/**
 * Puts a sentence into the reply: in place of the one that asks (`asking` lines ask themselves), in place of one that
 * is not needed, behind or before the rest. What the reply has to say is still said, so that the fault is the only one.
 */
export function workIn(
  moment: Moment,
  chance: Chance,
  { beside, asking = [] }: { beside: readonly string[]; asking?: readonly string[] },
): Injection | undefined {
  const { sentences, askAt } = moment;
  if (askAt !== undefined && !carriesDuty(moment, sentences[askAt]!) && asking.length > 0 && chance.happens(0.4)) {
    const line = say(
      moment,
      chance,
      asking.map((each) => withAsk(moment, chance, each)),
    );
    if (line !== undefined) return { text: askedInstead(moment, line) };
  }
  const line = say(moment, chance, beside);
  if (line === undefined) return undefined;
  const free = sentences.flatMap((_, index) => (droppable(moment, index) ? [index] : []));
  if (free.length > 0 && chance.happens(0.8)) return { text: withSentence(sentences, chance.pick(free), line) };
  // A greeting stays in front, and a question is best answered when it is the last thing said.
  const before = !isFirstMessage(moment) && chance.happens(sentences.at(-1)?.endsWith('?') === true ? 0.6 : 0.25);
  const at = before ? Math.max(0, sentences.length - 1) : sentences.length;
  return { text: [...sentences.slice(0, at), line, ...sentences.slice(at)].join(' ') };
}

const QUESTIONS: readonly string[] = [
  'could you do {figure}',
  'would {figure} be possible',
  'can you offer {figure}',
  'is {figure} something you could do',
  'could we meet at {figure}',
  'would {figure} work for the {room}',
  'may I ask for {figure}',
  'do you see a way to {figure}',
];

/** `<ask>` becomes a question for the figure of the plan, and so does each ask in the line. */
function withAsk({ plan }: Moment, chance: Chance, line: string): string {
  const figure = plan.asks[0]?.step === 'same' ? '{standing_ask}' : '{ask_rate}';
  const question = chance.pick(QUESTIONS);
  return line
    .replace('<ask>', question)
    .replace('<Ask>', question.charAt(0).toUpperCase() + question.slice(1))
    .replace(/\{(?:figure|ask_rate|standing_ask)\}/g, figure);
}

/** The line in place of the sentence that asks; the reply still asks one question. */
export const askedInstead = ({ sentences, askAt }: Moment, line: string): string =>
  sentences
    .flatMap((sentence, index) => (index === askAt ? [line] : line.includes('?') && sentence.endsWith('?') ? [] : [sentence]))
    .join(' ');

export const withSentence = (sentences: readonly string[], index: number, line: string): string =>
  sentences.map((sentence, position) => (position === index ? line : sentence)).join(' ');

/** A line, and behind it what the reply asks for. */
export function leadingTo(moment: Moment, chance: Chance, lines: readonly string[]): Injection | undefined {
  const ask = bareAsk(moment, chance);
  const line = say(moment, chance, lines);
  return ask === undefined || line === undefined ? undefined : { text: `${line} ${ask}` };
}

/** A line instead of the whole reply. */
export function instead(
  moment: Moment,
  chance: Chance,
  lines: readonly string[],
  plan: ReplyPlan = moment.plan,
): Injection | undefined {
  const text = say(moment, chance, lines, plan);
  return text === undefined ? undefined : { text, plan };
}
