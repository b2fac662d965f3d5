import { type Sentence } from '../signals/signals.js';
import { phrase } from '../signals/phrases/phrase.js';
import { mildViolation, PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';

const SOFT_QUESTIONS = 3;
const BLOCKING_QUESTIONS = 5;
const SOFT_REQUESTS = 2;

/** Asks the partner to do something, with or without a question mark. */
const REQUEST = phrase(
  /\b(?:could|can|would|will) you(?: (?:also|please|maybe|perhaps|kindly|then|just))* (?!(?:like|prefer|mind|be (?:so|able)|rather|say|see|imagine|live|agree|accept|be (?:open|willing|okay|ok|happy|fine|comfortable)))[a-z]+\b|\b(?:and )?(?:also )?please (?!(?:let me know if|note|feel free|do not|don't|take your time|accept my|see|find|excuse|forgive))[a-z]+\b|\b(?:let me know|tell me|send me|give me|share|i need you to|i'd need) (?:the|your|which|what|when|who|how|a|an|both|all)\b/g,
);
/** Questions that are one with the request before them: "Would that work?", "Is that all right?". */
const FOLLOW_UP = phrase(
  /^(?:and )?(?:(?:would|could|will|does|do|is|are) (?:that|this|it|those|these|you) (?:be )?(?:work|suit|help|fit|ok|okay|possible|fine|all right|alright|fair|good|enough|make sense|agree|correct|right|acceptable|something)|what do you think|(?:ok|okay|right|agreed|deal|possible|yes|shall we)|how does (?:that|this) (?:sound|look))\b/,
);

/** Separate things that a sentence asks for. */
function requestsIn({ folded, question }: Sentence): number {
  const found = REQUEST.mayMatch(folded) ? (folded.match(REQUEST.pattern)?.length ?? 0) : 0;
  return found > 0 ? found : question && !FOLLOW_UP.test(folded) && /\b(?:could|can|would) (?:we|i)\b/.test(folded) ? 1 : 0;
}

export const tooManyQuestionsGuardrail: Guardrail = {
  id: 'too-many-questions',
  title: 'One thing at a time',
  blocking: true,
  severity: 0.35,
  softPoints: 10,
  locked: false,
  appliesToHumans: false,
  check({ context }, signals) {
    // "Is it the 24th? Or the 25th?" in several sentences; question marks within one count too.
    const marks = signals.sentences.reduce(
      (sum, { text, question }) => sum + Math.max(question ? 1 : 0, text.match(/[?？؟](?=\s|$)/g)?.length ?? 0),
      0,
    );
    if (marks >= BLOCKING_QUESTIONS) return violation(`${marks} questions at once.`);
    if (marks >= SOFT_QUESTIONS) return mildViolation(`${marks} questions at once.`);
    const requests = signals.sentences.reduce((sum, sentence) => sum + requestsIn(sentence), 0);
    const allowed = Math.max(SOFT_REQUESTS, new Set(signals.asksStated.map(({ ticketId }) => ticketId)).size + 1);
    return requests >= allowed && context.tickets.length > 0
      ? mildViolation(`${requests} different things are asked for at once.`)
      : PASS;
  },
};
