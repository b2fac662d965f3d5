import { mildViolation, PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';

/** Words from which a reply is long, and too long; what names many terms or introduces us may take more. */
const LIMITS = { usual: { long: 90, tooLong: 160 }, roomy: { long: 130, tooLong: 220 } } as const;
const ROOMY_ACTS: ReadonlySet<string> = new Set(['greet', 'identify', 'confirm_terms', 'close_agreed']);
/** Run-together text counts a word for so many characters. */
const CHARACTERS_A_WORD = 14;
const IDEOGRAPHS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

export const overLengthGuardrail: Guardrail = {
  id: 'over-length',
  title: 'Short enough to read',
  blocking: true,
  severity: 0.4,
  softPoints: 12,
  locked: false,
  appliesToHumans: false,
  check({ text, plan, context }, signals) {
    const ideographs = text.match(IDEOGRAPHS)?.length ?? 0;
    const length = Math.max(
      signals.words.length,
      Math.ceil(ideographs / 2),
      Math.ceil((signals.characters - ideographs) / CHARACTERS_A_WORD),
    );
    const roomy = plan ? ROOMY_ACTS.has(plan.act) : context.stage === 'opening' || signals.restatesTerms;
    const tickets = Math.max(0, context.tickets.length - 1) * 15;
    const { long, tooLong } = roomy ? LIMITS.roomy : LIMITS.usual;
    if (length > tooLong + tickets) return violation(`Much too long: about ${length} words.`);
    return length > long + tickets ? mildViolation(`Long: about ${length} words.`) : PASS;
  },
};
