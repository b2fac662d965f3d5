import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

/** Improbable on purpose: where it turns up in a webhook, it has leaked. */
const LIMIT = '483.17';
const TARGET = '455.21';
const HOUR_MS = 60 * 60 * 1_000;

let server: TestServer;
let count = 0;
const receivers: WebhookReceiver[] = [];

beforeAll(async () => {
  server = await startTestServer({}, { environment: { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' } });
});

afterEach(async () => {
  // What is registered in one test is not told of the next one.
  for (const { id } of (await call('get', '/v1/webhook-endpoints')).body.items as { id: string }[]) {
    await call('delete', `/v1/webhook-endpoints/${id}`).expect(204);
  }
  for (const receiver of receivers.splice(0)) await receiver.close();
});

afterAll(() => server.close());

type Method = 'get' | 'post' | 'delete';
const call = (method: Method, path: string, key = server.otaKey) =>
  request(server.baseUrl)[method](path).set('authorization', `Bearer ${key}`);

async function receiving(...answer: Parameters<typeof WebhookReceiver.start>): Promise<WebhookReceiver> {
  const receiver = await WebhookReceiver.start(...answer);
  receivers.push(receiver);
  return receiver;
}

async function registered(url: string, rest: object = {}): Promise<{ id: string; secret: string }> {
  const answer = await call('post', '/v1/webhook-endpoints')
    .send({ url, ...rest })
    .expect(201);
  return answer.body as { id: string; secret: string };
}

async function negotiation(start: 'now' | 'on_partner_message' = 'on_partner_message'): Promise<string> {
  count += 1;
  const answer = await call('post', '/v1/negotiations')
    .send({
      externalId: `HOOK-${count}`,
      hotel: { id: `hotel-${count}`, name: 'Hotel Aurora', timeZone: 'Europe/Lisbon' },
      partner: { id: `partner-${count}`, name: 'Marta' },
      tickets: [
        {
          id: 'deluxe',
          roomType: 'Deluxe Double',
          stay: { from: '2027-03-10', to: '2027-03-13' },
          currency: 'EUR',
          priceBasis: 'selling',
          currentRate: '520',
          targetRate: TARGET,
          limitRate: LIMIT,
          evidence: [
            { kind: 'competitor_rate', source: 'Booking.com', rate: '462', observedAt: '2026-11-24T08:00:00Z', disclose: 'full' },
          ],
        },
      ],
      levers: [],
      start,
    })
    .expect(201);
  return answer.body.id as string;
}

/** Lets the partner write and the agent answer. */
async function partnerWrites(id: string, text: string): Promise<void> {
  count += 1;
  await call('post', `/v1/negotiations/${id}/messages`)
    .send({ clientMessageId: `m-${count}`, text })
    .expect(202);
  server.advance(6_000);
  await server.settle();
}

const deliveries = async (query = '') => (await call('get', `/v1/webhook-deliveries${query}`).expect(200)).body.items;

describe('a webhook', () => {
  it('tells of everything that was committed, signed, in snapshots that hold no mandate', async () => {
    const receiver = await receiving();
    const { secret } = await registered(receiver.url);
    const id = await negotiation('now');
    await server.settle();
    await partnerWrites(id, 'EUR 450 per night for the Deluxe Double works for us');
    await partnerWrites(id, 'Yes, I agree to these terms.');
    const told = receiver.verified(secret).toSorted((a, b) => a.data.sequence - b.data.sequence);
    expect(told.map(({ data }) => data.sequence)).toEqual(told.map((_, index) => index + 1));
    expect(new Set(told.map(({ data }) => data.negotiationId))).toEqual(new Set([id]));
    expect(told[0]!.type).toBe('negotiation.opened');
    const types = told.map(({ type }) => type);
    for (const type of ['message.created', 'negotiation.stage_changed', 'ticket.agreed', 'negotiation.agreed']) {
      expect(types).toContain(type);
    }
    const agreed = told.find(({ type }) => type === 'negotiation.agreed')!.data;
    expect(agreed).toMatchObject({
      status: 'agreed',
      outcome: { completeness: 'full', tickets: [{ id: 'deluxe', result: 'agreed', agreedRate: '450' }] },
    });
    const { body: outcome } = await call('get', `/v1/negotiations/${id}/outcome`).expect(200);
    expect((agreed['outcome'] as { tickets: unknown }).tickets).toEqual(outcome.tickets);
    expect(told.find(({ type }) => type === 'ticket.agreed')!.data).toMatchObject({ ticketId: 'deluxe' });
    const texts = told.flatMap(({ data }) => (data['message'] as { text: string } | undefined)?.text ?? []);
    expect(texts).toContain('Yes, I agree to these terms.');
    const everything = receiver.received.map(({ body }) => body).join('\n');
    expect(everything).not.toContain(LIMIT);
    expect(everything).not.toMatch(/limitRate|targetRate/);
  });

  it('goes only to endpoints that ask for such events, of its own tenant', async () => {
    const [agreements, strangers] = [await receiving(), await receiving()];
    await registered(agreements.url, { events: ['negotiation.cancelled'] });
    await call('post', '/v1/webhook-endpoints', server.otherTenantKey).send({ url: strangers.url }).expect(201);
    const id = await negotiation();
    await call('post', `/v1/negotiations/${id}/cancel`).expect(200);
    await server.settle();
    expect(agreements.received.map(({ body }) => JSON.parse(body).type)).toEqual(['negotiation.cancelled']);
    expect(strangers.received).toEqual([]);
  });

  it('is sent again, later and later, with the same id and body, until it arrives', async () => {
    const receiver = await receiving((response, number) => response.writeHead(number < 3 ? 500 : 200).end());
    const { secret } = await registered(receiver.url);
    await negotiation();
    await server.settle();
    expect(receiver.received).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ status: 'pending', attempts: 1, responseStatus: 500 }]);
    server.advance(3_000);
    await server.settle();
    expect(receiver.received).toHaveLength(1);
    server.advance(7_000);
    await server.settle();
    expect(receiver.received).toHaveLength(2);
    server.advance(6 * 60_000 + 1_000);
    await server.settle();
    expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 3, responseStatus: 200 }]);
    expect(receiver.verified(secret)).toHaveLength(3);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(3);
  });

  it('is put aside after ten attempts, and sent again when somebody asks for it', async () => {
    let works = false;
    const receiver = await receiving((response) => response.writeHead(works ? 200 : 302, { location: '/other' }).end());
    await registered(receiver.url);
    await negotiation();
    for (let attempt = 0; attempt < 10; attempt++) {
      await server.settle();
      server.advance(30 * HOUR_MS);
    }
    await server.settle();
    const [failed] = await deliveries('?status=failed');
    expect(failed).toMatchObject({ attempts: 10, error: 'answered with status 302', type: 'negotiation.opened' });
    expect(receiver.received).toHaveLength(10);
    works = true;
    const answer = await call('post', `/v1/webhook-deliveries/${failed.id}/redeliver`).expect(202);
    expect(answer.body).toMatchObject({ id: failed.id, status: 'pending' });
    await server.settle();
    expect(await deliveries()).toMatchObject([{ id: failed.id, status: 'delivered', attempts: 11 }]);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  });

  it('to a slow receiver holds up no other', async () => {
    const slow = await receiving(() => undefined);
    const quick = await receiving();
    await registered(slow.url);
    await registered(quick.url);
    for (let index = 0; index < 6; index++) await negotiation();
    await vi.waitFor(() => expect(quick.received).toHaveLength(6), { timeout: 5_000 });
    expect(slow.received.length).toBeLessThanOrEqual(4);
    await slow.close();
  });

  it('stops for good where the receiver says that it is gone', async () => {
    const receiver = await receiving((response) => response.writeHead(410).end());
    const { id } = await registered(receiver.url);
    await negotiation();
    await server.settle();
    const [endpoint] = (await call('get', '/v1/webhook-endpoints').expect(200)).body.items;
    expect(endpoint).toMatchObject({ id, disabled: true });
    const [cancelled] = await deliveries();
    expect(cancelled).toMatchObject({ status: 'cancelled', responseStatus: 410 });
    await negotiation();
    await server.settle();
    expect(receiver.received).toHaveLength(1);
    const refused = await call('post', `/v1/webhook-deliveries/${cancelled.id}/redeliver`).expect(409);
    expect(refused.body.code).toBe('endpoint_disabled');
  });

  it('is signed with both secrets for a day after a rotation, then with the new one', async () => {
    const receiver = await receiving();
    const { id, secret } = await registered(receiver.url);
    const rotated = await call('post', `/v1/webhook-endpoints/${id}/rotate-secret`).expect(200);
    expect(rotated.body.secret).toMatch(/^whsec_/);
    expect(rotated.body.secret).not.toBe(secret);
    await negotiation();
    await server.settle();
    expect(receiver.verified(secret)).toHaveLength(1);
    expect(receiver.verified(rotated.body.secret)).toHaveLength(1);
    server.advance(25 * HOUR_MS);
    await negotiation();
    await server.settle();
    receiver.received.shift();
    expect(receiver.verified(rotated.body.secret)).toHaveLength(1);
    expect(() => receiver.verified(secret)).toThrow();
  });
});

describe('endpoints', () => {
  it('show their secret once', async () => {
    const receiver = await receiving();
    const { id, secret } = await registered(receiver.url, { events: ['ticket.agreed'], description: 'Rate desk' });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const listed = await call('get', '/v1/webhook-endpoints').expect(200);
    expect(listed.body.items).toMatchObject([
      { id, url: receiver.url, events: ['ticket.agreed'], description: 'Rate desk', disabled: false },
    ]);
    expect(JSON.stringify(listed.body)).not.toContain('whsec_');
    const repeated = { url: receiver.url, description: 'Again' };
    const [first, second] = [await idempotent(repeated), await idempotent(repeated)];
    expect(second.body.id).toBe(first.body.id);
    expect((await call('get', '/v1/webhook-endpoints')).body.items).toHaveLength(2);
  });

  const idempotent = (body: object) => call('post', '/v1/webhook-endpoints').set('idempotency-key', `key-${count}`).send(body);

  it.each([
    ['http://ota.example/hooks', 'must be an https address'],
    ['https://10.0.0.1/hooks', 'must lead to a public address'],
    ['https://localhost/hooks', 'must lead to a public address'],
    ['https://169.254.169.254/latest', 'must lead to a public address'],
    ['not an address', 'must be an https address'],
  ])('cannot be at %s', async (url, message) => {
    const answer = await call('post', '/v1/webhook-endpoints').send({ url }).expect(422);
    expect(answer.body.errors).toEqual([{ path: 'url', message }]);
  });

  it('ask for events that there are', async () => {
    const answer = await call('post', '/v1/webhook-endpoints')
      .send({ url: 'https://8.8.8.8/', events: ['everything'] })
      .expect(422);
    expect(answer.body.errors[0].path).toBe('events');
  });

  it('are no more than twenty', async () => {
    for (let index = 0; index < 20; index++) await registered(`http://127.0.0.1:9/${index}`);
    const answer = await call('post', '/v1/webhook-endpoints').send({ url: 'http://127.0.0.1:9/' }).expect(409);
    expect(answer.body.code).toBe('too_many');
    const page = await call('get', '/v1/webhook-endpoints?limit=15').expect(200);
    const rest = await call('get', `/v1/webhook-endpoints?limit=15&cursor=${page.body.nextCursor}`).expect(200);
    const ids = [...page.body.items, ...rest.body.items].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(20);
    expect(rest.body.nextCursor).toBeNull();
  });

  it('and deliveries of another tenant cannot be seen or touched', async () => {
    const receiver = await receiving();
    const { id } = await registered(receiver.url);
    await negotiation();
    await server.settle();
    const [delivery] = await deliveries();
    const stranger = server.otherTenantKey;
    expect(
      (await call('get', '/v1/webhook-deliveries', stranger)).body.items.map((each: { id: string }) => each.id),
    ).not.toContain(delivery.id);
    await call('delete', `/v1/webhook-endpoints/${id}`, stranger).expect(404);
    await call('post', `/v1/webhook-endpoints/${id}/rotate-secret`, stranger).expect(404);
    await call('post', `/v1/webhook-deliveries/${delivery.id}/redeliver`, stranger).expect(404);
    await call('delete', '/v1/webhook-endpoints/nonsense').expect(404);
    await call('post', '/v1/webhook-deliveries/nonsense/redeliver').expect(404);
    expect(await deliveries('?endpointId=nonsense')).toEqual([]);
    await call('get', '/v1/webhook-endpoints', server.opsKey).expect(403);
  });
});
