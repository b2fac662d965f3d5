import { type Reading } from './reading.js';

/** Wordings that break a rule; each is looked for in every clause. */
export interface WordRule {
  rule: string;
  forbidden: RegExp[];
  /** A clause with one of these means something else. */
  unless?: RegExp[];
  /** Words of the partner may be said back. */
  mayEcho?: boolean;
}

/** "If you do not agree, …" denies nothing of what follows. */
const CONDITION = /\b(?:if|unless|when|should|since|as) you (?:do not|don't|cannot|can't|won't|will not|refuse|say no)\b/g;

const TELLING_WORD = /[a-z]{5,}/g;

function isEcho(found: string, partner: string): boolean {
  const words = found.match(TELLING_WORD) ?? [];
  return words.length > 0 && words.every((word) => partner.includes(word));
}

export function brokenBy(reading: Reading, rules: readonly WordRule[]): string[] {
  return rules
    .filter(({ forbidden, unless = [], mayEcho = false }) =>
      reading.clauses.some(
        (clause) =>
          !unless.some((pattern) => pattern.test(clause.replaceAll(CONDITION, ''))) &&
          forbidden.some((pattern) => {
            const found = pattern.exec(clause)?.[0];
            return found !== undefined && !(mayEcho && isEcho(found, reading.partner));
          }),
      ),
    )
    .map(({ rule }) => rule);
}
