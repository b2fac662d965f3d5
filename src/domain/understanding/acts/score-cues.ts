import { type PartnerAct } from '../../taxonomy.js';
import { type Hit, PhraseBook } from '../language/phrases.js';
import { BREAK, type TokenisedText } from '../language/tokens.js';
import { type AskedFor } from '../reading.js';
import { readConsent } from './consent.js';
import { ASK_HOW_CUES, ASK_WHY_CUES, INDIRECT_QUESTION_CUES } from './cues/asking.js';
import { MANIPULATE_CUES, OFF_TOPIC_CUES, UPSET_CUES } from './cues/friction.js';
import { NOT_MEANT_CUES } from './cues/not-meant.js';
import { OPT_OUT_CUES, OPT_OUT_ELSEWHERE } from './cues/opt-out.js';
import { ASK_IF_AI_CUES, ASK_WHO_CUES, WANTS_PERSON_CUES, WRONG_PERSON_CUES } from './cues/people.js';
import { CORRECT_CUES, LATER_CUES, NEED_APPROVAL_CUES, RETRACT_CUES, WAIT_CUES } from './cues/process.js';
import { ACKNOWLEDGE_CUES, GREET_CUES, SMALL_TALK_CUES, THANKS_CUES } from './cues/social.js';
import { COUNTER_CUES, REASON_CUES } from './cues/substance.js';
import { type AskingForm } from './question-form.js';

const BOOK = new PhraseBook<PartnerAct>([
  ...OPT_OUT_CUES,
  ...WRONG_PERSON_CUES,
  ...WANTS_PERSON_CUES,
  ...ASK_IF_AI_CUES,
  ...ASK_WHO_CUES,
  ...ASK_WHY_CUES,
  ...ASK_HOW_CUES,
  ...INDIRECT_QUESTION_CUES,
  ...LATER_CUES,
  ...NEED_APPROVAL_CUES,
  ...CORRECT_CUES,
  ...RETRACT_CUES,
  ...GREET_CUES,
  ...THANKS_CUES,
  ...SMALL_TALK_CUES,
  ...ACKNOWLEDGE_CUES,
  ...UPSET_CUES,
  ...MANIPULATE_CUES,
  ...OFF_TOPIC_CUES,
  ...COUNTER_CUES,
  ...REASON_CUES,
]);

const NOT_MEANT = new PhraseBook<PartnerAct>(NOT_MEANT_CUES);
const WAITS = new PhraseBook<PartnerAct>(WAIT_CUES);
/** Acts that a "not" in front turns into nothing ("not angry", "not later"). */
const TURNED_BY_NOT: ReadonlySet<PartnerAct> = new Set([
  'upset',
  'later',
  'off_topic',
  'small_talk',
  'manipulate',
  'greet',
  'counter',
  'wants_person',
]);
/** Acts that only a question carries. */
const QUESTION_ACTS: ReadonlySet<PartnerAct> = new Set(['ask_if_ai', 'ask_who', 'ask_why', 'ask_how']);
/** Acts that a question asks for only where it is put as a request. */
const REQUESTS: ReadonlySet<PartnerAct> = new Set(['wants_person', 'opt_out', 'retract']);
const REQUEST_WORDS: ReadonlySet<string> = new Set(
  'can could may please want need get give let like would pass transfer connect call ring speak talk take remove delete stop'.split(
    ' ',
  ),
);
/** What makes a statement about machines a question about us: "you are a bot, right". */
const ASKS_BACK: ReadonlySet<string> = new Set(['or', 'right', 'eh', 'correct', 'whether', 'if']);
const HALF = 0.5;
const SURE_CUE = 0.9;
const REQUEST_REACH = 8;

/** How strongly cue phrases speak for each act, before what was asked is considered. */
export function scoreCues(text: TokenisedText, questions: AskingForm, asked: AskedFor | undefined): Map<PartnerAct, number> {
  const scores = new Map<PartnerAct, number>();
  const notMeant = new Map<PartnerAct, Set<number>>();
  for (const { tag, start, end } of NOT_MEANT.find(text)) cover(notMeant, tag, start, end);
  const hits = [...BOOK.find(text), ...waitsIn(text, questions, asked)].filter(
    ({ tag, start }) => (text.tokens[start]?.cited !== true || tag === 'manipulate') && notMeant.get(tag)?.has(start) !== true,
  );
  // "Am I talking to a real person?" asks what we are, and for nobody else.
  const asksIfAi = new Map<PartnerAct, Set<number>>();
  for (const { tag, weight, start, end } of hits)
    if (tag === 'ask_if_ai' && weight >= SURE_CUE && questions.sentences.has(text.tokens[start]?.sentence ?? -1))
      cover(asksIfAi, 'wants_person', start, end);
  for (const hit of hits) {
    if (hit.negated && TURNED_BY_NOT.has(hit.tag)) continue;
    if (isCovered(asksIfAi.get(hit.tag), hit)) continue;
    const before = scores.get(hit.tag) ?? 0;
    scores.set(hit.tag, Math.max(before, weightOf(hit, text, questions)) + (before > 0 ? 0.02 : 0));
  }
  if (OPT_OUT_ELSEWHERE.some((phrase) => text.text.includes(phrase))) scores.set('opt_out', 0.95);
  return scores;
}

/** Marks the words of a phrase; looked up by word, so that the time stays linear. */
function cover(covered: Map<PartnerAct, Set<number>>, act: PartnerAct, start: number, end: number): void {
  const words = covered.get(act) ?? new Set<number>();
  covered.set(act, words);
  for (let index = start; index < end; index += 1) words.add(index);
}

function isCovered(words: ReadonlySet<number> | undefined, { start, end }: Hit<PartnerAct>): boolean {
  if (words === undefined) return false;
  for (let index = start; index < end; index += 1) if (words.has(index)) return true;
  return false;
}

/** How much a cue weighs in a sentence that asks, or does not. */
function weightOf(hit: Hit<PartnerAct>, text: TokenisedText, questions: AskingForm): number {
  const sentence = text.tokens[hit.start]?.sentence ?? -1;
  const asks = questions.sentences.has(sentence);
  if (hit.tag === 'ask_if_ai' && !asks && !wordsOf(text, hit.start, hit.end).some((word) => ASKS_BACK.has(word)))
    return hit.weight * HALF;
  // "Hello AI, what is it about?" calls us by what we are.
  if (hit.tag === 'ask_if_ai' && hit.weight < SURE_CUE && hit.end !== text.sentences[sentence]?.end) return hit.weight * HALF;
  if (QUESTION_ACTS.has(hit.tag) && text.sentences[sentence]?.question !== true) return hit.weight * 0.85;
  const { start = hit.start, end = hit.end } = text.sentences[sentence] ?? {};
  const from = Math.max(start, hit.start - REQUEST_REACH);
  if (
    REQUESTS.has(hit.tag) &&
    text.sentences[sentence]?.question === true &&
    !wordsOf(text, from, Math.min(end, hit.end)).some((word) => REQUEST_WORDS.has(word))
  )
    return hit.weight * HALF;
  return hit.weight;
}

const wordsOf = ({ tokens }: TokenisedText, start: number, end: number): string[] =>
  tokens.slice(start, end).map(({ word }) => word);

/** "Wait", "let me see", unless what they waited for has come in the same turn: a yes, a question, another message. */
function waitsIn(text: TokenisedText, questions: AskingForm, asked: AskedFor | undefined): Hit<PartnerAct>[] {
  if (questions.marked) return [];
  const lastLine = text.tokens.findLastIndex(({ breakBefore }) => breakBefore === BREAK.line);
  const waits = WAITS.find(text).filter((hit) => hit.start >= lastLine);
  const last = waits.at(-1);
  if (last === undefined || last.end === text.tokens.length) return waits;
  const { yes, no } = readConsent(restOf(text, last.end), asked);
  return yes >= 0.6 && no < 0.5 ? [] : waits;
}

/** What comes after a word, as a text of its own. */
function restOf(text: TokenisedText, from: number): TokenisedText {
  const first = text.tokens[from]?.sentence ?? text.sentences.length;
  return {
    ...text,
    tokens: text.tokens.slice(from).map((token) => ({ ...token, sentence: token.sentence - first })),
    sentences: text.sentences
      .slice(first)
      .map((sentence) => ({ ...sentence, start: Math.max(0, sentence.start - from), end: sentence.end - from })),
  };
}
