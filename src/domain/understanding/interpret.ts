import { type Ambiguity, type Condition, type InterpretInput, type Mention, type PartnerReading, type Span } from './reading.js';
import { readComeBack } from './acts/come-back.js';
import { readTopics } from './acts/question-topics.js';
import { type AskingForm } from './acts/question-form.js';
import { readActs } from './acts/read-acts.js';
import { type QuestionTopic } from '../taxonomy.js';
import { readConcerns } from './concerns/concerns.js';
import { readMood } from './concerns/mood.js';
import { screenTokens } from './inbound/screen.js';
import { detectLanguage } from './language/detect.js';
import { tokenise, type TokenisedText } from './language/tokens.js';
import { readMentions } from './numbers/read-mentions.js';
import { readQuotes } from './quotes/read-quotes.js';
import { findTicketMentions } from './quotes/ticket-reference.js';
import { quoteText } from './quotes/words.js';

const ASKING_ACTS: ReadonlySet<string> = new Set(['question', 'ask_why', 'ask_who', 'ask_how', 'ask_if_ai']);
const COMING_BACK_ACTS: ReadonlySet<string> = new Set(['later', 'need_approval', 'wrong_person', 'wants_person']);

/** From this score on an inbound signal is also an act of the partner. */
const ATTEMPTED = 0.85;

/** Reads one partner message (or several, joined by new lines). Pure, linear in the length, and never throws. */
export function interpret(input: InterpretInput): PartnerReading {
  const text = tokenise(input.text);
  const mentions = readMentions(input.text, input);
  const { quotes, ambiguities } = readQuotes(input.text, mentions, input, text);
  const concerns = readConcerns(text);
  const inbound = screenTokens(text);
  const mood = readMood(text);
  const { acts, consentUnclear, conditionAt, questions, lastNo, checksAsk } = readActs(text, {
    ...(input.asked === undefined ? {} : { asked: input.asked }),
    ...(input.standingAsk === undefined ? {} : { standingAsk: input.standingAsk }),
    quotes,
    mentions,
    worried: concerns[0] !== 'none',
    attempted: inbound.some(({ kind, score }) => (kind === 'prompt_injection' || kind === 'secrets_probe') && score >= ATTEMPTED),
    mood,
  });
  const asks = acts.some(({ act }) => ASKING_ACTS.has(act));
  const comeBackInHours = acts.some(({ act, confidence }) => COMING_BACK_ACTS.has(act) && confidence >= 0.5)
    ? readComeBack(text, input.today)
    : undefined;
  const unclear: Ambiguity[] = [...ambiguities];
  if (consentUnclear) unclear.push('consent');
  if (acts[0]?.act === 'unclear') unclear.push('meaning');
  const allAmbiguities = [...new Set(unclear)];
  return {
    mentions,
    quotes,
    acts,
    topics: asks ? topicsOf(text, questions, checksAsk) : [],
    concerns,
    mood,
    conditions: conditionAt === undefined ? [] : [conditionIn(text, conditionAt)],
    ...(comeBackInHours === undefined ? {} : { comeBackInHours }),
    ambiguous: allAmbiguities.length > 0,
    ambiguities: allAmbiguities,
    language: detectLanguage(text, input.language),
    inbound,
    ...roomsIn(text, mentions, input),
    ...(lastNo && acts.some(({ act }) => act === 'reject') ? { refusesForGood: true } : {}),
  };
}

function topicsOf(text: TokenisedText, { sentences }: AskingForm, checksAsk: boolean): QuestionTopic[] {
  const topics = readTopics(text, (sentence) => sentences.size === 0 || sentences.has(sentence));
  return checksAsk && topics[0] === 'other' ? ['asked_rate'] : topics;
}

function roomsIn(
  text: TokenisedText,
  mentions: readonly Mention[],
  { tickets = [] }: InterpretInput,
): Pick<PartnerReading, 'about' | 'otherRoom'> {
  const named = findTicketMentions(quoteText(text, mentions), tickets).filter(({ how }) => how === 'named');
  const about = [
    ...new Set(named.flatMap((mention) => (mention.tickets.length === 1 ? mention.tickets.map(({ id }) => id) : []))),
  ];
  return {
    ...(about.length > 0 ? { about } : {}),
    ...(named.some((mention) => mention.tickets.length === 0) ? { otherRoom: true } : {}),
  };
}

function conditionIn(text: TokenisedText, [start, end]: readonly [number, number]): Condition {
  const span: Span = [text.tokens[start]?.span[0] ?? 0, text.tokens[end - 1]?.span[1] ?? text.text.length];
  return { text: text.text.slice(span[0], span[1]), span };
}
