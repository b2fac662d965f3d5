import { open, seal } from '../../platform/sealed.js';
import { boundTo } from './conversation-row.js';
import { APPLICATION_NAME } from './database/database.js';
import { KEPT_MASTER_KEY } from './open-database.js';
import { type PrismaDatabase } from './prisma-database.js';

/** Rows that are wrapped anew with one statement. */
const AT_ONCE = 1_000;
/** For the whole change; a million partners take about a minute. */
const TIMEOUT_MS = 3_600_000;

export interface Rotated {
  /** Partners whose key was wrapped anew; what was written with them stays as it is. */
  partners: number;
  webhookEndpoints: number;
}

/** Servers are connected, and would go on with the key before. */
export class ServersRunningError extends Error {
  constructor(readonly connections: number) {
    super(`${connections} connections of running servers were found; stop them first`);
    this.name = 'ServersRunningError';
  }
}

/**
 * Wraps everything that the master key wraps with another one: all of it in one transaction, or nothing. A key that was kept in
 * the database is removed from it.
 * @param database opened with the key before, and with one connection
 * @throws {ServersRunningError} where servers are connected to a PostgreSQL server; an error where something does not open with the key before; nothing has changed then
 */
export async function rotateMasterKey({ client, masterKey, embedded }: PrismaDatabase, fresh: Buffer): Promise<Rotated> {
  const rewrapped = (sealed: Uint8Array, bound: string): string =>
    Buffer.from(seal(fresh, open(masterKey, sealed, bound), bound)).toString('base64');
  return client.$transaction(
    async (transaction) => {
      const [others] = await transaction.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = ${APPLICATION_NAME} AND pid <> pg_backend_pid()`;
      if (!embedded && others!.count > 0) throw new ServersRunningError(others!.count);
      // Nobody creates a partner or an endpoint with the key before while this goes on.
      await transaction.$executeRaw`LOCK TABLE partners, webhook_endpoints IN SHARE ROW EXCLUSIVE MODE`;
      const partners = await inBatches(
        (after) =>
          transaction.partner.findMany({
            where: { dataKey: { not: null }, ...(after === undefined ? {} : { id: { gt: after } }) },
            select: { id: true, dataKey: true },
            orderBy: { id: 'asc' },
            take: AT_ONCE,
          }),
        async (rows) => {
          const wrapped = rows.map(({ id, dataKey }) => ({ id, key: rewrapped(dataKey!, id) }));
          await transaction.$executeRaw`
            UPDATE partners SET data_key = decode(fresh.key, 'base64')
            FROM jsonb_to_recordset(${JSON.stringify(wrapped)}::jsonb) AS fresh(id uuid, key text) WHERE partners.id = fresh.id`;
        },
      );
      const webhookEndpoints = await inBatches(
        (after) =>
          transaction.webhookEndpoint.findMany({
            where: after === undefined ? {} : { id: { gt: after } },
            select: { id: true, secret: true, previousSecret: true },
            orderBy: { id: 'asc' },
            take: AT_ONCE,
          }),
        async (rows) => {
          const wrapped = rows.map(({ id, secret, previousSecret }) => ({
            id,
            secret: rewrapped(secret, boundTo.webhookEndpoint(id)),
            previous: previousSecret && rewrapped(previousSecret, boundTo.webhookEndpoint(id)),
          }));
          await transaction.$executeRaw`
            UPDATE webhook_endpoints SET secret = decode(fresh.secret, 'base64'), previous_secret = decode(fresh.previous, 'base64')
            FROM jsonb_to_recordset(${JSON.stringify(wrapped)}::jsonb) AS fresh(id uuid, secret text, previous text)
            WHERE webhook_endpoints.id = fresh.id`;
        },
      );
      await transaction.secret.deleteMany({ where: { name: KEPT_MASTER_KEY } });
      return { partners, webhookEndpoints };
    },
    { timeout: TIMEOUT_MS, maxWait: TIMEOUT_MS },
  );
}

async function inBatches<Row extends { id: string }>(
  next: (after: string | undefined) => Promise<Row[]>,
  work: (rows: Row[]) => Promise<void>,
): Promise<number> {
  let count = 0;
  let after: string | undefined;
  for (;;) {
    const rows = await next(after);
    if (rows.length === 0) return count;
    await work(rows);
    count += rows.length;
    after = rows.at(-1)!.id;
  }
}
