import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { projectRoot } from '../../src/config/paths.js';
import { postgresIsThere, TEST_SERVER_URL } from '../support/databases.js';
import { redisIsThere, TEST_REDIS_URL } from '../support/redis.js';
import { countOf } from './check-history.js';
import { OwnPostgres } from '../support/own-postgres.js';
import { runCrashTest } from './run-crash-test.js';

const SHOWN_VIOLATIONS = 30;

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '1' },
    kills: { type: 'string', default: '50' },
    'database-crashes': { type: 'string', default: '0' },
    splits: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    partners: { type: 'string', default: '16' },
    life: { type: 'string', default: '3000' },
    server: { type: 'string', default: join(projectRoot, 'dist', 'main.js') },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`Makes the built server fail at random instants while partners write to it, and then checks that nothing was lost or doubled.

  npm run crash-test -- [--kills 50] [--nodes 1] [--database-crashes 0] [--splits 0] [--seed 1] [--partners 16] [--life 3000]

--nodes: processes on one database, behind a balancer; more than one need Redis: ${TEST_REDIS_URL} (TEST_REDIS_URL).
--database-crashes: of a PostgreSQL server that is started for the run; initdb and pg_ctl must be there.
--splits: times when nothing passes between a process and the database, for up to nine seconds.
--life is how long a server lives at most, in milliseconds after its first receipt.
Without crashes of the database needs a PostgreSQL server, where it creates and drops a database:
${TEST_SERVER_URL.replace(/\/\/[^@/]*@/, '//')} (TEST_DATABASE_URL).`);
  process.exit(0);
}
const numbers = {
  nodes: Number(values.nodes),
  kills: Number(values.kills),
  databaseCrashes: Number(values['database-crashes']),
  splits: Number(values.splits),
  seed: Number(values.seed),
  partners: Number(values.partners),
  lifeMs: Number(values.life),
};
if (!Object.values(numbers).every((number) => Number.isInteger(number) && number >= 0))
  fail('All options but --server are whole numbers');
if (numbers.nodes < 1 || numbers.partners < 1) fail('--nodes and --partners must be at least 1');
if (numbers.nodes > 1 && !redisIsThere) fail('No Redis answers; TEST_REDIS_URL says where one is.');
if (numbers.databaseCrashes > 0 && !OwnPostgres.isPossible) fail('The programs of a PostgreSQL server were not found.');
if (numbers.databaseCrashes === 0 && !postgresIsThere) fail('No PostgreSQL server answers; TEST_DATABASE_URL says where one is.');

const result = await runCrashTest({
  serverFile: values.server,
  ...numbers,
  receiptsPerLife: 1,
  patienceMs: 250,
  quietLimitMs: 60_000,
  progress: (line) => console.log(line),
});
const { counts, faults, violations } = result;
const rows: [string, string | number][] = [
  ['processes at a time', numbers.nodes],
  ['kills (SIGKILL)', faults.kills],
  ['  of which while it was starting', faults.killsWhileStarting],
  ['crashes of the database', faults.databaseCrashes],
  ['splits from the database', faults.splits],
  ['  of which longer than a lease', faults.longSplits],
  ['starts given up, database away', result.failedStarts],
  ['processes that ended by themselves', result.crashes.length],
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
  ['slowest start (s)', (faults.slowestStartMs / 1_000).toFixed(1)],
  ['duration (s)', (result.durationMs / 1_000).toFixed(0)],
];
const width = Math.max(...rows.map(([what]) => what.length));
for (const [what, value] of rows) console.log(`${what.padEnd(width)}  ${String(value).padStart(8)}`);
for (const { kind, negotiationId, detail } of violations.slice(0, SHOWN_VIOLATIONS))
  console.error(`${kind}: ${negotiationId} ${detail}`);
if (violations.length > SHOWN_VIOLATIONS) console.error(`… and ${violations.length - SHOWN_VIOLATIONS} more`);
for (const crash of result.crashes) console.error(`A process ended by itself:\n${crash}`);
for (const line of result.serverErrors.slice(-10)) console.error(`The server said: ${line}`);
const broken = violations.length > 0 || !result.becameQuiet || result.crashes.length > 0;
console.log(broken ? 'The promise was broken.' : 'Nothing was lost, nothing doubled.');
process.exit(broken ? 1 : 0);

function fail(why: string): never {
  console.error(why);
  process.exit(1);
}
