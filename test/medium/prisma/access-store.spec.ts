import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrismaAccessStore } from '../../../src/adapters/prisma/stores/prisma-access-store.js';
import { PrismaTenantDirectory } from '../../../src/adapters/prisma/stores/prisma-tenant-directory.js';
import { DATABASES, type TestDatabase } from '../../support/databases.js';
import { SeededRandomness } from '../../../src/simulation/world/seeded-randomness.js';
import { SteppedClock } from '../../../src/simulation/world/stepped-clock.js';

const HOUR_MS = 3_600_000;
/** Longer than a looked-up key is trusted. */
const AFTER_CACHE_MS = 6_000;

describe.each(DATABASES)('keys and tokens on $name', ({ available, open }) => {
  let test: TestDatabase;
  const clock = new SteppedClock('2026-11-24T10:00:00Z');
  const randomness = new SeededRandomness(3);
  /** Another process on the same database: nothing remembered. */
  const store = () => new PrismaAccessStore(test.database, randomness, clock);

  beforeAll(async () => {
    if (available) test = await open();
  });
  afterAll(() => test?.drop());

  const rowOf = (keyId: string) => test.database.client.apiKey.findUniqueOrThrow({ where: { id: keyId } });

  it.skipIf(!available)('knows a key by its hash alone: the key is stored nowhere', async () => {
    const { key, keyId, tenantId } = await store().createKey({ tenant: 'hashed', name: 'Backend', scopes: ['ota'] }, clock.now());
    expect(await store().authenticate(key, clock.now())).toEqual({ keyId, name: 'Backend', tenantId, scopes: ['ota'] });
    const [{ row } = { row: '' }] = await test.database.client.$queryRaw<{ row: string }[]>`
      SELECT t::text AS row FROM api_keys t WHERE id = ${keyId}::uuid`;
    expect(row).not.toContain(key);
    expect(row).not.toContain(key.replace('parley_', ''));
    expect((await rowOf(keyId)).hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it.skipIf(!available)('makes keys that cannot be guessed or mistaken for one another', async () => {
    const keys: string[] = [];
    for (let count = 0; count < 5; count++) {
      keys.push((await store().createKey({ tenant: 'many', name: `k${count}`, scopes: ['ota'] }, clock.now())).key);
    }
    expect(new Set(keys).size).toBe(5);
    for (const key of keys) expect(key).toMatch(/^parley_[\w-]{43}$/);
  });

  it.skipIf(!available)('keeps one tenant for a name, and each key to its own', async () => {
    const first = await store().createKey({ tenant: 'same', name: 'a', scopes: ['ota'] }, clock.now());
    const second = await store().createKey({ tenant: 'same', name: 'b', scopes: ['ops:read', 'ops:write'] }, clock.now());
    const other = await store().createKey({ tenant: 'other', name: 'c', scopes: ['ota'] }, clock.now());
    expect(second.tenantId).toBe(first.tenantId);
    expect(other.tenantId).not.toBe(first.tenantId);
    expect((await store().authenticate(second.key, clock.now()))!.scopes).toEqual(['ops:read', 'ops:write']);
    expect((await store().authenticate(other.key, clock.now()))!.tenantId).toBe(other.tenantId);
  });

  it.skipIf(!available)('refuses unknown, altered and foreign keys', async () => {
    const { key } = await store().createKey({ tenant: 'refused', name: 'a', scopes: ['ota'] }, clock.now());
    const altered = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A');
    for (const presented of ['', 'parley_', altered, key.replace('parley_', ''), `${key} `, 'parley_x\u0000y']) {
      expect(await store().authenticate(presented, clock.now())).toBeNull();
    }
  });

  it.skipIf(!available)('lets a key expire to the millisecond, remembered or not', async () => {
    const expiresAt = new Date(clock.now().getTime() + 1_000);
    const { key } = await store().createKey({ tenant: 'expiring', name: 'a', scopes: ['ota'], expiresAt }, clock.now());
    const remembering = store();
    expect(await remembering.authenticate(key, new Date(expiresAt.getTime() - 1))).not.toBeNull();
    expect(await remembering.authenticate(key, expiresAt)).toBeNull();
    expect(await store().authenticate(key, expiresAt)).toBeNull();
  });

  it.skipIf(!available)('forgets a revoked key within seconds', async () => {
    const { key, keyId } = await store().createKey({ tenant: 'revoked', name: 'a', scopes: ['ota'] }, clock.now());
    const remembering = store();
    expect(await remembering.authenticate(key, clock.now())).not.toBeNull();
    await test.database.client.apiKey.update({ where: { id: keyId }, data: { revokedAt: clock.now() } });
    expect(await store().authenticate(key, clock.now())).toBeNull();
    clock.advance(AFTER_CACHE_MS);
    expect(await remembering.authenticate(key, clock.now())).toBeNull();
  });

  it.skipIf(!available)('notes when a key was last used, to the minute', async () => {
    const { key, keyId } = await store().createKey({ tenant: 'used', name: 'a', scopes: ['ota'] }, clock.now());
    expect((await rowOf(keyId)).lastUsedAt).toBeNull();
    const first = clock.now();
    await store().authenticate(key, first);
    expect((await rowOf(keyId)).lastUsedAt).toEqual(first);
    clock.advance(59_000);
    await store().authenticate(key, clock.now());
    expect((await rowOf(keyId)).lastUsedAt).toEqual(first);
    clock.advance(2_000);
    await store().authenticate(key, clock.now());
    expect((await rowOf(keyId)).lastUsedAt).toEqual(clock.now());
  });

  it.skipIf(!available)('knows the OTA by the name that partners know', async () => {
    const { tenantId } = await store().createKey(
      { tenant: 'named', ota: 'Farewell Travel', name: 'a', scopes: ['ota'] },
      clock.now(),
    );
    await store().createKey({ tenant: 'named', name: 'b', scopes: ['ota'] }, clock.now());
    const tenants = new PrismaTenantDirectory(store());
    expect(await tenants.otaName(tenantId)).toBe('Farewell Travel');
    expect(await tenants.otaName(tenantId)).toBe('Farewell Travel');
    await expect(tenants.otaName('00000000-0000-7000-8000-000000000000')).rejects.toThrow();
    const secret = await tenants.concessionSecret();
    expect(await new PrismaTenantDirectory(store()).concessionSecret()).toEqual(secret);
  });

  it.skipIf(!available)('gives every process the same secret, and each purpose its own', async () => {
    const all = await Promise.all([store(), store(), store(), store()].map((each) => each.secret('chat-token')));
    for (const secret of all) {
      expect(secret).toHaveLength(32);
      expect(secret).toEqual(all[0]);
    }
    expect(await store().secret('idempotency')).not.toEqual(all[0]);
  });

  it.skipIf(!available)('keeps chat tokens alive until they expire or all are revoked', async () => {
    const { tenantId } = await store().createKey({ tenant: 'chat', name: 'a', scopes: ['ota'] }, clock.now());
    const negotiationId = await aNegotiationRow(test, tenantId, randomness, clock.now());
    const other = await aNegotiationRow(test, tenantId, randomness, clock.now());
    const expiresAt = new Date(clock.now().getTime() + HOUR_MS);
    const [one, two, foreign] = [randomness.id(), randomness.id(), randomness.id()];
    for (const id of [one, two]) await store().recordChatToken({ id, negotiationId, expiresAt }, clock.now());
    await store().recordChatToken({ id: foreign, negotiationId: other, expiresAt }, clock.now());
    expect(await store().chatTokenIsLive(one, clock.now())).toBe(true);
    expect(await store().chatTokenIsLive(one, expiresAt)).toBe(false);
    expect(await store().chatTokenIsLive(randomness.id(), clock.now())).toBe(false);
    expect(await store().revokeChatTokens(negotiationId, clock.now())).toBe(2);
    expect(await store().revokeChatTokens(negotiationId, clock.now())).toBe(0);
    expect(await store().chatTokenIsLive(two, clock.now())).toBe(false);
    expect(await store().chatTokenIsLive(foreign, clock.now())).toBe(true);
  });
});

/** The least that a chat token can belong to. */
async function aNegotiationRow(test: TestDatabase, tenantId: string, randomness: SeededRandomness, at: Date): Promise<string> {
  const [id, partnerId] = [randomness.id(), randomness.id()];
  await test.database.client.partner.create({
    data: { id: partnerId, tenantId, externalId: partnerId, profile: new Uint8Array() },
  });
  await test.database.client.negotiation.create({
    data: {
      id,
      tenantId,
      externalId: id,
      partnerId,
      hotel: {},
      hotelName: '',
      arm: 'intent',
      sopId: 'hotel-rate',
      sopVersion: 0,
      start: 'now',
      status: 'open',
      stage: 'opening',
      snapshot: new Uint8Array(),
      updatedAt: at,
    },
  });
  return id;
}
