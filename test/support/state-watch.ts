import { createHash } from 'node:crypto';
import { type PrismaDatabase } from '../../src/adapters/prisma/prisma-database.js';

/** Columns that a refused request may change: that a key was used is no state of a negotiation. */
const VOLATILE: Readonly<Record<string, readonly string[]>> = { api_keys: ['last_used_at'] };

/** Notices whether anything in the database has changed. */
export class StateWatch {
  private digest = '';
  private transactions = '';

  constructor(private readonly database: PrismaDatabase) {}

  /** What is there now is what is compared with. */
  async remember(): Promise<void> {
    this.transactions = await writingTransactions(this.database);
    this.digest = await stateDigest(this.database);
  }

  async isUnchanged(): Promise<boolean> {
    // Who only reads takes no number: mostly nothing has to be compared.
    const transactions = await writingTransactions(this.database);
    if (transactions === this.transactions) return true;
    this.transactions = transactions;
    return (await stateDigest(this.database)) === this.digest;
  }
}

/** The number that the next transaction that writes will have. */
async function writingTransactions({ client }: PrismaDatabase): Promise<string> {
  const [row] = await client.$queryRawUnsafe<{ next: string }[]>('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next');
  return row!.next;
}

/** A digest of every row of every table. */
async function stateDigest({ client }: PrismaDatabase): Promise<string> {
  const tables = await client.$queryRawUnsafe<{ table_name: string }[]>(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name",
  );
  const hash = createHash('sha256');
  for (const { table_name } of tables) {
    const rows = await client.$queryRawUnsafe<{ row: Record<string, unknown> }[]>(
      `SELECT to_jsonb(t) AS row FROM "${table_name}" t ORDER BY to_jsonb(t)::text`,
    );
    for (const { row } of rows) {
      for (const column of VOLATILE[table_name] ?? []) delete row[column];
      hash.update(`${table_name} ${JSON.stringify(row)}\n`);
    }
  }
  return hash.digest('hex');
}
