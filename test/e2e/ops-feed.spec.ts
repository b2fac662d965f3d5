import { io, type Socket } from 'socket.io-client';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { OpsFeedGateway } from '../../src/channels/ops-feed/ops-feed.gateway.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

/** Improbable on purpose: where it turns up in the feed, it has leaked. */
const LIMIT = '483.17';

let server: TestServer;
let count = 0;
const sockets: Socket[] = [];

beforeAll(async () => {
  server = await startTestServer();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});
afterAll(() => server.close());

interface Feed {
  socket: Socket;
  events: Record<string, unknown>[];
  drafting: { conversationId: string; active: boolean }[];
}

function open(auth: object): Socket {
  const socket = io(`${server.baseUrl}/ops`, { auth, transports: ['websocket'], reconnection: false, forceNew: true });
  sockets.push(socket);
  return socket;
}

async function connect(key = server.opsKey): Promise<Feed> {
  const socket = open({ key });
  const feed: Feed = { socket, events: [], drafting: [] };
  socket.on('event', (event) => feed.events.push(event));
  socket.on('drafting', (drafting) => feed.drafting.push(drafting));
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  return feed;
}

const refusal = (auth: object) =>
  new Promise((resolve, reject) => {
    const socket = open(auth);
    socket.on('connect', () => reject(new Error('was admitted')));
    socket.on('connect_error', (error) => resolve((error as Error & { data: unknown }).data));
  });

const post = (path: string, body: object = {}, key = server.otaKey) =>
  request(server.baseUrl).post(path).set('authorization', `Bearer ${key}`).send(body);

async function negotiation(start: 'now' | 'on_partner_message' = 'on_partner_message'): Promise<string> {
  count += 1;
  const answer = await post('/v1/negotiations', {
    externalId: `FEED-${count}`,
    hotel: { id: 'lisbon-1042', name: 'Hotel Aurora', timeZone: 'Europe/Lisbon' },
    partner: { id: `partner-${count}` },
    tickets: [
      {
        id: 'deluxe',
        roomType: 'Deluxe Double',
        stay: { from: '2027-03-10', to: '2027-03-13' },
        currency: 'EUR',
        priceBasis: 'selling',
        currentRate: '520',
        targetRate: '455',
        limitRate: LIMIT,
        evidence: [],
      },
    ],
    levers: [],
    start,
  }).expect(201);
  return answer.body.id as string;
}

describe('the live feed', () => {
  it('tells every committed event of the tenant, in order, and nothing of another', async () => {
    const feed = await connect();
    const strangers = await connect(server.otherTenantKey);
    const id = await negotiation('now');
    await server.settle();
    await post(`/v1/negotiations/${id}/messages`, { clientMessageId: 'one', text: 'Who are you?' }).expect(202);
    server.advance(6_000);
    await server.settle();
    await vi.waitFor(() => expect(feed.events.filter(({ type }) => type === 'message.created')).toHaveLength(3));
    expect(feed.events.map(({ sequence }) => sequence)).toEqual(feed.events.map((_, index) => index + 1));
    expect(feed.events[0]).toMatchObject({ type: 'negotiation.opened', conversationId: id, externalId: `FEED-${count}` });
    expect(feed.events.find(({ message }) => (message as { seq?: number } | undefined)?.seq === 2)).toMatchObject({
      message: { author: 'partner', text: 'Who are you?' },
    });
    expect(JSON.stringify(feed.events)).not.toContain(LIMIT);
    expect(strangers.events).toEqual([]);
  });

  it('tells who looks into a conversation that a reply is being written', async () => {
    const [watching, other] = [await connect(), await connect()];
    const id = await negotiation();
    expect(await watching.socket.emitWithAck('watch', { conversationId: id })).toEqual({ ok: true });
    const write = async (clientMessageId: string): Promise<void> => {
      await post(`/v1/negotiations/${id}/messages`, { clientMessageId, text: 'Hello' }).expect(202);
      server.advance(6_000);
      await server.settle();
    };
    await write('one');
    await vi.waitFor(() => expect(watching.drafting.map(({ active }) => active)).toEqual([true, false]));
    expect(watching.drafting[0]!.conversationId).toBe(id);
    expect(other.drafting).toEqual([]);
    expect(await watching.socket.emitWithAck('unwatch', { conversationId: id })).toEqual({ ok: true });
    await write('two');
    await vi.waitFor(() => expect(watching.events.filter(({ type }) => type === 'message.created').length).toBeGreaterThan(3));
    expect(watching.drafting).toHaveLength(2);
  });

  it('lets in who holds a key for ops, and says why it does not', async () => {
    expect(await refusal({})).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(await refusal({ key: 'parley_wrong' })).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(await refusal({ key: server.otaKey })).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await refusal({ key: 5 })).toMatchObject({ status: 401 });
    await connect(await server.key('Reader', ['ops:read']));
  });

  it('ends with the key', async () => {
    const key = await server.key('Leaving', ['ops:read']);
    const { socket } = await connect(key);
    const { body } = await request(server.baseUrl)
      .get('/ops/v1/api-keys?limit=200')
      .set('authorization', `Bearer ${server.opsKey}`);
    const { id } = body.items.find(({ name }: { name: string }) => name === 'Leaving');
    const gateway = server.app.get(OpsFeedGateway, { strict: false });
    await gateway.checkKeys();
    expect(socket.connected).toBe(true);
    await request(server.baseUrl).delete(`/ops/v1/api-keys/${id}`).set('authorization', `Bearer ${server.opsKey}`).expect(204);
    const told = new Promise((resolve) => socket.on('key_expired', resolve));
    const gone = new Promise((resolve) => socket.on('disconnect', resolve));
    await gateway.checkKeys();
    expect(await told).toMatchObject({ status: 401 });
    await gone;
  });

  it('answers whatever it is sent', async () => {
    const { socket } = await connect();
    const theirs = await connect(server.otherTenantKey);
    const id = await negotiation();
    expect(await theirs.socket.emitWithAck('watch', { conversationId: id })).toMatchObject({
      ok: false,
      problem: { status: 404 },
    });
    for (const payload of [
      undefined,
      null,
      5,
      [],
      {},
      { conversationId: 5 },
      { conversationId: id, more: 1 },
      { conversationId: 'x' },
    ]) {
      expect(await socket.emitWithAck('watch', payload)).toMatchObject({ ok: false, problem: { status: 422 } });
    }
    expect(await socket.emitWithAck('delete-everything', {})).toMatchObject({ ok: false, problem: { code: 'unknown_event' } });
    expect(socket.connected).toBe(true);
  });
});
