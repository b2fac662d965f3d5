import pg from 'pg';
import { SeededRandomness } from '../../src/simulation/world/seeded-randomness.js';
import { Backend, pause } from './backend.js';
import { checkHistory, type HistoryReport } from './check-history.js';
import { collectHistory, waitForQuiet } from './collect.js';
import { Faults, faultsInOrder, type FaultCounts } from './faults.js';
import { Partner, type LivedNegotiation } from './partner.js';
import { createKey } from './server-process.js';
import { surroundings } from './surroundings.js';

export interface CrashTestOptions {
  /** The built `main.js`. */
  serverFile: string;
  /** Processes on the one database, behind a balancer; more than one need Redis. */
  nodes: number;
  kills: number;
  /** Crashes of the database; any need the programs of a PostgreSQL server, of which one is started for the run. */
  databaseCrashes: number;
  /** Splits between a process and the database. */
  splits: number;
  partners: number;
  seed: number;
  /** Messages that must have been acknowledged before each fault, and the last ones before the end. */
  receiptsPerLife: number;
  /** Longest life of a server after those receipts, in milliseconds. */
  lifeMs: number;
  /** Longest pause of a partner between two bursts, in milliseconds. */
  patienceMs: number;
  /** How long the end may take until everything is decided and delivered. */
  quietLimitMs: number;
  progress?: (line: string) => void;
}

export interface CrashTestResult extends HistoryReport {
  faults: FaultCounts;
  /** What processes printed before they ended without being asked to. */
  crashes: readonly string[];
  /** Starts that a process gave up because the database was away. */
  failedStarts: number;
  connections: number;
  /** Sends beyond the first of each message. */
  resent: number;
  becameQuiet: boolean;
  /** Milliseconds from the last message to the last decision and delivery. */
  quietAfterMs: number;
  serverErrors: readonly string[];
  durationMs: number;
}

const BUSY_LIMIT_MS = 20_000;

/** Partners write, servers are killed and started again, what is around them fails too, and then the history is judged. */
export async function runCrashTest(options: CrashTestOptions): Promise<CrashTestResult> {
  const begun = performance.now();
  const chance = new SeededRandomness(options.seed);
  const uniform = (): number => chance.uniform();
  const balancing = new SeededRandomness(options.seed + 1);
  const around = await surroundings({
    serverFile: options.serverFile,
    nodes: options.nodes,
    ownDatabase: options.databaseCrashes > 0,
    uniform: () => balancing.uniform(),
  });
  const lived: LivedNegotiation[] = [];
  let ending = false;
  let partners: Promise<unknown> = Promise.resolve();
  let client: pg.Client | null = null;
  try {
    const backend = new Backend(around.baseUrl, await createKey(around.settings));
    const faults = new Faults(around, uniform, options.lifeMs, () => untilBusy(lived, options.receiptsPerLife));
    await faults.start();
    partners = Promise.all(
      Array.from({ length: options.partners }, (_, index) =>
        new Partner({
          name: `p${index + 1}`,
          backend,
          baseUrl: around.baseUrl,
          randomness: new SeededRandomness(options.seed * 1_000 + index),
          ending: () => ending,
          patienceMs: options.patienceMs,
        }).live((negotiation) => void lived.push(negotiation)),
      ),
    );
    // Where a partner fails, the run fails: its error is thrown where the partners are awaited.
    partners.catch(() => undefined);

    const plan = faultsInOrder(options, uniform);
    for (const [index, fault] of plan.entries()) {
      const what = await faults.strike(fault);
      options.progress?.(`${index + 1} of ${plan.length}: ${what}; ${receiptsOf(lived)} messages acknowledged so far`);
    }
    await faults.mend();
    await untilBusy(lived, options.receiptsPerLife);
    ending = true;
    await partners;
    const written = performance.now();
    client = new pg.Client({ connectionString: around.databaseUrl });
    await client.connect();
    const becameQuiet = await waitForQuiet(client, lived, options.quietLimitMs);
    const quietAfterMs = performance.now() - written;
    const history = await collectHistory(client, backend, lived);
    const connections = lived.flatMap(({ windows }) => windows).reduce((sum, window) => sum + window.connections, 0);
    const servers = around.nodes.map(({ server }) => server);
    return {
      ...checkHistory(history),
      faults: faults.counts,
      crashes: servers.flatMap((server) => server.crashes),
      failedStarts: servers.reduce((sum, server) => sum + server.failedStarts, 0),
      connections,
      resent: lived.flatMap(({ sent }) => sent).reduce((sum, { attempts }) => sum + attempts - 1, 0),
      becameQuiet,
      quietAfterMs,
      serverErrors: servers.flatMap((server) => server.errors),
      durationMs: performance.now() - begun,
    };
  } finally {
    ending = true;
    for (const { windows } of lived) for (const window of windows) window.close();
    await client?.end();
    await around.close();
  }
}

const receiptsOf = (lived: readonly LivedNegotiation[]): number =>
  lived.reduce((sum, { sent }) => sum + sent.filter(({ receipts }) => receipts.length > 0).length, 0);

/** Until partners are being heard: a server that nobody talks to dies too easily. */
async function untilBusy(lived: readonly LivedNegotiation[], receipts: number): Promise<void> {
  const begun = performance.now();
  const before = receiptsOf(lived);
  while (receiptsOf(lived) < before + receipts && performance.now() - begun < BUSY_LIMIT_MS) await pause(10);
}
