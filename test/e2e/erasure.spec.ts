import { io, type Socket } from 'socket.io-client';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PrismaDatabase } from '../../src/adapters/prisma/prisma-database.js';
import { everythingStored } from '../support/stored-rows.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

/** Words that occur nowhere else: where one is found after the erasure, it was not erased. */
const NAME = 'Zebedea Quillfeather';
const WORD = 'zanzibarian';

let server: TestServer;
let count = 0;
const sockets: Socket[] = [];
beforeAll(async () => {
  server = await startTestServer({}, { environment: { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' } });
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});
afterAll(() => server.close());

type Method = 'get' | 'post' | 'delete';
const call = (method: Method, path: string, key = server.otaKey) =>
  request(server.baseUrl)[method](path).set('authorization', `Bearer ${key}`);
const erase = (partner: string, key = server.otaKey) => call('delete', `/v1/partners/${partner}`, key);

async function negotiation(partner: string, start: 'now' | 'on_partner_message' = 'on_partner_message'): Promise<string> {
  count += 1;
  const answer = await call('post', '/v1/negotiations').send({
    externalId: `ERASE-${count}`,
    hotel: { id: 'lisbon-1042', name: 'Hotel Aurora', timeZone: 'Europe/Lisbon' },
    partner: { id: partner, name: NAME },
    tickets: [
      {
        id: 'deluxe',
        roomType: 'Deluxe Double',
        stay: { from: '2027-03-10', to: '2027-03-13' },
        currency: 'EUR',
        priceBasis: 'selling',
        currentRate: '520',
        targetRate: '455',
        limitRate: '483.17',
        evidence: [
          { kind: 'competitor_rate', source: 'Booking.com', rate: '462', observedAt: '2026-11-24T08:00:00Z', disclose: 'full' },
        ],
      },
    ],
    levers: [],
    metadata: { contact: NAME },
    start,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id as string;
}

async function partnerWrites(id: string, text: string): Promise<void> {
  count += 1;
  await call('post', `/v1/negotiations/${id}/messages`)
    .send({ clientMessageId: `m-${count}`, text })
    .expect(202);
  server.advance(6_000);
  await server.settle();
}

describe('erasing a partner', () => {
  it('leaves nothing that was written with them, in any table', async () => {
    const id = await negotiation('zebedea', 'now');
    await server.settle();
    await partnerWrites(id, `EUR 450 for the Deluxe Double works for us, if guests pay the ${WORD} deposit`);
    await partnerWrites(id, 'Yes, I agree to these terms.');
    const database = server.app.get(PrismaDatabase, { strict: false });
    const found = async (): Promise<string[]> =>
      (await everythingStored(database, server.app)).flatMap(({ where, text }) =>
        text.includes(NAME) || text.toLowerCase().includes(WORD) ? [where] : [],
      );
    expect(await found()).not.toEqual([]);
    const answer = await erase('zebedea').expect(202);
    expect(answer.body).toEqual({ negotiations: 1 });
    expect(await found()).toEqual([]);
    expect(JSON.stringify(await everythingStored(database, server.app))).not.toContain('"zebedea"');
    const { body } = await call('get', `/ops/v1/conversations/${id}`, server.opsKey).expect(200);
    expect(new Set(body.messages.map(({ text }: { text: string }) => text))).toEqual(new Set(['[erased]']));
    await call('get', `/v1/negotiations/${id}`).expect(200);
    await call('get', `/v1/negotiations/${id}/outcome`).expect(200);
    await call('get', `/v1/negotiations?externalId=ERASE-${count}`).expect(200);
    const log = await call('get', '/ops/v1/audit-log?limit=1', server.opsKey).expect(200);
    expect(log.body.items).toMatchObject([{ action: 'partner.erased', detail: { negotiations: 1 } }]);
    await erase('zebedea').expect(404);
  });

  it('ends what is going on without another word, and the open chat', async () => {
    const id = await negotiation('open', 'now');
    await server.settle();
    const { token } = (await call('post', `/v1/negotiations/${id}/chat-tokens`).send({}).expect(201)).body;
    const socket = io(`${server.baseUrl}/partner`, { auth: { token }, transports: ['websocket'], reconnection: false });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.on('connect', resolve);
      socket.on('connect_error', reject);
    });
    const gone = new Promise((resolve) => socket.on('disconnect', resolve));
    await erase('open').expect(202);
    await gone;
    server.advance(40 * 24 * 3_600_000);
    await server.settle();
    const { body } = await call('get', `/ops/v1/conversations/${id}`, server.opsKey).expect(200);
    expect(body).toMatchObject({ status: 'cancelled', owner: 'agent' });
    expect(body.messages).toHaveLength(1);
  });

  it('lets nothing more be written', async () => {
    const id = await negotiation('nothing-more');
    await partnerWrites(id, 'Who are you?');
    await erase('nothing-more').expect(202);
    const refused = [
      call('post', `/v1/negotiations/${id}/messages`).send({ clientMessageId: 'late', text: 'Hello?' }),
      call('post', `/v1/negotiations/${id}/chat-tokens`).send({}),
      call('post', `/v1/negotiations/${id}/cancel`),
      call('post', `/ops/v1/conversations/${id}/takeover`, server.opsKey),
      call('post', `/ops/v1/conversations/${id}/release`, server.opsKey),
      call('post', `/ops/v1/conversations/${id}/close`, server.opsKey).send({ tickets: [], note: 'Too late' }),
    ];
    for (const asked of refused) expect((await asked.expect(409)).body.code).toBe('partner_erased');
  });

  it('is done whatever a turn in hand was about to say', async () => {
    const id = await negotiation('in-hand');
    await call('post', `/v1/negotiations/${id}/messages`).send({ clientMessageId: 'first', text: 'Who are you?' }).expect(202);
    server.advance(6_000);
    await erase('in-hand').expect(202);
    await server.settle();
    const { body } = await call('get', `/ops/v1/conversations/${id}`, server.opsKey).expect(200);
    expect(body.status).toBe('cancelled');
    expect(new Set(body.messages.map(({ text }: { text: string }) => text))).toEqual(new Set(['[erased]']));
  });

  it('tells webhooks ids only, also what still waits to be sent', async () => {
    let works = false;
    const receiver = await WebhookReceiver.start((response) => response.writeHead(works ? 204 : 500).end());
    await call('post', '/v1/webhook-endpoints').send({ url: receiver.url }).expect(201);
    const id = await negotiation('hooked', 'now');
    await server.settle();
    await partnerWrites(id, `We charge a ${WORD} fee`);
    expect(receiver.received.some(({ body }) => body.includes(WORD))).toBe(true);
    receiver.received.length = 0;
    works = true;
    await erase('hooked').expect(202);
    server.advance(24 * 3_600_000);
    await server.settle();
    expect(receiver.received.length).toBeGreaterThan(2);
    const sent = receiver.received.map(({ body }) => JSON.parse(body));
    for (const { data } of sent) {
      expect(data).toEqual({ negotiationId: id, externalId: `ERASE-${count - 1}`, sequence: data.sequence, erased: true });
    }
    expect(sent.map(({ type }) => type)).toContain('negotiation.cancelled');
    await receiver.close();
  });

  it('makes room for somebody new under the same id, unless they wanted no messages', async () => {
    const before = await negotiation('again');
    await erase('again').expect(202);
    const after = await negotiation('again');
    await partnerWrites(after, 'Hello there');
    const texts = async (id: string): Promise<string[]> =>
      (await call('get', `/v1/negotiations/${id}/messages`).expect(200)).body.items.map(({ text }: { text: string }) => text);
    expect(await texts(after)).toContain('Hello there');
    expect(await texts(before)).toEqual([]);

    const opted = await negotiation('opted-out');
    await partnerWrites(opted, 'Please stop. I do not want any more messages about this.');
    await erase('opted-out').expect(202);
    count += 1;
    const answer = await call('post', '/v1/negotiations').send({
      externalId: `ERASE-${count}`,
      hotel: { id: 'lisbon-1042', name: 'Hotel Aurora', timeZone: 'Europe/Lisbon' },
      partner: { id: 'opted-out' },
      tickets: [
        {
          id: 'deluxe',
          roomType: 'Deluxe Double',
          stay: { from: '2027-03-10', to: '2027-03-13' },
          currency: 'EUR',
          priceBasis: 'selling',
          currentRate: '520',
          targetRate: '455',
          limitRate: '483.17',
          evidence: [],
        },
      ],
      levers: [],
      start: 'now',
    });
    expect(answer.status).toBe(409);
    expect(answer.body.code).toBe('partner_opted_out');
    expect(await texts(opted)).not.toEqual([]);
  });

  it('is for the own tenant only', async () => {
    const id = await negotiation('ours-alone');
    await partnerWrites(id, 'Still here');
    await erase('ours-alone', server.otherTenantKey).expect(404);
    await erase('nobody').expect(404);
    const { body } = await call('get', `/v1/negotiations/${id}/messages`).expect(200);
    expect(body.items[0].text).toBe('Still here');
  });
});
