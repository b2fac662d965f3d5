import { mildViolation, PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';

const USUAL = { mild: 0.5, blocking: 0.8 } as const;
/** Terms have to be said in much the same words; only the very same message again is refused. */
const TERMS = { mild: 0.85, blocking: 1 } as const;
/** "Thank you, have a good day." may be said twice. */
const FEWEST_WORDS = 8;
const TERMS_ACTS: ReadonlySet<string> = new Set(['confirm_terms', 'close_agreed', 'identify']);

export const nearRepetitionGuardrail: Guardrail = {
  id: 'near-repetition',
  title: 'Nothing said twice',
  blocking: true,
  severity: 0.5,
  softPoints: 15,
  locked: false,
  appliesToHumans: false,
  check({ plan, context }, { words, restatesTerms, similarityToOwn }) {
    if (words.length < FEWEST_WORDS) return PASS;
    const terms = plan ? TERMS_ACTS.has(plan.act) : restatesTerms && (context.menu.terms.length > 0 || context.agreed.length > 0);
    const { mild, blocking } = terms ? TERMS : USUAL;
    const percent = Math.round(similarityToOwn.score * 100);
    const reason = `${percent} % of it was in our message ${similarityToOwn.seq ?? ''} already.`;
    if (similarityToOwn.score >= blocking) return violation(reason);
    return similarityToOwn.score >= mild ? mildViolation(reason) : PASS;
  },
};
