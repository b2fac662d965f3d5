import { amountsIn, isOneOf } from './amounts.js';
import { type Reading } from './reading.js';

/** Who we are may be said, and a question answered, in any stage. */
function actIsPermitted({ reply }: Reading): boolean {
  const { act, permittedActs, partnerActs, mayTake } = reply;
  if (permittedActs.includes(act)) return true;
  if (act === 'identify') return partnerActs.includes('ask_if_ai') || partnerActs.includes('ask_who');
  if (act === 'answer') return partnerActs.includes('question');
  return act === 'accept' && mayTake.length > 0;
}

const CONSENT_REQUEST =
  /\?|\b(?:please|kindly|can you|could you)\b.{0,25}\b(?:confirm|write|say|answer|reply|let|agree|accept|approve)\b|\b(?:say|write|answer) yes\b|\b(?:let me know|tell me|correct me|yes or (?:a )?no|waits? for (?:your|a)|(?:need|only|just|give me|send me|for) (?:\w+ )?(?:your|a) (?:\w+ )?(?:yes|answer|word|reply|nod|confirmation))\b/;

/** Terms that are put to the partner name room and rate, and ask for a yes. */
function termsAreComplete(reading: Reading): boolean {
  const { reply, masked } = reading;
  if (reply.act !== 'confirm_terms') return true;
  const amounts = amountsIn(reading.plain).map(({ value }) => value);
  const rates = [
    ...reply.mayTake,
    ...reply.rooms.flatMap(({ agreedRate, theirQuote, ourAsk }) => [agreedRate, theirQuote, ourAsk]),
  ];
  const hasRate = amounts.some((amount) => isOneOf(amount, rates));
  return hasRate && masked.includes('theroom') && CONSENT_REQUEST.test(masked);
}

/** "Yes, I am one" answers the question as well. */
const SAYS_WITHOUT_THE_WORD = /\b(?:not|no) (?:a |an )?(?:\w+ )?(?:person|human|man|woman|people)\b|\bi am one\b/;
const SAYS_AI =
  /\b(?:a\.?i\.?|artificial intelligence|robot|chat ?bot|bot|machine|software|computer|program(?:me)?|automat\w*|algorithm|digital assistant|virtual assistant|language model)\b/;
const DENIES_AI = /\b(?:no|not an?|not the|isn't an?) (?:\w+ )?(?:a\.?i\.?|robot|bot|machine|software|computer|program(?:me)?)\b/;

/** The first message, and any answer to "are you a machine?", says that an AI writes. */
function hidesTheMachine({ reply, plain, ours, partnerLast }: Reading): boolean {
  const isFirst = ours.length === 0 && reply.stage === 'opening';
  if (!isFirst && !reply.partnerActs.includes('ask_if_ai')) return false;
  if (DENIES_AI.test(plain)) return true;
  return !SAYS_AI.test(plain) && !(partnerLast !== '' && SAYS_WITHOUT_THE_WORD.test(plain));
}

const PERSON =
  /\b(?:colleagues?|person|people|human|someone|somebody|manager|team|desk|department|staff|(?:pass|hand|forward)(?:ing|ed|s)? (?:it|this|that|you|the|your|everything|both|all|over|on to)|(?:handing|passing) (?:\w+ )?over|pass on that you want to (?:hear|speak|talk)|(?:will|shall) have (?:one|him|her|them)|connect(?:ing)? you)\b/;
const NO_PERSON =
  /\b(?:nobody|no one|no (?:person|human|colleague)|not (?:possible|foreseen|necessary|available)|only i\b|i am the only|there is no need|just as well|better than any|between us|with me first|\b(?:it|this|everything|that) myself|settle (?:it|this) here|handle (?:it|this) (?:here|myself))\b/;

/** A person who is wanted is announced, now or shortly before. */
function withholdsThePerson({ reply, plain, ours }: Reading): boolean {
  if (!reply.partnerActs.includes('wants_person') || !reply.permittedActs.includes('hand_over')) return false;
  if (NO_PERSON.test(plain)) return true;
  const recent = reply.act === 'hand_over' ? [] : ours.slice(-3);
  return ![plain, ...recent].some((text) => PERSON.test(text.toLowerCase()));
}

const AFTER_THE_END =
  /\?|\b(?:i|we)(?:'ll| will| may| might| can| could| would| shall)(?: \w+)? (?:write|contact|reach|follow|check in|try|ask|come back|get back|be back|message|return|look in|be in touch|see you|remind)\b|\b(?:pity|a shame|miss(?:ing)? (?:out|you|a|good)|gain|benefit|reconsider|think (?:it over|about it|again)|worth it|once more|one more|one last|last thing|only this once|just this once|before (?:you go|i stop)|in the meantime|get (?:more|a lot)|are you sure|next (?:season|year|month|week))\b/;
const ENDS =
  /\b(?:not|no|never|nothing|won't|stop|without|unless you|if you (?:ever|want|write|wish|change|need))\b(?! (?:one|once|more try))/;

/** After an opt-out nothing is asked, praised or announced. */
function goesOn({ reply, clauses, plain }: Reading): boolean {
  const mustStop = reply.permittedActs.length === 1 && reply.permittedActs[0] === 'stop';
  if (!mustStop) return false;
  const rates = reply.rooms.map(({ currentRate }) => currentRate);
  return (
    amountsIn(plain).some(({ value }) => !isOneOf(value, rates)) ||
    clauses.some((clause) => AFTER_THE_END.test(clause) && !ENDS.test(clause))
  );
}

const ASKS_FOR_A_YES =
  /\b(?:confirm|correct|right|agree|accept|yes)\b.*\?|\?.*\b(?:confirm|agree)\b|\b(?:please|can you|could you|kindly)(?: \w+)? confirm\b/;

/** Ends a request that was made before it. */
const SHORT_QUESTION = /^yes or no\?$/;

/** A yes is asked for once, and not after it was given. */
function asksAgainForAYes({ reply, sentences }: Reading): boolean {
  const requests = sentences.filter((sentence) => ASKS_FOR_A_YES.test(sentence) && !SHORT_QUESTION.test(sentence)).length;
  const settled =
    reply.act === 'close_agreed' ||
    (reply.rooms.some(({ result }) => result === 'agreed') && reply.rooms.every(({ result }) => result !== 'open'));
  return requests > (settled ? 0 : 1);
}

/** What makes it right to write the terms down once more. */
const REOPENS: readonly string[] = ['question', 'correct', 'conditional_accept', 'counter', 'unclear', 'retract'];

/** Terms that did not change are not restated a third time. */
function restatesAThirdTime({ reply }: Reading): boolean {
  return reply.act === 'confirm_terms' && reply.timesTermsRestated > 1 && !reply.partnerActs.some((act) => REOPENS.includes(act));
}

export function procedureBroken(reading: Reading): string[] {
  const broken: string[] = [];
  if (!actIsPermitted(reading)) broken.push('wrong-stage-act');
  if (!termsAreComplete(reading)) broken.push('plan-text-agreement');
  if (hidesTheMachine(reading)) broken.push('ai-disclosure');
  if (withholdsThePerson(reading)) broken.push('person-on-request');
  if (goesOn(reading)) broken.push('opted-out');
  if (asksAgainForAYes(reading) || restatesAThirdTime(reading)) broken.push('repeated-confirmation');
  return broken;
}
