import { phrase } from '../signals/phrases/phrase.js';
import { mildViolation, PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';
import { sameAmount } from '../signals/amounts.js';
import { itemAt } from '../signals/spans.js';
import { type Sentence } from '../signals/signals.js';

/** Acts that put nothing new on the table: a fresh ask or lever in their text would not be recorded. */
const WITHOUT_ASKS: ReadonlySet<string> = new Set([
  'stop',
  'hand_over',
  'close_agreed',
  'close_declined',
  'apologise',
  'greet',
  'identify',
]);

/** Where it can be told for certain: the text does what the plan says, since ledger and procedure go by the plan. */
export const planTextAgreementGuardrail: Guardrail = {
  id: 'plan-text-agreement',
  title: 'Text does what its plan says',
  blocking: true,
  severity: 0.75,
  softPoints: 8,
  locked: false,
  appliesToHumans: false,
  check({ plan, context }, signals) {
    if (!plan) return PASS;
    const named = new Set(signals.levers.map(({ leverId }) => leverId));
    const unnamed = plan.leverIds.find((id) => !named.has(id));
    if (unnamed !== undefined) return violation(`The plan offers lever "${unnamed}", the text does not name it.`);
    const newAsk = signals.asksStated.find(({ ticketId, rate }) => {
      const standing = context.standings.find((each) => each.ticketId === ticketId)?.standingAsk;
      const planned = plan.asks.some((ask) => ask.ticketId === ticketId && ask.step !== 'none');
      return !planned && !sameAmount(standing, rate);
    });
    if (newAsk) return violation('The text asks for a rate that the plan does not hold.', newAsk.span);
    const ask = signals.asksStated.find(({ span }) => plan.act !== 'hand_over' || !isNoted(itemAt(signals.sentences, span[0])));
    if (ask && WITHOUT_ASKS.has(plan.act)) return violation(`An ask in a reply whose act is "${plan.act}".`, ask.span);
    switch (plan.act) {
      case 'confirm_terms':
        if (!context.menu.terms.every(({ rate }) => isSaid(rate, signals.mentions)) && context.menu.terms.length > 0)
          return violation('The terms are not restated with their rate.');
        return signals.questions > 0 || signals.asksForConfirmation
          ? PASS
          : mildViolation('The terms are restated without asking for a yes.');
      case 'ask_reason':
        return signals.questions > 0 || ASKS_WITHOUT_MARK.test(signals.folded)
          ? PASS
          : mildViolation('Meant to ask, and asks nothing.');
      case 'hand_over':
        return signals.offersPerson ? PASS : mildViolation('Meant to hand over, and announces no person.');
      case 'identify':
        return signals.identifiesAsAi ? PASS : violation('Meant to say who we are, and does not say that this is an AI.');
      default:
        return PASS;
    }
  },
};

/** What the note to a colleague holds is reported, not asked: a new ask in it has been refused before. */
const NOTE = phrase(/\b(?:my|the|this|in the|in my) note\b/);
const ASKED_OF_THEM = phrase(/\b(?:could|can|would|will) you\b|\bplease\b/);

function isNoted(sentence: Sentence | undefined): boolean {
  return sentence !== undefined && !sentence.question && NOTE.test(sentence.folded) && !ASKED_OF_THEM.test(sentence.folded);
}

const ASKS_WITHOUT_MARK = phrase(
  /\b(?:let me know|tell me|i'd like to (?:know|understand)|i would like to (?:know|understand)|please (?:say|tell|confirm|send|write|let)|i wonder|could you|can you)\b/,
);

function isSaid(rate: string, mentions: readonly { value?: string }[]): boolean {
  return mentions.some(({ value }) => sameAmount(value, rate));
}
