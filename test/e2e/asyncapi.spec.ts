import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import { io, type Socket } from 'socket.io-client';
import request from 'supertest';
import { parse } from 'yaml';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { EVENT_TYPES } from '../../src/webhooks/event-types.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

interface Reference {
  $ref: string;
}
interface Document {
  asyncapi: string;
  channels: Record<string, { address: string; messages: Record<string, Reference> }>;
  operations: Record<
    string,
    { action: 'send' | 'receive'; channel: Reference; messages: Reference[]; reply?: { messages: Reference[] } }
  >;
  components: { messages: Record<string, { name: string; payload: object }>; schemas: Record<string, object> };
}

const path = join(import.meta.dirname, '../../docs/asyncapi.yaml');
const document = parse(readFileSync(path, 'utf8')) as Document;
const ajv = new Ajv({ strict: false, allErrors: true });
(ajvFormats as unknown as (ajv: Ajv) => void)(ajv);
ajv.addSchema({ $id: 'document', ...document });

/** The message that a chain of references ends at. */
function messageAt({ $ref }: Reference): { key: string; name: string } {
  const found = $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], document);
  const next = (found as Partial<Reference>).$ref;
  if (next !== undefined) return messageAt({ $ref: next });
  return { key: $ref.split('/').at(-1)!, name: (found as { name: string }).name };
}

const validator = (key: string): ValidateFunction => ajv.compile({ $ref: `document#/components/messages/${key}/payload` });

/** The messages of a namespace that go one way, by their names on the wire. */
function messagesOf(address: string, action: 'send' | 'receive'): Map<string, ValidateFunction> {
  return new Map(
    Object.values(document.operations)
      .filter((operation) => operation.action === action && channelOf(operation.channel).address === address)
      .flatMap(({ messages }) => messages.map(messageAt))
      .map(({ key, name }) => [name, validator(key)]),
  );
}
const channelOf = ({ $ref }: Reference) => document.channels[$ref.split('/').at(-1)!]!;

/** What the server may answer to an event. */
function answersTo(address: string, event: string): ValidateFunction[] {
  const operation = Object.values(document.operations).find(
    ({ channel, messages }) => channelOf(channel).address === address && messageAt(messages[0]!).name === event,
  );
  return (operation?.reply?.messages ?? []).map((reference) => validator(messageAt(reference).key));
}

let server: TestServer;
let count = 0;
const sockets: Socket[] = [];
const seen = new Map<string, Set<string>>();

beforeAll(async () => {
  server = await startTestServer();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});
afterAll(() => server.close());

/** A socket whose every message is held against the document. */
async function connect(
  address: string,
  auth: object,
): Promise<{ socket: Socket; ask: (event: string, payload?: unknown) => Promise<Answer> }> {
  const socket = io(`${server.baseUrl}${address}`, { auth, transports: ['websocket'], reconnection: false, forceNew: true });
  sockets.push(socket);
  const described = messagesOf(address, 'send');
  const wrong: string[] = [];
  socket.onAny((event: string, payload: unknown) => {
    const validate = described.get(event);
    seen.set(address, (seen.get(address) ?? new Set()).add(event));
    if (!validate) wrong.push(`${event} is not described`);
    else if (!validate(payload)) wrong.push(`${event}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(payload)}`);
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  const ask = async (event: string, payload?: unknown): Promise<Answer> => {
    const answer = (await socket.emitWithAck(event, payload)) as Answer;
    const fits = answersTo(address, event).filter((validate) => validate(answer));
    expect(fits.length, `answer to ${event}: ${JSON.stringify(answer)}`).toBe(1);
    expect(wrong).toEqual([]);
    return answer;
  };
  return { socket, ask };
}
type Answer = { ok: boolean } & Record<string, unknown>;

async function negotiation(): Promise<{ id: string; token: string }> {
  count += 1;
  const post = (at: string, body: object) =>
    request(server.baseUrl).post(at).set('authorization', `Bearer ${server.otaKey}`).send(body).expect(201);
  const { body } = await post('/v1/negotiations', {
    externalId: `ASYNC-${count}`,
    hotel: { id: 'lisbon-1042', name: 'Hotel Aurora', timeZone: 'Europe/Lisbon' },
    partner: { id: `partner-${count}` },
    tickets: [
      {
        id: 'deluxe',
        roomType: 'Deluxe Double',
        stay: { from: '2027-03-10', to: '2027-03-13', daysOfWeek: [3, 4, 5] },
        currency: 'EUR',
        priceBasis: 'selling',
        currentRate: '520',
        targetRate: '455',
        limitRate: '483.17',
        evidence: [],
      },
    ],
    levers: [],
    start: 'on_partner_message',
  });
  const { body: link } = await post(`/v1/negotiations/${body.id}/chat-tokens`, {});
  return { id: body.id as string, token: link.token as string };
}

describe('the description of the sockets', () => {
  it('is a valid AsyncAPI 3 document', () => {
    const schema = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object;
    const own = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const validate = own.compile(schema);
    expect(validate(document), own.errorsText(validate.errors)).toBe(true);
  });

  it('fits everything that is said in a conversation', async () => {
    const { id, token } = await negotiation();
    const { socket, ask } = await connect('/partner', { token });
    const feed = await connect('/ops', { key: server.opsKey });
    const received: { terms?: { termsId: string } }[] = [];
    socket.on('message', (message) => received.push(message));
    const settled = async (): Promise<void> => {
      server.advance(6_000);
      await server.settle();
    };
    await feed.ask('watch', { conversationId: id });
    await ask('typing', { active: true });
    expect(await ask('message.send', { clientMessageId: 'one', text: 'EUR 450 for the Deluxe Double works' })).toMatchObject({
      ok: true,
    });
    expect(await ask('message.send', { clientMessageId: 'one', text: 'EUR 450 for the Deluxe Double works' })).toMatchObject({
      duplicate: true,
    });
    await settled();
    await vi.waitFor(() => expect(received.some(({ terms }) => terms !== undefined)).toBe(true));
    const { termsId } = received.find(({ terms }) => terms !== undefined)!.terms!;
    const other = await connect('/partner', { token });
    await other.ask('read', { seq: 2 });
    expect(await ask('terms.answer', { termsId, accept: true })).toMatchObject({ ok: true });
    await settled();
    expect(await ask('history', { afterSeq: 0 })).toMatchObject({ ok: true, hasMore: false });
    expect(await ask('token.renew')).toMatchObject({ ok: true });
    await feed.ask('unwatch', { conversationId: id });

    const second = await negotiation();
    const again = await connect('/partner', { token: second.token });
    expect(await again.ask('person.request')).toMatchObject({ ok: true });
    await settled();
    expect(await again.ask('opt_out', {})).toMatchObject({ ok: true });
    await settled();
    const ended = new Promise((resolve) => again.socket.on('disconnect', resolve));
    await request(server.baseUrl)
      .delete(`/v1/negotiations/${second.id}/chat-tokens`)
      .set('authorization', `Bearer ${server.otaKey}`)
      .expect(204);
    await ended;
    expect([...seen.get('/partner')!].toSorted()).toEqual([...messagesOf('/partner', 'send').keys()].toSorted());
    expect([...seen.get('/ops')!].toSorted()).toEqual(['drafting', 'event']);
  });

  it('names exactly the events that the server takes', async () => {
    const { token } = await negotiation();
    for (const [address, auth] of [
      ['/partner', { token }],
      ['/ops', { key: server.opsKey }],
    ] as const) {
      const { socket, ask } = await connect(address, auth);
      for (const event of messagesOf(address, 'receive').keys()) {
        const answer = await ask(event, { nonsense: true });
        expect(answer, event).toMatchObject({ ok: false, problem: { status: 422 } });
      }
      expect(await socket.emitWithAck('something.else', {})).toMatchObject({ ok: false, problem: { code: 'unknown_event' } });
    }
  });

  it('refuses what the server refuses', async () => {
    const { token } = await negotiation();
    const { ask } = await connect('/partner', { token });
    const described = messagesOf('/partner', 'receive');
    const payloads: [string, unknown, boolean][] = [
      ['message.send', { clientMessageId: 'x', text: 'hello' }, true],
      ['message.send', { clientMessageId: '', text: 'hello' }, false],
      ['message.send', { clientMessageId: 'y', text: '' }, false],
      ['message.send', { clientMessageId: 'y' }, false],
      ['message.send', { clientMessageId: 'y', text: 'x'.repeat(4_001) }, false],
      ['history', { afterSeq: 0, limit: 200 }, true],
      ['history', { afterSeq: 0, limit: 201 }, false],
      ['history', { afterSeq: -1 }, false],
      ['typing', { active: 'yes' }, false],
      ['read', { seq: 1.5 }, false],
      ['terms.answer', { termsId: 'x' }, false],
      ['person.request', { more: 1 }, false],
    ];
    for (const [event, payload, fine] of payloads) {
      expect(described.get(event)!(payload), `${event} ${JSON.stringify(payload)}`).toBe(fine);
      expect((await ask(event, payload)).ok, `${event} ${JSON.stringify(payload)}`).toBe(fine);
    }
  });

  it('knows every event of the feed', () => {
    const { properties } = document.components.messages['FeedEvent']!.payload as { properties: { type: { enum: string[] } } };
    expect(properties.type.enum).toEqual([...EVENT_TYPES]);
  });
});
