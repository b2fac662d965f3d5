import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../generated/client.js';
import { lockDirectory } from './directory-lock.js';
import { Migrator } from './migrator.js';
import { EmbeddedEngine } from './embedded-engine.js';
import { embeddedPool } from './embedded-pool.js';
import { PooledStatements, type Statements } from './statements.js';

/** For a connection, waiting for a free one included. */
const CONNECTION_TIMEOUT_MS = 10_000;
/** For one statement. What takes longer on purpose (a migration) has a connection of its own. */
const ANSWER_TIMEOUT_MS = 15_000;

/** How connections of servers and tools are told from those of other programs. */
export const APPLICATION_NAME = 'parley';

export interface DatabaseOptions {
  /** `postgresql://…` for a server; absent: the embedded database. */
  url?: string;
  /** Where the embedded database lives; absent: in memory, gone with the process. */
  dataDirectory?: string;
  /** Directory that holds `schema.prisma` and `migrations/`. */
  prismaDirectory: string;
  /** Connections to a server. */
  poolSize?: number;
  /** A dumped data directory to start an in-memory database from, instead of migrating an empty one. */
  snapshot?: Uint8Array;
}

/** One schema and one set of migrations, on an embedded database or a server. Migrated when it opens. */
export class Database {
  private constructor(
    readonly prisma: PrismaClient,
    readonly statements: Statements,
    readonly embedded: EmbeddedEngine | null,
    /** Names of the migrations that were applied at opening. */
    readonly applied: string[],
    private readonly release: () => Promise<void>,
  ) {}

  static async open(options: DatabaseOptions): Promise<Database> {
    return options.url ? Database.openServer(options.url, options) : Database.openEmbedded(options);
  }

  async close(): Promise<void> {
    await this.prisma.$disconnect();
    await this.release();
  }

  private static async migrate(pool: pg.Pool, prismaDirectory: string): Promise<string[]> {
    const migrator = await Migrator.open(pool, join(prismaDirectory, 'schema.prisma'), join(prismaDirectory, 'migrations'));
    try {
      return await migrator.deploy();
    } finally {
      migrator.close();
    }
  }

  private static async openServer(url: string, options: DatabaseOptions): Promise<Database> {
    const once = new pg.Pool({ connectionString: url, max: 1 });
    let applied: string[];
    try {
      applied = await Database.migrate(once, options.prismaDirectory);
    } finally {
      await once.end();
    }
    const pool = Database.serverPool(url, options.poolSize ?? 10);
    return new Database(Database.client(pool), new PooledStatements(pool), null, applied, () => pool.end());
  }

  private static serverPool(url: string, size: number): pg.Pool {
    const pool = new pg.Pool({
      connectionString: url,
      application_name: APPLICATION_NAME,
      max: size,
      // Where nothing comes back, the network is split or the server is gone without a word: others take up what was begun.
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      keepAlive: true,
    });
    // A connection that breaks must not take the process down, idle or not; the query that it was for reports it.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  }

  private static async openEmbedded(options: DatabaseOptions): Promise<Database> {
    const directory = options.dataDirectory ? join(options.dataDirectory, 'database') : undefined;
    if (options.dataDirectory) mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
    const unlock = directory ? lockDirectory(directory) : () => undefined;
    try {
      const embedded = new EmbeddedEngine(
        directory ? { directory } : { ...(options.snapshot && { snapshot: options.snapshot }) },
      );
      await embedded.ready();
      const applied = options.snapshot ? [] : await Database.migrateEmbedded(embedded, options.prismaDirectory);
      const pool = embeddedPool(embedded);
      return new Database(Database.client(pool), new PooledStatements(pool), embedded, applied, async () => {
        await pool.end();
        await embedded.close();
        unlock();
      });
    } catch (error) {
      unlock();
      throw error;
    }
  }

  private static async migrateEmbedded(embedded: EmbeddedEngine, prismaDirectory: string): Promise<string[]> {
    const once = embeddedPool(embedded, 1);
    try {
      return await Database.migrate(once, prismaDirectory);
    } finally {
      await once.end();
    }
  }

  private static client(pool: pg.Pool): PrismaClient {
    // On the embedded database a transaction waits for the session, and a queue under load outlasts the default of 2 s.
    return new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: { maxWait: 15_000, timeout: 15_000 } });
  }
}
