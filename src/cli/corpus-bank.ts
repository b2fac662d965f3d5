import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { mineUtterances } from '../simulation/language/mine-utterances.js';
import { corpusDirectory, readCorpus } from '../training-data/corpus/read-corpus.js';
import { splitOf } from '../training-data/corpus/splits.js';

/** Mines the training parts of the corpus for the utterances of partners A, and writes them beside it. */
export function writeBank(): void {
  const training = readCorpus().dialogues.filter((dialogue) => splitOf(dialogue) === 'train');
  const patterns = mineUtterances(training);
  const file = join(corpusDirectory, 'bank.jsonl');
  writeFileSync(file, patterns.map((pattern) => `${JSON.stringify(pattern)}\n`).join(''));
  console.log(`${patterns.length} utterances of ${training.length} dialogues in ${relative(process.cwd(), file)}`);
}
