import { Decimal } from 'decimal.js';
import { type AskedFor, type Mention, type Quote } from '../reading.js';
import { type Mood, PARTNER_ACTS, type PartnerAct } from '../../taxonomy.js';
import { PhraseBook } from '../language/phrases.js';
import { BREAK, type TokenisedText } from '../language/tokens.js';
import { type Consent, readConsent } from './consent.js';
import { APPROVED_CUES, BRIEF_CUES, LAST_NO_CUES, NOT_YET } from './cues/last-words.js';
import { YES_TO_PERSON_CUES } from './cues/people.js';
import { type AskingForm, readAskingForms } from './question-form.js';
import { scoreCues } from './score-cues.js';

export interface ActReading {
  acts: { act: PartnerAct; confidence: number }[];
  /** The yes or no cannot be taken at its word. */
  consentUnclear: boolean;
  /** Where a condition was tied to a yes or a quote, in tokens. */
  conditionAt?: readonly [start: number, end: number];
  questions: AskingForm;
  /** A no that is meant to be the last word. */
  lastNo: boolean;
  /** Our own figure, put back to us as a question. */
  checksAsk: boolean;
}

export interface ActContext {
  asked?: AskedFor;
  standingAsk?: string;
  quotes: readonly Quote[];
  mentions: readonly Mention[];
  /** A worry was found (see concerns). */
  worried: boolean;
  /** The inbound screen found an injection or a probe for secrets. */
  attempted: boolean;
  mood: Mood;
}

const YES_TO_PERSON = new PhraseBook<PartnerAct>(YES_TO_PERSON_CUES);
const LAST_WORDS = new PhraseBook<'last_no' | 'brief' | 'approved'>([...LAST_NO_CUES, ...BRIEF_CUES, ...APPROVED_CUES]);

/** Acts that leave no room for guessing another. */
const SPECIFIC_ACTS: ReadonlySet<PartnerAct> = new Set(
  PARTNER_ACTS.filter((act) => !['greet', 'give_reason', 'acknowledge', 'unclear'].includes(act)),
);
/** Acts that break off what is going on. */
const INTERRUPTING: ReadonlySet<PartnerAct> = new Set([
  'wants_person',
  'opt_out',
  'later',
  'wrong_person',
  'retract',
  'manipulate',
  'upset',
  'ask_if_ai',
]);
const LEAST_CONFIDENCE = 0.3;
/** Acts that often come in the form of a question. */
const FORM_ONLY: readonly PartnerAct[] = ['counter', 'manipulate', 'wants_person', 'upset', 'opt_out', 'off_topic'];
const ANSWERING: ReadonlySet<AskedFor | undefined> = new Set(['rate', 'confirm']);
const BARGAINS: ReadonlySet<string> = new Set([
  'provided',
  'providing',
  'unless',
  'only if',
  'only when',
  'only with',
  'only after',
  'only once',
  'if you',
  'if the',
  'if commission',
  'in exchange',
  'in return',
  'you guarantee',
  'guarantee us',
  'guarantee me',
  'once you',
]);
const FEWEST_WORDS = 3;
const TIGHTEST_WORDS = 4;
const FEW_WORDS = 8;
const MANY_WORDS = 24;
const SHORT_ANSWER = 3;
/** A yes that bids us go on talks to us, and to nobody else. */
const GO_ON: ReadonlySet<string> = new Set(['on', 'ahead', 'go', 'shoot', 'nothing', 'tell', 'speak', 'listening']);
const UNKIND: ReadonlySet<Mood> = new Set(['amused', 'annoyed', 'angry']);
/** Words that say yes to what was put off, where "sure" and "of course" only nod to its being put off. */
const YES_WORDS: ReadonlySet<string> = new Set(['yes', 'yeah', 'yep', 'yup', 'si', 'oui', 'ja', 'agreed', 'ok', 'okay']);

/** What the partner does with the message, most likely first; `unclear` where nothing else fits. */
export function readActs(text: TokenisedText, context: ActContext): ActReading {
  const questions = readAskingForms(text);
  const scores = scoreCues(text, questions, context.asked);
  const consent = consentIn(text, context, scores);
  const lastWords = new Set(LAST_WORDS.find(text).flatMap((hit) => (text.tokens[hit.start]?.cited === true ? [] : [hit.tag])));
  const raise = (act: PartnerAct, confidence: number): void => void scores.set(act, Math.max(scores.get(act) ?? 0, confidence));
  const lower = (act: PartnerAct, most: number): void =>
    void (scores.has(act) && scores.set(act, Math.min(scores.get(act) ?? 0, most)));
  const score = (act: PartnerAct): number => scores.get(act) ?? 0;

  // Offers of an amount, and the yes that repeats our own.
  const offers = context.quotes.filter((quote) => quote.refused !== true);
  let checksAsk = false;
  const repeatsAsk = offers.length > 0 && offers.every((quote) => isStandingAsk(quote, context.standingAsk));
  if (repeatsAsk && consent.no < 0.5) {
    // "440?" checks our figure, it does not take it.
    checksAsk =
      questions.marked ||
      offers.some((quote) => quote.firmness === 'tentative' || (consent.yes < LEAST_CONFIDENCE && isExclaimed(text, quote)));
    raise('accept', checksAsk ? 0.4 : Math.max(0.7, consent.yes));
    // "440? For that you can sleep in the garage": said with a laugh or a huff.
    if (checksAsk && UNKIND.has(context.mood)) raise('reject', 0.75);
    if (checksAsk) {
      consent.ambiguous = true;
      consent.yes = Math.min(consent.yes, 0.4);
    }
  } else if (offers.length > 0) {
    raise('counter', offers.some((quote) => quote.firmness !== 'tentative') ? 0.92 : 0.85);
    consent.yes = Math.min(consent.yes, 0.45);
    consent.no = Math.min(consent.no, 0.6);
  } else if (consent.yes > 0.7) lower('counter', 0.4);
  if (context.quotes.some((quote) => quote.corrects === true)) raise('correct', 0.85);
  if (context.quotes.some((quote) => quote.refused === true)) raise('reject', 0.75);

  if (offers.length > 0 && lastWords.has('approved') && !text.tokens.some(({ word }) => NOT_YET.has(word)))
    lower('need_approval', 0.4);

  // Yes, no, and what they hang on.
  const approval = score('need_approval');
  const conditioned = consent.conditional > 0 && (consent.yes >= 0.4 || offers.length > 0);
  if (conditioned && approval < 0.9) {
    raise('conditional_accept', offers.length > 0 ? 0.55 : Math.max(0.6, Math.min(0.9, consent.yes)));
    consent.yes = Math.min(consent.yes, 0.4);
  } else if (
    approval < 0.9 &&
    consent.no < 0.5 &&
    !questions.any &&
    ANSWERING.has(context.asked) &&
    bargainsFor(text, consent.conditionAt)
  ) {
    raise('conditional_accept', 0.74);
  }
  if (approval >= 0.9) consent.yes = Math.min(consent.yes, 0.45);
  if (lastWords.has('last_no') && offers.length === 0 && consent.yes < 0.6) consent.no = Math.max(consent.no, 0.9);
  if (consent.yes >= LEAST_CONFIDENCE) raise('accept', consent.yes);
  if (consent.no >= LEAST_CONFIDENCE) raise('reject', consent.no);
  if (consent.sarcastic) {
    raise('unclear', 0.5);
    lower('acknowledge', 0.4);
  }
  if (consent.yes > 0 && consent.yes < 0.6 && consent.no < 0.5) raise('acknowledge', consent.ambiguous ? 0.6 : 0.5);

  readQuestions(text, questions, raise, score);
  // A laugh or a huff at our figure asks nothing, and talk about the weather is not about the matter.
  if (checksAsk && UNKIND.has(context.mood)) lower('question', 0.45);
  if (context.asked === 'person' && offers.length === 0) answerAboutPerson(text, consent, raise, lower);
  settle(text, context, raise, lower, score);
  if (lastWords.has('brief')) lower('later', 0.25);
  if (isOnlySigns(text)) raise('acknowledge', context.mentions.length > 0 ? 0.3 : 0.85);

  const acts = [...scores]
    .filter(([, confidence]) => confidence >= LEAST_CONFIDENCE)
    .map(([act, confidence]) => ({ act, confidence: Math.round(Math.min(confidence, 0.99) * 100) / 100 }))
    .sort((one, other) => other.confidence - one.confidence);
  if (acts.length === 0) acts.push({ act: context.mood === 'amused' ? 'small_talk' : 'unclear', confidence: 0.6 });
  else if (acts[0] !== undefined && acts[0].confidence < 0.5) {
    // The surest act is heard whatever it is: a faint trace must not call a person or end the conversation.
    acts.push({ act: 'unclear', confidence: INTERRUPTING.has(acts[0].act) ? 0.5 : 0.35 });
    acts.sort((one, other) => other.confidence - one.confidence);
  }
  const taken = acts.some(({ act, confidence }) => (act === 'accept' || act === 'conditional_accept') && confidence >= 0.6);
  return {
    acts,
    consentUnclear: consent.ambiguous && !taken,
    ...(consent.conditionAt !== undefined && scores.has('conditional_accept') ? { conditionAt: consent.conditionAt } : {}),
    questions,
    checksAsk,
    lastNo: lastWords.has('last_no') && offers.length === 0,
  };
}

/** What the words say to what was asked. A yes that comes after we put the matter off is one to what we had asked for. */
function consentIn(text: TokenisedText, { asked, standingAsk }: ActContext, scores: ReadonlyMap<PartnerAct, number>): Consent {
  const consent = readConsent(text, asked);
  if (asked !== 'time' || standingAsk === undefined || (scores.get('later') ?? 0) >= 0.5) return consent;
  const first = text.tokens.slice(0, 2).map((token) => token.word);
  const toTheAsk = readConsent(text, 'rate');
  // "Yes please" and "yes, end of the week" are about what was put off; in so many words, or alone, it is about the ask.
  const plain = text.tokens.length <= FEWEST_WORDS && !text.tokens.some(({ word }) => word === 'please');
  // Whoever had to be asked has answered: "he says yes".
  const approved =
    LAST_WORDS.find(text).some(({ tag }) => tag === 'approved') && !text.tokens.some(({ word }) => NOT_YET.has(word));
  if (approved && toTheAsk.yes >= 0.9 && toTheAsk.no < 0.5) return { ...consent, yes: Math.max(consent.yes, 0.65) };
  if (toTheAsk.yes >= (plain ? 0.8 : 0.9) && toTheAsk.no < 0.5 && first.some((word) => YES_WORDS.has(word))) {
    return { ...consent, yes: Math.max(consent.yes, 0.65) };
  }
  return consent;
}

/** A yes to "shall I ask a colleague?" is one to the colleague; a no to it refuses no rate. */
function answerAboutPerson(
  text: TokenisedText,
  { yes, no }: Consent,
  raise: (act: PartnerAct, confidence: number) => void,
  lower: (act: PartnerAct, most: number) => void,
): void {
  const first = text.sentences[0];
  if (first === undefined || first.question || text.tokens.length > MANY_WORDS) return;
  // The first words answer; what comes after them may be about anything.
  const plain = readConsent(answerIn(text), 'rate');
  const said = plain.yes >= 0.6 && plain.no < 0.5 && !GO_ON.has(text.tokens[first.end - 1]?.word ?? '');
  const named = plain.no < 0.5 && no < 0.5 && YES_TO_PERSON.find(text).some((hit) => !hit.negated);
  if (said || named) {
    raise('wants_person', 0.85);
    lower('accept', Math.min(yes, 0.4));
  } else if (no >= 0.3 && text.tokens.length <= FEW_WORDS) {
    lower('reject', 0.4);
    raise('acknowledge', 0.6);
  }
}

/** The first sentence, and the next one where that is only a word or two. */
function answerIn(text: TokenisedText): TokenisedText {
  const ends = text.sentences.findIndex(({ end }) => end >= SHORT_ANSWER);
  const last = ends < 0 ? text.sentences.length - 1 : ends;
  return {
    ...text,
    tokens: text.tokens.slice(0, text.sentences[last]?.end ?? 0),
    sentences: text.sentences.slice(0, last + 1),
  };
}

function readQuestions(
  text: TokenisedText,
  questions: AskingForm,
  raise: (act: PartnerAct, confidence: number) => void,
  score: (act: PartnerAct) => number,
): void {
  if (!questions.any) return;
  // "Can someone call me?" asks in form only.
  if (questions.sentences.size <= 1 && FORM_ONLY.some((act) => score(act) >= 0.85)) {
    raise('question', 0.5);
    return;
  }
  const specific = Math.max(score('ask_if_ai'), score('ask_who'), score('ask_why'), score('ask_how'));
  // "Yes?" bids us go on.
  const bids = text.tokens.length > 0 && text.tokens.length <= 2 && text.tokens.every((token) => YES_WORDS.has(token.word));
  raise('question', specific >= 0.8 || bids ? 0.45 : questions.marked ? 0.8 : 0.65);
  if (text.tokens.length <= TIGHTEST_WORDS && specific < 0.5 && !bids) raise('question', 0.85);
}

/** Acts that are likely only in the company, or only in the absence, of others. */
function settle(
  text: TokenisedText,
  context: ActContext,
  raise: (act: PartnerAct, confidence: number) => void,
  lower: (act: PartnerAct, most: number) => void,
  score: (act: PartnerAct) => number,
): void {
  const answered = Math.max(score('accept'), score('reject'), score('counter'), score('conditional_accept'));
  const loudest = Math.max(0, ...[...SPECIFIC_ACTS].map(score));
  if (context.worried) raise('give_reason', answered >= 0.6 || loudest >= 0.75 ? 0.5 : 0.72);
  if (context.attempted) {
    raise('manipulate', 0.9);
    lower('accept', 0.4);
  }
  // A worry in answer to an ask is a soft no, unless something else was said.
  if (context.worried && context.asked === 'rate' && answered < LEAST_CONFIDENCE && score('question') < 0.6) raise('reject', 0.5);
  if (
    text.tokens.length > 6 &&
    Math.max(answered, score('give_reason'), score('question'), score('later'), score('need_approval')) >= 0.5
  )
    lower('acknowledge', 0.45);
  if (text.tokens.length <= FEWEST_WORDS && score('later') >= LEAST_CONFIDENCE) raise('later', 0.65);
  if (text.tokens.length > 12 && context.asked !== 'time') lower('later', 0.68);
  if (context.asked === 'greeting' && !context.worried && text.tokens.length <= FEW_WORDS && text.tokens.length > 0)
    raise('greet', loudest >= 0.5 ? 0.4 : 0.55);
  if (score('opt_out') >= 0.8) {
    lower('accept', 0.35);
    lower('reject', 0.6);
    lower('later', 0.4);
    lower('acknowledge', 0.3);
  }
  if (score('wants_person') >= 0.9) lower('later', 0.6);
  if (score('retract') >= 0.9) lower('accept', 0.35);
  if (score('manipulate') >= 0.9) {
    lower('accept', 0.4);
    lower('question', 0.5);
  }
  if (score('later') >= 0.8) lower('accept', 0.5);
  if (answered >= 0.7) {
    lower('small_talk', 0.45);
    lower('thanks', 0.6);
    lower('greet', 0.5);
    lower('acknowledge', 0.4);
    lower('off_topic', 0.4);
  }
  if (score('greet') > 0 && text.tokens.length > 8) lower('greet', 0.6);
  if (score('thanks') > 0 && text.tokens.length > 8) lower('thanks', 0.6);
}

/** A condition that alone says "then yes": "only if …", "if you …", "provided …". */
function bargainsFor(text: TokenisedText, at: readonly [start: number, end: number] | undefined): boolean {
  const first = text.tokens[at?.[0] ?? -1]?.word ?? '';
  const second = text.tokens[(at?.[0] ?? -1) + 1]?.word ?? '';
  return BARGAINS.has(first) || BARGAINS.has(`${first} ${second}`);
}

/** "440!" repeats our figure with a start; that takes it no more than "440?" does. */
function isExclaimed({ tokens, sentences }: TokenisedText, { span }: Quote): boolean {
  const token = tokens.find((each) => each.span[1] >= span[1]);
  return sentences[token?.sentence ?? -1]?.exclaimed === true;
}

function isStandingAsk(quote: Quote, standingAsk: string | undefined): boolean {
  return (
    standingAsk !== undefined &&
    /^\d{1,15}(?:\.\d{1,10})?$/.test(standingAsk) &&
    quote.kind === 'absolute' &&
    quote.amount !== undefined &&
    quote.basis !== 'net' &&
    new Decimal(quote.amount).equals(standingAsk)
  );
}

/** Dots, signs and emoji: something came, but nothing was said. */
function isOnlySigns(text: TokenisedText): boolean {
  return text.tokens.every((token) => token.breakBefore !== BREAK.none && !/\p{L}/u.test(token.word));
}
