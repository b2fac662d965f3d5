import pg from 'pg';
import { createServerDatabase } from '../support/databases.js';
import { SeededRandomness } from '../../src/simulation/world/seeded-randomness.js';
import { Backend, pause } from './backend.js';
import { checkHistory, type HistoryReport } from './check-history.js';
import { collectHistory, waitForQuiet } from './collect.js';
import { Partner, type LivedNegotiation } from './partner.js';
import { createKey, freePort, ServerProcess } from './server-process.js';

export interface CrashTestOptions {
  /** The built `main.js`. */
  serverFile: string;
  kills: number;
  partners: number;
  seed: number;
  /** Messages that a server must have acknowledged before it may be killed, and the last one before the end. */
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
  kills: number;
  /** Kills before the server was ready. */
  killsWhileStarting: number;
  restarts: number;
  connections: number;
  /** Sends beyond the first of each message. */
  resent: number;
  becameQuiet: boolean;
  /** Milliseconds from the last message to the last decision and delivery. */
  quietAfterMs: number;
  slowestStartMs: number;
  serverErrors: readonly string[];
  durationMs: number;
}

const SHARE_KILLED_WHILE_STARTING = 0.15;
const BURST_QUIET_MS = 40;
const BUSY_LIMIT_MS = 20_000;

/** Partners write, the server is killed and started again and again, and then the history is judged. */
export async function runCrashTest(options: CrashTestOptions): Promise<CrashTestResult> {
  const begun = performance.now();
  const { url: databaseUrl, drop } = await createServerDatabase();
  const settings = { file: options.serverFile, databaseUrl, port: await freePort(), burstQuietMs: BURST_QUIET_MS };
  const server = new ServerProcess(settings);
  const client = new pg.Client({ connectionString: databaseUrl });
  const lived: LivedNegotiation[] = [];
  let ending = false;
  let partners: Promise<unknown> = Promise.resolve();
  try {
    await client.connect();
    const backend = new Backend(server.baseUrl, await createKey(settings));
    server.spawn();
    let slowestStartMs = await server.ready();
    partners = Promise.all(
      Array.from({ length: options.partners }, (_, index) =>
        new Partner({
          name: `p${index + 1}`,
          backend,
          baseUrl: server.baseUrl,
          randomness: new SeededRandomness(options.seed * 1_000 + index),
          ending: () => ending,
          patienceMs: options.patienceMs,
        }).live((negotiation) => void lived.push(negotiation)),
      ),
    );
    // Where a partner fails, the run fails: its error is thrown where the partners are awaited.
    partners.catch(() => undefined);

    const chance = new SeededRandomness(options.seed);
    let killsWhileStarting = 0;
    let startMs = slowestStartMs;
    for (let kill = 1; kill <= options.kills; kill++) {
      const starting = kill > 1 && chance.uniform() < SHARE_KILLED_WHILE_STARTING;
      if (starting) killsWhileStarting += 1;
      else {
        startMs = kill === 1 ? startMs : await server.ready();
        slowestStartMs = Math.max(slowestStartMs, startMs);
        await untilBusy(lived, options.receiptsPerLife);
      }
      const life = chance.uniform() * (starting ? startMs : options.lifeMs);
      await pause(life);
      await server.kill();
      server.spawn();
      const when = `${life.toFixed(0)} ms after ${starting ? 'its start, before it was ready' : 'its receipts'}`;
      options.progress?.(`Kill ${kill} of ${options.kills}: ${when}; ${receiptsOf(lived)} messages acknowledged so far`);
    }
    slowestStartMs = Math.max(slowestStartMs, await server.ready());
    await untilBusy(lived, options.receiptsPerLife);
    ending = true;
    await partners;
    const written = performance.now();
    const becameQuiet = await waitForQuiet(client, lived, options.quietLimitMs);
    const quietAfterMs = performance.now() - written;
    const history = await collectHistory(client, backend, lived);
    const connections = lived.flatMap(({ windows }) => windows).reduce((sum, window) => sum + window.connections, 0);
    return {
      ...checkHistory(history),
      kills: options.kills,
      killsWhileStarting,
      restarts: options.kills,
      connections,
      resent: lived.flatMap(({ sent }) => sent).reduce((sum, { attempts }) => sum + attempts - 1, 0),
      becameQuiet,
      quietAfterMs,
      slowestStartMs,
      serverErrors: server.errors,
      durationMs: performance.now() - begun,
    };
  } finally {
    ending = true;
    for (const { windows } of lived) for (const window of windows) window.close();
    await server.kill();
    await client.end();
    await drop();
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
