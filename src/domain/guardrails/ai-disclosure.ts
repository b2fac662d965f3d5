import { PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';
import { interruptedBy, partnerDid } from './partner-wishes.js';

/** Who writes is an AI: said in our first message, and whenever it is asked. */
export const aiDisclosureGuardrail: Guardrail = {
  id: 'ai-disclosure',
  title: 'Says that it is an AI',
  blocking: true,
  severity: 0.9,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ plan, context }, { identifiesAsAi }) {
    if (identifiesAsAi) return PASS;
    if (partnerDid(context, 'ask_if_ai') || interruptedBy(context, 'ask_if_ai'))
      return violation('The partner asks whether this is an AI, and the reply does not say so.');
    const first = !context.history.some(({ author }) => author !== 'partner');
    const farewell = plan?.act === 'stop' || plan?.act === 'hand_over';
    if (first && context.stage === 'opening' && !farewell)
      return violation('Our first message does not say that an AI is writing.');
    return PASS;
  },
};
