import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot } from '../../config/paths.js';
import { type Dialogue } from './dialogue.js';
import { parseDialogues, type CorpusFault } from './parse-dialogues.js';

export const corpusDirectory = join(projectRoot, 'training', 'corpus');

/** The files of the corpus, sorted by name. */
export function corpusFiles(): string[] {
  const directory = join(corpusDirectory, 'dialogues');
  return readdirSync(directory)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => join(directory, file));
}

/** SHA-256 of the files of the corpus by name. */
export const corpusHashes = (): Record<string, string> =>
  Object.fromEntries(
    corpusFiles().map((file) => [basename(file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );

export interface ReadCorpus {
  dialogues: Dialogue[];
  faults: CorpusFault[];
}

/** @throws where a file cannot be read */
export function readCorpus(files: readonly string[] = corpusFiles()): ReadCorpus {
  const parsed = files.map((file) => parseDialogues(file, readFileSync(file, 'utf8')));
  return { dialogues: parsed.flatMap(({ dialogues }) => dialogues), faults: parsed.flatMap(({ faults }) => faults) };
}
