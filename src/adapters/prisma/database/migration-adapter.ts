import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import { EmbeddedEngine } from './embedded-engine.js';
import { embeddedPool } from './embedded-pool.js';

interface AdapterInternals {
  onError(error: unknown): never;
  performIO(query: SqlQuery): Promise<{ fields: { dataTypeID: number }[] }>;
}

const OID_CHAR = 18;
const OID_BPCHAR = 1042;

/**
 * Repairs, for migrations only, what @prisma/adapter-pg 7.10 gets wrong there: `executeScript` cuts a script at every
 * ';' and runs the pieces outside a transaction (here one simple-protocol message runs the file as one implicit
 * transaction), and columns of type "char" have no mapping, so that introspection fails.
 */
function repaired(adapter: SqlDriverAdapter, pool: pg.Pool): SqlDriverAdapter {
  const internals = adapter as unknown as AdapterInternals;
  // Called with a view of the adapter in its place.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { queryRaw } = adapter;
  adapter.queryRaw = async (query) => {
    let characterColumns: number[] = [];
    const view = Object.create(adapter, {
      performIO: {
        value: async (inner: SqlQuery) => {
          const result = await internals.performIO(inner);
          characterColumns = result.fields.flatMap((field, index) => (field.dataTypeID === OID_CHAR ? [index] : []));
          for (const index of characterColumns) result.fields[index]!.dataTypeID = OID_BPCHAR;
          return result;
        },
      },
    }) as SqlDriverAdapter;
    const set = await queryRaw.call(view, query);
    for (const index of characterColumns) set.columnTypes[index] = ColumnTypeEnum.Character;
    return set;
  };
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      internals.onError(error);
    }
  };
  return adapter;
}

/**
 * The pool must have one connection and be ended right after use: the engine takes a session advisory lock and never
 * gives it back. The shadow database is an embedded one in memory; the adapter's own would open the live database.
 */
export function migrationAdapterFactory(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const live = new PrismaPg(pool);
  return {
    provider: live.provider,
    adapterName: live.adapterName,
    connect: async () => repaired(await live.connect(), pool),
    connectToShadowDb: async () => {
      const database = new EmbeddedEngine({});
      const shadow = embeddedPool(database, 1);
      const adapter = repaired(await new PrismaPg(shadow).connect(), shadow);
      adapter.dispose = async () => {
        await shadow.end();
        await database.close();
      };
      return adapter;
    },
  };
}
