import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { builtInRubric } from '../platform/rubric-file.js';
import { builtInSop } from '../platform/built-in-sop.js';
import { itemsOfCorpus } from '../training-data/annotation/items-of-corpus.js';
import { readCorpus } from '../training-data/corpus/read-corpus.js';
import { replayDialogue } from '../training-data/corpus/replay/replay-dialogue.js';
import { labelledReplies } from '../training-data/flaws/labelled-replies.js';
import { pairsOf } from '../training-data/flaws/pairs.js';

/** Seed of labels and pairs; the same for every file that is made of them. */
export const LABEL_SEED = 11;

/** Writes items for readers, pairs first. */
export function writeItems(out: string, counts: { pairs: number; replies: number }): void {
  const sop = builtInSop();
  const dialogues = readCorpus().dialogues.map((dialogue) => replayDialogue(dialogue, sop));
  const labels = labelledReplies(dialogues, { seed: LABEL_SEED, rubric: builtInRubric() });
  const items = itemsOfCorpus(dialogues, labels, pairsOf(labels), counts, LABEL_SEED);
  for (const kind of ['pair', 'reply'] as const) {
    const own = items.filter((item) => item.kind === kind);
    const file = `${out}/corpus-${kind === 'pair' ? 'pairs' : 'replies'}.jsonl`;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, own.map((item) => `${JSON.stringify(item)}\n`).join(''));
    console.log(`${own.length} items in ${file}`);
  }
}
