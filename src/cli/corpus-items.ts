import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { builtInSop } from '../platform/built-in-sop.js';
import { itemsOfCorpus } from '../training-data/annotation/items-of-corpus.js';
import { readCorpus } from '../training-data/corpus/read-corpus.js';
import { replayDialogue } from '../training-data/corpus/replay/replay-dialogue.js';
import { pairsOf } from '../training-data/flaws/pairs.js';
import { readFrozenLabels } from '../training-data/frozen-labels/frozen-files.js';
import { LABEL_SEED } from './corpus-freeze.js';

/** Writes items for readers out of the frozen labels, pairs first. */
export function writeItems(out: string, counts: { pairs: number; replies: number }): void {
  const sop = builtInSop();
  const dialogues = readCorpus().dialogues.map((dialogue) => replayDialogue(dialogue, sop));
  const labels = readFrozenLabels().flatMap((part) => part.labels);
  const items = itemsOfCorpus(dialogues, labels, pairsOf(labels), counts, LABEL_SEED);
  for (const kind of ['pair', 'reply'] as const) {
    const own = items.filter((item) => item.kind === kind);
    const file = `${out}/corpus-${kind === 'pair' ? 'pairs' : 'replies'}.jsonl`;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, own.map((item) => `${JSON.stringify(item)}\n`).join(''));
    console.log(`${own.length} items in ${file}`);
  }
}
