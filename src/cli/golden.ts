import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClassScore, evaluateGolden, type GoldenUtterance, precisionOf, recallOf, totalOf } from './golden-evaluation.js';

/** Prints precision and recall by class over the golden corpus; `--misses` lists what was read otherwise. */
const arguments_ = process.argv.slice(2);
const folder = arguments_.find((argument) => !argument.startsWith('--')) ?? join('test', 'golden', 'understanding');
const utterances = readdirSync(folder)
  .filter((file) => file.endsWith('.jsonl'))
  .sort()
  .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line) as GoldenUtterance);
if (utterances.length === 0) throw new Error(`no utterances in ${folder}`);

const report = evaluateGolden(utterances);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(9);
const row = (score: ClassScore): string =>
  `${score.name.padEnd(28)}${String(score.expected).padStart(9)}${percent(precisionOf(score))}${percent(recallOf(score))}`;
console.log(`${'class'.padEnd(28)}${'expected'.padStart(9)}${'precision'.padStart(9)}${'recall'.padStart(9)}`);
for (const score of report.classes) console.log(row(score));
console.log('-'.repeat(55));
for (const group of ['act ', 'quote ', 'mention ', 'topic ', 'concern '])
  console.log(row({ ...totalOf(report, group), name: `all ${group.trim()}s` }));
const faulty = new Set(report.misses.map(({ id }) => id)).size;
console.log(`${report.utterances} utterances, ${report.utterances - faulty} read as expected in every respect`);
if (arguments_.includes('--misses'))
  for (const { id, text, fault } of report.misses) console.log(`${id}  ${JSON.stringify(text)}  ${fault}`);
