import { type INestApplicationContext } from '@nestjs/common';
import { type PrismaDatabase } from '../../src/adapters/prisma/prisma-database.js';
import { NegotiationQueries } from '../../src/negotiations/ports/negotiation-queries.js';
import { ConversationStore } from '../../src/turn/ports/conversation-store.js';

export interface StoredRow {
  where: string;
  text: string;
}

/** The only table that may hold a limit rate. */
const MANDATES = 'mandates';

/** Everything in the database but the mandates, as it lies there and, where it is encrypted, as it reads. */
export async function everythingStored(database: PrismaDatabase, app: INestApplicationContext): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  const tables = await database.client.$queryRawUnsafe<{ table_name: string }[]>(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
  );
  for (const { table_name } of tables) {
    if (table_name === MANDATES) continue;
    const found = await database.client.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${table_name}" t`);
    rows.push(...found.map(({ row }) => ({ where: table_name, text: row.replace(/\\\\x[0-9a-f]+/g, '') })));
  }
  const store = app.get(ConversationStore, { strict: false });
  const queries = app.get(NegotiationQueries, { strict: false });
  for (const { id } of await database.client.negotiation.findMany({ select: { id: true } })) {
    const add = (where: string, value: unknown): void =>
      void rows.push({ where: `${where} of ${id}`, text: JSON.stringify(value) });
    add('conversation', await store.load(id));
    for (const message of await store.messages(id, {})) add('message', message);
    for (const turn of await queries.turns(id)) add('turn record', turn);
  }
  return rows;
}
