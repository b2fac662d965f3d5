import { AGREEMENT_LINES } from './agreement-lines.js';
import { CLARIFICATION_LINES } from './clarification-lines.js';
import { FIGURE_LINES } from './figure-lines.js';
import { GREETING_LINES } from './greeting-lines.js';
import { INTERRUPTION_LINES } from './interruption-lines.js';
import { type LineBank } from './line.js';
import { QUESTION_LINES } from './question-lines.js';
import { REFUSAL_LINES } from './refusal-lines.js';
import { WORRY_LINES } from './worry-lines.js';

/** Every pattern that partners B speak in. */
export const LINE_BANK: LineBank = {
  ...GREETING_LINES,
  ...QUESTION_LINES,
  ...WORRY_LINES,
  ...REFUSAL_LINES,
  ...FIGURE_LINES,
  ...AGREEMENT_LINES,
  ...INTERRUPTION_LINES,
  ...CLARIFICATION_LINES,
};
