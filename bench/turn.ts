import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServerDatabase, postgresIsThere } from '../test/support/databases.js';
import { TurnLoad, type TurnMeasurement } from './support/turn-load.js';
import { quantile } from './support/quantile.js';

/**
 * Whole turns with the `intent` arm, from the close of the burst window to the end of the commit, while partners write at
 * a steady rate over many conversations: the real server with its scheduler, inbox and outbox, in one process. Beside the
 * embedded database: the same almost idle, and the same on a PostgreSQL server where one answers.
 */
const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '30' },
    conversations: { type: 'string', default: '300' },
    only: { type: 'string' },
  },
});
const [rate, seconds, conversations] = [values.rate, values.seconds, values.conversations].map(Number) as [
  number,
  number,
  number,
];
const P50_LIMIT_MS = 25;
const P99_LIMIT_MS = 100;
const IDLE_RATE = 2;

const runs: {
  name: string;
  rate: number;
  seconds: number;
  open(this: void): Promise<{ databaseUrl?: string; dataDirectory: string; drop: () => Promise<void> | void }>;
}[] = [
  { name: `embedded, ${rate} messages/s`, rate, seconds, open: embedded },
  { name: `embedded, ${IDLE_RATE} messages/s`, rate: IDLE_RATE, seconds: Math.min(seconds, 20), open: embedded },
  ...(postgresIsThere ? [{ name: `PostgreSQL, ${rate} messages/s`, rate, seconds, open: onServer }] : []),
].filter(({ name }) => values.only === undefined || name.startsWith(values.only));

function embedded() {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  return Promise.resolve({ dataDirectory, drop: () => rmSync(dataDirectory, { recursive: true, force: true }) });
}

async function onServer() {
  const { url, drop } = await createServerDatabase();
  return { databaseUrl: url, dataDirectory: tmpdir(), drop: () => drop() };
}

const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 1);

const results: { name: string; turns: TurnMeasurement[]; processorMs: number }[] = [];
for (const { name, rate: perSecond, seconds: lasting, open } of runs) {
  const { drop, ...where } = await open();
  const load = await TurnLoad.start(where, conversations);
  try {
    await load.run(perSecond, Math.max(3, lasting / 5));
    (globalThis as { gc?: () => void }).gc?.();
    const turns = await load.run(perSecond, lasting);
    results.push({ name, turns, processorMs: load.processorMsPerMessage });
  } finally {
    await load.close();
    await drop();
  }
}

for (const { name, turns, processorMs } of results) {
  const phases = [...new Set(turns.flatMap((turn) => Object.keys(turn.phases)))];
  console.log(`\n${name}: ${turns.length} turns, ${processorMs.toFixed(1)} ms of processor time a message`);
  console.table(
    [
      ['whole turn', turns.map((turn) => turn.total)] as const,
      ...phases.map((phase) => [`  ${phase}`, turns.map((turn) => turn.phases[phase] ?? 0)] as const),
    ].map(([phase, times]) => ({
      phase,
      'p50 ms': ms(quantile(times, 0.5)),
      'p90 ms': ms(quantile(times, 0.9)),
      'p99 ms': ms(quantile(times, 0.99)),
      'max ms': ms(Math.max(...times)),
    })),
  );
}
const median = (index: number): number =>
  quantile(
    (results[index]?.turns ?? []).map((turn) => turn.total),
    0.5,
  );
const first = (results[0]?.turns ?? []).map((turn) => turn.total);
for (let other = 1; other < results.length; other++) {
  console.log(
    `${results[0]!.name} against ${results[other]!.name}: ${(median(0) / median(other)).toFixed(2)} times as long at the median`,
  );
}
console.log(
  `Load average ${loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')} at the end.`,
);
console.log(
  `p50 ${ms(quantile(first, 0.5))} ms (limit ${P50_LIMIT_MS}), p99 ${ms(quantile(first, 0.99))} ms (limit ${P99_LIMIT_MS})`,
);
process.exit(quantile(first, 0.5) < P50_LIMIT_MS && quantile(first, 0.99) < P99_LIMIT_MS ? 0 : 1);
