import { randomBytes } from 'node:crypto';
import { Database, type DatabaseOptions } from './database/database.js';
import { PartnerCipher } from './encryption/partner-cipher.js';
import { PrismaDatabase } from './prisma-database.js';
import { isUniqueViolation } from './prisma-errors.js';

/** Name of the master key that is kept in the database. */
export const KEPT_MASTER_KEY = 'master';
const KEY_BYTES = 32;

/**
 * Opens and migrates the database and settles the master key: the configured one, else one kept in the database itself
 * (then a copy of the database holds key and data together: fine for a laptop, not for production).
 */
export async function openDatabase(
  options: DatabaseOptions & { masterKey?: Buffer },
  at: Date,
): Promise<{ database: PrismaDatabase; applied: string[]; masterKeyFromDatabase: boolean }> {
  const database = await Database.open(options);
  try {
    const masterKey = options.masterKey ?? (await keptMasterKey(database, at));
    return {
      database: new PrismaDatabase(database, masterKey),
      applied: database.applied,
      masterKeyFromDatabase: options.masterKey === undefined,
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Whether the master key opens what was written before: the key of the newest partner who has one. True where there is none. */
export async function masterKeyFits({ client, masterKey }: PrismaDatabase): Promise<boolean> {
  const partner = await client.partner.findFirst({ where: { dataKey: { not: null } }, orderBy: { id: 'desc' } });
  if (!partner) return true;
  try {
    PartnerCipher.unwrap(masterKey, partner.id, partner.dataKey);
    return true;
  } catch {
    return false;
  }
}

async function keptMasterKey(database: Database, at: Date): Promise<Buffer> {
  const { secret } = database.prisma;
  const existing = await secret.findUnique({ where: { name: KEPT_MASTER_KEY } });
  if (existing) return Buffer.from(existing.value);
  const fresh = randomBytes(KEY_BYTES);
  try {
    await secret.create({ data: { name: KEPT_MASTER_KEY, value: new Uint8Array(fresh), createdAt: at } });
    return fresh;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return Buffer.from((await secret.findUniqueOrThrow({ where: { name: KEPT_MASTER_KEY } })).value);
  }
}
