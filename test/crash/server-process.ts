import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const START_LIMIT_MS = 60_000;
const READY_ANSWER_MS = 5_000;
/** Lines of output that are kept, to show what a server said before something went wrong. */
const KEPT_LINES = 200;
const CRASH_LINES = 30;

export interface ServerSettings {
  /** The built `main.js`. */
  file: string;
  databaseUrl: string;
  port: number;
  burstQuietMs: number;
  /** Where several processes tell each other what is on its way. */
  redisUrl?: string;
}

/** The built server as a process that can be killed and started again on the same database and port. */
export class ServerProcess {
  private child: ChildProcess | null = null;
  /** What was printed before ends that nobody asked for, after it was ready: none may happen, whatever fails around it. */
  readonly crashes: string[] = [];
  /** Starts that it gave up by itself, because its database was away, say; whoever runs it starts it again. */
  failedStarts = 0;
  private wasReady = false;
  /** What servers reported as an error; a healthy one reports none. */
  readonly errors: string[] = [];
  private readonly lastLines: string[] = [];
  private rest = '';

  constructor(readonly settings: ServerSettings) {}

  get baseUrl(): string {
    return `http://127.0.0.1:${this.settings.port}`;
  }

  /** Starts the process; whether it is ready is asked with {@link ready}. */
  spawn(): void {
    const child = spawn(process.execPath, [this.settings.file], {
      env: { ...process.env, ...environmentOf(this.settings) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.wasReady = false;
    child.once('close', () => {
      // Whoever ends it takes it from its place before.
      if (this.child !== child) return;
      if (this.wasReady) this.crashes.push(this.lastLines.slice(-CRASH_LINES).join('\n'));
      else this.failedStarts += 1;
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => this.listen(chunk));
    this.child = child;
  }

  /**
   * Milliseconds until it answered.
   * @param persistently whether it is started again where it ends before that
   * @throws where it does not get ready in time
   */
  async ready(persistently = false): Promise<number> {
    const begun = performance.now();
    while (performance.now() - begun < START_LIMIT_MS) {
      if (this.child?.exitCode !== null) {
        if (!persistently) break;
        this.spawn();
      }
      const answer = await fetch(`${this.baseUrl}/readyz`, { signal: AbortSignal.timeout(READY_ANSWER_MS) }).catch(() => null);
      if (answer?.ok) {
        this.wasReady = true;
        return performance.now() - begun;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { exitCode } = this.child ?? {};
    throw new Error(`The server did not get ready. It ended with ${exitCode} and printed:\n${this.lastLines.join('\n')}`);
  }

  /** `SIGKILL`: no handler of the process runs. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  private listen(chunk: string): void {
    const lines = (this.rest + chunk).split('\n');
    this.rest = lines.pop() ?? '';
    this.errors.push(...lines.filter((line) => /"level":[56]0/.test(line)));
    this.lastLines.push(...lines);
    for (const kept of [this.errors, this.lastLines]) kept.splice(0, kept.length - KEPT_LINES);
  }
}

function environmentOf({ databaseUrl, port, burstQuietMs, redisUrl }: ServerSettings): NodeJS.ProcessEnv {
  return {
    DATABASE_URL: databaseUrl,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    PORT: String(port),
    LOG_LEVEL: 'error',
    BURST_QUIET_MS: String(burstQuietMs),
    BURST_MAXIMUM_MS: String(burstQuietMs * 5),
    // From eight to eight are no quiet hours: openings go out whatever the time of day is.
    QUIET_HOURS: '8-8',
    // 32 bytes; only this test's database is encrypted with it.
    PARLEY_MASTER_KEY: Buffer.alloc(32, 'crash-test').toString('base64'),
    POLICY: 'intent',
    JUDGE: 'signals',
    INTERPRETER: 'deterministic',
  };
}

/** A key for everything, made by the command that operators use, before any server runs. */
export async function createKey(settings: ServerSettings): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(dirname(settings.file), 'cli', 'keys.js'),
      ...['create', '--tenant', 'crash-test', '--ota', 'Farewell Travel', '--name', 'Crash test', '--scopes', 'ota,ops:read'],
    ],
    { env: { ...process.env, ...environmentOf(settings) } },
  );
  return (JSON.parse(stdout) as { key: string }).key;
}
