import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfiguration } from '../../src/config/configuration.js';
import { AccessStore } from '../../src/negotiations/ports/access-store.js';
import { startServer, type RunningServer } from '../../src/server.js';
import { negotiationBody } from '../support/negotiation-body.js';
import { createServerDatabase, postgresIsThere } from '../support/databases.js';
import { redisIsThere, TEST_REDIS_URL } from '../support/redis.js';

interface Message {
  seq: number;
  author: string;
  text: string;
}

describe.skipIf(!postgresIsThere || !redisIsThere)('two processes on one database (skipped without PostgreSQL and Redis)', () => {
  let database: { url: string; drop(): Promise<void> };
  let one: RunningServer;
  let two: RunningServer;
  let key: string;
  let opsKey: string;
  let count = 0;
  const sockets: Socket[] = [];

  const start = (redis = TEST_REDIS_URL): Promise<RunningServer> =>
    startServer(
      readConfiguration({
        PORT: '0',
        LOG_LEVEL: 'silent',
        INTERPRETER: 'deterministic',
        DATABASE_URL: database.url,
        REDIS_URL: redis,
        PARLEY_MASTER_KEY: Buffer.alloc(32, 5).toString('base64'),
        BURST_QUIET_MS: '30',
        BURST_MAXIMUM_MS: '200',
        // Nothing here depends on the time of day.
        QUIET_HOURS: '0-0',
      }),
    );

  beforeAll(async () => {
    database = await createServerDatabase();
    [one, two] = [await start(), await start()];
    const access = one.app.get(AccessStore, { strict: false });
    ({ key } = await access.createKey({ tenant: 'ours', ota: 'Farewell Travel', name: 'Backend', scopes: ['ota'] }, new Date()));
    ({ key: opsKey } = await access.createKey({ tenant: 'ours', name: 'Ines', scopes: ['ops:read'] }, new Date()));
    await vi.waitFor(async () => {
      for (const { url } of [one, two]) expect((await ready(url)).checks.nodes).toEqual({ status: 'ok' });
    });
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.close();
  });
  afterAll(async () => {
    await two?.close();
    await one?.close();
    await database?.drop();
  });

  const ready = async (url: string) =>
    (await (await fetch(`${url}/readyz`)).json()) as { status: string; checks: Record<string, { status: string }> };

  async function call(server: RunningServer, method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
    const text = await answer.text();
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  }

  async function negotiation(server: RunningServer): Promise<string> {
    count += 1;
    const created = await call(server, 'POST', '/v1/negotiations', negotiationBody(`NODES-${count}`, `partner-${count}`));
    return created['id'] as string;
  }

  async function connect(server: RunningServer, id: string): Promise<{ socket: Socket; messages: Message[]; typing: unknown[] }> {
    const { token } = await call(server, 'POST', `/v1/negotiations/${id}/chat-tokens`, {});
    const socket = io(`${server.url}/partner`, {
      auth: { token },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    sockets.push(socket);
    const connected = { socket, messages: [] as Message[], typing: [] as unknown[] };
    socket.on('message', (message: Message) => connected.messages.push(message));
    socket.on('typing', (typing) => connected.typing.push(typing));
    await new Promise<void>((resolve, reject) => {
      socket.on('connect', resolve);
      socket.on('connect_error', reject);
    });
    return connected;
  }

  it('tell a partner everything once, whichever of them they are connected to and whichever does the work', async () => {
    const id = await negotiation(one);
    const [here, there] = [await connect(one, id), await connect(two, id)];
    for (let round = 0; round < 4; round++) {
      const server = round % 2 === 0 ? one : two;
      await call(server, 'POST', `/v1/negotiations/${id}/messages`, {
        clientMessageId: `m-${round}`,
        text: `Who are you? (${round})`,
      });
      const replies = ({ messages }: { messages: Message[] }): number =>
        messages.filter(({ author }) => author === 'agent').length;
      await vi.waitFor(() => expect([replies(here), replies(there)]).toEqual([round + 1, round + 1]), { timeout: 10_000 });
    }
    for (const { messages, typing } of [here, there]) {
      expect(messages.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(typing).toContainEqual({ author: 'agent', active: true });
    }
  });

  it('end a chat in one of them when the backend revokes it in the other', async () => {
    const id = await negotiation(one);
    const { socket } = await connect(one, id);
    const gone = new Promise((resolve) => socket.on('disconnect', resolve));
    await call(two, 'DELETE', `/v1/negotiations/${id}/chat-tokens`);
    await gone;
  });

  it('show the live feed of both in either', async () => {
    const socket = io(`${two.url}/ops`, {
      auth: { key: opsKey },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    sockets.push(socket);
    const events: { type: string; conversationId: string }[] = [];
    socket.on('event', (event) => events.push(event));
    await new Promise((resolve) => socket.on('connect', () => resolve(undefined)));
    const ids = [await negotiation(one), await negotiation(two)];
    await vi.waitFor(() =>
      expect(events.filter(({ type }) => type === 'negotiation.opened').map((each) => each.conversationId)).toEqual(ids),
    );
  });

  it('go on when one of them is shut down in the middle of a conversation', async () => {
    const third = await start();
    const id = await negotiation(third);
    const { socket, messages } = await connect(third, id);
    await socket.emitWithAck('message.send', { clientMessageId: 'last', text: 'Who are you?' });
    await third.close();
    const again = await connect(two, id);
    await vi.waitFor(
      async () => {
        const { messages: history } = (await again.socket.emitWithAck('history', { afterSeq: 0 })) as { messages: Message[] };
        expect(history.map(({ author }) => author)).toEqual(['partner', 'agent']);
      },
      { timeout: 15_000 },
    );
    expect(messages.length).toBeLessThanOrEqual(2);
  });

  it('work by themselves where Redis is away, and say so', async () => {
    const alone = await start('redis://127.0.0.1:1');
    try {
      const answer = await ready(alone.url);
      expect(answer).toMatchObject({ status: 'ok', checks: { nodes: { status: 'failed' } } });
      const id = await negotiation(alone);
      const { socket, messages } = await connect(alone, id);
      await socket.emitWithAck('message.send', { clientMessageId: 'one', text: 'Who are you?' });
      // Another process may do the turn or hand the event over; then the partner finds it by asking.
      await vi.waitFor(
        async () => {
          const { messages: history } = (await socket.emitWithAck('history', { afterSeq: 0 })) as { messages: Message[] };
          expect(history.map(({ author }) => author)).toEqual(['partner', 'agent']);
        },
        { timeout: 15_000 },
      );
      expect(messages.length).toBeLessThanOrEqual(1);
    } finally {
      await alone.close();
    }
  });
});
