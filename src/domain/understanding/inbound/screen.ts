import { type InboundSignal, type InboundSignalKind } from '../reading.js';
import { cues, PhraseBook } from '../language/phrases.js';
import { tokenise, type TokenisedText } from '../language/tokens.js';
import { INBOUND_CUES } from './inbound-cues.js';
import { findPersonalData } from './personal-data.js';

const BOOK = new PhraseBook<InboundSignalKind>(
  INBOUND_CUES.flatMap(({ kind, byWeight }) => cues<InboundSignalKind>(kind, byWeight)),
);
const KINDS: readonly InboundSignalKind[] = ['prompt_injection', 'abuse', 'secrets_probe', 'personal_data'];
/** Markup by which models are told who speaks; no hotelier writes it. Bounded repetitions only. */
const MARKUP =
  /<\|[a-z_]{1,20}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:system|assistant|instructions?|prompt)>|^\s{0,8}#{1,6}\s{0,4}(?:system|instructions?)\b|\{\s{0,8}"role"\s{0,8}:/im;
const ROLE_LINE =
  /(?:^|\n)[ \t]{0,8}\[?(?:system|assistant|developer)\]?[ \t]{0,4}(?:message|prompt|note|override)?[ \t]{0,4}[:\]]/i;
/** Long runs without a space that look encoded. */
const ENCODED = /[A-Za-z0-9+/]{80,}={0,2}/;

/**
 * What a partner's message tries beyond talking. Recorded, never acted upon: it changes nothing the partner is entitled to.
 * Look-alike and invisible characters are folded first, so hidden spellings count as the plain ones.
 */
export function screenInbound(text: string): InboundSignal[] {
  return screenTokens(tokenise(text));
}

export function screenTokens(text: TokenisedText): InboundSignal[] {
  const scores = new Map<InboundSignalKind, number>();
  const add = (kind: InboundSignalKind, weight: number): void => {
    const before = scores.get(kind) ?? 0;
    scores.set(kind, Math.max(before, weight, 1 - (1 - before) * (1 - weight * 0.5)));
  };
  for (const hit of BOOK.find(text)) if (!hit.negated || hit.tag !== 'abuse') add(hit.tag, hit.weight);
  if (MARKUP.test(text.text)) add('prompt_injection', 0.95);
  if (ROLE_LINE.test(text.text)) add('prompt_injection', 0.9);
  if (ENCODED.test(text.text)) add('prompt_injection', 0.5);
  for (const weight of findPersonalData(text.text)) add('personal_data', weight);
  return KINDS.flatMap((kind) => {
    const score = scores.get(kind);
    return score === undefined ? [] : [{ kind, score: Math.round(score * 100) / 100 }];
  });
}
