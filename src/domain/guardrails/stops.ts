import { type Finding } from './guardrail.js';
import { GUARDRAILS } from './registry.js';

const BLOCKING: ReadonlySet<string> = new Set(GUARDRAILS.filter(({ blocking }) => blocking).map(({ id }) => id));

/** Whether a finding keeps a reply from being sent where its guardrail is enforced: a violation that is not mild, of one that blocks. */
export const stops = ({ guardrail, result, soft }: Pick<Finding, 'guardrail' | 'result' | 'soft'>): boolean =>
  result === 'violation' && soft !== true && BLOCKING.has(guardrail);
