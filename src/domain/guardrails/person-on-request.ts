import { offersPerson as announces } from '../signals/self-description.js';
import { sentencesOf } from '../signals/sentences.js';
import { mildViolation, PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';
import { interruptedBy, partnerDid } from './partner-wishes.js';

export const personOnRequestGuardrail: Guardrail = {
  id: 'person-on-request',
  title: 'A person for who wants one',
  blocking: true,
  severity: 0.8,
  softPoints: 12,
  locked: false,
  appliesToHumans: false,
  check({ context }, { offersPerson, asksStated }) {
    if (!partnerDid(context, 'wants_person') && !interruptedBy(context, 'wants_person')) return PASS;
    // Once somebody has been announced, not every message has to say so again.
    const announced = context.history
      .filter(({ author }) => author !== 'partner')
      .slice(-3)
      .some(({ text }) => announces(sentencesOf(text)));
    if (!offersPerson && !announced) return violation('The partner wants a person, and the reply announces none.');
    const ask = asksStated[0];
    return ask ? mildViolation('Goes on asking while the partner waits for a person.', ask.span) : PASS;
  },
};
