import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { builtInRubric } from '../../platform/rubric-file.js';
import { corpusHashes, readCorpus } from '../corpus/read-corpus.js';
import { fixtureDialogues } from '../flaws/flaws.fixtures.js';
import { labelledReplies } from '../flaws/labelled-replies.js';
import { pairsOf } from '../flaws/pairs.js';
import { faultsOfFrozenLabels } from './check-frozen-labels.js';
import { frozenLabelsDirectory, partsOf, readFrozenLabels, readManifest, writeFrozenLabels } from './frozen-files.js';

const REPLAYS = fixtureDialogues();
const LABELS = labelledReplies(REPLAYS, { seed: 7, rubric: builtInRubric() });
const WRITER = REPLAYS[0]!.dialogue.writer;
const CORPUS = { dialogues: REPLAYS.map(({ dialogue }) => dialogue), files: { [`${WRITER}.txt`]: 'abc' } };
const SOURCE = { seed: 7, rubric: 'rubric@1', sop: 'sop@1', guardrails: 'guardrails-1', corpus: CORPUS.files };

const directory = mkdtempSync(join(tmpdir(), 'frozen-labels-'));
const labelFile = join(directory, 'train', `${WRITER}.labels.jsonl`);
const pairFile = join(directory, 'train', `${WRITER}.pairs.jsonl`);

beforeEach(() => void writeFrozenLabels(directory, partsOf(LABELS), SOURCE));
afterAll(() => rmSync(directory, { recursive: true }));

const [PART] = partsOf(LABELS);

describe('frozen labels', () => {
  it('are read as they were drawn, and so are the pairs', () => {
    const parts = readFrozenLabels(directory);
    const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);
    expect(parts.flatMap(({ labels }) => labels)).toEqual(LABELS);
    expect(parts.flatMap(({ pairs }) => pairs).sort(byId)).toEqual(pairsOf(LABELS).sort(byId));
  });

  it('have nothing wrong with them as they are written, and the same bytes each time', () => {
    const before = readFileSync(labelFile, 'utf8');
    writeFrozenLabels(directory, partsOf(LABELS), SOURCE);
    expect(readFileSync(labelFile, 'utf8')).toBe(before);
    expect(faultsOfFrozenLabels(directory, CORPUS)).toEqual([]);
  });

  it('are not read where a file is not the one that was frozen', () => {
    appendFileSync(pairFile, '\n');
    expect(() => readFrozenLabels(directory)).toThrow(`train/${WRITER}.pairs.jsonl is not the file that the manifest names`);
  });

  it.each<[string, () => void, string]>([
    ['a changed file', () => appendFileSync(labelFile, ' '), 'is not the file that the manifest names'],
    ['a missing file', () => rmSync(pairFile), 'is missing'],
    ['a file of its own', () => writeFileSync(join(directory, 'train', 'more.labels.jsonl'), ''), 'is not in the manifest'],
    ['no manifest', () => rmSync(join(directory, 'manifest.json')), 'no such file'],
    [
      'a pair of a reply that is not labelled',
      () =>
        writeFrozenLabels(directory, [{ ...PART!, labels: PART!.labels.filter(({ quality }) => quality !== 'plain') }], SOURCE),
      'has no good that is better than plain',
    ],
    [
      'counts that are not those of the files',
      () => {
        const manifest = readManifest(directory);
        const counts = { ...manifest.counts, replies: {} };
        writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ ...manifest, counts }));
      },
      'the counts of the manifest',
    ],
    [
      'a writer in another split',
      () => writeFrozenLabels(directory, [{ ...PART!, split: 'evaluation' }], SOURCE),
      'is frozen for evaluation and belongs to train',
    ],
  ])('are found wrong for %s', (_, spoil, fault) => {
    spoil();
    expect(faultsOfFrozenLabels(directory, CORPUS)).toEqual([expect.stringContaining(fault)]);
  });

  it('are found wrong where dialogues have changed, or are not there', () => {
    const [first, ...others] = CORPUS.dialogues;
    const faults = faultsOfFrozenLabels(directory, { dialogues: others, files: { [`${WRITER}.txt`]: 'other' } });
    expect(faults[0]).toContain(`dialogues/${WRITER}.txt is not what its labels were frozen from`);
    expect(faults.slice(1)).toContain(`${WRITER}: ${first!.id}#1 is labelled and not in the corpus`);
  });
});

describe('the frozen labels of the repository', () => {
  it('are those of their manifest and of the corpus', () => {
    const corpus = { dialogues: readCorpus().dialogues, files: corpusHashes() };
    expect(faultsOfFrozenLabels(frozenLabelsDirectory, corpus)).toEqual([]);
  }, 30_000);
});
