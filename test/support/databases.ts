import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '../../src/adapters/prisma/open-database.js';
import { type PrismaDatabase } from '../../src/adapters/prisma/prisma-database.js';
import { projectRoot } from '../../src/config/paths.js';
import { embeddedSnapshot } from './embedded-snapshot.js';

/** A PostgreSQL server for tests; its databases are made and dropped by them. */
export const TEST_SERVER_URL = process.env['TEST_DATABASE_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres';

const AT = new Date('2026-11-24T06:00:00Z');
const prismaDirectory = join(projectRoot, 'prisma');

export interface TestDatabase {
  database: PrismaDatabase;
  /** Of a real server; absent for the embedded database. */
  url?: string;
  drop(): Promise<void>;
}

async function serverAnswers(): Promise<boolean> {
  const client = new pg.Client({ connectionString: TEST_SERVER_URL, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** Whether a real PostgreSQL can be used. Where it cannot, tests that need it say that they were skipped. */
export const postgresIsThere: boolean = await serverAnswers();

export async function createServerDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `parley_test_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(TEST_SERVER_URL);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: TEST_SERVER_URL });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The databases that stores are tested on. */
export const DATABASES: { name: string; available: boolean; open: () => Promise<TestDatabase> }[] = [
  {
    name: 'embedded PostgreSQL',
    available: true,
    open: async () => {
      const { database } = await openDatabase({ prismaDirectory, snapshot: await embeddedSnapshot() }, AT);
      return { database, drop: () => database.close() };
    },
  },
  {
    name: 'a PostgreSQL server',
    available: postgresIsThere,
    open: async () => {
      const { url, drop } = await createServerDatabase();
      const { database } = await openDatabase({ prismaDirectory, url, poolSize: 5 }, AT);
      return {
        database,
        url,
        drop: async () => {
          await database.close();
          await drop();
        },
      };
    },
  },
];
