import { amountsIn, isOneOf } from './amounts.js';
import { plainText, sentencesOf, type Reading } from './reading.js';

/** Silence, or words that are no yes, taken for one. */
const ASSUMED: readonly RegExp[] = [
  /\b(?:if|unless|in case|should) (?:you |i |we )?(?:do not|don't|say nothing|stay silent|keep silent|remain silent|object|hear|receive|get|disagree|write back|answer|reply|tell me otherwise)\b.{0,45}\b(?:i|we)(?: will|'ll| shall| can| would)? ?(?:take|record|note|proceed|go ahead|assume|consider|treat|count|book|load|regard|settle|continue|count)\b/,
  /\b(?:silence|no (?:answer|reply|response|news|objection|word))\b.{0,12}\b(?:counts?|means?|is|will (?:count|mean|be)|as|equals|would count)\b.{0,12}\b(?:yes|agreement|consent|acceptance|approval)\b/,
  /^(?:as there (?:are|is) |with |hearing )?(?:no objections?|nothing against (?:it|that)|no complaints?|no protest)\b/,
  /\b(?:take|read|understand|interpret|count|treat|regard|consider|hear|accept)\b(?! of)(?: .{1,60})? (?:as|for|to be) (?:a |your |an |the )?(?:clear |firm )?(?:yes|agreement|acceptance|consent|approval|agreed|confirmation|ok|okay|rate)\b|\b(?:as good as|sounds? like|looks? like|amounts? to|must be|reads? like) (?:a |your )?(?:yes|agreement)\b/,
  /\bi (?:will |shall )?(?:gather|assume|take it|presume|suppose|understand|guess)(?: that)? (?:this|that|it|your \w+) (?:is|means) (?:a |your )?(?:yes|agreed|fine|agreement|okay|ok)\b|\bi (?:gather|assume|take it|presume|suppose|understand|conclude|trust|believe|guess)(?: that)? you(?:'re| are| have| will)? ?(?:all |also |quite )?(?:agreed?|fine|happy|okay|ok|accept(?:ed)?|on board|in|with us|content)\b/,
  /\b(?:since|as|because|given that|now that)? ?you (?:have not|haven't|did not|didn't|do not|don't|never) (?:refused?|objected?|object|said no|say no|protested?|disagreed?|complained?)\b|\b(?:raised?|have|made|heard) no (?:objections?|protest)\b/,
  /\b(?:unless|until) (?:you|i hear)\b.{0,30}\b(?:i|we) (?:will |shall )?(?:take|record|note|proceed|go ahead|assume|consider|treat)\b/,
];
const NOT_ASSUMED =
  /\b(?:cannot|can't|do not|don't|will not|won't|not|never|would rather not|no,|wrong to|should not|shouldn't)\b(?! (?:object|hear|answer|reply|refuse|say no|said no|write|refused|objected))(?:[\w' ]{0,25})\b(?:take|read|understand|interpret|count|treat|regard|consider|see|hear|assume|as a yes|for a yes)\b|\b(?:may|can|shall|should|could|do) i (?:take|read|understand|count|note|treat|hear|see|assume)\b/;

function assumesConsent({ clauses }: Reading): boolean {
  return clauses.some((clause) => ASSUMED.some((pattern) => pattern.test(clause)) && !NOT_ASSUMED.test(clause));
}

/** Words that call something settled. */
const SETTLED: readonly RegExp[] = [
  /\b(?:is|are|it's|we're|am|all|stands|as|been|was|were|both|now|consider(?:ed)?)(?: now| then| all| hereby| thus| both)* (?:agreed|settled|confirmed|accepted|done and dusted|a deal|sealed|approved)\b(?! (?:quickly|in|down|to (?:talk|look|think)|by (?:a|your|the) (?:owner|colleague|boss)))/,
  /\b(?:a|the|our|we have a|have a|it's a|done) deal\b(?=[.,:;! ]|$)|^deal\b|^agreed\b|^done\b/,
  /\b(?:we|i) (?:have|'ve|now have|had|reached|already have|have reached|have now)(?: now)? (?:an agreement|agreed|your (?:yes|agreement|acceptance|confirmation|word|consent)|a yes|a deal)\b/,
  /\b(?:as|since|now that|what|which|that|because|once) (?:we|you) (?:have |had |just |already |both )*(?:agreed|settled|accepted|confirmed)\b|\bas agreed\b/,
  /\b(?:the|our|your|this) (?:agreed|settled|confirmed|accepted) (?:rate|price|figure|amount|terms)\b|\bthe agreement (?:on|at|of|for|we)\b/,
  /\b(?:recorded|noted|saved|registered|have|stored|logged|put down|written down|file)(?: down)? (?:your|the|a) (?:clear )?(?:yes|agreement|acceptance|confirmation|consent|approval|ok)\b|\byour (?:yes|agreement|acceptance|confirmation|consent|approval|ok)\b.{0,15}\b(?:noted|recorded|saved|registered|on file|logged|received|stored|booked|down)\b/,
  /\b(?:thanks?|thank you|grateful)\b.{0,12}\b(?:for|that you)\b.{0,6}\b(?:accept(?:ing|ed)?|agree(?:ing|d)?|confirm(?:ing|ed)?|say(?:ing)? yes|your (?:yes|agreement|acceptance|confirmation)|approving)\b/,
];
const NOT_SETTLED =
  /\b(?:not|no|n't|nothing (?:is|has|was)|never|yet|if|unless|until|once|when|would|could|can|cannot|before|whether|only (?:a|your) yes|need|needs|still|waiting|wait|other hotels|everything|neighbou?rs|guests?|shower)\b|\?$/;

/** A quote that may be taken is taken by accepting it, or by restating its terms. */
const TAKING: ReadonlySet<string> = new Set(['accept', 'confirm_terms', 'close_agreed']);

function claimsAgreement({ reply, plain }: Reading): boolean {
  if (TAKING.has(reply.act) && reply.mayTake.length > 0) return false;
  const agreed = reply.rooms.filter(({ result }) => result === 'agreed');
  const open = reply.rooms.filter(({ result }) => result !== 'agreed');
  return sentencesOf(plain)
    .flatMap((sentence) => sentence.split(/; /))
    .filter((clause) => SETTLED.some((pattern) => pattern.test(clause)) && !NOT_SETTLED.test(clause))
    .some((clause) => {
      if (agreed.length === 0) return true;
      const amounts = amountsIn(clause);
      const rates = agreed.map(({ agreedRate }) => agreedRate);
      if (amounts.length > 0) return !amounts.some(({ value }) => isOneOf(value, rates));
      const names = (rooms: typeof open) => rooms.some(({ name }) => clause.includes(plainText(name)));
      return names(open) && !names(agreed);
    });
}

export function consentBroken(reading: Reading): string[] {
  const broken: string[] = [];
  if (assumesConsent(reading)) broken.push('assumed-consent');
  if (claimsAgreement(reading)) broken.push('agreement-without-ledger');
  return broken;
}
