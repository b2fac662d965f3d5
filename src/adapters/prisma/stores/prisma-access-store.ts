import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccessStore, type ApiKey, type Caller, type NewKey, type Scope } from '../../../negotiations/ports/access-store.js';
import { type Page } from '../../../negotiations/ports/negotiation-queries.js';
import { Clock } from '../../../turn/ports/clock.js';
import { Randomness } from '../../../turn/ports/randomness.js';
import { createdBefore, decodeCursor, toPage } from '../cursor.js';
import { PrismaDatabase } from '../prisma-database.js';
import { asUuid } from '../uuid.js';
import { isUniqueViolation } from '../prisma-errors.js';

const KEY_PREFIX = 'parley_';
const KEY_BYTES = 32;
const SECRET_BYTES = 32;
/** `lastUsedAt` is for people; a write for every request would cost more than it tells. */
const LAST_USED_RESOLUTION_MS = 60_000;
/** How long a looked-up key is trusted before the database is asked again: the longest a revoked key lives on. */
const CACHE_MS = 5_000;
const CACHE_SIZE = 1_000;

/** SHA-256 is enough for keys of 256 random bits: there is nothing to guess. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

@Injectable()
export class PrismaAccessStore extends AccessStore {
  private readonly cache = new Map<string, { caller: Caller; until: number }>();
  private readonly secrets = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly database: PrismaDatabase,
    private readonly randomness: Randomness,
    private readonly clock: Clock,
  ) {
    super();
  }

  async authenticate(presentedKey: string, at: Date): Promise<Caller | null> {
    if (!presentedKey.startsWith(KEY_PREFIX)) return null;
    const hash = hashKey(presentedKey);
    const cached = this.cache.get(hash);
    if (cached && cached.until > at.getTime()) return cached.caller;
    this.cache.delete(hash);
    const row = await this.database.client.apiKey.findUnique({ where: { hash } });
    if (!row || !timingSafeEqual(Buffer.from(row.hash), Buffer.from(hash))) return null;
    if (row.revokedAt || (row.expiresAt && row.expiresAt <= at)) return null;
    if (!row.lastUsedAt || at.getTime() - row.lastUsedAt.getTime() > LAST_USED_RESOLUTION_MS) {
      await this.database.client.apiKey.update({ where: { id: row.id }, data: { lastUsedAt: at } });
    }
    const caller: Caller = { keyId: row.id, name: row.name, tenantId: row.tenantId, scopes: row.scopes as Scope[] };
    if (this.cache.size >= CACHE_SIZE) this.cache.delete(this.cache.keys().next().value!);
    const until = Math.min(at.getTime() + CACHE_MS, row.expiresAt?.getTime() ?? Infinity);
    this.cache.set(hash, { caller, until });
    return caller;
  }

  async createKey(
    input: NewKey & { tenant: string; ota?: string },
    at: Date,
  ): Promise<{ keyId: string; key: string; tenantId: string }> {
    const tenant = await this.database.client.tenant.upsert({
      where: { name: input.tenant },
      create: { id: this.randomness.id(), name: input.tenant, ota: input.ota ?? input.tenant, createdAt: at },
      update: input.ota === undefined ? {} : { ota: input.ota },
    });
    return { ...(await this.addKey(tenant.id, input, at)), tenantId: tenant.id };
  }

  async addKey(tenantId: string, { name, scopes, expiresAt }: NewKey, at: Date): Promise<{ keyId: string; key: string }> {
    const key = `${KEY_PREFIX}${this.randomness.bytes(KEY_BYTES).toString('base64url')}`;
    const id = this.randomness.id();
    const data = { id, tenantId, name, hash: hashKey(key), scopes, createdAt: at, expiresAt: expiresAt ?? null };
    await this.database.client.apiKey.create({ data });
    return { keyId: id, key };
  }

  async keys(tenantId: string, page: { cursor?: string; limit: number }): Promise<Page<ApiKey>> {
    const cursor = decodeCursor(page.cursor);
    const rows = await this.database.client.apiKey.findMany({
      where: {
        tenantId,
        ...createdBefore(cursor),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: page.limit + 1,
      omit: { hash: true },
    });
    return toPage(
      rows,
      page.limit,
      (row) => ({ at: row.createdAt, id: row.id }),
      ({ id, name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt }) => ({
        id,
        name,
        scopes: scopes as Scope[],
        createdAt,
        ...(expiresAt === null ? {} : { expiresAt }),
        ...(lastUsedAt === null ? {} : { lastUsedAt }),
        ...(revokedAt === null ? {} : { revokedAt }),
      }),
    );
  }

  async revokeKey(tenantId: string, keyId: string, at: Date): Promise<boolean> {
    const id = asUuid(keyId);
    const row = id && (await this.database.client.apiKey.findFirst({ where: { id, tenantId }, select: { hash: true } }));
    if (!row) return false;
    await this.database.client.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } });
    this.cache.delete(row.hash);
    return true;
  }

  async tenantNamed(name: string): Promise<string | null> {
    const tenant = await this.database.client.tenant.findUnique({ where: { name }, select: { id: true } });
    return tenant?.id ?? null;
  }

  async otaName(tenantId: string): Promise<string> {
    const tenant = await this.database.client.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { ota: true } });
    return tenant.ota;
  }

  async recordChatToken(token: { id: string; negotiationId: string; expiresAt: Date }, at: Date): Promise<void> {
    await this.database.client.chatToken.create({ data: { ...token, createdAt: at } });
  }

  async chatTokenIsLive(tokenId: string, at: Date): Promise<boolean> {
    const token = await this.database.client.chatToken.findUnique({ where: { id: tokenId } });
    return token !== null && token.revokedAt === null && token.expiresAt > at;
  }

  async revokeChatTokens(negotiationId: string, at: Date): Promise<number> {
    const revoked = await this.database.client.chatToken.updateMany({
      where: { negotiationId, revokedAt: null, expiresAt: { gt: at } },
      data: { revokedAt: at },
    });
    return revoked.count;
  }

  secret(name: 'chat-token' | 'idempotency' | 'concession'): Promise<Buffer> {
    let secret = this.secrets.get(name);
    if (!secret) {
      secret = loadOrCreateSecret(this.database, name, this.randomness.bytes(SECRET_BYTES), this.clock.now());
      // A failed look-up must not be remembered.
      secret.catch(() => this.secrets.delete(name));
      this.secrets.set(name, secret);
    }
    return secret;
  }
}

/** Two processes may start together: whoever inserts first wins, and both read the winner's. */
async function loadOrCreateSecret(database: PrismaDatabase, name: string, fresh: Buffer, at: Date): Promise<Buffer> {
  const existing = await database.client.secret.findUnique({ where: { name } });
  if (existing) return Buffer.from(existing.value);
  try {
    await database.client.secret.create({ data: { name, value: new Uint8Array(fresh), createdAt: at } });
    return fresh;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return Buffer.from((await database.client.secret.findUniqueOrThrow({ where: { name } })).value);
  }
}
