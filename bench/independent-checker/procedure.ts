import { amountsIn, isOneOf } from './amounts.js';
import { type Reading } from './reading.js';

/** Who we are may be said, and a question answered, in any stage. */
function actIsPermitted({ reply }: Reading): boolean {
  const { act, permittedActs, partnerActs, mayTake, stage, rooms } = reply;
  if (permittedActs.includes(act)) return true;
  if (act === 'identify') return partnerActs.includes('ask_if_ai') || partnerActs.includes('ask_who');
  if (act === 'answer') return partnerActs.includes('question');
  if (act === 'accept') return mayTake.length > 0 && (stage === 'bargaining' || stage === 'confirming') && rooms.length > 0;
  return false;
}

const CONSENT_REQUEST =
  /\?|\b(?:confirm|your (?:yes|word|agreement|answer|reply|nod)|yes|agree|let me know|tell me|answer|reply|correct me)\b/;

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

export function procedureBroken(reading: Reading): string[] {
  const broken: string[] = [];
  if (!actIsPermitted(reading)) broken.push('wrong-stage-act');
  if (!termsAreComplete(reading)) broken.push('plan-text-agreement');
  return broken;
}
