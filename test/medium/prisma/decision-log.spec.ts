import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundTo } from '../../../src/adapters/prisma/conversation-row.js';
import { PartnerCipher } from '../../../src/adapters/prisma/encryption/partner-cipher.js';
import { PrismaAccessStore } from '../../../src/adapters/prisma/stores/prisma-access-store.js';
import { PrismaConversationStore } from '../../../src/adapters/prisma/stores/prisma-conversation-store.js';
import { PrismaDecisionLog } from '../../../src/adapters/prisma/stores/prisma-decision-log.js';
import { PrismaPartnerStore } from '../../../src/adapters/prisma/stores/prisma-partner-store.js';
import { type DatasetRange } from '../../../src/datasets/dataset.js';
import { type LoggedConversation } from '../../../src/datasets/ports/decision-log.js';
import { emptyMemory } from '../../../src/domain/conversation/empty-memory.js';
import { aMandate, aNegotiation } from '../../../src/domain/negotiation/negotiation.fixtures.js';
import { SeededRandomness } from '../../../src/simulation/world/seeded-randomness.js';
import { SteppedClock } from '../../../src/simulation/world/stepped-clock.js';
import { DATABASES, type TestDatabase } from '../../support/databases.js';

/** More than are read at once, twice. */
const CONVERSATIONS = 23;

describe.each(DATABASES)('the log of decisions on $name', ({ available, open }) => {
  let test: TestDatabase;
  let log: PrismaDecisionLog;
  let ours: string;
  let theirs: string;
  const ids: string[] = [];
  const clock = new SteppedClock('2026-11-24T10:00:00Z');
  const randomness = new SeededRandomness(11);

  async function conversation(tenantId: string, name: string): Promise<string> {
    const store = new PrismaConversationStore(test.database, clock, randomness);
    const created = await store.create(
      {
        tenantId,
        externalId: name,
        hotel: { id: 'h1', name: 'Hotel Anker', timeZone: 'Europe/Berlin' },
        partner: { id: `partner-${name}` },
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

  /** A turn of which nothing matters but when it was and who wrote it. */
  async function turn(negotiationId: string, number: number, minute: number, arm = 'intent', degradedTo?: string): Promise<void> {
    const { partner } = await test.database.client.negotiation.findUniqueOrThrow({
      where: { id: negotiationId },
      select: { partner: true },
    });
    const id = randomness.id();
    const cipher = PartnerCipher.unwrap(test.database.masterKey, partner.id, partner.dataKey);
    const row = { id, negotiationId, number, schemaVersion: 2, trigger: 'opening', resolution: 'silent', arm };
    await test.database.client.turn.create({
      data: {
        ...row,
        ...(degradedTo === undefined ? {} : { degradedTo }),
        record: cipher.sealJson({ negotiationId, number }, boundTo.turn(id)),
        committedAt: at(minute),
      },
    });
  }

  const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 24, 11, minute));
  async function read(range: DatasetRange, tenantId = ours): Promise<LoggedConversation[]> {
    const found: LoggedConversation[] = [];
    for await (const each of log.conversations(tenantId, range)) found.push(each);
    return found;
  }
  const turnsIn = async (range: DatasetRange, tenantId = ours) =>
    (await read(range, tenantId)).map(({ negotiationId, records }) => [negotiationId, records.map(({ number }) => number)]);

  beforeAll(async () => {
    if (!available) return;
    test = await open();
    log = new PrismaDecisionLog(test.database);
    const access = new PrismaAccessStore(test.database, randomness, clock);
    const tenantOf = async (tenant: string) =>
      (await access.createKey({ tenant, name: 'k', scopes: ['ota'] }, clock.now())).tenantId;
    [ours, theirs] = [await tenantOf('ours'), await tenantOf('theirs')];
    // All of one instant, so that the order between batches hangs on the id alone.
    for (let count = 0; count < CONVERSATIONS; count++) {
      const id = await conversation(ours, `c-${count}`);
      ids.push(id);
      await turn(id, 1, 1);
      await turn(id, 2, 30);
    }
    await turn(await conversation(theirs, 'theirs'), 1, 1);
    ids.sort();
  });
  afterAll(() => test?.drop());

  it.skipIf(!available)('has every conversation once, over several pages, each with its turns in their order', async () => {
    expect(await turnsIn({ until: at(59) })).toEqual(ids.map((id) => [id, [1, 2]]));
  });

  it.skipIf(!available)(
    'ends where the range ends, and begins with the conversation even where the range begins later',
    async () => {
      expect(await turnsIn({ until: at(30) })).toEqual(ids.map((id) => [id, [1]]));
      expect(await turnsIn({ from: at(30), until: at(31) })).toEqual(ids.map((id) => [id, [1, 2]]));
      expect(await turnsIn({ from: at(31), until: at(59) })).toEqual([]);
      expect(await turnsIn({ until: at(1) })).toEqual([]);
    },
  );

  it.skipIf(!available)('has the conversations in which an arm really wrote', async () => {
    const id = await conversation(ours, 'degraded');
    await turn(id, 1, 40, 'onnx', 'fallback');
    const range = { from: at(35), until: at(59) };
    expect(await turnsIn({ ...range, arms: ['fallback'] })).toEqual([[id, [1]]]);
    expect(await turnsIn({ ...range, arms: ['onnx'] })).toEqual([]);
  });

  it.skipIf(!available)('shows a tenant nothing of another', async () => {
    expect(await turnsIn({ until: at(59) }, theirs)).toHaveLength(1);
    expect(await log.erasedSince(theirs, { until: at(59) }, at(0))).toEqual([]);
  });

  it.skipIf(!available)('opens what colleagues wrote, and nothing else of the messages', async () => {
    const id = await conversation(ours, 'colleague');
    await turn(id, 1, 50);
    const { partner } = await test.database.client.negotiation.findUniqueOrThrow({ where: { id }, select: { partner: true } });
    const cipher = PartnerCipher.unwrap(test.database.masterKey, partner.id, partner.dataKey);
    for (const [index, author] of ['partner', 'human', 'agent'].entries()) {
      const messageId = randomness.id();
      const text = cipher.sealText(`by ${author}`, boundTo.message(messageId));
      await test.database.client.message.create({
        data: { id: messageId, negotiationId: id, seq: index + 1, author, text, sentAt: at(50) },
      });
    }
    const found = await read({ from: at(50), until: at(59) });
    expect(found.find(({ negotiationId }) => negotiationId === id)?.messages).toEqual([
      { seq: 1, author: 'partner' },
      { seq: 2, author: 'human', text: 'by human' },
      { seq: 3, author: 'agent' },
    ]);
  });

  it.skipIf(!available)('loses a partner who was erased, and says so to who asked before', async () => {
    const id = await conversation(ours, 'erased');
    await turn(id, 1, 55);
    const range = { from: at(55), until: at(59) };
    expect(await turnsIn(range)).toEqual([[id, [1]]]);
    await new PrismaPartnerStore(test.database, randomness).erase(ours, 'partner-erased', at(57));
    expect(await turnsIn(range)).toEqual([]);
    expect(await log.erasedSince(ours, range, at(56))).toEqual([id]);
    expect(await log.erasedSince(ours, range, at(58))).toEqual([]);
    expect(await log.erasedSince(ours, { until: at(55) }, at(56))).toEqual([]);
  });
});
