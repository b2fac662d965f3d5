import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { OwnPostgres } from '../test/support/own-postgres.js';
import { redisIsThere } from '../test/support/redis.js';
import { LoadStage, type Cores, type LoadResult } from './support/load-stage.js';
import { quantile } from './support/quantile.js';

/**
 * Partners on sockets who write in bursts at a steady rate, against the built server with the `intent` arm on a PostgreSQL
 * server: latency from the close of the burst window to the commit, by rate; two processes against one; idle sockets.
 * Generator, server and database are processes of their own on the same machine, and what each costs is shown.
 */
const { values } = parseArgs({
  options: {
    rates: { type: 'string', default: '25,50,75,100,125,150' },
    seconds: { type: 'string', default: '20' },
    warm: { type: 'string', default: '120' },
    conversations: { type: 'string', default: '600' },
    sockets: { type: 'string', default: '5000' },
    only: { type: 'string', default: 'both,one,two,idle' },
  },
});
const rates = values.rates.split(',').map(Number);
const [seconds, conversations, idleSockets] = [values.seconds, values.conversations, values.sockets].map(Number) as [
  number,
  number,
  number,
];
const parts = values.only.split(',');
const P99_LIMIT_MS = 250;
const WARM_RATE = 100;
const RATE_GOAL = 150;
const IDLE_LIMIT_BYTES = 1_000_000_000;
const SOCKETS_A_CONVERSATION = 25;

if (!OwnPostgres.isPossible) {
  console.error('The programs of a PostgreSQL server (initdb, pg_ctl) were not found.');
  process.exit(1);
}

const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

/** The highest rate that was kept up with. */
async function curve(name: string, nodes: readonly Cores[]): Promise<number> {
  const stage = await LoadStage.start(nodes);
  const results: { rate: number; result: LoadResult }[] = [];
  try {
    await stage.warm(WARM_RATE, Number(values.warm), conversations);
    for (const rate of rates) {
      const result = await stage.measure(`${nodes.length}-${rate}`, rate, seconds, conversations);
      results.push({ rate, result });
      // Beyond what it can do, a queue only grows.
      if (quantile(result.commitMs, 0.5) > 10 * P99_LIMIT_MS) break;
    }
  } finally {
    await stage.close();
  }
  console.log(`\n${name}: ${seconds} s each, ${conversations} conversations`);
  console.table(
    results.map(({ rate, result }) => ({
      'messages/s': rate,
      turns: result.commitMs.length,
      'p50 ms': ms(quantile(result.commitMs, 0.5)),
      'p90 ms': ms(quantile(result.commitMs, 0.9)),
      'p99 ms': ms(quantile(result.commitMs, 0.99)),
      'max ms': ms(Math.max(...result.commitMs)),
      'receipt p99 ms': ms(quantile(result.receiptMs, 0.99)),
      refused: result.refused,
      'server ms/message': ms(result.serverMsPerMessage),
      'database and kernel': ms(result.restMsPerMessage),
      generator: ms(result.processorMs / result.messages),
      'sent late ms': ms(result.latestMs),
    })),
  );
  return Math.max(
    0,
    ...results
      .filter(({ result }) => quantile(result.commitMs, 0.99) < P99_LIMIT_MS && result.refused === 0)
      .map(({ rate }) => rate),
  );
}

const best: { both?: number; one?: number; two?: number } = {};
if (parts.includes('both')) best.both = await curve('One process, on both cores', [null]);
if (parts.includes('one')) best.one = await curve('One process, pinned to one core', ['0']);
if (parts.includes('two')) {
  if (redisIsThere) best.two = await curve('Two processes, a core each', ['0', '1']);
  else console.log('Two processes: skipped, no Redis answers');
}
let idleBytes: number | null = null;
if (parts.includes('idle')) {
  const stage = await LoadStage.start([null]);
  try {
    const before = await stage.residentBytes();
    const begun = performance.now();
    await stage.connect('idle', Math.ceil(idleSockets / SOCKETS_A_CONVERSATION), SOCKETS_A_CONVERSATION);
    const took = performance.now() - begun;
    idleBytes = await stage.residentBytes();
    const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
    console.log(
      `\n${idleSockets} idle sockets: ${megabytes(idleBytes)} MB resident, ${megabytes(before)} MB without them, ` +
        `${((idleBytes - before) / idleSockets / 1_000).toFixed(1)} kB each; connected in ${(took / 1_000).toFixed(1)} s`,
    );
  } finally {
    await stage.close();
  }
}

console.log(
  `\n${availableParallelism()} cores; load average ${loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')} at the end.`,
);
if (best.one !== undefined && best.two !== undefined)
  console.log(
    `Two processes against one, by the highest rate with p99 under ${P99_LIMIT_MS} ms: ${(best.two / best.one).toFixed(2)} times`,
  );
const rated = Object.values(best);
const highest = Math.max(...rated);
if (rated.length > 0) console.log(`Highest rate with p99 under ${P99_LIMIT_MS} ms: ${highest} messages/s (goal ${RATE_GOAL})`);
if (idleBytes !== null) console.log(`Idle sockets: ${(idleBytes / 1e6).toFixed(0)} MB (limit ${IDLE_LIMIT_BYTES / 1e6} MB)`);
const missed = rated.length > 0 && highest < RATE_GOAL;
process.exit(missed || (idleBytes !== null && idleBytes > IDLE_LIMIT_BYTES) ? 1 : 0);
