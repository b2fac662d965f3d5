import { Injectable } from '@nestjs/common';
import { IdempotencyStore, type IdempotencyScope } from '../../../negotiations/ports/idempotency-store.js';
import { Prisma } from '../generated/client.js';
import { PrismaDatabase } from '../prisma-database.js';
import { isUniqueViolation } from '../prisma-errors.js';

const LIFETIME_MS = 24 * 3_600_000;
/** A request that takes longer has died with its process; its key may be used again. */
const IN_FLIGHT_MS = 60_000;

@Injectable()
export class PrismaIdempotencyStore extends IdempotencyStore {
  constructor(private readonly database: PrismaDatabase) {
    super();
  }

  async begin(
    scope: IdempotencyScope,
    bodyHash: string,
    at: Date,
  ): Promise<
    | { outcome: 'started' }
    | { outcome: 'replay'; status: number; response: unknown }
    | { outcome: 'mismatch' }
    | { outcome: 'in_flight' }
  > {
    const records = this.database.client.idempotencyRecord;
    const expired = [{ expiresAt: { lte: at } }, { status: null, createdAt: { lte: new Date(at.getTime() - IN_FLIGHT_MS) } }];
    await records.deleteMany({ where: { ...scope, OR: expired } });
    try {
      await records.create({
        data: { ...scope, bodyHash, createdAt: at, expiresAt: new Date(at.getTime() + LIFETIME_MS) },
      });
      return { outcome: 'started' };
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
    const known = await records.findUnique({ where: { tenantId_method_path_key: scope } });
    if (!known) return { outcome: 'in_flight' };
    if (known.bodyHash !== bodyHash) return { outcome: 'mismatch' };
    return known.status === null
      ? { outcome: 'in_flight' }
      : { outcome: 'replay', status: known.status, response: known.response };
  }

  async complete(scope: IdempotencyScope, status: number, response: unknown): Promise<void> {
    await this.database.client.idempotencyRecord.updateMany({
      where: scope,
      data: { status, response: response ?? Prisma.JsonNull },
    });
  }

  async abandon(scope: IdempotencyScope): Promise<void> {
    await this.database.client.idempotencyRecord.deleteMany({ where: { ...scope, status: null } });
  }
}
