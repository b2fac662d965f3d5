import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrismaAccessStore } from '../../../src/adapters/prisma/stores/prisma-access-store.js';
import { PrismaConversationStore } from '../../../src/adapters/prisma/stores/prisma-conversation-store.js';
import { PrismaOutboxStore } from '../../../src/adapters/prisma/stores/prisma-outbox-store.js';
import { type Conversation } from '../../../src/domain/conversation/conversation.js';
import { aMandate, aNegotiation } from '../../../src/domain/negotiation/negotiation.fixtures.js';
import { type ConversationStore, type NewConversation } from '../../../src/turn/ports/conversation-store.js';
import { DATABASES, type TestDatabase } from '../../support/databases.js';
import { SeededRandomness } from '../../../src/simulation/world/seeded-randomness.js';
import { SteppedClock } from '../../../src/simulation/world/stepped-clock.js';

const START = '2026-11-24T10:00:00Z';

describe.each(DATABASES)('conversations on $name', ({ available, open }) => {
  let test: TestDatabase;
  let store: ConversationStore;
  let outbox: PrismaOutboxStore;
  let tenantId: string;
  const clock = new SteppedClock(START);
  const randomness = new SeededRandomness(7);
  let count = 0;

  beforeAll(async () => {
    if (!available) return;
    test = await open();
    store = new PrismaConversationStore(test.database, clock, randomness);
    outbox = new PrismaOutboxStore(test.database);
    const access = new PrismaAccessStore(test.database, randomness, clock);
    tenantId = (await access.createKey({ tenant: 'ota-1', name: 'backend', scopes: ['ota'] }, clock.now())).tenantId;
  });
  afterAll(() => test?.drop());

  const fresh = (changes: Partial<NewConversation> = {}): NewConversation => ({
    tenantId,
    externalId: `ext-${++count}`,
    hotel: { id: 'h1', name: 'Hotel Anker', timeZone: 'Europe/Berlin' },
    partner: { id: `p${count}` },
    arm: 'intent',
    sop: { id: 'hotel-rate', version: 0 },
    start: 'now',
    snapshot: {
      state: aNegotiation(),
      position: { stage: 'opening', status: 'open' },
      memory: {
        briefed: false,
        asked: 'nothing',
        usedTactics: [],
        concerns: [],
        timesTermsRestated: 0,
        followUpsSent: 0,
        language: 'en',
      },
    },
    mandates: [aMandate()],
    firstTurnAt: null,
    ...changes,
  });

  const create = async (changes: Partial<NewConversation> = {}): Promise<Conversation> => {
    const created = await store.create(fresh(changes), clock.now());
    if (typeof created === 'string') throw new Error(created);
    return created;
  };

  const say = (id: string, clientMessageId: string, text = 'hello') =>
    store.write(id, (transaction) => transaction.append({ author: 'partner', text, clientMessageId }, clock.now()));

  it.skipIf(!available)('keeps the mandate apart from the conversation', async () => {
    const created = await create();
    expect(JSON.stringify(await store.load(created.id))).not.toContain('483.17');
    expect(await store.mandates(created.id)).toEqual([aMandate()]);
  });

  it.skipIf(!available)('refuses a second conversation with the same external id, and only in the same tenant', async () => {
    const first = await create();
    expect(await store.create(fresh({ externalId: first.externalId }), clock.now())).toBe('already_exists');
    expect(await store.load(first.id, '00000000-0000-7000-8000-000000000000')).toBeNull();
  });

  it.skipIf(!available)('numbers messages without gaps, however many come at once', async () => {
    const { id } = await create();
    await Promise.all(Array.from({ length: 12 }, (_, index) => say(id, `m${index}`)));
    const messages = await store.messages(id, {});
    expect(messages.map((message) => message.seq)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(await store.load(id)).toMatchObject({ lastSeq: 12, inboxHead: 12, answeredSeq: 0 });
  });

  it.skipIf(!available)('finds a message by its client id', async () => {
    const { id } = await create();
    const sent = await say(id, 'same');
    const found = await store.write(id, (transaction) => transaction.findByClientMessageId('same'));
    expect(found).toEqual({ id: sent!.id, seq: 1 });
  });

  it.skipIf(!available)('leaves nothing behind when the work throws', async () => {
    const { id } = await create();
    const failing = store.write(id, (transaction) => {
      transaction.append({ author: 'partner', text: 'lost', clientMessageId: 'x' }, clock.now());
      throw new Error('in the middle');
    });
    await expect(failing).rejects.toThrow('in the middle');
    expect(await store.messages(id, {})).toEqual([]);
    expect((await store.load(id))!.lastSeq).toBe(0);
  });

  it.skipIf(!available)('leases a due turn to one claimer, and to another when the lease has run out', async () => {
    const { id } = await create({ firstTurnAt: clock.now() });
    const mine = (leases: { negotiationId: string }[]) => leases.filter((lease) => lease.negotiationId === id);
    const [first, second] = await Promise.all([
      store.claimDueTurns(clock.now(), 1_000, 50),
      store.claimDueTurns(clock.now(), 1_000, 50),
    ]);
    expect(mine([...first.leases, ...second.leases])).toHaveLength(1);
    clock.advance(1_001);
    const again = await store.claimDueTurns(clock.now(), 1_000, 50);
    expect(mine(again.leases)).toHaveLength(1);
    const leases = [first, second, again].flatMap((due) => due.leases);
    const fences = leases.filter((lease) => lease.negotiationId === id).map((lease) => lease.fence);
    expect(fences[1]).toBeGreaterThan(fences[0]!);
  });

  it.skipIf(!available)('keeps a lease for whoever renews it, and for nobody after a later claim', async () => {
    const { id } = await create();
    const lease = (await store.claim(id, clock.now(), 1_000))!;
    clock.advance(900);
    expect(await store.renew(lease, clock.now(), 1_000)).toBe(true);
    clock.advance(900);
    expect(await store.claim(id, clock.now(), 1_000)).toBeNull();
    clock.advance(200);
    expect(await store.claim(id, clock.now(), 1_000)).not.toBeNull();
    expect(await store.renew(lease, clock.now(), 1_000)).toBe(false);
  });

  it.skipIf(!available)('queues events with the message they speak of, in order, until they are delivered', async () => {
    const { id } = await create();
    await say(id, 'a', 'first');
    await say(id, 'b', 'second');
    const own = (await outbox.next([], clock.now(), 500)).filter((event) => event.negotiationId === id);
    const created = own.filter((event) => event.event.type === 'message.created');
    expect(created.map((event) => event.message?.text)).toEqual(['first', 'second']);
    expect(own.map((event) => event.sequence)).toEqual([...own.map((event) => event.sequence)].sort((a, b) => a - b));
    const delivered = own.map((event) => event.outboxId);
    for (const after of [await outbox.next(delivered, clock.now(), 500), await outbox.next([], clock.now(), 500)])
      expect(after.filter((event) => event.negotiationId === id)).toEqual([]);
  });

  it.skipIf(!available)('stores what people wrote, ledger and snapshot encrypted', async () => {
    const { id } = await create();
    await say(id, 'secret', 'zanzibar-4711');
    const tables = await test.database.client.$queryRawUnsafe<{ table_name: string }[]>(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    for (const { table_name } of tables) {
      const rows = await test.database.client.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${table_name}" t`);
      for (const { row } of rows) {
        expect(row).not.toContain('zanzibar-4711');
        expect(row).not.toContain(Buffer.from('zanzibar-4711').toString('hex'));
      }
    }
  });

  it.skipIf(!available)('binds an opt-out to the partner, over all their negotiations', async () => {
    const first = await create();
    await store.write(first.id, (transaction) => transaction.optOutPartner());
    expect(await store.create(fresh({ partner: { id: first.partner.id } }), clock.now())).toBe('partner_opted_out');
    expect((await store.load(first.id))!.partner.optedOut).toBe(true);
  });

  it.skipIf(!available)('keeps one timer of a kind and gives it when due', async () => {
    const { id } = await create();
    const soon = new Date(clock.now().getTime() + 60_000);
    await store.write(id, (transaction) => transaction.timer('follow_up', new Date(soon.getTime() + 60_000)));
    await store.write(id, (transaction) => transaction.timer('follow_up', soon));
    const due = async (at: Date) => (await store.dueTimers(at, 100)).filter((timer) => timer.negotiationId === id);
    expect(await due(clock.now())).toEqual([]);
    expect(await due(soon)).toMatchObject([{ kind: 'follow_up', dueAt: soon }]);
  });
});
