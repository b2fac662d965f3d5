import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/prisma/open-database.js';
import { type PrismaDatabase } from '../../../src/adapters/prisma/prisma-database.js';
import { PrismaAccessStore } from '../../../src/adapters/prisma/stores/prisma-access-store.js';
import { PrismaConversationStore } from '../../../src/adapters/prisma/stores/prisma-conversation-store.js';
import { PrismaNegotiationQueries } from '../../../src/adapters/prisma/stores/prisma-negotiation-queries.js';
import { PrismaOutboxStore } from '../../../src/adapters/prisma/stores/prisma-outbox-store.js';
import { projectRoot } from '../../../src/config/paths.js';
import { aMandate, aNegotiation } from '../../../src/domain/negotiation/negotiation.fixtures.js';
import { InvalidCursorError, type NegotiationFilter, type Page } from '../../../src/negotiations/ports/negotiation-queries.js';
import { type ConversationChange, type NewConversation } from '../../../src/turn/ports/conversation-store.js';
import { createServerDatabase, DATABASES, postgresIsThere, type TestDatabase } from '../../support/databases.js';
import { SeededRandomness } from '../../../src/simulation/world/seeded-randomness.js';
import { SteppedClock } from '../../../src/simulation/world/stepped-clock.js';

const MEMORY = {
  briefed: false,
  asked: 'nothing',
  usedTactics: [],
  concerns: [],
  timesTermsRestated: 0,
  followUpsSent: 0,
  language: 'en',
};

describe.each(DATABASES)('lists of negotiations on $name', ({ available, open }) => {
  let test: TestDatabase;
  let queries: PrismaNegotiationQueries;
  let store: PrismaConversationStore;
  let ours: string;
  let theirs: string;
  const clock = new SteppedClock('2026-11-24T10:00:00Z');
  const randomness = new SeededRandomness(5);

  const create = async (
    tenantId: string,
    externalId: string,
    changes: Partial<NewConversation> = {},
    change?: ConversationChange,
  ) => {
    const created = await store.create(
      {
        tenantId,
        externalId,
        hotel: { id: 'h1', name: 'Hotel Anker', timeZone: 'Europe/Berlin' },
        partner: { id: `partner-${externalId}` },
        arm: 'intent',
        sop: { id: 'hotel-rate', version: 0 },
        start: 'now',
        snapshot: {
          state: aNegotiation(),
          position: { stage: 'opening', status: 'open' },
          memory: MEMORY as unknown as NewConversation['snapshot']['memory'],
        },
        mandates: [aMandate()],
        firstTurnAt: null,
        ...changes,
      },
      clock.now(),
    );
    if (typeof created === 'string') throw new Error(created);
    if (change) await store.write(created.id, (transaction) => transaction.change(change));
    clock.advance(1_000);
    return created.id;
  };

  beforeAll(async () => {
    if (!available) return;
    test = await open();
    store = new PrismaConversationStore(test.database, clock, randomness);
    queries = new PrismaNegotiationQueries(test.database, clock, randomness);
    const access = new PrismaAccessStore(test.database, randomness, clock);
    [ours, theirs] = (await Promise.all(
      ['ours', 'theirs'].map(
        async (tenant) => (await access.createKey({ tenant, name: 'k', scopes: ['ota'] }, clock.now())).tenantId,
      ),
    )) as [string, string];
    await create(ours, 'a', { hotel: { id: 'h2', name: 'Villa 100%_Sole', timeZone: 'Europe/Rome' } });
    await create(ours, 'b', { arm: 'openai' }, { owner: 'human', ownerName: 'Ines' });
    await create(ours, 'c', { partner: { id: 'p-shared' } }, { status: 'escalated' });
    await create(ours, 'd', { partner: { id: 'p-shared' } }, { status: 'agreed', endedAt: clock.now() });
    await create(theirs, 'a', {
      hotel: { id: 'h2', name: 'Villa 100%_Sole', timeZone: 'Europe/Rome' },
      partner: { id: 'p-shared' },
    });
  });
  afterAll(() => test?.drop());

  const found = async (filter: NegotiationFilter, tenantId = ours) =>
    (await queries.summaries(tenantId, filter, { limit: 50 })).items.map((item) => item.externalId).sort();

  it.skipIf(!available).each<[string, NegotiationFilter, string[]]>([
    ['nothing', {}, ['a', 'b', 'c', 'd']],
    ['external id', { externalId: 'b' }, ['b']],
    ['one status', { status: ['agreed'] }, ['d']],
    ['several statuses', { status: ['open', 'escalated'] }, ['a', 'b', 'c']],
    ['stage', { stage: ['closing'] }, []],
    ['owner', { owner: 'human' }, ['b']],
    ['arm', { arm: 'openai' }, ['b']],
    ['partner', { partnerId: 'p-shared' }, ['c', 'd']],
    ['hotel', { hotelId: 'h2' }, ['a']],
    ['a piece of the hotel’s name in any case', { search: 'villa' }, ['a']],
    ['a search with signs that mean something to the database', { search: '100%_' }, ['a']],
    ['such a sign that occurs in no name', { search: '\\' }, []],
    ['two things at once', { owner: 'agent', partnerId: 'p-shared', status: ['escalated'] }, ['c']],
  ])('are filtered by %s', async (_, filter, expected) => {
    expect(await found(filter)).toEqual(expected);
    expect((await queries.list(ours, filter, { limit: 50 })).items.map((item) => item.externalId).sort()).toEqual(expected);
  });

  it.skipIf(!available)('are what changed since a moment, that moment included', async () => {
    const b = (await queries.summaries(ours, { externalId: 'b' }, { limit: 1 })).items[0]!;
    expect(await found({ updatedSince: new Date(b.updatedAt) })).toEqual(['b', 'c', 'd']);
    expect(await found({ updatedSince: new Date(Date.parse(b.updatedAt) + 1) })).toEqual(['c', 'd']);
  });

  it.skipIf(!available)('show a tenant nothing of another', async () => {
    expect(await found({}, theirs)).toEqual(['a']);
    expect(await found({ owner: 'human' }, theirs)).toEqual([]);
    expect((await queries.counts(theirs)).byStatus).toEqual({ open: 1 });
    const { nextCursor } = await queries.list(ours, {}, { limit: 1 });
    const others = await queries.list(theirs, {}, { limit: 10, cursor: nextCursor! });
    expect(others.items.every((item) => item.tenantId === theirs)).toBe(true);
  });

  const walk = async <T>(page: (cursor?: string) => Promise<Page<T>>): Promise<T[]> => {
    const items: T[] = [];
    let cursor: string | undefined;
    do {
      const { items: more, nextCursor } = await page(cursor);
      items.push(...more);
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    return items;
  };

  it.skipIf(!available)('are walked through page by page, each row once, the oldest or the newest change first', async () => {
    // Rows of one and the same instant are the hard case.
    const at = clock.now();
    await Promise.all(
      ['x1', 'x2', 'x3', 'x4', 'x5'].map((externalId) =>
        store.create({ ...template(ours), externalId, partner: { id: externalId } }, at),
      ),
    );
    for (const limit of [1, 2, 3, 50]) {
      const up = await walk((cursor) => queries.list(ours, {}, { limit, ...(cursor === undefined ? {} : { cursor }) }));
      const down = await walk((cursor) => queries.summaries(ours, {}, { limit, ...(cursor === undefined ? {} : { cursor }) }));
      expect(new Set(up.map((item) => item.id)).size).toBe(9);
      expect(up).toHaveLength(9);
      expect(down.map((item) => item.id)).toEqual(up.map((item) => item.id).reverse());
      expect(up.slice(0, 4).map((item) => item.externalId)).toEqual(['a', 'b', 'c', 'd']);
    }
  });

  const template = (tenantId: string): NewConversation => ({
    tenantId,
    externalId: '',
    hotel: { id: 'h1', name: 'Hotel Anker', timeZone: 'Europe/Berlin' },
    partner: { id: '' },
    arm: 'intent',
    sop: { id: 'hotel-rate', version: 0 },
    start: 'now',
    snapshot: {
      state: aNegotiation(),
      position: { stage: 'opening', status: 'open' },
      memory: MEMORY as unknown as NewConversation['snapshot']['memory'],
    },
    mandates: [aMandate()],
    firstTurnAt: null,
  });

  it
    .skipIf(!available)
    .each(['', 'nonsense', Buffer.from('2026|x').toString('base64url'), Buffer.from("'; DROP").toString('base64url')])(
    'refuse a cursor that nobody issued: %j',
    async (cursor) => {
      await expect(queries.list(ours, {}, { limit: 1, cursor })).rejects.toBeInstanceOf(InvalidCursorError);
      await expect(queries.audit(ours, {}, { limit: 1, cursor })).rejects.toBeInstanceOf(InvalidCursorError);
    },
  );

  it.skipIf(!available)('never hold the secret side of a ticket', async () => {
    expect(JSON.stringify(await queries.list(ours, {}, { limit: 50 }))).not.toContain('483.17');
    expect(JSON.stringify(await queries.summaries(ours, {}, { limit: 50 }))).not.toContain('483.17');
  });

  it.skipIf(!available)('are counted for the dashboard', async () => {
    const counts = await queries.counts(ours);
    expect(counts.byStatus).toEqual({ open: 7, escalated: 1, agreed: 1 });
    expect(counts.byStage).toEqual({ opening: 7 });
    expect(counts.openByOwner).toEqual({ agent: 7, human: 1 });
    expect(counts.waitingForPerson).toBe(1);
    expect(counts.byArm).toEqual([
      { arm: 'intent', conversations: 8, agreed: 1 },
      { arm: 'openai', conversations: 1, agreed: 0 },
    ]);
    expect([counts.turnsLastDay, counts.fallbacksLastDay]).toEqual([0, 0]);
  });

  it.skipIf(!available)('come with an audit log, newest first, by negotiation and action', async () => {
    const id = (await queries.summaries(ours, { externalId: 'a' }, { limit: 1 })).items[0]!.id;
    const write = async (action: string, negotiationId?: string, tenantId = ours) => {
      await queries.recordAudit(tenantId, { actor: 'Ines', action, ...(negotiationId ? { negotiationId } : {}) }, clock.now());
      clock.advance(1);
    };
    await write('guardrail.changed');
    await write('conversation.taken_over', id);
    await write('message.sent', id);
    await write('guardrail.changed', undefined, theirs);
    const actions = async (filter: { negotiationId?: string; action?: string }) =>
      (await queries.audit(ours, filter, { limit: 10 })).items.map((entry) => entry.action);
    expect(await actions({})).toEqual(['message.sent', 'conversation.taken_over', 'guardrail.changed']);
    expect(await actions({ negotiationId: id })).toEqual(['message.sent', 'conversation.taken_over']);
    expect(await actions({ action: 'guardrail.changed' })).toEqual(['guardrail.changed']);
    const walked = await walk((cursor) => queries.audit(ours, {}, { limit: 1, ...(cursor === undefined ? {} : { cursor }) }));
    expect(walked.map((entry) => entry.action)).toEqual(await actions({}));
  });

  it.skipIf(!available)('tell the age of what waits for delivery', async () => {
    const outbox = new PrismaOutboxStore(test.database);
    const oldest = (await outbox.next([], clock.now(), 1))[0]!;
    expect(await queries.oldestUndelivered()).toEqual(oldest.createdAt);
    const others = (await outbox.next([], clock.now(), 500)).map((event) => event.outboxId);
    await outbox.next([oldest.outboxId, ...others], clock.now(), 500);
    expect(await queries.oldestUndelivered()).toBeNull();
    await expect(queries.ping()).resolves.toBeUndefined();
  });
});

/** So many tenants with so many negotiations each: enough that reading a whole table is never the right plan. */
const TENANTS = 200;
const EACH = 50;

describe('with many rows on a PostgreSQL server', () => {
  let database: PrismaDatabase;
  let drop: () => Promise<void>;
  const clock = new SteppedClock('2026-11-24T10:00:00Z');
  const randomness = new SeededRandomness(9);
  const id = (kind: string, number: string) => `md5('${kind}' || ${number})::uuid`;
  let tenantId: string;
  let negotiationId: string;

  beforeAll(async () => {
    if (!postgresIsThere) return;
    const made = await createServerDatabase();
    ({ drop } = made);
    // One connection: what a session has read is reported by that session.
    ({ database } = await openDatabase(
      { prismaDirectory: join(projectRoot, 'prisma'), url: made.url, poolSize: 1 },
      clock.now(),
    ));
    const all = `generate_series(1, ${TENANTS * EACH}) i`;
    const tenant = `(i % ${TENANTS})::text`;
    const time = `timestamptz '2026-11-24T10:00:00Z' - i * interval '5 minutes'`;
    for (const statement of [
      `INSERT INTO tenants (id, name, ota) SELECT ${id('t', 'i::text')}, 't' || i, 'o' FROM generate_series(0, ${TENANTS - 1}) i`,
      `INSERT INTO partners (id, tenant_id, external_id, profile) SELECT ${id('p', 'i::text')}, ${id('t', tenant)}, 'p' || i, '' FROM ${all}`,
      `INSERT INTO negotiations (id, tenant_id, external_id, partner_id, hotel, hotel_name, arm, sop_id, sop_version, start, status, stage, snapshot, created_at, updated_at)
       SELECT ${id('n', 'i::text')}, ${id('t', tenant)}, 'n' || i, ${id('p', 'i::text')}, json_build_object('id', 'h' || i), 'Hotel ' || i, 'intent', 'hotel-rate', 0, 'now',
              CASE WHEN i % 3 = 0 THEN 'agreed' ELSE 'open' END, 'opening', '', ${time}, ${time} FROM ${all}`,
      `INSERT INTO messages (id, negotiation_id, seq, author, text, sent_at) SELECT ${id('m', 'i::text')}, ${id('n', 'i::text')}, 1, 'agent', '', ${time} FROM ${all}`,
      `INSERT INTO turns (id, negotiation_id, number, schema_version, trigger, resolution, arm, message_seq, record, committed_at)
       SELECT ${id('u', 'i::text')}, ${id('n', 'i::text')}, 1, 1, 'opening', 'candidate', 'intent', 1, '', ${time} FROM ${all}`,
      `INSERT INTO outbox_events (event_id, negotiation_id, sequence, type, payload, created_at, delivered_at)
       SELECT ${id('e', 'i::text')}, ${id('n', 'i::text')}, 1, 'negotiation.opened', '{}', ${time}, ${time} FROM ${all}`,
      `INSERT INTO audit_entries (id, tenant_id, negotiation_id, actor, action, at)
       SELECT ${id('a', 'i::text')}, ${id('t', tenant)}, ${id('n', 'i::text')}, 'x', 'y', ${time} FROM ${all}`,
      `INSERT INTO timers (negotiation_id, kind, due_at) SELECT ${id('n', 'i::text')}, 'deadline', ${time} + interval '1 year' FROM ${all}`,
      'ANALYZE',
    ]) {
      await database.client.$executeRawUnsafe(statement);
    }
    const rows = await database.client.$queryRawUnsafe<{ tenant: string; negotiation: string }[]>(
      `SELECT ${id('t', "'7'")}::text AS tenant, ${id('n', "'7'")}::text AS negotiation`,
    );
    [tenantId, negotiationId] = [rows[0]!.tenant, rows[0]!.negotiation];
  });
  afterAll(async () => {
    await database?.close();
    await drop?.();
  });

  /** Tables that were read from end to end so far, with how often. */
  const wholeReads = async (): Promise<Record<string, number>> => {
    await database.client.$queryRaw`SELECT pg_stat_force_next_flush()::text`;
    await database.client.$queryRaw`SELECT pg_stat_clear_snapshot()::text`;
    const rows = await database.client.$queryRaw<{ relname: string; seq_scan: bigint }[]>`
      SELECT relname, seq_scan FROM pg_stat_user_tables WHERE relname <> 'tenants'`;
    return Object.fromEntries(rows.map((row) => [row.relname, Number(row.seq_scan)]));
  };

  type Reading = [string, (stores: { queries: PrismaNegotiationQueries; store: PrismaConversationStore }) => Promise<unknown>];
  const page = { limit: 20 };
  const readings: Reading[] = [
    ['the list of a backend', ({ queries }) => queries.list(tenantId, {}, page)],
    ['the list by status', ({ queries }) => queries.list(tenantId, { status: ['open', 'escalated'] }, page)],
    ['the list by external id', ({ queries }) => queries.list(tenantId, { externalId: 'n7' }, page)],
    [
      'the list since a moment',
      ({ queries }) => queries.list(tenantId, { updatedSince: new Date('2026-11-20T00:00:00Z') }, page),
    ],
    ['the list by partner', ({ queries }) => queries.list(tenantId, { partnerId: 'p7' }, page)],
    ['the overview of ops', ({ queries }) => queries.summaries(tenantId, {}, page)],
    ['a search that finds much', ({ queries }) => queries.summaries(tenantId, { search: 'hotel' }, page)],
    ['a search that finds little', ({ queries }) => queries.summaries(tenantId, { search: 'tel 2007' }, page)],
    ['the list of a hotel', ({ queries }) => queries.summaries(tenantId, { hotelId: 'h2007' }, page)],
    ['the counts', ({ queries }) => queries.counts(tenantId)],
    ['the audit log', ({ queries }) => queries.audit(tenantId, {}, page)],
    ['the audit log of one conversation', ({ queries }) => queries.audit(tenantId, { negotiationId }, page)],
    ['the oldest undelivered event', ({ queries }) => queries.oldestUndelivered()],
    ['due turns', ({ store }) => store.claimDueTurns(clock.now(), 1_000, 16)],
    ['due timers', ({ store }) => store.dueTimers(clock.now(), 16)],
    ['messages sent unasked', ({ store }) => store.proactiveMessagesSince(negotiationId, new Date('2026-11-23T10:00:00Z'))],
    ['undelivered events', () => new PrismaOutboxStore(database).next([1n], clock.now(), 200)],
  ];

  it.skipIf(!postgresIsThere).each(readings)('%s needs no table from end to end', async (_, read) => {
    const stores = {
      queries: new PrismaNegotiationQueries(database, clock, randomness),
      store: new PrismaConversationStore(database, clock, randomness),
    };
    const before = await wholeReads();
    // Rows of this table cannot be decrypted; what was read to get there counts all the same.
    await read(stores).catch((error: unknown) => {
      if (!String(error).includes('Unknown format')) throw error;
    });
    expect(await wholeReads()).toEqual(before);
  });

  it.skipIf(!postgresIsThere)('a search finds parts of names and external ids, whatever their case', async () => {
    const queries = new PrismaNegotiationQueries(database, clock, randomness);
    const found = await Promise.all(
      ['TEL 2007', 'n2007', 'no such hotel'].map((search) => queries.summaries(tenantId, { search }, page)),
    );
    expect(found.map(({ items }) => items.map(({ externalId }) => externalId))).toEqual([['n2007'], ['n2007'], []]);
    const indexes = await database.client.$queryRaw<{ indexdef: string }[]>`
      SELECT indexdef FROM pg_indexes WHERE indexname = 'negotiation_search_names_idx'`;
    expect(indexes.map(({ indexdef }) => indexdef)).toEqual([expect.stringContaining('gin_trgm_ops')]);
  });

  it.skipIf(!postgresIsThere)('a reading of a whole table would be noticed', async () => {
    const before = await wholeReads();
    await database.client.$queryRaw`SELECT count(*)::int FROM messages WHERE author = 'nobody'`;
    expect((await wholeReads())['messages']).toBe(before['messages']! + 1);
  });
});
