import { isDeepStrictEqual } from 'node:util';
import { type Dialogue } from '../corpus/dialogue.js';
import { splitOf } from '../corpus/splits.js';
import { faultsOfFiles, readFrozenLabels, readManifest } from './frozen-files.js';
import { countsOf, type FrozenPart, type LabelManifest } from './label-manifest.js';

/** The corpus that labels are held against. */
export interface LabelledCorpus {
  dialogues: readonly Dialogue[];
  /** SHA-256 of the dialogues by file name. */
  files: Readonly<Record<string, string>>;
}

/**
 * What is wrong with frozen labels, one sentence each: files that are not those of the manifest, dialogues that have changed
 * since, moments that the corpus does not have, pairs of replies that are not labelled, wrong counts. That today's code
 * would draw other labels is no fault.
 */
export function faultsOfFrozenLabels(directory: string, corpus: LabelledCorpus): string[] {
  let manifest: LabelManifest;
  let parts: FrozenPart[];
  try {
    manifest = readManifest(directory);
    const faults = faultsOfFiles(directory, manifest);
    if (faults.length > 0) return faults;
    parts = readFrozenLabels(directory);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  return [
    ...faultsOfSource(manifest, corpus),
    ...parts.flatMap((part) => faultsOfMoments(part, corpus)),
    ...(isDeepStrictEqual(manifest.counts, countsOf(parts)) ? [] : ['the counts of the manifest are not those of the files']),
  ];
}

function faultsOfSource({ corpus: frozen }: LabelManifest, { files }: LabelledCorpus): string[] {
  return [...new Set([...Object.keys(frozen), ...Object.keys(files)])]
    .filter((name) => frozen[name] !== files[name])
    .map((name) => `dialogues/${name} is not what its labels were frozen from: run "corpus -- freeze"`);
}

function faultsOfMoments({ writer, split, labels }: FrozenPart, { dialogues }: LabelledCorpus): string[] {
  const own = dialogues.filter((dialogue) => dialogue.writer === writer);
  const replies = new Map(own.map(({ id, lines }) => [id, lines.filter(({ who }) => who === 'agent').length]));
  const unknown = labels.filter(({ context }) => context.reply >= (replies.get(context.dialogue) ?? 0));
  const moments = new Set(unknown.map(({ context }) => `${context.dialogue}#${context.reply}`));
  return [
    ...(splitOf({ writer }) === split ? [] : [`${writer} is frozen for ${split} and belongs to ${splitOf({ writer })}`]),
    ...[...moments].map((moment) => `${writer}: ${moment} is labelled and not in the corpus`),
  ];
}
