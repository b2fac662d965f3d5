import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AnnotationError } from './annotation-error.js';
import { type RawLabel } from './label.js';
import { parseLabels } from './parse-labels.js';
import { jsonLines, type TextFile } from './read-lines.js';

const LABELS_FILE = /^labels-(.+)\.jsonl$/;

export const readText = (file: string): TextFile => ({ file, content: readFileSync(file, 'utf8') });

/** The labels of one reader in the folder of a set; none where nothing has been collected. */
export function readLabelsOf(setFolder: string, reader: string): RawLabel[] {
  const file = labelsFile(setFolder, reader);
  return existsSync(file) ? parseLabels(readText(file), reader) : [];
}

/**
 * The labels of all readers of a set.
 * @throws AnnotationError where there is none, where a file is malformed, or where readers took an item for different kinds.
 */
export function readAllLabels(setFolder: string): RawLabel[] {
  const readers = existsSync(setFolder) ? readdirSync(setFolder).flatMap((name) => LABELS_FILE.exec(name)?.[1] ?? []) : [];
  const labels = readers.sort().flatMap((reader) => readLabelsOf(setFolder, reader));
  if (labels.length === 0) throw new AnnotationError(`${setFolder} holds no labels`);
  const kindOf = new Map<string, RawLabel['itemKind']>();
  for (const { itemId, itemKind, reader } of labels) {
    if ((kindOf.get(itemId) ?? itemKind) !== itemKind)
      throw new AnnotationError(`${labelsFile(setFolder, reader)}: ${itemId} is a ${kindOf.get(itemId)} item for another reader`);
    kindOf.set(itemId, itemKind);
  }
  return labels;
}

/** Adds labels behind those that are there; they stay as they are, byte for byte. */
export function appendLabels(setFolder: string, reader: string, labels: readonly RawLabel[]): string {
  const file = labelsFile(setFolder, reader);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  writeWhole(file, `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${jsonLines(labels)}`);
  return file;
}

/** Writes a file so that it is there as a whole or not at all. */
export function writeWhole(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  try {
    writeFileSync(draft, content);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Writes a new folder so that it is there as a whole or not at all; names may hold folders.
 * @throws AnnotationError where it exists.
 */
export function writeNewFolder(folder: string, files: readonly { name: string; content: string }[]): void {
  if (existsSync(folder)) throw new AnnotationError(`${folder} exists; sheets are dealt once`);
  const draft = `${folder}.${process.pid}.draft`;
  try {
    for (const { name, content } of files) writeWhole(join(draft, name), content);
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

const labelsFile = (setFolder: string, reader: string): string => join(setFolder, `labels-${reader}.jsonl`);
