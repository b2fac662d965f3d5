import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { projectRoot } from '../../src/config/paths.js';
import { postgresIsThere, TEST_SERVER_URL } from '../support/databases.js';
import { countOf } from './check-history.js';
import { runCrashTest } from './run-crash-test.js';

const SHOWN_VIOLATIONS = 30;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    partners: { type: 'string', default: '16' },
    life: { type: 'string', default: '3000' },
    server: { type: 'string', default: join(projectRoot, 'dist', 'main.js') },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`Kills the built server at random instants while partners write to it, and then checks that nothing was lost or doubled.

  npm run crash-test -- [--kills 50] [--seed 1] [--partners 16] [--life 3000]

--life is how long a server lives at most, in milliseconds after its first receipt. Needs a PostgreSQL server, where it creates
and drops a database: ${TEST_SERVER_URL.replace(/\/\/[^@/]*@/, '//')} (TEST_DATABASE_URL).`);
  process.exit(0);
}
const [kills, seed, partners, life] = [values.kills, values.seed, values.partners, values.life].map(Number) as [
  number,
  number,
  number,
  number,
];
if (![kills, seed, partners, life].every(Number.isInteger) || kills < 1 || partners < 1) {
  console.error('--kills, --seed, --partners and --life must be whole numbers');
  process.exit(1);
}
if (!postgresIsThere) {
  console.error('No PostgreSQL server answers; TEST_DATABASE_URL says where one is.');
  process.exit(1);
}

const result = await runCrashTest({
  serverFile: values.server,
  kills,
  seed,
  partners,
  lifeMs: life,
  receiptsPerLife: 1,
  patienceMs: 250,
  quietLimitMs: 60_000,
  progress: (line) => console.log(line),
});
const { counts, violations } = result;
const rows: [string, string | number][] = [
  ['kills (SIGKILL)', result.kills],
  ['  of which while it was starting', result.killsWhileStarting],
  ['restarts', result.restarts],
  ['connections of partners', result.connections],
  ['conversations', counts.conversations],
  ['  agreed', counts.agreed],
  ['messages written by partners', counts.sent],
  ['  sent again', result.resent],
  ['  acknowledged', counts.acknowledged],
  ['  decided', counts.decided],
  ['turns', counts.turns],
  ...Object.entries(counts.resolutions).map(([kind, count]): [string, number] => [`  resolved by ${kind}`, count]),
  ['messages of ours shown to partners', counts.delivered],
  ['ledger entries', counts.ledgerEntries],
  ['lost', countOf(violations, 'lost')],
  ['doubled', countOf(violations, 'doubled', 'decided twice', 'seen twice')],
  ['undecided', countOf(violations, 'undecided')],
  ['never shown', countOf(violations, 'unseen')],
  [
    'other violations',
    violations.length - countOf(violations, 'lost', 'doubled', 'decided twice', 'seen twice', 'undecided', 'unseen'),
  ],
  ['quiet after the last message (s)', result.becameQuiet ? (result.quietAfterMs / 1_000).toFixed(1) : 'never'],
  ['slowest start (s)', (result.slowestStartMs / 1_000).toFixed(1)],
  ['duration (s)', (result.durationMs / 1_000).toFixed(0)],
];
const width = Math.max(...rows.map(([what]) => what.length));
for (const [what, value] of rows) console.log(`${what.padEnd(width)}  ${String(value).padStart(8)}`);
for (const { kind, negotiationId, detail } of violations.slice(0, SHOWN_VIOLATIONS))
  console.error(`${kind}: ${negotiationId} ${detail}`);
if (violations.length > SHOWN_VIOLATIONS) console.error(`… and ${violations.length - SHOWN_VIOLATIONS} more`);
for (const line of result.serverErrors.slice(-10)) console.error(`The server said: ${line}`);
const broken = violations.length > 0 || !result.becameQuiet;
console.log(broken ? 'The promise was broken.' : 'Nothing was lost, nothing doubled.');
process.exit(broken ? 1 : 0);
