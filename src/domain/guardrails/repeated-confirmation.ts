import { type ReplyContext } from '../conversation/reply-context.js';
import { phrase } from '../signals/phrases/phrase.js';
import { mildViolation, PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';

const FROM_HERE_BLOCKING = 2;
const ASKS_YES = phrase(
  /\b(?:please confirm|(?:can|could|do|would) you (?:please )?(?:confirm|agree|accept)|is (?:that|this|it|everything) (?:correct|right|ok|okay|a yes)|(?:shall|may|can) i (?:save|record|note|confirm)|correct\?|right\?|agreed\?|confirmed\?)/,
);

/** The partner asked to hear the terms again, changed them or did not answer clearly. */
function mayRestate({ reading }: ReplyContext): boolean {
  if (!reading) return false;
  const said = new Set(reading.acts.filter(({ confidence }) => confidence >= 0.5).map(({ act }) => act));
  return (
    said.has('question') ||
    said.has('ask_how') ||
    said.has('correct') ||
    said.has('counter') ||
    said.has('conditional_accept') ||
    said.has('retract') ||
    reading.conditions.length > 0
  );
}

export const repeatedConfirmationGuardrail: Guardrail = {
  id: 'repeated-confirmation',
  title: 'Terms restated once',
  blocking: true,
  severity: 0.5,
  softPoints: 15,
  locked: false,
  appliesToHumans: false,
  check({ plan, context }, signals) {
    const asked = signals.sentences.filter(({ folded }) => ASKS_YES.test(folded)).length;
    const decided =
      context.tickets.length > 0 &&
      context.tickets.every(({ id, withdrawn }) => withdrawn || (context.results[id] ?? 'open') !== 'open');
    if (
      signals.asksForConfirmation &&
      decided &&
      context.agreed.length > 0 &&
      (signals.restatesTerms || plan?.act === 'confirm_terms') &&
      !mayRestate(context)
    ) {
      return violation('Asks for a yes to terms that are agreed already.');
    }
    if (asked >= 2) return mildViolation('Asks for confirmation twice in one message.');
    const restates = plan ? plan.act === 'confirm_terms' : signals.restatesTerms && signals.asksForConfirmation;
    if (!restates || context.timesTermsRestated === 0 || mayRestate(context)) return PASS;
    const reason = `The terms were restated ${context.timesTermsRestated === 1 ? 'once' : `${context.timesTermsRestated} times`} already and have not changed.`;
    return context.timesTermsRestated >= FROM_HERE_BLOCKING ? violation(reason) : mildViolation(reason);
  },
};
