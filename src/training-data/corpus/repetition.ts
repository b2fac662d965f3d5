import { type Dialogue } from './dialogue.js';
import { type DialogueFault } from './check-dialogue.js';

/** Lines shorter than this may be said by many ("ok", "Good morning"). */
const SHORTEST = 6;
/** From this share of common word triples two lines are the same thing said twice. */
const NEAR = 0.7;

interface Seen {
  dialogue: string;
  line: number;
  triples: Set<string>;
}

/** A line with an earlier one that says the same, word for word or nearly so. */
export interface Twin {
  dialogue: string;
  line: number;
  of: { dialogue: string; line: number };
}

/** Lines that repeat an earlier one of the same side; by default of our side. */
export function twinsIn(
  dialogues: readonly Dialogue[],
  side: 'agent' | 'partner' = 'agent',
): { twins: Twin[]; compared: number } {
  const twins: Twin[] = [];
  const byTriple = new Map<string, Seen[]>();
  let compared = 0;
  for (const { id, lines } of dialogues)
    for (const { who, text, line } of lines) {
      if (who !== side) continue;
      const triples = triplesOf(text);
      if (triples.size < SHORTEST) continue;
      compared += 1;
      const twin = nearest(triples, byTriple);
      if (twin) twins.push({ dialogue: id, line, of: { dialogue: twin.dialogue, line: twin.line } });
      remember({ dialogue: id, line, triples }, byTriple);
    }
  return { twins, compared };
}

/** Replies of some dialogues that nearly stand in others. */
export function overlapOf(dialogues: readonly Dialogue[], others: readonly Dialogue[]): { twins: Twin[]; compared: number } {
  const byTriple = new Map<string, Seen[]>();
  for (const { id, lines } of others)
    for (const { who, text, line } of lines)
      if (who === 'agent') remember({ dialogue: id, line, triples: triplesOf(text) }, byTriple);
  const twins: Twin[] = [];
  let compared = 0;
  for (const { id, lines } of dialogues)
    for (const { who, text, line } of lines) {
      const triples = who === 'agent' ? triplesOf(text) : new Set<string>();
      if (triples.size < SHORTEST) continue;
      compared += 1;
      const twin = nearest(triples, byTriple);
      if (twin) twins.push({ dialogue: id, line, of: { dialogue: twin.dialogue, line: twin.line } });
    }
  return { twins, compared };
}

/** The same as faults of the lines that repeat. */
export function repeatedReplies(dialogues: readonly Dialogue[]): (DialogueFault & { dialogue: string })[] {
  return twinsIn(dialogues).twins.map(({ dialogue, line, of }) => ({
    dialogue,
    line,
    message: `nearly the same as line ${of.line} of ${of.dialogue}`,
  }));
}

function remember(seen: Seen, byTriple: Map<string, Seen[]>): void {
  for (const triple of seen.triples) {
    const known = byTriple.get(triple);
    if (known) known.push(seen);
    else byTriple.set(triple, [seen]);
  }
}

/** Words in threes, slots and capitals made equal. */
export function triplesOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/\{[a-z0-9_]+\}|[\p{L}\p{N}']+/gu) ?? [];
  return new Set(words.slice(2).map((word, index) => `${words[index]} ${words[index + 1]} ${word}`));
}

function nearest(triples: ReadonlySet<string>, byTriple: ReadonlyMap<string, Seen[]>): Seen | undefined {
  const common = new Map<Seen, number>();
  for (const triple of triples) for (const seen of byTriple.get(triple) ?? []) common.set(seen, (common.get(seen) ?? 0) + 1);
  for (const [seen, count] of common) if (count / Math.min(seen.triples.size, triples.size) >= NEAR) return seen;
  return undefined;
}
