import { type Reading } from './reading.js';

/** Wordings that break a rule; each is looked for in every sentence. */
export interface WordRule {
  rule: string;
  forbidden: RegExp[];
  /** A sentence with one of these means something else. */
  unless?: RegExp[];
  /** Words of the partner may be said back. */
  mayEcho?: boolean;
}

/** "If you do not agree, …" denies nothing of what follows. */
const CONDITION = /\b(?:if|unless|when|should|since|as) you (?:do not|don't|cannot|can't|won't|will not|refuse|say no)\b/g;

const TELLING_WORD = /[a-z]{5,}/g;

function isEcho(found: string, partner: string): boolean {
  return (found.match(TELLING_WORD) ?? []).some((word) => partner.includes(word));
}

export function brokenBy(reading: Reading, rules: readonly WordRule[]): string[] {
  return rules
    .filter(({ forbidden, unless = [], mayEcho = false }) =>
      reading.sentences.some(
        (sentence) =>
          !unless.some((pattern) => pattern.test(sentence.replaceAll(CONDITION, ''))) &&
          forbidden.some((pattern) => {
            const found = pattern.exec(sentence)?.[0];
            return found !== undefined && !(mayEcho && isEcho(found, reading.partner));
          }),
      ),
    )
    .map(({ rule }) => rule);
}
