import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { annotate } from './annotate-command.js';
import { itemFile, pairItem, replyItem, rubric } from './annotation.fixtures.js';
import { parseSheetKey } from './sheet-key.js';

const items = [pairItem('p1'), pairItem('p2'), replyItem('x1'), replyItem('x2')];
let directory: string;
let printed: string[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'annotate-'));
  printed = [];
  writeFileSync(join(directory, 'items.jsonl'), itemFile(items).content);
});
afterEach(() => rmSync(directory, { recursive: true }));

const path = (...parts: string[]) => join(directory, ...parts);
const read = (...parts: string[]) => readFileSync(path(...parts), 'utf8');
const linesOf = (...parts: string[]) =>
  read(...parts)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const run = (...argv: string[]) => annotate(argv, { rubric, print: (text) => printed.push(text) });
const dealTo = (reader: string, batch = '2') =>
  run(
    'deal',
    '--items',
    path('items.jsonl'),
    '--set',
    'pilot',
    '--reader',
    reader,
    '--seed',
    '7',
    '--batch',
    batch,
    '--out',
    path('out'),
  );

/** Writes labels for one batch that prefer side a of the item file. */
function fill(reader: string, batch: number): string {
  const key = parseSheetKey({ file: 'key.json', content: read('out', `pilot-${reader}`, 'key.json') });
  const lines = key.items
    .filter((entry) => entry.batch === batch)
    .map((entry) =>
      entry.kind === 'pair'
        ? { id: entry.sheetId, choice: entry.shownFirst === 'a' ? 'a' : 'b', strength: 2 }
        : { id: entry.sheetId, overall: entry.itemId === 'x1' ? 5 : 2, violations: entry.itemId === 'x1' ? {} : { pressure: 2 } },
    );
  const file = path(`${reader}-${batch}.jsonl`);
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  return file;
}

const collectFrom = (reader: string, ...files: string[]) =>
  run(
    'collect',
    '--key',
    path('out', `pilot-${reader}`, 'key.json'),
    '--kind',
    'language-model',
    '--folder',
    path('labels'),
    ...files,
  );

describe('the annotation tool', () => {
  it('goes from items to sheets, labels, agreement and gold', () => {
    for (const reader of ['r1', 'r2', 'r3']) {
      dealTo(reader);
      collectFrom(reader, fill(reader, 1), fill(reader, 2));
    }
    expect(readdirSync(path('out', 'pilot-r1', 'sheets'))).toEqual(['batch-01.md', 'batch-02.md']);
    expect(linesOf('labels', 'pilot', 'labels-r2.jsonl')).toContainEqual(
      expect.objectContaining({ itemId: 'p1', reader: 'r2', kind: 'language-model', choice: 'a', strength: 2 }),
    );
    printed = [];
    run('agreement', '--set', 'pilot', '--folder', path('labels'), '--json', '--resamples', '50');
    expect(JSON.parse(printed[0]!)).toMatchObject({ set: 'pilot', overall: { alpha: 1 }, pairs: { items: 2 } });
    run('agreement', '--set', 'pilot', '--folder', path('labels'), '--resamples', '50');
    expect(printed[1]).toContain('overall, from 1 to 5');
    run('merge', '--set', 'pilot', '--folder', path('labels'));
    expect(printed[2]).toContain('4 items');
    expect(linesOf('labels', 'pilot', 'gold.jsonl')).toEqual([
      expect.objectContaining({ itemId: 'p1', choice: 'a', strength: 2 }),
      expect.objectContaining({ itemId: 'p2', choice: 'a', strength: 2 }),
      expect.objectContaining({ itemId: 'x1', overall: 5 }),
      expect.objectContaining({ itemId: 'x2', overall: 2, violations: { too_long: 0, pressure: 2, repetition: 0 } }),
    ]);
  });

  it('appends the labels of a later batch and leaves those before it as they are', () => {
    dealTo('r1');
    collectFrom('r1', fill('r1', 1));
    expect(printed.at(-1)).toContain('batches to come: 2');
    const before = read('labels', 'pilot', 'labels-r1.jsonl');
    collectFrom('r1', fill('r1', 2));
    expect(read('labels', 'pilot', 'labels-r1.jsonl').startsWith(before)).toBe(true);
    expect(linesOf('labels', 'pilot', 'labels-r1.jsonl')).toHaveLength(4);
  });

  it('refuses to collect the same labels again and changes nothing', () => {
    dealTo('r1');
    const files = [fill('r1', 1), fill('r1', 2)];
    collectFrom('r1', ...files);
    const before = read('labels', 'pilot', 'labels-r1.jsonl');
    expect(() => collectFrom('r1', ...files)).toThrow('was collected before from reader r1');
    expect(read('labels', 'pilot', 'labels-r1.jsonl')).toBe(before);
  });

  it('writes nothing where one label of many is wrong', () => {
    dealTo('r1');
    const file = fill('r1', 2);
    writeFileSync(file, `${read('r1-2.jsonl')}\n{"id":"nowhere-1"}`);
    expect(() => collectFrom('r1', fill('r1', 1), file)).toThrow(/r1-2\.jsonl:3: nowhere-1 is on no sheet/);
    expect(existsSync(path('labels'))).toBe(false);
  });

  it('deals to a reader once, and leaves the sheets that are out as they are', () => {
    dealTo('r1');
    const before = read('out', 'pilot-r1', 'key.json');
    expect(() => dealTo('r1', '4')).toThrow('pilot-r1 exists');
    expect(read('out', 'pilot-r1', 'key.json')).toBe(before);
    expect(readdirSync(path('out'))).toEqual(['pilot-r1']);
  });

  it('writes no sheet where one item of many is wrong', () => {
    writeFileSync(path('items.jsonl'), `${itemFile(items).content}\n{"id":"broken"}`);
    expect(() => dealTo('r1')).toThrow(/items\.jsonl:5: .* \(and \d+ more faults\)$/);
    expect(existsSync(path('out'))).toBe(false);
  });

  it('refuses labels of one reader in the file of another, and sets without labels', () => {
    dealTo('r1');
    collectFrom('r1', fill('r1', 1));
    writeFileSync(path('labels', 'pilot', 'labels-r2.jsonl'), read('labels', 'pilot', 'labels-r1.jsonl'));
    expect(() => run('merge', '--set', 'pilot', '--folder', path('labels'))).toThrow(
      'labels-r2.jsonl:1: the reader is r1, the file is that of r2',
    );
    expect(() => run('agreement', '--set', 'other', '--folder', path('labels'))).toThrow('holds no labels');
  });

  it.each([
    [[], 'the command must be'],
    [['deal', '--set', 'pilot'], '--reader is needed'],
    [['deal', '--set', '../up', '--reader', 'r1'], '--set must be lower-case letters'],
    [['deal', '--set', 'pilot', '--reader', 'r1', '--seed', 'x'], '--seed must be a whole number'],
    [['deal', '--set', 'pilot', '--reader', 'r1', '--seed', '1', '--batch', '0'], '--batch must be a whole number from 1'],
    [['collect', '--key', 'k'], '--kind must say who reads'],
    [['collect', '--key', 'k', '--kind', 'person'], 'collect needs one file'],
    [['merge', '--set', 'pilot', '--json'], 'Unknown option'],
  ])('refuses wrong arguments in one line: %j', (argv, message) => {
    expect(() => run(...argv)).toThrow(message);
    expect(() => run(...argv)).not.toThrow(/\n/);
  });
});
