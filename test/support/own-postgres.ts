import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.js';

const run = promisify(execFile);
/** Where distributions put the programs of the server, which are not on the path. */
const PLACES = ['/usr/lib/postgresql', '/usr/local/pgsql', '/opt/homebrew/opt/postgresql'];
const ANSWER_LIMIT_MS = 30_000;

function binaries(): string | null {
  const versions = PLACES.flatMap((place) =>
    existsSync(place) ? [place, ...readdirSync(place).map((version) => join(place, version))] : [],
  );
  return versions.map((place) => join(place, 'bin')).findLast((bin) => existsSync(join(bin, 'initdb'))) ?? null;
}

/** The path of a program that comes with the server, `pg_dump`, say; null where there is none. */
export function postgresProgram(name: string): string | null {
  const bin = binaries();
  return bin !== null && existsSync(join(bin, name)) ? join(bin, name) : null;
}

/** A PostgreSQL server of the test's own, whose crash hurts nobody else. It keeps what it committed: `fsync` is as it comes. */
export class OwnPostgres {
  private constructor(
    private readonly bin: string,
    private readonly directory: string,
    readonly port: number,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** Whether the programs are there. */
  static readonly isPossible: boolean = binaries() !== null;

  /** @param settings of the server, by their names in `postgresql.conf` */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<OwnPostgres> {
    const bin = binaries();
    if (bin === null) throw new Error('The programs of a PostgreSQL server (initdb, pg_ctl) were not found');
    const directory = await mkdtemp(join(tmpdir(), 'parley-postgres-'));
    const own = new OwnPostgres(bin, directory, await freePort(), settings);
    // The server refuses to run as root; its own account then owns the directory.
    if (isRoot) await run('chown', ['postgres', directory]);
    else await chmod(directory, 0o700);
    await own.program('initdb', ['-D', own.data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C']);
    await own.control('start');
    return own;
  }

  get url(): string {
    return `postgresql://postgres@127.0.0.1:${this.port}/postgres`;
  }

  /** Dies without a word to anybody, and recovers from its log. */
  async crashAndRestart(): Promise<void> {
    await this.control('restart', '-m', 'immediate');
    const begun = performance.now();
    while (performance.now() - begun < ANSWER_LIMIT_MS) {
      const client = new pg.Client({ connectionString: this.url });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.end();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    throw new Error('The database did not come back');
  }

  async drop(): Promise<void> {
    await this.control('stop', '-m', 'immediate').catch(() => undefined);
    await rm(this.directory, { recursive: true, force: true });
  }

  private get data(): string {
    return join(this.directory, 'data');
  }

  private async control(what: string, ...more: string[]): Promise<void> {
    const settings = Object.entries(this.settings).map(([name, value]) => ` -c ${name}=${value}`);
    const options = `-p ${this.port} -c listen_addresses=127.0.0.1 -k ${this.directory}${settings.join('')}`;
    const log = join(this.directory, 'log');
    await this.program('pg_ctl', [what, '-D', this.data, '-w', '-l', log, '-o', options, ...more]);
  }

  private async program(name: string, args: string[]): Promise<void> {
    const file = join(this.bin, name);
    if (isRoot) await run('runuser', ['-u', 'postgres', '--', file, ...args], { cwd: this.directory });
    else await run(file, args, { cwd: this.directory });
  }
}

const isRoot = process.getuid?.() === 0;
