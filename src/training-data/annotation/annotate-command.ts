import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Rubric } from '../../domain/judge/rubric.js';
import { agreementReport } from './agreement-report.js';
import { agreementTable } from './agreement-table.js';
import { AnnotationError } from './annotation-error.js';
import { collect } from './collect.js';
import { deal } from './deal.js';
import { READER_KINDS } from './label.js';
import { appendLabels, readAllLabels, readLabelsOf, readText, writeNewFolder, writeWhole } from './label-files.js';
import { merge } from './merge.js';
import { checkedName } from './names.js';
import { parseItems } from './parse-items.js';
import { jsonLines } from './read-lines.js';
import { parseSheetKey } from './sheet-key.js';

export const ANNOTATE_USAGE = `Blind annotation of replies: sheets for readers, their labels, how far they agree.

  npm run -s annotate -- deal --items FILE --set NAME --reader r1 --seed 7 [--batch 50] --out DIR
      writes DIR/NAME-r1/sheets/batch-01.md … for the reader, and DIR/NAME-r1/key.json, which the reader must not see
  npm run -s annotate -- collect --key DIR/NAME-r1/key.json --kind ${READER_KINDS.join('|')} LABELS…
      checks whole batches of labels and appends them to FOLDER/NAME/labels-r1.jsonl
  npm run -s annotate -- agreement --set NAME [--json] [--seed 1] [--resamples 1000]
  npm run -s annotate -- merge --set NAME
      writes FOLDER/NAME/gold.jsonl from the labels of all readers

FOLDER is training/annotations, or what --folder says.`;

export interface AnnotateEnvironment {
  rubric: Rubric;
  print: (text: string) => void;
}

const FOLDER = { folder: { type: 'string', default: join('training', 'annotations') } } as const;
const LARGEST_NUMBER = 0xffff_ffff;

/**
 * Runs one command of the annotation tool.
 * @throws AnnotationError for what the caller can mend; nothing is written then. Wrong options and unreadable files throw
 * what Node throws.
 */
export function annotate(argv: readonly string[], environment: AnnotateEnvironment): void {
  const [command, ...rest] = argv;
  switch (command) {
    case 'deal':
      return dealCommand(rest, environment);
    case 'collect':
      return collectCommand(rest, environment);
    case 'agreement':
      return agreementCommand(rest, environment);
    case 'merge':
      return mergeCommand(rest, environment);
    default:
      throw new AnnotationError(`the command must be deal, collect, agreement or merge; --help explains them`);
  }
}

function dealCommand(args: string[], { rubric, print }: AnnotateEnvironment): void {
  const { values } = parseArgs({
    args,
    options: {
      items: { type: 'string' },
      set: { type: 'string' },
      reader: { type: 'string' },
      seed: { type: 'string' },
      batch: { type: 'string', default: '50' },
      out: { type: 'string' },
    },
  });
  const set = checkedName('--set', needed('--set', values.set));
  const reader = checkedName('--reader', needed('--reader', values.reader));
  const seed = wholeNumber('--seed', needed('--seed', values.seed), 0);
  const batch = wholeNumber('--batch', values.batch, 1);
  const folder = join(needed('--out', values.out), `${set}-${reader}`);
  const items = parseItems(readText(needed('--items', values.items)));
  const { sheets, key } = deal(items, { set, reader, seed, batch, rubric });
  writeNewFolder(folder, [
    ...sheets.map(({ name, content }) => ({ name: join('sheets', name), content })),
    { name: 'key.json', content: `${JSON.stringify(key, undefined, 2)}\n` },
  ]);
  print(
    `${items.length} items in ${sheets.length} sheets: ${join(folder, 'sheets')}; the key stays here: ${join(folder, 'key.json')}`,
  );
}

function collectCommand(args: string[], { print }: AnnotateEnvironment): void {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...FOLDER, key: { type: 'string' }, kind: { type: 'string' } },
  });
  const kind = READER_KINDS.find((name) => name === values.kind);
  if (!kind) throw new AnnotationError(`--kind must say who reads: ${READER_KINDS.join(' or ')}`);
  if (positionals.length === 0) throw new AnnotationError('collect needs one file of labels or more');
  const key = parseSheetKey(readText(needed('--key', values.key)));
  const setFolder = join(values.folder, key.set);
  const { labels, outstanding } = collect(key, kind, positionals.map(readText), readLabelsOf(setFolder, key.reader));
  const file = appendLabels(setFolder, key.reader, labels);
  const rest = outstanding.length === 0 ? 'all batches are in' : `batches to come: ${outstanding.join(', ')}`;
  print(`${labels.length} labels of ${key.reader} (${kind}) appended to ${file}; ${rest}`);
}

function agreementCommand(args: string[], { print }: AnnotateEnvironment): void {
  const { values } = parseArgs({
    args,
    options: {
      ...FOLDER,
      set: { type: 'string' },
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      resamples: { type: 'string', default: '1000' },
    },
  });
  const set = checkedName('--set', needed('--set', values.set));
  const report = agreementReport(set, readAllLabels(join(values.folder, set)), {
    seed: wholeNumber('--seed', values.seed, 0),
    resamples: wholeNumber('--resamples', values.resamples, 1),
  });
  print(values.json ? JSON.stringify(report) : agreementTable(report));
}

function mergeCommand(args: string[], { print }: AnnotateEnvironment): void {
  const { values } = parseArgs({ args, options: { ...FOLDER, set: { type: 'string' } } });
  const set = checkedName('--set', needed('--set', values.set));
  const gold = merge(readAllLabels(join(values.folder, set)));
  const file = join(values.folder, set, 'gold.jsonl');
  writeWhole(file, jsonLines(gold));
  const without = gold.filter(({ withoutMajority }) => withoutMajority.length > 0).length;
  const few = gold.filter(({ readings }) => readings.length < 3).length;
  print(`${gold.length} items in ${file}: ${without} with something that has no majority, ${few} with fewer than three readings`);
}

function needed(name: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value;
  throw new AnnotationError(`${name} is needed`);
}

function wholeNumber(name: string, text: string, minimum: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= minimum && number <= LARGEST_NUMBER) return number;
  throw new AnnotationError(`${name} must be a whole number from ${minimum}`);
}
