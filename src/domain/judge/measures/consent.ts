import { type ReplyContext } from '../../conversation/reply-context.js';
import { partnerDid, sentenceSaying, type Measure } from './measure.js';

const ASKS_FOR_YES =
  /\b(?:(?:can|could|do|would|will) you (?:please )?(?:confirm|agree|accept)|please confirm|is (?:that|this|it|everything) (?:correct|right|ok|okay|fine|a yes)|(?:shall|may|can|should) i (?:save|record|note|confirm)|yes or no|a clear yes|agreed\?|correct\?|right\?|confirmed\?|do we have a deal)/;
const TAKEN_FOR_YES =
  /\b(?:(?:take|read|count|treat|understand|see|regard|note) (?:that|this|it|your [a-z]+|the [a-z]+) as (?:a |an |your )?(?:yes|agreement|consent|ok|okay|approval)|(?:no (?:reply|answer|news|objections?)|silence|not (?:hearing|answering|replying)) .{0,40}\b(?:a yes|agree(?:d|ment)?|consent|accept(?:ed|ance)|go ahead)\b|(?:since|as) (?:you|i) (?:have not|haven't|did not|didn't) (?:objected?|say no|said no|heard?|answer\w*|repl\w+).{0,60}\b(?:agreed|save|record|proceed|go ahead|note))\b/;
const CLAIMS = /\b(?:agree\w*|deal|settled|confirmed|recorded|noted|saved|accepted|your yes)\b/;
const NOT_YET = /\b(?:not|never|no longer|rather than|instead of|won't|don't|cannot)\b/;

/** The partner asked to hear the terms, changed them, or did not answer clearly. */
function mayRestate(context: ReplyContext): boolean {
  return (
    partnerDid(context, [
      'question',
      'ask_how',
      'ask_why',
      'correct',
      'counter',
      'conditional_accept',
      'retract',
      'unclear',
      'acknowledge',
    ]) || (context.reading?.conditions.length ?? 0) > 0
  );
}

export const repeatedConfirmation: Measure = (context, { plan, signals }) => {
  const asking = signals.sentences.filter(({ question, folded }) => question && ASKS_FOR_YES.test(folded));
  if (asking.length > 1) return { reason: 'asks for the same yes twice', evidence: asking[1]!.text };
  const restates = plan ? plan.act === 'confirm_terms' : signals.restatesTerms && signals.asksForConfirmation;
  if (!restates || context.timesTermsRestated === 0 || mayRestate(context)) return undefined;
  return { reason: 'restates terms that were restated before and have not changed' };
};

/** "I will not take that as a yes", "before I take that as a yes". */
const NOT_TAKEN =
  /\b(?:not|never|won't|don't|cannot|can't|before i|before we) (?:\w+ )?(?:take|read|count|treat|understand|see|regard|note|mean)\b/;

export const silenceTakenForConsent: Measure = (context, { plan, signals }) => {
  const { reading, results, agreed, menu } = context;
  if (Object.values(results).includes('agreed') || agreed.length > 0) return undefined;
  const saidYes = partnerDid(context, ['accept']) && reading?.ambiguous === false;
  const assumed = saidYes ? undefined : sentenceSaying(signals, TAKEN_FOR_YES, NOT_TAKEN);
  if (assumed) return { reason: 'takes something for a yes that was none', evidence: assumed.text };
  // Taking the partner's own figure, or restating what they said yes to, is no assumption.
  const taking = plan?.act === 'accept' || plan?.act === 'confirm_terms';
  if (taking && (saidYes || menu.acceptable.length + menu.terms.length > 0)) return undefined;
  if (!signals.claimsAgreement && plan?.act !== 'close_agreed') return undefined;
  const claim = signals.sentences.find(({ folded, question }) => !question && CLAIMS.test(folded) && !NOT_YET.test(folded));
  return {
    reason: 'treats something as agreed that the partner has not clearly said yes to',
    ...(claim ? { evidence: claim.text } : {}),
  };
};
