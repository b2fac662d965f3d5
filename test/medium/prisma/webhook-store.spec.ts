import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PrismaAccessStore } from '../../../src/adapters/prisma/stores/prisma-access-store.js';
import { PrismaConversationStore } from '../../../src/adapters/prisma/stores/prisma-conversation-store.js';
import { PrismaWebhookStore } from '../../../src/adapters/prisma/stores/prisma-webhook-store.js';
import { emptyMemory } from '../../../src/domain/conversation/empty-memory.js';
import { aMandate, aNegotiation } from '../../../src/domain/negotiation/negotiation.fixtures.js';
import { SeededRandomness } from '../../../src/simulation/world/seeded-randomness.js';
import { SteppedClock } from '../../../src/simulation/world/stepped-clock.js';
import { type ClaimedDelivery } from '../../../src/webhooks/ports/webhook-store.js';
import { DATABASES, type TestDatabase } from '../../support/databases.js';

const LEASE_MS = 60_000;
const MINUTE_MS = 60_000;

describe.each(DATABASES)('webhooks on $name', ({ available, open }) => {
  let test: TestDatabase;
  let store: PrismaWebhookStore;
  let conversations: PrismaConversationStore;
  let tenantId: string;
  const clock = new SteppedClock('2026-11-24T10:00:00Z');
  const randomness = new SeededRandomness(7);
  let count = 0;

  beforeAll(async () => {
    if (!available) return;
    test = await open();
    store = new PrismaWebhookStore(test.database);
    conversations = new PrismaConversationStore(test.database, clock, randomness);
  });
  afterAll(() => test?.drop());
  beforeEach(async () => {
    if (!available) return;
    await test.database.client.webhookEndpoint.deleteMany();
    const access = new PrismaAccessStore(test.database, randomness, clock);
    ({ tenantId } = await access.createKey({ tenant: `tenant-${++count}`, name: 'key', scopes: ['ota'] }, clock.now()));
  });

  async function endpoint(url = 'https://ota.example/hooks'): Promise<{ id: string; secret: Buffer }> {
    const secret = randomBytes(32);
    const id = randomUUID();
    expect(await store.createEndpoint({ id, tenantId, url, events: [], secret }, 20, clock.now())).toBe(true);
    return { id, secret };
  }

  async function negotiation(): Promise<string> {
    const externalId = `negotiation-${++count}`;
    const created = await conversations.create(
      {
        tenantId,
        externalId,
        hotel: { id: 'h1', name: 'Hotel Anker', timeZone: 'Europe/Berlin' },
        partner: { id: `partner-${externalId}` },
        arm: 'intent',
        sop: { id: 'hotel-rate', version: 0 },
        start: 'now',
        snapshot: { state: aNegotiation(), position: { stage: 'opening', status: 'open' }, memory: emptyMemory('en') },
        mandates: [aMandate()],
        firstTurnAt: null,
      },
      clock.now(),
    );
    if (typeof created === 'string') throw new Error(created);
    return created.id;
  }

  const claim = (limit = 32, perEndpoint = 4, inFlight = new Map<string, number>()): Promise<ClaimedDelivery[]> =>
    store.claim({ at: clock.now(), leaseMs: LEASE_MS, perEndpoint, inFlight, limit });
  const statuses = async () => (await store.deliveries(tenantId, {}, { limit: 50 })).items.map(({ status }) => status);

  it.skipIf(!available)('are due with the event, with all that sending them takes', async () => {
    const { id, secret } = await endpoint();
    const negotiationId = await negotiation();
    const [delivery] = await claim();
    expect(delivery).toMatchObject({
      endpointId: id,
      tenantId,
      negotiationId,
      event: { type: 'negotiation.opened' },
      sequence: 1,
      latestSequence: 1,
      url: 'https://ota.example/hooks',
      secrets: [secret],
      body: null,
      erased: false,
      attempts: 1,
      tries: 1,
    });
    const stored = await test.database.client.webhookEndpoint.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(stored.secret).includes(secret)).toBe(false);
  });

  it.skipIf(!available)('are claimed by one only, and by another when its lease has run out', async () => {
    await endpoint();
    for (let index = 0; index < 6; index++) await negotiation();
    const both = (await Promise.all([claim(32, 3), claim(32, 3)])).flat();
    expect(new Set(both.map(({ id }) => id)).size).toBe(both.length);
    await claim();
    expect(await claim()).toEqual([]);
    clock.advance(LEASE_MS - 1);
    expect(await claim()).toEqual([]);
    clock.advance(1);
    const again = await claim(32, 50);
    expect(again.map(({ attempts }) => attempts)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it.skipIf(!available)('of one endpoint leave room for those of others', async () => {
    const slow = await endpoint('https://slow.example/');
    const quick = await endpoint('https://quick.example/');
    for (let index = 0; index < 8; index++) await negotiation();
    const counts = (claimed: ClaimedDelivery[]) =>
      [slow, quick].map(({ id }) => claimed.filter(({ endpointId }) => endpointId === id).length);
    expect(counts(await claim(32, 3))).toEqual([3, 3]);
    expect(counts(await claim(32, 4, new Map([[slow.id, 3]])))).toEqual([1, 4]);
    expect(counts(await claim(32, 4, new Map([[slow.id, 9]])))).toEqual([0, 1]);
    expect(await claim(0)).toEqual([]);
  });

  it.skipIf(!available)('keep what was sent first, sealed, and show nothing of an erased partner', async () => {
    await endpoint();
    await negotiation();
    const [first] = await claim();
    expect(await store.keepBody(first!, '{"text":"zanzibar"}')).toBe('{"text":"zanzibar"}');
    expect(await store.keepBody(first!, '{"text":"later"}')).toBe('{"text":"zanzibar"}');
    const row = await test.database.client.webhookDelivery.findUniqueOrThrow({ where: { id: first!.id } });
    expect(Buffer.from(row.body!).toString('latin1')).not.toContain('zanzibar');
    await store.settle(first!, { kind: 'failed', error: 'no', nextAttemptAt: clock.now() }, clock.now());
    const [second] = await claim();
    expect(second).toMatchObject({ id: first!.id, body: '{"text":"zanzibar"}', attempts: 2, tries: 2 });
    await store.settle(second!, { kind: 'failed', error: 'no', nextAttemptAt: clock.now() }, clock.now());
    await test.database.client.partner.updateMany({ data: { dataKey: null } });
    expect((await claim())[0]).toMatchObject({ id: first!.id, body: null, erased: true });
  });

  it.skipIf(!available)('are not settled by whoever held them before', async () => {
    await endpoint();
    await negotiation();
    const [late] = await claim();
    clock.advance(LEASE_MS);
    const [current] = await claim();
    await store.settle(late!, { kind: 'failed', error: 'too late' }, clock.now());
    expect(await statuses()).toEqual(['pending']);
    await store.settle(current!, { kind: 'delivered', responseStatus: 204 }, clock.now());
    expect(await statuses()).toEqual(['delivered']);
  });

  it.skipIf(!available)('are asked for again with all their tries before them, but not while they are sent', async () => {
    await endpoint();
    await negotiation();
    const [delivery] = await claim();
    expect(await store.redeliver(tenantId, delivery!.id, clock.now())).toBe('in_flight');
    await store.settle(delivery!, { kind: 'failed', error: 'answered with status 500', responseStatus: 500 }, clock.now());
    expect(await store.nextDueAt()).toBeNull();
    expect(await store.redeliver(tenantId, delivery!.id, clock.now())).toMatchObject({ status: 'pending', attempts: 1 });
    expect((await claim())[0]).toMatchObject({ attempts: 2, tries: 1 });
    expect(await store.redeliver(randomUUID(), delivery!.id, clock.now())).toBeNull();
  });

  it.skipIf(!available)('say when the next one can be tried', async () => {
    await endpoint();
    expect(await store.nextDueAt()).toBeNull();
    await negotiation();
    expect(await store.nextDueAt()).toEqual(clock.now());
    const [delivery] = await claim();
    expect(await store.nextDueAt()).toEqual(new Date(clock.now().getTime() + LEASE_MS));
    const next = new Date(clock.now().getTime() + 5 * MINUTE_MS);
    await store.settle(delivery!, { kind: 'failed', error: 'no', nextAttemptAt: next }, clock.now());
    expect(await store.nextDueAt()).toEqual(next);
  });

  it.skipIf(!available)('end with their endpoint', async () => {
    const { id } = await endpoint();
    await negotiation();
    const [delivery] = await claim();
    expect(await store.removeEndpoint(tenantId, id)).toBe(true);
    expect(await store.removeEndpoint(tenantId, id)).toBe(false);
    expect(await store.keepBody(delivery!, '{}')).toBeNull();
    await store.settle(delivery!, { kind: 'delivered', responseStatus: 200 }, clock.now());
    expect(await statuses()).toEqual([]);
  });

  it.skipIf(!available)('find room for one endpoint more only once', async () => {
    const create = () =>
      store.createEndpoint(
        { id: randomUUID(), tenantId, url: 'https://a.example', events: [], secret: randomBytes(32) },
        3,
        clock.now(),
      );
    const created = await Promise.all([create(), create(), create(), create(), create()]);
    expect(created.filter(Boolean)).toHaveLength(3);
  });
});
