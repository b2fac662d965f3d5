import { fold } from '../../signals/fold.js';
import { type AgentAct } from '../../taxonomy.js';
import { namesConcern, partnerDid, picksUp, sentenceSaying, showsCare, statedConcern, type Measure } from './measure.js';

/** Words and sentences of an ordinary chat message. */
const MANY_WORDS = 60;
const MANY_SENTENCES = 4;
/** Share of common word runs from which a reply repeats, or echoes. */
const REPEATS = 0.45;
const ECHOES = 0.6;
const SHORT_REPLY = 6;
/** Words by which an opening is known again, and messages of ours that are compared. */
const OPENING_WORDS = 4;
const OPENINGS_COMPARED = 3;
/** Acts that need their words: terms, and the first message. */
const LONG_ACTS: ReadonlySet<AgentAct> = new Set(['confirm_terms', 'accept', 'close_agreed', 'greet', 'brief']);
const TERMS_ACTS: ReadonlySet<AgentAct> = new Set(['confirm_terms', 'close_agreed', 'identify']);

const RESULTS =
  '(?:bookings?|guests|revenue|sales|reservations|occupancy|ranking|room nights|income|profit|sell|sold|fill|filled|rank|earn|rise|grow)';
const SURELY = '(?:definitely|certainly|surely|for sure|absolutely|without a doubt|always)';
const PROMISES = new RegExp(
  `\\b(?:guarantee[ds]?|${SURELY}\\b.{0,40}\\b${RESULTS}|${RESULTS}\\b.{0,30}\\b${SURELY}|(?:will|'ll|is going to|are going to) (?:sell (?:more|out)|fill (?:up|your)|get you|bring (?:you |in )?(?:more|extra|new|${RESULTS})|boost|increase your|lift your|double|pay off|rank|earn)|you (?:will|'ll) (?:get|see|have|sell|earn|gain) more|more ${RESULTS} (?:for you|than)|top of the (?:list|page|results)|first page|number one|no risk|cannot lose|can't lose)\\b`,
);
const PROMISES_DENIED =
  /\b(?:cannot|can't|couldn't|won't|not|never|nobody|without|nor|whether|untrue|no (?:guarantee|promise))\b/;
const HURRIES =
  /\b(?:asap|as soon as possible|immediately|today only|only today|last chance|final (?:offer|chance|call)|or else|need your answer|you must (?:decide|answer|act)|you have to (?:decide|answer (?:now|today|me|soon))|hurry up|please hurry|before it(?:'s| is) too late|time is running|right now or|won't last|act now|now or never)\b/;

export const coldStyle: Measure = ({ history }, { signals }) => {
  const first = signals.sentences[0]?.text ?? '';
  const own = history.filter(({ author }) => author === 'agent').map(({ text }) => fold(text));
  if (
    signals.startsWithThanksOrSorry &&
    /^\W*(?:many thanks|thank|sorry|apolog|my apolog|i'm sorry|i am sorry)/.test(own.at(-1) ?? '')
  ) {
    return { reason: 'opens with thanks or sorry, as the message before it did', evidence: first };
  }
  const opening = openingOf(signals.folded);
  if (opening !== '' && own.slice(-OPENINGS_COMPARED).some((text) => openingOf(text) === opening)) {
    return { reason: 'opens with the same words as a message shortly before', evidence: first };
  }
  if (signals.exclamationMarks > 1)
    return { reason: `${signals.exclamationMarks} exclamation marks`, evidence: sentenceWithMark(signals.sentences) };
  return signals.capitalsShare > 0.3 && signals.words.length > SHORT_REPLY ? { reason: 'shouts', evidence: first } : undefined;
};

function openingOf(folded: string): string {
  const words = folded.match(/[\p{L}\p{N}']+/gu) ?? [];
  return words.length < OPENING_WORDS ? '' : words.slice(0, OPENING_WORDS).join(' ');
}

function sentenceWithMark(sentences: readonly { text: string }[]): string {
  return sentences.find(({ text }) => /[!！]/.test(text))?.text ?? '!';
}

export const overPromise: Measure = (_, { signals }) => {
  const sentence = sentenceSaying(signals, PROMISES, PROMISES_DENIED);
  return sentence && { reason: 'promises what is not in our hands', evidence: sentence.text };
};

export const pressure: Measure = (context, { plan, signals }) => {
  const hurrying = sentenceSaying(signals, HURRIES);
  if (hurrying) return { reason: 'hurries the partner', evidence: hurrying.text };
  const again = plan !== undefined && (plan.act === 'hold' || plan.asks.some(({ step }) => step === 'same'));
  if (!again || !partnerDid(context, ['reject']) || (context.reading?.quotes.length ?? 0) > 0) return undefined;
  const concern = statedConcern(context);
  const softened =
    plan.leverIds.length > 0 ||
    plan.tactic !== 'none' ||
    showsCare(signals) ||
    picksUp(context, signals) ||
    (concern !== undefined && namesConcern(concern, signals));
  return softened ? undefined : { reason: 'asks the same again after a refusal, with no reason and nothing in return' };
};

export const repetition: Measure = (_, { plan, signals }) => {
  // Terms have to be put in the same words.
  if (!(plan && TERMS_ACTS.has(plan.act)) && signals.words.length > SHORT_REPLY && signals.similarityToOwn.score >= REPEATS) {
    return { reason: `largely repeats our message ${signals.similarityToOwn.seq ?? ''}`.trim() };
  }
  return signals.similarityToPartner >= ECHOES && signals.words.length > SHORT_REPLY
    ? { reason: "echoes the partner's sentence" }
    : undefined;
};

export const tooLong: Measure = (_, { plan, signals }) => {
  if (plan && LONG_ACTS.has(plan.act)) return undefined;
  const { words, sentences } = signals;
  const long = words.length > MANY_WORDS || sentences.length > MANY_SENTENCES;
  return long ? { reason: `${words.length} words in ${sentences.length} sentences` } : undefined;
};

export const severalQuestions: Measure = (_, { signals }) => {
  const questions = signals.sentences.filter(({ question }) => question);
  return questions.length > 1 ? { reason: `${questions.length} questions`, evidence: questions.at(-1)!.text } : undefined;
};
