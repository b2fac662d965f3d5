import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.js';

interface Message {
  id: string;
  seq: number;
  author: string;
  text: string;
  sentAt: string;
  clientMessageId?: string;
  terms?: { termsId: string; tickets: { rate: string; currency: string; basis: string }[] };
}

type Answer = { ok: boolean; problem?: { status: number; code: string; title: string; type: string; detail: string } } & Record<
  string,
  unknown
>;

/** Longer than a partner has to be silent for before they are answered. */
const SILENCE_MS = 1_300;

const negotiation = (now: Date) => ({
  externalId: `e2e-${randomUUID()}`,
  hotel: { id: 'hotel-1', name: 'Hotel Lindenhof', city: 'Zürich', timeZone: 'Europe/Zurich' },
  partner: { id: `partner-${randomUUID()}`, name: 'Urs', language: 'en' },
  tickets: [
    {
      id: 'deluxe',
      roomType: 'Deluxe Double',
      stay: { from: dayAfter(now, 20), to: dayAfter(now, 23) },
      currency: 'CHF',
      priceBasis: 'selling',
      currentRate: '240.00',
      targetRate: '205.00',
      limitRate: '218.37',
      evidence: [{ kind: 'competitor_rate', rate: '207.00', observedAt: now.toISOString(), disclose: 'rate' }],
    },
  ],
  levers: [],
  start: 'on_partner_message',
});

function dayAfter(now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

describe('the partner chat', () => {
  let server: TestServer;
  const opened: Socket[] = [];

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());
  afterEach(() => {
    for (const socket of opened.splice(0)) socket.disconnect();
  });

  async function backend(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${server.baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${server.otaKey}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }

  async function begin(changes: object = {}): Promise<string> {
    const response = await backend('POST', '/v1/negotiations', { ...negotiation(server.clock.now()), ...changes });
    expect(response.status, await response.clone().text()).toBe(201);
    return ((await response.json()) as { id: string }).id;
  }

  async function tokenFor(negotiationId: string, ttlSeconds?: number): Promise<string> {
    const response = await backend(
      'POST',
      `/v1/negotiations/${negotiationId}/chat-tokens`,
      ttlSeconds === undefined ? {} : { ttlSeconds },
    );
    expect(response.status).toBe(201);
    return ((await response.json()) as { token: string }).token;
  }

  function open(token: unknown): Socket {
    const socket = io(`${server.baseUrl}/partner`, {
      auth: { token },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    opened.push(socket);
    return socket;
  }

  /** Connects and gathers every message that is pushed. */
  async function connect(token: string): Promise<{ socket: Socket; messages: Message[] }> {
    const socket = open(token);
    const messages: Message[] = [];
    socket.on('message', (message: Message) => messages.push(message));
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    return { socket, messages };
  }

  const heard = <T>(socket: Socket, event: string) => new Promise<T>((resolve) => socket.once(event, resolve));
  const refused = (token: unknown) => heard<Error & { data?: Answer['problem'] }>(open(token), 'connect_error');
  const ask = (socket: Socket, event: string, ...payload: unknown[]) =>
    socket.timeout(10_000).emitWithAck(event, ...payload) as Promise<Answer>;
  const say = (socket: Socket, text: string, clientMessageId: string = randomUUID()) =>
    ask(socket, 'message.send', { clientMessageId, text });
  const historyOf = async (socket: Socket, afterSeq = 0) => (await ask(socket, 'history', { afterSeq }))['messages'] as Message[];
  /** Lets time pass while it looks: nobody is answered while the clock stands still. */
  const until = <T>(look: () => T) => {
    server.advance(SILENCE_MS);
    return vi.waitFor(
      () => {
        server.advance(20);
        return look();
      },
      { timeout: 20_000, interval: 20 },
    );
  };
  const statusesOf = (socket: Socket): string[] => {
    const statuses: string[] = [];
    socket.on('status', ({ status }: { status: string }) => statuses.push(status));
    return statuses;
  };
  const replyAfter = (messages: Message[], seq: number) =>
    until(() => {
      const reply = messages.find((message) => message.author === 'agent' && message.seq > seq);
      if (!reply) throw new Error('no reply yet');
      return reply;
    });

  it('takes a message, answers it, and keeps both', async () => {
    const { socket, messages } = await connect(await tokenFor(await begin()));
    const receipt = await say(socket, 'Hello, you wanted to talk about our rates?');
    expect(receipt).toEqual({ ok: true, messageId: expect.any(String), seq: 1, duplicate: false });
    const reply = await replyAfter(messages, 1);
    expect(reply).toMatchObject({
      seq: 2,
      author: 'agent',
      text: expect.any(String),
      sentAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect((await historyOf(socket)).map(({ seq, author }) => [seq, author])).toEqual([
      [1, 'partner'],
      [2, 'agent'],
    ]);
  });

  it('holds the opening back at night until the partner opens the chat', async () => {
    const hotel = { id: 'hotel-2', name: 'Harbour Lodge', city: 'Auckland', timeZone: 'Pacific/Auckland' };
    const id = await begin({ hotel, start: 'now' });
    server.advance(SILENCE_MS);
    await server.settle();
    const token = await tokenFor(id);
    expect(await (await backend('GET', `/v1/negotiations/${id}/messages`)).json()).toMatchObject({ items: [] });
    const { messages } = await connect(token);
    expect(await replyAfter(messages, 0)).toMatchObject({ seq: 1, author: 'agent' });
  });

  it('tells that the agent has read and writes', async () => {
    const { socket, messages } = await connect(await tokenFor(await begin()));
    const events: [string, unknown][] = [];
    socket.onAny((event: string, value: unknown) => events.push([event, value]));
    await say(socket, 'Hello, what is it about?');
    await replyAfter(messages, 1);
    await until(() => expect(events).toContainEqual(['typing', { author: 'agent', active: false }]));
    expect(events).toContainEqual(['read', { author: 'agent', seq: 1 }]);
    expect(events).toContainEqual(['typing', { author: 'agent', active: true }]);
  });

  it('stores a message that is sent twice once', async () => {
    const { socket } = await connect(await tokenFor(await begin()));
    const [first, again] = [await say(socket, 'Hello', 'c-1'), await say(socket, 'Hello', 'c-1')];
    expect(first).toMatchObject({ ok: true, duplicate: false });
    expect(again).toEqual({ ...first, duplicate: true });
    expect((await historyOf(socket)).filter((message) => message.clientMessageId === 'c-1')).toHaveLength(1);
  });

  it('shows a message to the other sockets of the partner, and to nobody else', async () => {
    const negotiationId = await begin();
    const token = await tokenFor(negotiationId);
    const [one, other, stranger] = [await connect(token), await connect(token), await connect(await tokenFor(await begin()))];
    await say(one.socket, 'Hello', 'c-1');
    await until(() =>
      expect(other.messages[0]).toMatchObject({ author: 'partner', text: 'Hello', clientMessageId: 'c-1', seq: 1 }),
    );
    await replyAfter(one.messages, 1);
    await replyAfter(other.messages, 1);
    expect(one.messages.filter((message) => message.author === 'partner')).toEqual([]);
    expect(await historyOf(stranger.socket)).toEqual([]);
    expect(stranger.messages).toEqual([]);
  });

  it('loses nothing and shows nothing twice over a lost connection', async () => {
    const negotiationId = await begin();
    const token = await tokenFor(negotiationId);
    const first = await connect(token);
    await say(first.socket, 'Hello', 'c-1');
    first.socket.disconnect();
    await until(async () => {
      const { items } = (await (await backend('GET', `/v1/negotiations/${negotiationId}/messages`)).json()) as {
        items: Message[];
      };
      expect(items.length).toBeGreaterThanOrEqual(2);
    });
    const second = await connect(token);
    // The acknowledgement could have been lost, so the client sends it again.
    expect(await say(second.socket, 'Hello', 'c-1')).toMatchObject({ ok: true, seq: 1, duplicate: true });
    const missed = await historyOf(second.socket, 1);
    expect(missed.map((message) => message.seq)).toEqual(missed.map((_, index) => index + 2));
    expect(missed[0]).toMatchObject({ author: 'agent' });
    expect(second.messages).toEqual([]);
  });

  it('keeps the order of messages that are sent in one go, and answers them as one', async () => {
    const { socket, messages } = await connect(await tokenFor(await begin()));
    const receipts = await Promise.all(['Hello', 'we are quite full', 'what do you need?'].map((text) => say(socket, text)));
    expect(receipts.map((receipt) => receipt['seq'])).toEqual([1, 2, 3]);
    expect((await replyAfter(messages, 3)).seq).toBe(4);
  });

  it('pages through the history', async () => {
    const { socket } = await connect(await tokenFor(await begin()));
    for (const text of ['one moment', 'please', 'hold on']) await say(socket, text);
    const first = await ask(socket, 'history', { afterSeq: 0, limit: 2 });
    expect(first).toMatchObject({ ok: true, hasMore: true, messages: [{ seq: 1 }, { seq: 2 }] });
    expect((await historyOf(socket, 2))[0]).toMatchObject({ seq: 3 });
  });

  it('leads from a quote over restated terms to an agreement by button', async () => {
    const negotiationId = await begin();
    const { socket, messages } = await connect(await tokenFor(negotiationId));
    const statuses = statusesOf(socket);
    await say(socket, 'Hello. We can do CHF 204 per night, selling, taxes included, for the Deluxe Double.');
    const withTerms = await until(() => {
      const found = messages.find((message) => message.terms);
      if (!found) throw new Error('no terms yet');
      return found;
    });
    expect(withTerms.terms?.tickets[0]).toMatchObject({
      rate: expect.stringMatching(/^204(\.00)?$/),
      currency: 'CHF',
      basis: 'selling',
    });
    const { termsId } = withTerms.terms!;
    expect(await ask(socket, 'terms.answer', { termsId: 'other', accept: true })).toMatchObject({
      ok: false,
      problem: { status: 409, code: 'terms_not_pending' },
    });
    expect(await ask(socket, 'terms.answer', { termsId, accept: true })).toMatchObject({ ok: true, duplicate: false });
    await until(() => expect(statuses).toContain('agreed'));
    const outcome = (await (await backend('GET', `/v1/negotiations/${negotiationId}/outcome`)).json()) as { status: string };
    expect(outcome.status).toBe('agreed');
    expect(await ask(socket, 'terms.answer', { termsId, accept: false })).toMatchObject({ ok: false, problem: { status: 409 } });
  });

  it('passes on the wish for a person', async () => {
    const { socket, messages } = await connect(await tokenFor(await begin()));
    const statuses = statusesOf(socket);
    expect(await ask(socket, 'person.request')).toMatchObject({ ok: true, seq: 1 });
    await until(() => expect(messages[0]).toMatchObject({ author: 'partner', seq: 1 }));
    await until(() => expect(statuses).toEqual(['escalated']));
  });

  it('stops on an opt-out', async () => {
    const { socket } = await connect(await tokenFor(await begin()));
    const statuses = statusesOf(socket);
    expect(await ask(socket, 'opt_out', {})).toMatchObject({ ok: true, seq: 1 });
    await until(() => expect(statuses).toEqual(['opted_out']));
  });

  it('takes typing and reading, and shows reading on the other devices', async () => {
    const token = await tokenFor(await begin());
    const [one, other] = [await connect(token), await connect(token)];
    expect(await ask(one.socket, 'typing', { active: true })).toEqual({ ok: true });
    expect(await ask(one.socket, 'typing', { active: false })).toEqual({ ok: true });
    const read = heard(other.socket, 'read');
    expect(await ask(one.socket, 'read', { seq: 1 })).toEqual({ ok: true });
    expect(await read).toEqual({ author: 'partner', seq: 1 });
  });

  it.each([
    ['message.send', undefined],
    ['message.send', { clientMessageId: 'c-1', text: '   ' }],
    ['message.send', { clientMessageId: 'c-1', text: 'x'.repeat(4_001) }],
    ['message.send', { clientMessageId: 'c-1', text: 'x'.repeat(100_000) }],
    ['message.send', { clientMessageId: 'c-1', text: 7 }],
    ['message.send', { clientMessageId: '', text: 'x' }],
    ['message.send', { clientMessageId: 'c-1', text: 'x', negotiationId: randomUUID() }],
    ['message.send', JSON.parse('{"clientMessageId":"c-1","text":"x","__proto__":{"polluted":true}}')],
    ['history', { afterSeq: -1 }],
    ['typing', { active: 1 }],
    ['read', {}],
    ['terms.answer', { termsId: 'x' }],
    ['person.request', { urgently: true }],
  ])('refuses %s with a bad payload as a problem document', async (event, payload) => {
    const { socket } = await connect(await tokenFor(await begin()));
    expect(await ask(socket, event, ...(payload === undefined ? [] : [payload]))).toMatchObject({
      ok: false,
      problem: { type: expect.any(String), title: expect.any(String), status: 422, detail: expect.any(String) },
    });
    expect(await historyOf(socket)).toEqual([]);
  });

  it('survives odd characters, with and without acknowledgement', async () => {
    const { socket } = await connect(await tokenFor(await begin()));
    socket.emit('message.send', 'nonsense');
    socket.emit('nonsense', { a: 1 });
    for (const text of ['a\u0000b', 'a\ud800b', '\u202egnp.exe', '🙂'.repeat(50), '<script>alert(1)</script>']) {
      expect((await say(socket, text)).problem?.status ?? 200).toBeLessThan(500);
    }
    expect((await historyOf(socket)).at(-1)).toMatchObject({ seq: expect.any(Number) });
  });

  it('slows down who sends too much', async () => {
    const { socket } = await connect(await tokenFor(await begin()));
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(socket, 'read', { seq: 0 })));
    const limited = answers.filter((answer) => !answer.ok);
    expect(limited.length).toBeGreaterThan(0);
    for (const answer of limited) expect(answer.problem).toMatchObject({ status: 429 });
  });

  it.each([[undefined], ['nonsense'], [{ admin: true }], ['a.b.c']])('lets nobody in with the token %j', async (token) => {
    expect((await refused(token)).data).toMatchObject({ status: 401, title: 'Unauthorized' });
  });

  it('ends the connection when the token runs out, and does not let it in again', async () => {
    const token = await tokenFor(await begin(), 2);
    const { socket } = await connect(token);
    const farewell = Promise.all([heard(socket, 'token_expired'), heard(socket, 'disconnect')]);
    server.clock.advance(3_000);
    const [told] = await farewell;
    expect(told).toMatchObject({ status: 401 });
    expect((await refused(token)).data).toMatchObject({ status: 401, code: 'token_expired' });
  });

  it('prolongs the access of who asks in time', async () => {
    const { socket } = await connect(await tokenFor(await begin(), 3_600));
    const renewed = await ask(socket, 'token.renew');
    expect(renewed).toMatchObject({ ok: true, token: expect.any(String), expiresAt: expect.stringMatching(/Z$/) });
    await connect(renewed['token'] as string);
  });

  it('withdraws access at once when the backend revokes it', async () => {
    const negotiationId = await begin();
    const token = await tokenFor(negotiationId);
    const { socket } = await connect(token);
    const gone = heard(socket, 'disconnect');
    expect((await backend('DELETE', `/v1/negotiations/${negotiationId}/chat-tokens`)).ok).toBe(true);
    await gone;
    expect((await refused(token)).data).toMatchObject({ status: 401, code: 'token_revoked' });
    await connect(await tokenFor(negotiationId));
  });

  it('shows relayed messages, which came another way, in the chat', async () => {
    const negotiationId = await begin();
    const { messages } = await connect(await tokenFor(negotiationId));
    const relayed = await backend('POST', `/v1/negotiations/${negotiationId}/messages`, {
      clientMessageId: 'r-1',
      text: 'Hello by mail',
    });
    expect(relayed.status).toBe(202);
    await until(() => expect(messages[0]).toMatchObject({ author: 'partner', text: 'Hello by mail', clientMessageId: 'r-1' }));
  });

  it('serves the chat page and the client it needs', async () => {
    const page = await fetch(`${server.baseUrl}/chat`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await fetch(`${server.baseUrl}/chat/chat.js`)).status).toBe(200);
    expect((await fetch(`${server.baseUrl}/socket.io/socket.io.esm.min.js`)).status).toBe(200);
  });
});
