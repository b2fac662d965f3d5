import { FLAW_CLASSES } from '../../src/training-data/flaws/flaw-classes.js';
import { replayDialogue } from '../../src/training-data/corpus/replay/replay-dialogue.js';
import { readCorpus } from '../../src/training-data/corpus/read-corpus.js';
import { splitOf, type Split } from '../../src/training-data/corpus/splits.js';
import { readFrozenLabels } from '../../src/training-data/frozen-labels/frozen-files.js';
import { builtInSop } from '../../src/platform/built-in-sop.js';
import { observe, type ObservedReply } from './observed-reply.js';

/** A reply of the corpus with what is known to be wrong with it. */
export interface LabelledObservation {
  id: string;
  /** Classes of `docs/flaws.md` that break a rule; empty for a good reply. */
  flaws: string[];
  reply: ObservedReply;
}

/** Faults of style alone break no rule. */
export const RULE_CLASSES: readonly string[] = FLAW_CLASSES.filter(({ guardrails }) => guardrails.length > 0).map(({ id }) => id);

/** Good replies, and those into which a breach of a rule was put, of some parts of the corpus. */
export function labelledObservations(splits: readonly Split[]): LabelledObservation[] {
  const { dialogues, faults } = readCorpus();
  if (faults.length > 0) throw new Error(`The corpus has ${faults.length} faults; see "corpus check"`);
  const sop = builtInSop();
  const wanted = dialogues.filter((dialogue) => splits.includes(splitOf(dialogue)));
  const replays = new Map(wanted.map((dialogue) => [dialogue.id, replayDialogue(dialogue, sop)]));
  const observations: LabelledObservation[] = [];
  for (const { labels } of readFrozenLabels()) {
    for (const { id, context, flaws, quality, text, plan } of labels) {
      const replayed = replays.get(context.dialogue)?.replies[context.reply];
      if (replayed === undefined) continue;
      const broken = flaws.map((flaw) => flaw.class).filter((name) => RULE_CLASSES.includes(name));
      if (quality === 'flawed' && broken.length === 0) continue;
      observations.push({ id, flaws: broken, reply: observe(text, plan, replayed.context) });
    }
  }
  return observations;
}
