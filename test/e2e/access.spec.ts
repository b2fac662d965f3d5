import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES, type Scope } from '../../src/negotiations/ports/access-store.js';
import { negotiationBody } from '../support/negotiation-body.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

type Needed = Scope | 'nobody';

/** Every route and the scope that it asks for. A route that is not listed here fails the test below: decide, then list it. */
const ROUTES: Readonly<Record<string, Needed>> = {
  'GET /healthz': 'nobody',
  'GET /metrics': 'nobody',
  'GET /readyz': 'nobody',
  'POST /v1/negotiations': 'ota',
  'GET /v1/negotiations': 'ota',
  'GET /v1/negotiations/{id}': 'ota',
  'GET /v1/negotiations/{id}/outcome': 'ota',
  'POST /v1/negotiations/{id}/cancel': 'ota',
  'PATCH /v1/negotiations/{id}/tickets/{ticketId}': 'ota',
  'POST /v1/negotiations/{id}/tickets/{ticketId}/verification': 'ota',
  'POST /v1/negotiations/{id}/chat-tokens': 'ota',
  'DELETE /v1/negotiations/{id}/chat-tokens': 'ota',
  'GET /v1/negotiations/{id}/messages': 'ota',
  'POST /v1/negotiations/{id}/messages': 'ota',
  'POST /v1/webhook-endpoints': 'ota',
  'GET /v1/webhook-endpoints': 'ota',
  'DELETE /v1/webhook-endpoints/{id}': 'ota',
  'POST /v1/webhook-endpoints/{id}/rotate-secret': 'ota',
  'GET /v1/webhook-deliveries': 'ota',
  'POST /v1/webhook-deliveries/{id}/redeliver': 'ota',
  'DELETE /v1/partners/{id}': 'ota',
  'GET /ops/v1/summary': 'ops:read',
  'GET /ops/v1/conversations': 'ops:read',
  'GET /ops/v1/conversations/{id}': 'ops:read',
  'POST /ops/v1/conversations/{id}/takeover': 'ops:write',
  'POST /ops/v1/conversations/{id}/messages': 'ops:write',
  'POST /ops/v1/conversations/{id}/release': 'ops:write',
  'POST /ops/v1/conversations/{id}/close': 'ops:write',
  'POST /ops/v1/conversations/{id}/ratings': 'ops:write',
  'GET /ops/v1/review-queue': 'ops:read',
  'GET /ops/v1/guardrails': 'ops:read',
  'PATCH /ops/v1/guardrails/{guardrail}': 'ops:admin',
  'GET /ops/v1/drafting-settings': 'ops:read',
  'PATCH /ops/v1/drafting-settings': 'ops:admin',
  'GET /ops/v1/sops': 'ops:read',
  'POST /ops/v1/sops': 'ops:admin',
  'POST /ops/v1/sops/validate': 'ops:read',
  'GET /ops/v1/sops/{id}/versions/{version}': 'ops:read',
  'POST /ops/v1/sops/{id}/rollback': 'ops:admin',
  'GET /ops/v1/models': 'ops:read',
  'GET /ops/v1/models/policies': 'ops:read',
  'POST /v1/rewards/score': 'training',
  'POST /get_reward': 'training',
  'POST /ops/v1/experiments': 'ops:admin',
  'GET /ops/v1/experiments': 'ops:read',
  'GET /ops/v1/experiments/{id}': 'ops:read',
  'POST /ops/v1/experiments/{id}/start': 'ops:admin',
  'POST /ops/v1/experiments/{id}/stop': 'ops:admin',
  'GET /ops/v1/experiments/{id}/results': 'ops:read',
  'POST /ops/v1/datasets': 'training',
  'GET /ops/v1/datasets': 'training',
  'GET /ops/v1/datasets/{id}': 'training',
  'GET /ops/v1/datasets/{id}/manifest': 'training',
  'GET /ops/v1/datasets/{id}/rows': 'training',
  'GET /ops/v1/audit-log': 'ops:read',
  'GET /ops/v1/api-keys': 'ops:admin',
  'POST /ops/v1/api-keys': 'ops:admin',
  'DELETE /ops/v1/api-keys/{id}': 'ops:admin',
};

/** Which scopes open a route: who may administer may write, who may write may read. */
const OPENED_BY: Readonly<Record<Needed, readonly Scope[]>> = {
  nobody: SCOPES,
  ota: ['ota'],
  'ops:read': ['ops:read', 'ops:write', 'ops:admin'],
  'ops:write': ['ops:write', 'ops:admin'],
  'ops:admin': ['ops:admin'],
  training: ['training', 'ops:admin'],
};

let server: TestServer;
const keys = new Map<Scope, string>();

beforeAll(async () => {
  server = await startTestServer({}, { environment: { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' } });
  for (const scope of SCOPES) keys.set(scope, await server.key(`only ${scope}`, [scope]));
});
afterAll(() => server.close());

const guarded = Object.entries(ROUTES).filter(([, needed]) => needed !== 'nobody');

/** Bodies with which those routes would do something. */
const BODIES: Readonly<Record<string, object>> = {
  'PATCH /v1/negotiations/{id}/tickets/{ticketId}': { version: 1, withdrawn: true },
  'POST /v1/negotiations/{id}/tickets/{ticketId}/verification': { loadedRate: '455', observedAt: '2026-11-24T09:00:00Z' },
  'POST /v1/negotiations/{id}/messages': { clientMessageId: 'strange', text: 'Hello' },
  'POST /ops/v1/conversations/{id}/messages': { text: 'Hello' },
  'POST /ops/v1/conversations/{id}/close': { tickets: [], note: 'No interest' },
  'POST /ops/v1/conversations/{id}/ratings': { turn: 1, verdict: 'bad' },
};

/** Without a body of its own, asks with one that no route accepts: who gets past the guard is told something other than 401 and 403. */
async function ask(
  route: string,
  key: string | null,
  ids: Record<string, string> = {},
  body: object | undefined = { nonsense: true },
): Promise<number> {
  const [method, pattern] = route.split(' ') as [string, string];
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? (name === 'version' ? '1' : randomUUID()));
  const asked = request(server.baseUrl)[method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete'](path);
  if (key !== null) asked.set('authorization', `Bearer ${key}`);
  if (method === 'POST' || method === 'PATCH') asked.send(body);
  return (await asked).status;
}

describe('every route', () => {
  it('is known with its scope', async () => {
    const { body } = await request(server.baseUrl).get('/docs-json').expect(200);
    const described = Object.entries(body.paths as Record<string, Record<string, { security?: unknown[] }>>).flatMap(
      ([path, operations]) =>
        Object.entries(operations).map(([method, { security }]) => ({ route: `${method.toUpperCase()} ${path}`, security })),
    );
    expect(described.map(({ route }) => route).toSorted()).toEqual(Object.keys(ROUTES).toSorted());
    for (const { route, security } of described) {
      expect(security !== undefined, route).toBe(ROUTES[route] !== 'nobody');
    }
  });

  it.each(guarded)('%s opens to %s and to nobody else', async (route, needed) => {
    expect(await ask(route, null)).toBe(401);
    expect(await ask(route, `parley_${'x'.repeat(43)}`)).toBe(401);
    for (const [scope, key] of keys) {
      const opens = OPENED_BY[needed].includes(scope);
      const status = await ask(route, key);
      expect([401, 403].includes(status), `${scope}: ${status}`).toBe(!opens);
      expect(status, scope).toBeLessThan(500);
    }
  });
});

describe('ids of another tenant', () => {
  const ours: Record<string, string> = {};
  let before: string;

  /** All that our own keys can see. */
  async function seen(): Promise<string> {
    const paths = [
      `/ops/v1/conversations/${ours['negotiation']}`,
      '/v1/webhook-endpoints',
      '/v1/webhook-deliveries',
      '/ops/v1/api-keys',
    ];
    const answers = [];
    for (const path of paths) {
      const key = path.startsWith('/v1') ? server.otaKey : server.opsKey;
      answers.push((await request(server.baseUrl).get(path).set('authorization', `Bearer ${key}`).expect(200)).body);
    }
    // When our own key was used last is for us to see, and changes by looking.
    return JSON.stringify(answers, (name, value: unknown) => (name === 'lastUsedAt' ? undefined : value));
  }

  beforeAll(async () => {
    const post = (path: string, body: object, key = server.otaKey) =>
      request(server.baseUrl).post(path).set('authorization', `Bearer ${key}`).send(body).expect(201);
    ours['endpoint'] = (await post('/v1/webhook-endpoints', { url: 'http://127.0.0.1:9/' })).body.id as string;
    ours['key'] = (await post('/ops/v1/api-keys', { name: 'Ours', scopes: ['ota'] }, server.opsKey)).body.id as string;
    const negotiation = await post('/v1/negotiations', negotiationBody('OURS-1', 'marta'));
    ours['negotiation'] = negotiation.body.id as string;
    await server.settle();
    const deliveries = await request(server.baseUrl)
      .get('/v1/webhook-deliveries')
      .set('authorization', `Bearer ${server.otaKey}`);
    ours['delivery'] = deliveries.body.items[0].id as string;
    before = await seen();
  });

  const idFor = (route: string): string => {
    if (route.includes('/webhook-endpoints/')) return ours['endpoint']!;
    if (route.includes('/webhook-deliveries/')) return ours['delivery']!;
    if (route.includes('/api-keys/')) return ours['key']!;
    if (route.includes('/partners/')) return 'marta';
    return ours['negotiation']!;
  };

  // Procedures are named by their tenant, and guardrails by the server.
  const withIds = guarded.filter(([route]) => route.includes('{id}') && !route.includes('/sops/'));

  it.each(withIds)('%s does not find them', async (route) => {
    const ids = { id: idFor(route), ticketId: 'deluxe' };
    expect(await ask(route, server.otherTenantKey, ids, BODIES[route] ?? {})).toBe(404);
  });

  it('and nothing of ours has changed', async () => {
    expect(await seen()).toBe(before);
  });
});
