import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrismaDatabase } from '../../src/adapters/prisma/prisma-database.js';
import { RATING_REASONS } from '../../src/domain/conversation/rating.js';
import { builtInRubric } from '../../src/platform/rubric-file.js';
import { negotiationBody } from '../support/negotiation-body.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const NOTE = 'They asked who pays for breakfast and got a rate.';

let server: TestServer;
let ana: string;
let reader: string;
let count = 0;

beforeAll(async () => {
  server = await startTestServer();
  ana = await server.key('Ana', ['ops:write']);
  reader = await server.key('Rui', ['ops:read']);
});
afterAll(() => server.close());

const call = (method: 'get' | 'post' | 'delete', path: string, key = server.opsKey) =>
  request(server.baseUrl)[method](path).set('authorization', `Bearer ${key}`);
const prisma = () => server.app.get(PrismaDatabase, { strict: false }).client;
const rate = (id: string, body: object, key = server.opsKey) =>
  call('post', `/ops/v1/conversations/${id}/ratings`, key).send(body);
const detail = async (id: string) => (await call('get', `/ops/v1/conversations/${id}`).expect(200)).body;

async function queue(filter = '', key = server.opsKey): Promise<{ conversationId: string; turn: number; reason: string }[]> {
  const { body } = await call('get', `/ops/v1/review-queue${filter}`, key).expect(200);
  return body.items;
}

/** A conversation with one turn: the partner asked who we are. */
async function conversation(): Promise<string> {
  count += 1;
  const { body } = await call('post', '/v1/negotiations', server.otaKey)
    .send(negotiationBody(`REVIEW-${count}`, `partner-${count}`))
    .expect(201);
  await call('post', `/v1/negotiations/${body.id}/messages`, server.otaKey)
    .send({ clientMessageId: `m-${count}`, text: 'Who are you?' })
    .expect(202);
  server.advance(6_000);
  await server.settle();
  return body.id as string;
}

describe('rating a turn', () => {
  it('is shown with the conversation, and in the audit log without what was said', async () => {
    const id = await conversation();
    const { body } = await rate(id, {
      turn: 1,
      verdict: 'bad',
      reasons: ['question_ignored', 'question_ignored'],
      note: NOTE,
    }).expect(201);
    const rating = { turn: 1, by: 'Ines', verdict: 'bad', reasons: ['question_ignored'], note: NOTE };
    expect(body).toMatchObject(rating);
    expect((await detail(id)).ratings).toEqual([expect.objectContaining(rating)]);
    const { items } = (await call('get', `/ops/v1/audit-log?conversationId=${id}`).expect(200)).body;
    expect(items).toContainEqual(
      expect.objectContaining({
        actor: 'Ines',
        action: 'turn.rated',
        detail: expect.objectContaining({ turn: 1, verdict: 'bad' }),
      }),
    );
    expect(JSON.stringify(items)).not.toContain('breakfast');
  });

  it('is one word a person: the later one stands, and others have their own', async () => {
    const id = await conversation();
    await rate(id, { turn: 1, verdict: 'bad', reasons: ['too_long'], note: NOTE }).expect(201);
    await rate(id, { turn: 1, verdict: 'good' }).expect(201);
    await rate(id, { turn: 1, verdict: 'bad' }, ana).expect(201);
    const { ratings } = await detail(id);
    expect(ratings.map(({ by, verdict, reasons, note }: Record<string, unknown>) => [by, verdict, reasons, note])).toEqual(
      expect.arrayContaining([
        ['Ines', 'good', [], undefined],
        ['Ana', 'bad', [], undefined],
      ]),
    );
    expect(ratings).toHaveLength(2);
  });

  it('needs a turn that there is, a verdict, reasons that are known, and the right to write', async () => {
    const id = await conversation();
    await rate(id, { turn: 2, verdict: 'good' }).expect(404);
    await rate('7b1b5c0e-0000-7000-8000-000000000000', { turn: 1, verdict: 'good' }).expect(404);
    await rate(id, { turn: 1, verdict: 'good' }, reader).expect(403);
    await rate(id, { turn: 1, verdict: 'good' }, server.otherTenantKey).expect(404);
    for (const [body, path] of [
      [{ verdict: 'good' }, 'turn'],
      [{ turn: 0, verdict: 'good' }, 'turn'],
      [{ turn: 1 }, 'verdict'],
      [{ turn: 1, verdict: 'so-so' }, 'verdict'],
      [{ turn: 1, verdict: 'bad', reasons: ['ugly'] }, 'reasons'],
      [{ turn: 1, verdict: 'bad', note: '' }, 'note'],
    ] as const) {
      const { body: problem } = await rate(id, body).expect(422);
      expect(problem.errors.map((error: { path: string }) => error.path)).toContain(path);
    }
    expect((await detail(id)).ratings).toEqual([]);
  });

  it('knows a reason for every item of the rubric', () => {
    expect(RATING_REASONS).toEqual(expect.arrayContaining(builtInRubric().items.map(({ id }) => id)));
  });

  it('lies sealed in the database, and cannot be read or added to once the partner was erased', async () => {
    const id = await conversation();
    const { partner } = await detail(id);
    await rate(id, { turn: 1, verdict: 'bad', note: NOTE }).expect(201);
    const stored = await prisma().rating.findFirstOrThrow({ where: { negotiationId: id } });
    expect(Buffer.from(stored.note!).toString('latin1')).not.toContain('breakfast');
    await call('delete', `/v1/partners/${partner.id}`, server.otaKey).expect(202);
    await server.settle();
    expect((await detail(id)).ratings).toEqual([expect.objectContaining({ verdict: 'bad', note: '[erased]' })]);
    expect((await rate(id, { turn: 1, verdict: 'good' }).expect(409)).body.code).toBe('partner_erased');
  });
});

describe('the review queue', () => {
  /** A conversation whose turn ended as seldom as that. */
  async function handedOver(): Promise<string> {
    const id = await conversation();
    await prisma().turn.updateMany({ where: { negotiationId: id }, data: { resolution: 'person' } });
    return id;
  }

  it('holds what was handed to a person until somebody has rated it, the latest first', async () => {
    const [first, second] = [await handedOver(), await handedOver()];
    const waiting = (await queue('?reason=person')).filter(({ conversationId }) => [first, second].includes(conversationId));
    expect(waiting.map(({ conversationId, turn, reason }) => [conversationId, turn, reason])).toEqual([
      [second, 1, 'person'],
      [first, 1, 'person'],
    ]);
    await rate(second, { turn: 1, verdict: 'good' }, ana).expect(201);
    expect((await queue('?reason=person')).map(({ conversationId }) => conversationId)).not.toContain(second);
    expect((await queue()).map(({ conversationId }) => conversationId)).toContain(first);
  });

  it('holds about every fiftieth turn that nothing is known against, with what was said', async () => {
    const client = prisma();
    const id = await conversation();
    const { turns } = await detail(id);
    // Which turns belong to the sample depends on their ids; this one is given an id that does.
    const [chosen] = await client.$queryRaw<[{ id: string }]>`
      SELECT id FROM (SELECT '00000000-0000-7000-8000-' || lpad(g::text, 12, '0') AS id FROM generate_series(1, 5000) g) ids
      WHERE get_byte(decode(md5(id), 'hex'), 0) < 5 LIMIT 1`;
    await client.turn.update({ where: { id: turns[0].id }, data: { id: '10000000-0000-7000-8000-000000000000' } });
    expect((await queue('?reason=sample')).map(({ conversationId }) => conversationId)).not.toContain(id);
    await client.turn.updateMany({ where: { negotiationId: id }, data: { id: chosen.id } });
    const item = (await queue('?reason=sample')).find(({ conversationId }) => conversationId === id);
    expect(item).toMatchObject({
      turnId: chosen.id,
      turn: 1,
      reason: 'sample',
      arm: 'intent',
      text: expect.stringContaining('AI'),
    });
  });

  it('goes page by page, knows its own tenant only, and forgets after thirty days', async () => {
    await handedOver();
    await handedOver();
    const all = (await queue('?reason=person')).map(({ conversationId }) => conversationId);
    const paged: string[] = [];
    let cursor = '';
    do {
      const { body } = await call('get', `/ops/v1/review-queue?reason=person&limit=1${cursor}`).expect(200);
      paged.push(...body.items.map((item: { conversationId: string }) => item.conversationId));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    expect(all.length).toBeGreaterThan(1);
    expect(paged).toEqual(all);
    expect(await queue('', server.otherTenantKey)).toEqual([]);
    await call('get', '/ops/v1/review-queue?reason=ugly').expect(422);
    server.clock.advance(31 * 86_400_000);
    expect(await queue('?reason=person')).toEqual([]);
  });
});
