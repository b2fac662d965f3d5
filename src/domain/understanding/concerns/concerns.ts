import { cues, PhraseBook } from '../language/phrases.js';
import { type TokenisedText } from '../language/tokens.js';
import { CONCERNS, type Concern } from '../../taxonomy.js';
import { CONCERN_CUES } from './concern-cues.js';

const BOOK = new PhraseBook<Concern>(CONCERN_CUES.flatMap(({ concern, byWeight }) => cues<Concern>(concern, byWeight)));
const THRESHOLD = 0.5;

/** What the partner worries about, strongest first; `['none']` where nothing shows. */
export function readConcerns(text: TokenisedText): Concern[] {
  const scores = new Map<Concern, number>();
  for (const hit of BOOK.find(text)) {
    const before = scores.get(hit.tag) ?? 0;
    // Independent cues add belief without ever reaching certainty.
    scores.set(hit.tag, Math.max(before, hit.weight, 1 - (1 - before) * (1 - hit.weight * 0.5)));
  }
  const found = CONCERNS.filter((concern) => (scores.get(concern) ?? 0) >= THRESHOLD);
  if (found.length === 0) return ['none'];
  return found.sort((one, other) => (scores.get(other) ?? 0) - (scores.get(one) ?? 0));
}
