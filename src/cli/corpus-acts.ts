import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PARTNER_ACTS } from '../domain/taxonomy.js';
import { ACT_TEXT_VERSION, actText } from '../domain/understanding/acts/act-text.js';
import { corpusHashes, readCorpus } from '../training-data/corpus/read-corpus.js';
import { readDialogue } from '../training-data/corpus/read-dialogue.js';
import { SPLITS, splitOf } from '../training-data/corpus/splits.js';

/**
 * Writes what the reader of partners' acts learns from: a line for each turn of a partner, with what we had asked for, the words
 * with every number alike, and the acts that it is labelled with; `acts.<split>.jsonl`, and a manifest with hashes. The same
 * corpus and code give the same bytes.
 * @throws where the corpus has faults
 */
export function exportActs(out: string): void {
  const { dialogues, faults } = readCorpus();
  if (faults.length > 0) throw new Error(`The corpus has ${faults.length} faults; see "corpus check"`);
  mkdirSync(out, { recursive: true });
  const files: Record<string, { lines: number; sha256: string }> = {};
  for (const split of SPLITS) {
    const lines = dialogues
      .filter((dialogue) => splitOf(dialogue) === split)
      .flatMap((dialogue) =>
        readDialogue(dialogue).map(({ dialogueId, line, text, asked, labels }) => ({
          id: `${dialogueId}:${line}`,
          ...actText(text, asked),
          acts: labels.acts,
        })),
      );
    const content = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const name = `acts.${split}.jsonl`;
    writeFileSync(join(out, name), content);
    files[name] = { lines: lines.length, sha256: createHash('sha256').update(content).digest('hex') };
  }
  const manifest = {
    corpus: corpusHashes(),
    writtenBy: 'a language model, dialogue by dialogue, which labelled its own lines, following training/corpus/GUIDE.md',
    text: ACT_TEXT_VERSION,
    acts: PARTNER_ACTS,
    files,
  };
  writeFileSync(join(out, 'acts.manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  console.table(files);
}
