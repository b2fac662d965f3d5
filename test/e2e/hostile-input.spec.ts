import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { io, type Socket } from 'socket.io-client';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PrismaDatabase } from '../../src/adapters/prisma/prisma-database.js';
import { negotiationBody } from '../support/negotiation-body.js';
import { hostileRequests, operationsOf, type HostileRequest, type OpenApiDocument } from '../support/hostile-requests.js';
import { hostileValue } from '../support/hostile-values.js';
import { StateWatch } from '../support/state-watch.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

/** Requests to each operation and events of each kind; `HOSTILE_RUNS=2000` looks longer. */
const RUNS = Number(process.env['HOSTILE_RUNS'] ?? 15);
/** For one property, which is thousands of requests where more runs are asked for. */
const LIMIT_MS = Math.max(120_000, RUNS * 10_000);
const SEED = Number(process.env['HOSTILE_SEED'] ?? 20_261_127);

interface Answer {
  status: number;
  type: string;
  text: string;
}

let server: TestServer;
let document: OpenApiDocument;
let state: StateWatch;
let count = 0;

async function start(): Promise<void> {
  server = await startTestServer({}, { logLevel: 'silent', environment: { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' } });
  state = new StateWatch(server.app.get(PrismaDatabase, { strict: false }));
}

const post = (path: string, body: object, key = server.otaKey) =>
  request(server.baseUrl).post(path).set('authorization', `Bearer ${key}`).send(body);

async function negotiation(): Promise<string> {
  count += 1;
  const creating = post('/v1/negotiations', negotiationBody(`HOSTILE-${count}`, `partner-${count}`));
  // What the first use of a key makes for the installation is made by now.
  const { body } = await creating.set('idempotency-key', `hostile-${count}`).expect(201);
  return (body as { id: string }).id;
}

/** Bursts are over, and what they led to is done: nothing more changes by itself. */
async function comeToRest(): Promise<void> {
  server.advance(6_000);
  await server.settle();
  await state.remember();
}

/** As it stands, past every client that would make it decent. */
function send({ method, path, headers, body }: HostileRequest, key: string): Promise<Answer> {
  const { hostname, port } = new URL(server.baseUrl);
  return new Promise((resolve, reject) => {
    const length = body === null ? {} : { 'content-length': String(body.length) };
    const asked = httpRequest(
      { host: hostname, port, method, path, headers: { authorization: `Bearer ${key}`, ...length, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(body ?? undefined);
  });
}

const TELLS_TOO_MUCH = /node_modules|\.js:\d+|prisma|postgres|SELECT |483\.17/i;

function expectProblem({ status, type, text }: Answer, what: string): string {
  expect(type, what).toContain('application/problem+json');
  const body = JSON.parse(text) as Record<string, unknown>;
  expect(body, what).toMatchObject({
    type: expect.stringMatching(/^urn:parley:problem:/),
    title: expect.any(String),
    status,
    detail: expect.any(String),
    code: expect.any(String),
  });
  // What was sent may come back as part of a path; what the server is made of may not.
  expect(`${String(body['title'])} ${String(body['detail'])}`, what).not.toMatch(TELLS_TOO_MUCH);
  return body['code'] as string;
}

describe('hostile input over HTTP', () => {
  beforeAll(async () => {
    await start();
    document = (await request(server.baseUrl).get('/docs-json').expect(200)).body as OpenApiDocument;
  });
  afterAll(() => server.close());

  it('reaches every operation that is described', () => {
    expect(operationsOf(document).length).toBeGreaterThan(40);
  });

  it(
    'is answered with a problem, and what is refused changes nothing',
    async () => {
      const statuses = new Map<number, number>();
      for (const operation of operationsOf(document)) {
        const name = `${operation.method} ${operation.path}`;
        const id = await negotiation();
        if (operation.path.startsWith('/ops') && !operation.path.endsWith('takeover')) {
          await post(`/ops/v1/conversations/${id}/takeover`, {}, server.opsKey).expect(200);
        }
        const ids: Record<string, string> = { id, ticketId: 'deluxe', guardrail: 'disclosure', version: '1' };
        if (operation.path.startsWith('/ops/v1/sops')) ids['id'] = 'standard';
        const key = operation.path.startsWith('/v1') ? server.otaKey : server.opsKey;
        const requests = fc.sample(hostileRequests(document, operation, ids), { seed: SEED, numRuns: RUNS });
        await comeToRest();
        for (const [index, hostile] of requests.entries()) {
          const answer = await send(hostile, key);
          const what = `${name}, request ${index}: ${hostile.path.slice(0, 200)} ${hostile.body?.toString('utf8').slice(0, 300)}`;
          expect(answer.status, `${what} → ${answer.text.slice(0, 300)}`).toBeLessThan(500);
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
          if (answer.status >= 400) {
            const code = expectProblem(answer, what);
            // How often a person is refused is counted, or the limit could be worked out.
            if (code === 'refused_by_guardrail') await comeToRest();
            expect(await state.isUnchanged(), `changed by ${what}`).toBe(true);
          } else await comeToRest();
        }
      }
      // Some get through by luck, or nothing was tried behind the first check.
      expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 201, 400, 404, 409, 415, 422]));
      await request(server.baseUrl).get('/readyz').expect(200);
    },
    LIMIT_MS,
  );

  it.each([
    ['no HTTP', 'nonsense\r\n\r\n'],
    ['a method that there is not', 'BREW /v1/negotiations HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a header without an end', `GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}`],
    ['two lengths', 'POST /v1/negotiations HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    [
      'a length and chunks',
      'POST /v1/negotiations HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['an address that cannot be decoded', 'GET /v1/negotiations/%E0%A4%A HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    [
      'an upgrade to nothing',
      'GET /socket.io/?EIO=9&transport=websocket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    ],
  ])('that is %s ends with a refusal or a closed connection', async (_, bytes) => {
    const { hostname, port } = new URL(server.baseUrl);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write(bytes));
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        socket.destroy();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d|$)/);
    if (answer !== '' && !bytes.includes('Upgrade')) expect(answer).toMatch(/\r\ncontent-type: application\/problem\+json/);
    await request(server.baseUrl).get('/healthz').expect(200);
  });
});

describe('hostile input over sockets', () => {
  const sockets: Socket[] = [];
  let partner: Socket;
  let ops: Socket;
  let id: string;

  beforeAll(start);
  afterAll(() => server.close());
  beforeEach(async () => {
    id = await negotiation();
    const { body } = await post(`/v1/negotiations/${id}/chat-tokens`, {}).expect(201);
    partner = await open('/partner', { token: (body as { token: string }).token });
    ops = await open('/ops', { key: server.opsKey });
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.close();
  });

  async function open(namespace: string, auth: object): Promise<Socket> {
    const socket = io(`${server.baseUrl}${namespace}`, { auth, transports: ['websocket'], reconnection: false, forceNew: true });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject));
    return socket;
  }

  type Acknowledgement = { ok: boolean; problem?: { status: number; code: string; title: string; detail: string } };

  const payload = fc.oneof(
    hostileValue,
    fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
    fc.record(
      {
        clientMessageId: hostileValue,
        text: hostileValue,
        afterSeq: hostileValue,
        limit: hostileValue,
        active: hostileValue,
        seq: hostileValue,
        termsId: hostileValue,
        accept: hostileValue,
        conversationId: hostileValue,
      },
      { requiredKeys: [] },
    ),
    // Right but for one field.
    fc.record({ clientMessageId: fc.constant('c'), text: hostileValue }),
    fc.record({ afterSeq: hostileValue }),
    fc.record({ termsId: hostileValue, accept: fc.boolean() }),
  );

  async function survives(socket: Socket, events: readonly string[]): Promise<Map<string, number>> {
    const answers = new Map<string, number>();
    const sent = fc.sample(fc.tuple(fc.constantFrom(...events), fc.array(payload, { minLength: 1, maxLength: 2 })), {
      seed: SEED,
      numRuns: RUNS * events.length,
    });
    await comeToRest();
    for (const [event, payloads] of sent) {
      // Time for the rate limit to forget the last one.
      server.clock.advance(1_000);
      const what = `${event} ${JSON.stringify(payloads).slice(0, 300)}`;
      const answer = (await socket.timeout(5_000).emitWithAck(event, ...payloads)) as Acknowledgement;
      answers.set(`${answer.ok}`, (answers.get(`${answer.ok}`) ?? 0) + 1);
      if (answer.ok) {
        await comeToRest();
        continue;
      }
      expect(answer.problem, what).toMatchObject({ title: expect.any(String), code: expect.any(String) });
      expect(answer.problem!.status, `${what} → ${answer.problem!.detail}`).toBeLessThan(500);
      expect(answer.problem!.detail, what).not.toMatch(TELLS_TOO_MUCH);
      expect(await state.isUnchanged(), `changed by ${what}`).toBe(true);
    }
    expect(socket.connected).toBe(true);
    return answers;
  }

  it(
    'of partners is answered with a problem, ends nothing, and changes nothing where it is refused',
    async () => {
      const events = [
        'message.send',
        'history',
        'typing',
        'read',
        'terms.answer',
        'token.renew',
        'person.request',
        'opt_out',
        'nonsense',
      ];
      const answers = await survives(partner, events);
      expect([...answers.keys()].toSorted()).toEqual(['false', 'true']);
    },
    LIMIT_MS,
  );

  it(
    'of ops is answered with a problem, ends nothing, and changes nothing where it is refused',
    async () => {
      await survives(ops, ['watch', 'unwatch']);
    },
    LIMIT_MS,
  );

  it.each([
    ['no packet', 'nonsense'],
    ['a packet of no kind', '9'],
    ['an empty message', '4'],
    ['an event without a name', '42'],
    ['half an event', '42["message.send"'],
    ['an event that wants no answer', '42/partner,["message.send",{}]'],
    ['an event whose bytes never come', '451-/partner,["x",{"_placeholder":true,"num":0}]'],
    ['far too long', '4'.repeat(2_000_000)],
  ])('of the frame that is %s costs its own connection at most', async (_, frame) => {
    const { transport } = partner.io.engine as unknown as { transport: { ws: { send(data: string): void } } };
    transport.ws.send(frame);
    const healthy = await open('/ops', { key: server.opsKey });
    expect(await healthy.timeout(5_000).emitWithAck('watch', { conversationId: id })).toEqual({ ok: true });
    await request(server.baseUrl).get('/healthz').expect(200);
  });
});
