import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrismaDatabase } from '../../src/adapters/prisma/prisma-database.js';
import { Housekeeping } from '../../src/negotiations/housekeeping.js';
import { negotiationBody } from '../support/negotiation-body.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

let server: TestServer;
let receiver: WebhookReceiver;
let count = 0;
beforeAll(async () => {
  server = await startTestServer({}, { environment: { RETENTION_DAYS: '90', WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' } });
  receiver = await WebhookReceiver.start();
});
afterAll(async () => {
  await receiver.close();
  await server.close();
});

const call = (method: 'get' | 'post', path: string, key = server.otaKey) =>
  request(server.baseUrl)[method](path).set('authorization', `Bearer ${key}`);
const database = () => server.app.get(PrismaDatabase, { strict: false }).client;
const cleanUp = () => server.app.get(Housekeeping, { strict: false }).run();

async function negotiation(partner: string): Promise<string> {
  count += 1;
  const { body } = await call('post', '/v1/negotiations')
    .set('idempotency-key', `key-${count}`)
    .send(negotiationBody(`KEEP-${count}`, partner))
    .expect(201);
  await call('post', `/v1/negotiations/${body.id}/messages`).send({ clientMessageId: 'one', text: 'Who are you?' }).expect(202);
  server.advance(6_000);
  await server.settle();
  return body.id as string;
}

const textsOf = async (id: string): Promise<string[]> =>
  (await call('get', `/v1/negotiations/${id}/messages`).expect(200)).body.items.map(({ text }: { text: string }) => text);

describe('keeping and removing', () => {
  it('erases a partner when their last negotiation ended long enough ago, and nobody else', async () => {
    const [done, again, open] = [await negotiation('done'), await negotiation('returning'), await negotiation('open')];
    for (const id of [done, again]) await call('post', `/v1/negotiations/${id}/cancel`).expect(200);
    server.advance(60 * DAY_MS);
    const later = await negotiation('returning');
    await call('post', `/v1/negotiations/${later}/cancel`).expect(200);
    server.advance(29 * DAY_MS);
    await cleanUp();
    expect(await textsOf(done)).toContain('Who are you?');
    server.advance(2 * DAY_MS);
    await cleanUp();
    expect(new Set(await textsOf(done))).toEqual(new Set(['[erased]']));
    for (const id of [again, later, open]) expect(await textsOf(id)).toContain('Who are you?');
    const log = await call('get', '/ops/v1/audit-log?action=partner.erased', server.opsKey).expect(200);
    expect(log.body.items).toMatchObject([{ actor: 'retention' }]);
  });

  it('removes events, settled webhooks, chat tokens and answers to repetitions that have run out, and nothing that is needed', async () => {
    await call('post', '/v1/webhook-endpoints').send({ url: receiver.url }).expect(201);
    const id = await negotiation('events');
    await call('post', `/v1/negotiations/${id}/chat-tokens`).send({}).expect(201);
    // Over, so that no reminder adds to what is counted.
    await call('post', `/v1/negotiations/${id}/cancel`).expect(200);
    await server.settle();
    const counts = async () => ({
      events: await database().outboxEvent.count({ where: { negotiationId: id } }),
      webhooks: await database().webhookDelivery.count({ where: { negotiationId: id } }),
      tokens: await database().chatToken.count({ where: { negotiationId: id } }),
      answers: await database().idempotencyRecord.count({ where: { key: `key-${count}` } }),
    });
    const before = await counts();
    expect(Object.values(before).every((rows) => rows > 0)).toBe(true);
    server.advance(2 * DAY_MS);
    // What did not arrive at the first attempt arrives now.
    await server.settle();
    expect(await database().webhookDelivery.count({ where: { negotiationId: id, status: { not: 'delivered' } } })).toBe(0);
    await cleanUp();
    expect(await counts()).toEqual({ ...before, answers: 0 });
    // One is still to be sent: its event stays with it.
    const [waiting] = await database().webhookDelivery.findMany({ where: { negotiationId: id }, take: 1 });
    await database().webhookDelivery.update({
      where: { id: waiting!.id },
      data: { status: 'pending', nextAttemptAt: new Date(server.clock.now().getTime() + 60 * DAY_MS) },
    });
    server.advance(31 * DAY_MS);
    await cleanUp();
    expect(await counts()).toEqual({ events: 1, webhooks: 1, tokens: 0, answers: 0 });
  });
});
