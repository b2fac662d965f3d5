import { execFile, fork, spawn, type ChildProcess } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { OwnPostgres } from '../../test/support/own-postgres.js';
import { TEST_REDIS_URL } from '../../test/support/redis.js';
import { type Order, type Written } from './load-generator.js';
import { freePort } from '../../test/support/free-port.js';

const BURST_QUIET_MS = 1_200;
const BURST_MAXIMUM_MS = 5_000;
const QUIET_LIMIT_MS = 120_000;
/** Options of Node.js for the server, to compare. */
const SERVER_FLAGS = (process.env['SERVER_FLAGS'] ?? '').split(' ').filter(Boolean);
const here = fileURLToPath(new URL('.', import.meta.url));
const serverFile = join(here, '..', '..', 'src', 'main.js');

/** Where a process may run: `0`, `0,1`; null: anywhere. Only Linux pins. */
export type Cores = string | null;

export interface LoadResult extends Written {
  /** From the close of the burst window to the commit as the database noted it, in milliseconds, one for each turn with a reply. */
  commitMs: number[];
  /** Until nothing was left to answer, after the last message was acknowledged, in milliseconds. */
  backlogMs: number;
  /** Processor time of all server processes for one message, in milliseconds. */
  serverMsPerMessage: number;
  /** Processor time of everything else but server and generator, most of it the database's, for one message. */
  restMsPerMessage: number;
}

/** PostgreSQL, server processes and a generator of load, each a process of its own. */
export class LoadStage {
  private constructor(
    private readonly postgres: OwnPostgres,
    private readonly servers: readonly { process: ChildProcess; baseUrl: string }[],
    private readonly generator: ChildProcess,
    private readonly key: string,
    private readonly client: pg.Client,
  ) {}

  /** @param nodes where each server process may run */
  static async start(nodes: readonly Cores[]): Promise<LoadStage> {
    // The database says itself when a transaction was committed.
    const postgres = await OwnPostgres.start({ track_commit_timestamp: 'on', max_connections: '100' });
    const environment = {
      ...process.env,
      DATABASE_URL: postgres.url,
      LOG_LEVEL: 'error',
      BURST_QUIET_MS: String(BURST_QUIET_MS),
      BURST_MAXIMUM_MS: String(BURST_MAXIMUM_MS),
      QUIET_HOURS: '8-8',
      PARLEY_MASTER_KEY: Buffer.alloc(32, 'bench').toString('base64'),
      POLICY: 'intent',
      // The parser alone, unless it is asked for otherwise: what the reader costs is measured by itself.
      INTERPRETER: process.env['INTERPRETER'] ?? 'deterministic',
      ...(nodes.length > 1 ? { REDIS_URL: TEST_REDIS_URL } : {}),
    };
    const servers: { process: ChildProcess; baseUrl: string }[] = [];
    for (const cores of nodes) {
      const port = await freePort();
      const server = pinned(cores, [serverFile], { ...environment, PORT: String(port) });
      servers.push({ process: server, baseUrl: `http://127.0.0.1:${port}` });
      await ready(`http://127.0.0.1:${port}`);
    }
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        join(here, '..', '..', 'src', 'cli', 'keys.js'),
        ...['create', '--tenant', 'bench', '--ota', 'Farewell Travel', '--name', 'bench', '--scopes', 'ota'],
      ],
      { env: environment },
    );
    const generator = fork(join(here, 'load-generator.js'), { stdio: 'inherit' });
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    return new LoadStage(postgres, servers, generator, (JSON.parse(stdout) as { key: string }).key, client);
  }

  /** A server compiles what it runs often: what it does in its first minute costs it twice. */
  async warm(perSecond: number, seconds: number, conversations: number): Promise<void> {
    await this.connect('warm', conversations, 1);
    await this.order({ kind: 'write', perSecond, seconds });
    await this.untilQuiet();
    await this.order({ kind: 'disconnect' });
  }

  /** New conversations, the first seconds on them, and then what is measured. */
  async measure(name: string, perSecond: number, seconds: number, conversations: number): Promise<LoadResult> {
    await this.connect(name, conversations, 1);
    await this.order({ kind: 'write', perSecond, seconds: Math.max(3, seconds / 4) });
    await this.untilQuiet();
    const begun = new Date();
    const [serverBefore, busyBefore] = [await this.serverProcessorMs(), busyMs()];
    const written = (await this.order({ kind: 'write', perSecond, seconds })) as Written;
    const backlogMs = await this.untilQuiet();
    const [server, busy] = [(await this.serverProcessorMs()) - serverBefore, busyMs() - busyBefore];
    const commitMs = await this.commitTimes(written.negotiationIds, begun);
    await this.order({ kind: 'disconnect' });
    return {
      ...written,
      commitMs,
      backlogMs,
      serverMsPerMessage: server / written.messages,
      restMsPerMessage: (busy - server - written.processorMs) / written.messages,
    };
  }

  async connect(name: string, conversations: number, socketsEach: number): Promise<void> {
    const baseUrls = this.servers.map(({ baseUrl }) => baseUrl);
    await this.order({ kind: 'connect', baseUrls, key: this.key, conversations, socketsEach, name });
  }

  /** Resident memory of the first server process, in bytes. */
  async residentBytes(): Promise<number> {
    return metric(await metricsOf(this.servers[0]!.baseUrl), 'process_resident_memory_bytes');
  }

  async close(): Promise<void> {
    this.generator.kill();
    for (const { process: server } of this.servers) {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await gone;
    }
    await this.client.end();
    await this.postgres.drop();
  }

  private order(order: Order): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.generator.once('message', (message: { result?: unknown; error?: string }) => {
        if (message.error === undefined) resolve(message.result);
        else reject(new Error(message.error));
      });
      this.generator.send(order);
    });
  }

  private async untilQuiet(): Promise<number> {
    const begun = performance.now();
    while (performance.now() - begun < QUIET_LIMIT_MS) {
      const { rows } = await this.client.query(
        'SELECT count(*)::int AS waiting FROM negotiations WHERE inbox_head > answered_seq OR next_turn_at IS NOT NULL',
      );
      if ((rows[0] as { waiting: number }).waiting === 0) return performance.now() - begun;
      await pause(100);
    }
    throw new Error('Not every message was decided in time');
  }

  /**
   * The burst window closes {@link BURST_QUIET_MS} after the last message of a burst was received, {@link BURST_MAXIMUM_MS} after
   * the first at the latest. Only turns that said something are seen: those show which messages they answer.
   */
  private async commitTimes(negotiationIds: readonly string[], since: Date): Promise<number[]> {
    const { rows } = await this.client.query(
      `SELECT extract(epoch FROM pg_xact_commit_timestamp(t.xmin) - least(
                max(m.sent_at) + $3 * interval '1 millisecond', min(m.sent_at) + $4 * interval '1 millisecond'))::float8 * 1000 AS ms
       FROM turns t
       JOIN messages m ON m.negotiation_id = t.negotiation_id AND m.author = 'partner' AND m.seq < t.message_seq
        AND m.seq > coalesce((SELECT max(a.seq) FROM messages a WHERE a.negotiation_id = t.negotiation_id
                              AND a.author <> 'partner' AND a.seq < t.message_seq), 0)
       WHERE t.negotiation_id = ANY($1) AND t.trigger = 'partner_message' AND t.committed_at >= $2
       GROUP BY t.id, t.xmin`,
      [negotiationIds, since, BURST_QUIET_MS, BURST_MAXIMUM_MS],
    );
    return (rows as { ms: number }[]).map(({ ms }) => ms);
  }

  private async serverProcessorMs(): Promise<number> {
    let seconds = 0;
    for (const { baseUrl } of this.servers) seconds += metric(await metricsOf(baseUrl), 'process_cpu_seconds_total');
    return seconds * 1_000;
  }
}

function pinned(cores: Cores, args: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess {
  const node = [process.execPath, ...SERVER_FLAGS, ...args];
  const [command, ...all] = cores === null ? node : ['taskset', '-c', cores, ...node];
  return spawn(command!, all, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function ready(baseUrl: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(`${baseUrl}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error('The server did not get ready');
}

async function metricsOf(baseUrl: string): Promise<string> {
  return (await fetch(`${baseUrl}/metrics`)).text();
}

function metric(text: string, name: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  if (line === undefined) throw new Error(`There is no metric ${name}`);
  return Number(line.split(' ')[1]);
}

/** Processor time of the whole machine since it started, in milliseconds. */
function busyMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}
