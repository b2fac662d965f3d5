import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import pg from 'pg';
import { readConfiguration } from '../../src/config/configuration.js';
import { AccessStore } from '../../src/negotiations/ports/access-store.js';
import { startServer, type RunningServer } from '../../src/server.js';
import { negotiationBody } from '../support/negotiation-body.js';
import { createServerDatabase, postgresIsThere } from '../support/databases.js';
import { NetworkLink } from '../support/network-link.js';

interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

describe.skipIf(!postgresIsThere)('a server whose database goes away (skipped without PostgreSQL)', () => {
  let database: { url: string; drop(): Promise<void> };
  let link: NetworkLink;
  let server: RunningServer;
  let key: string;
  let count = 0;

  beforeAll(async () => {
    database = await createServerDatabase();
    const url = new URL(database.url);
    link = await NetworkLink.to({ host: url.hostname, port: Number(url.port || 5432) });
    url.hostname = '127.0.0.1';
    url.port = String(link.port);
    server = await startServer(
      readConfiguration({
        PORT: '0',
        LOG_LEVEL: 'silent',
        INTERPRETER: 'deterministic',
        DATABASE_URL: url.href,
        PARLEY_MASTER_KEY: Buffer.alloc(32, 6).toString('base64'),
        BURST_QUIET_MS: '30',
        BURST_MAXIMUM_MS: '200',
        QUIET_HOURS: '0-0',
      }),
    );
    const access = server.app.get(AccessStore, { strict: false });
    ({ key } = await access.createKey({ tenant: 'ours', ota: 'Farewell Travel', name: 'Backend', scopes: ['ota'] }, new Date()));
  });
  afterAll(async () => {
    link?.up();
    await server?.close();
    await link?.close();
    await database?.drop();
  });

  async function call(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
  }

  async function negotiation(): Promise<string> {
    count += 1;
    const { status, body } = await call('POST', '/v1/negotiations', negotiationBody(`OUTAGE-${count}`, `partner-${count}`));
    expect(status).toBe(201);
    return body['id'] as string;
  }

  async function connect(id: string): Promise<Socket> {
    const { body } = await call('POST', `/v1/negotiations/${id}/chat-tokens`, {});
    const socket = io(`${server.url}/partner`, { auth: { token: body['token'] }, transports: ['websocket'], forceNew: true });
    await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject));
    return socket;
  }

  const send = (socket: Socket, clientMessageId: string) =>
    socket.timeout(5_000).emitWithAck('message.send', { clientMessageId, text: 'Who are you?' }) as Promise<
      { ok: boolean; problem?: unknown } & Record<string, unknown>
    >;

  it('asks for another try over HTTP and socket, says so where it is watched, and goes on when the database is back', async () => {
    const id = await negotiation();
    const socket = await connect(id);
    try {
      link.down();
      for (const [method, path, body] of [
        ['GET', '/v1/negotiations', undefined],
        ['GET', `/v1/negotiations/${id}/outcome`, undefined],
        ['POST', `/v1/negotiations/${id}/messages`, { clientMessageId: 'r-1', text: 'hello' }],
        ['POST', `/v1/negotiations/${id}/chat-tokens`, {}],
        ['DELETE', '/v1/partners/nobody', undefined],
      ] as const) {
        const answer = await call(method, path, body);
        expect([path, answer.status, answer.body['code']]).toEqual([path, 503, 'unavailable']);
        expect(answer.headers.get('retry-after')).toBe('1');
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
        expect(JSON.stringify(answer.body)).not.toMatch(/prisma|postgres|127\.0\.0\.1|ECONN/i);
      }
      expect(await send(socket, 'm-1')).toMatchObject({ ok: false, problem: { status: 503, code: 'unavailable' } });
      expect(await call('GET', '/readyz')).toMatchObject({ status: 503 });
      link.up();
      expect(await send(socket, 'm-1')).toMatchObject({ ok: true, duplicate: false });
      await vi.waitFor(async () => expect(await call('GET', '/readyz')).toMatchObject({ status: 200 }), { timeout: 10_000 });
      const history = async () =>
        ((await socket.emitWithAck('history', { afterSeq: 0 })) as { messages: { author: string }[] }).messages;
      await vi.waitFor(async () => expect((await history()).map(({ author }) => author)).toEqual(['partner', 'agent']), {
        timeout: 15_000,
      });
    } finally {
      socket.close();
    }
  });

  it('outlives connections that the database ends while they are used', async () => {
    const id = await negotiation();
    const socket = await connect(id);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      for (let round = 0; round < 10; round++) {
        const sending = Promise.all([
          send(socket, `k-${round}`),
          ...Array.from({ length: 8 }, () => call('GET', `/v1/negotiations/${id}`)),
        ]);
        await client.query(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
        );
        const [sent, ...read] = await sending;
        for (const { status } of read) expect([200, 503]).toContain(status);
        if (!sent.ok) expect(sent.problem).toMatchObject({ status: 503 });
      }
      expect(await send(socket, 'last')).toMatchObject({ ok: true });
      expect((await call('GET', `/v1/negotiations/${id}`)).status).toBe(200);
    } finally {
      await client.end();
      socket.close();
    }
  });
});
