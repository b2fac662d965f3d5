import { GUARDRAILS_VERSION } from '../domain/guardrails/registry.js';
import { builtInRubric } from '../platform/rubric-file.js';
import { builtInSop } from '../platform/built-in-sop.js';
import { corpusHashes, readCorpus } from '../training-data/corpus/read-corpus.js';
import { replayDialogue } from '../training-data/corpus/replay/replay-dialogue.js';
import { labelledReplies } from '../training-data/flaws/labelled-replies.js';
import { frozenLabelsDirectory, partsOf, writeFrozenLabels } from '../training-data/frozen-labels/frozen-files.js';

/** Seed of labels and of what is drawn from them. */
export const LABEL_SEED = 11;

/** Draws labels and pairs from the corpus as it is, and writes them in place of those in training/labels. */
export function freezeLabels(): void {
  const { dialogues, faults } = readCorpus();
  if (faults.length > 0) throw new Error(`The corpus has ${faults.length} faults; see "corpus check"`);
  const sop = builtInSop();
  const rubric = builtInRubric();
  const replays = dialogues.map((dialogue) => replayDialogue(dialogue, sop));
  const { counts, files } = writeFrozenLabels(
    frozenLabelsDirectory,
    partsOf(labelledReplies(replays, { seed: LABEL_SEED, rubric })),
    {
      seed: LABEL_SEED,
      rubric: `${rubric.id}@${rubric.version}`,
      sop: `${sop.id}@${sop.version}`,
      guardrails: GUARDRAILS_VERSION,
      corpus: corpusHashes(),
    },
  );
  console.table(counts.replies);
  console.table(counts.pairs);
  const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
  console.log(`${Object.keys(files).length} files, ${(bytes / 1e6).toFixed(1)} MB in training/labels`);
}
