import { type Guardrail } from './guardrail.js';
import { PASS, violation } from './finding.js';

/** Every amount, percentage and date that is said must be on record or on this turn's menu. */
export const numericGroundingGuardrail: Guardrail = {
  id: 'numeric-grounding',
  title: 'Numbers on record',
  blocking: true,
  severity: 0.95,
  softPoints: 0,
  locked: true,
  appliesToHumans: true,
  check(_input, signals) {
    const first = signals.ungrounded[0];
    if (!first) return PASS;
    return violation(
      first.unit === 'relative'
        ? 'A share or multiple that is not on record.'
        : `A ${first.kind.replace('_', ' ')} that is not on record.`,
      first.span,
    );
  },
};
