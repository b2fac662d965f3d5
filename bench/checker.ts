import { parseArgs } from 'node:util';
import { SPLITS, type Split } from '../src/training-data/corpus/splits.js';
import { labelledObservations, RULE_CLASSES, type LabelledObservation } from './independent-checker/corpus-replies.js';
import { violations } from './independent-checker/violations.js';

/**
 * What the independent checker finds of the breaches of rules that were put into replies of the corpus, by class, and how often
 * it objects to a good reply. Only then does it mean anything that it finds little in what is sent.
 */
const { values } = parseArgs({
  options: {
    splits: { type: 'string', default: 'validation,evaluation' },
    /** How many of the missed and of the false alarms to print, of each class. */
    show: { type: 'string', default: '0' },
    class: { type: 'string' },
  },
});
const splits = values.splits.split(',').filter((name): name is Split => (SPLITS as readonly string[]).includes(name));
const show = Number(values.show);
const FOUND_GOAL = 0.9;
const FALSE_ALARM_LIMIT = 0.005;

const observations = labelledObservations(splits).map((observation) => ({
  ...observation,
  found: violations(observation.reply),
}));
type Checked = LabelledObservation & { found: string[] };

function print({ id, reply, found }: Checked): void {
  const last = reply.history.slice(-2).map(({ from, text }) => `    ${from}: ${text}`);
  console.log([`  ${id} [${reply.act}] ${found.join(', ')}`, ...last, `    > ${reply.text}`].join('\n'));
}

const rows: Record<string, { injected: number; found: string }> = {};
const missed: string[] = [];
for (const name of RULE_CLASSES.filter((each) => values.class === undefined || each === values.class)) {
  const injected = observations.filter(({ flaws }) => flaws.includes(name));
  if (injected.length === 0) continue;
  const overlooked = injected.filter(({ found }) => found.length === 0);
  const share = 1 - overlooked.length / injected.length;
  rows[name] = { injected: injected.length, found: `${(100 * share).toFixed(1)}%` };
  if (share < FOUND_GOAL) missed.push(name);
  if (show > 0 && overlooked.length > 0) {
    console.log(`Missed of ${name}:`);
    overlooked.slice(0, show).forEach(print);
  }
}
console.table(rows);
const good = observations.filter(({ flaws }) => flaws.length === 0);
const alarms = good.filter(({ found }) => found.length > 0);
if (show > 0 && alarms.length > 0) {
  console.log('False alarms:');
  alarms.slice(0, show).forEach(print);
}
const falseShare = alarms.length / good.length;
console.log(
  `${splits.join(' and ')}: false alarms ${alarms.length} of ${good.length} good replies, ${(100 * falseShare).toFixed(2)}% ` +
    `(limit ${100 * FALSE_ALARM_LIMIT}%); under ${100 * FOUND_GOAL}%: ${missed.join(', ') || 'none'}`,
);
process.exit(missed.length === 0 && falseShare <= FALSE_ALARM_LIMIT ? 0 : 1);
