import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../config/paths.js';
import { splitOf, SPLITS, type Split } from '../corpus/splits.js';
import { type LabelledReply } from '../flaws/labelled-replies.js';
import { pairsOf, type PreferencePair } from '../flaws/pairs.js';
import { countsOf, MADE, type FrozenFile, type FrozenPart, type LabelManifest, type LabelSource } from './label-manifest.js';
import { labelsOfLine, momentLinesOf, type MomentLine } from './moment-line.js';
import { pairLineOf, pairOfLine, type PairLine } from './pair-line.js';

export const frozenLabelsDirectory = join(projectRoot, 'training', 'labels');

/** No file is larger, so that each can be looked at and none weighs on the repository. */
export const MOST_BYTES = 2_000_000;

const MANIFEST = 'manifest.json';
const LABELS = '.labels.jsonl';
const PAIRS = '.pairs.jsonl';

/** Labels by writer, with the pairs that are made of the labels of a whole split. */
export function partsOf(labels: readonly LabelledReply[]): FrozenPart[] {
  const pairs = SPLITS.flatMap((split) => pairsOf(labels.filter((label) => splitOf(label) === split)));
  const labelsOf = byWriter(labels);
  const pairsOfWriter = byWriter<PreferencePair>(pairs);
  return [...labelsOf].map(([writer, own]) => ({
    split: splitOf({ writer }),
    writer,
    labels: own,
    pairs: pairsOfWriter.get(writer) ?? [],
  }));
}

/**
 * Writes two files a writer and the manifest, in place of all that was there. The same labels give the same bytes.
 * @throws where a file would be larger than {@link MOST_BYTES}
 */
export function writeFrozenLabels(directory: string, parts: readonly FrozenPart[], source: LabelSource): LabelManifest {
  const contents = parts.flatMap(({ split, writer, labels, pairs }): [string, string][] => [
    [`${split}/${writer}${LABELS}`, jsonLines(momentLinesOf(labels))],
    [`${split}/${writer}${PAIRS}`, jsonLines(pairs.map(pairLineOf))],
  ]);
  const files = Object.fromEntries(contents.map(([name, content]) => [name, fileOf(content)]));
  const large = Object.entries(files).filter(([, { bytes }]) => bytes > MOST_BYTES);
  if (large.length > 0) throw new Error(`Larger than ${MOST_BYTES} bytes: ${large.map(([name]) => name).join(', ')}`);
  for (const split of SPLITS) rmSync(join(directory, split), { recursive: true, force: true });
  for (const [name, content] of contents) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  const manifest: LabelManifest = { made: MADE, ...source, counts: countsOf(parts), files };
  writeFileSync(join(directory, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** @throws where there is none, or it is not JSON */
export const readManifest = (directory: string): LabelManifest =>
  JSON.parse(readFileSync(join(directory, MANIFEST), 'utf8')) as LabelManifest;

/** What of the files is not as the manifest says; one sentence each. */
export function faultsOfFiles(directory: string, manifest: LabelManifest): string[] {
  const present = SPLITS.flatMap((split) => {
    const folder = join(directory, split);
    return existsSync(folder) ? readdirSync(folder).map((name) => `${split}/${name}`) : [];
  });
  return [
    ...Object.entries(manifest.files).flatMap(([name, expected]) => {
      if (!present.includes(name)) return [`${name} is missing`];
      const { lines, bytes, sha256 } = fileOf(readFileSync(join(directory, name), 'utf8'));
      return [
        ...(sha256 === expected.sha256 && lines === expected.lines && bytes === expected.bytes
          ? []
          : [`${name} is not the file that the manifest names`]),
        ...(bytes > MOST_BYTES ? [`${name} is larger than ${MOST_BYTES} bytes`] : []),
      ];
    }),
    ...present.filter((name) => !(name in manifest.files)).map((name) => `${name} is not in the manifest`),
  ];
}

/**
 * The frozen labels and pairs in the order of the corpus.
 * @throws where a file is not the one that the manifest names, or a pair names a reply that is not labelled
 */
export function readFrozenLabels(directory: string = frozenLabelsDirectory): FrozenPart[] {
  const manifest = readManifest(directory);
  const [fault, ...more] = faultsOfFiles(directory, manifest);
  if (fault !== undefined) throw new Error(`${directory}: ${fault}${more.length > 0 ? ` (and ${more.length} more faults)` : ''}`);
  return Object.keys(manifest.files)
    .filter((name) => name.endsWith(LABELS))
    .map((name) => partOf(directory, name.slice(0, -LABELS.length)))
    .sort((one, other) => (one.writer < other.writer ? -1 : 1));
}

function partOf(directory: string, name: string): FrozenPart {
  const [split, writer] = name.split('/') as [Split, string];
  const labels = readLines<MomentLine>(join(directory, name + LABELS)).flatMap((line) => labelsOfLine(line, writer));
  const byId = new Map(labels.map((label) => [label.id, label]));
  const pairs = readLines<PairLine>(join(directory, name + PAIRS)).map((line) => {
    const pair = pairOfLine(line, byId);
    if (!pair) throw new Error(`${name}${PAIRS}: ${line.moment} has no ${line.chosen} that is better than ${line.rejected}`);
    return pair;
  });
  return { split, writer, labels, pairs };
}

function byWriter<Item extends { writer: string }>(items: readonly Item[]): Map<string, Item[]> {
  const writers = new Map<string, Item[]>();
  for (const item of items) {
    const own = writers.get(item.writer);
    if (own) own.push(item);
    else writers.set(item.writer, [item]);
  }
  return writers;
}

const jsonLines = (lines: readonly object[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

const readLines = <Line>(file: string): Line[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

const fileOf = (content: string): FrozenFile => ({
  lines: content.split('\n').length - 1,
  bytes: Buffer.byteLength(content),
  sha256: createHash('sha256').update(content).digest('hex'),
});
