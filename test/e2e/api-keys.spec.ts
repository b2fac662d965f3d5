import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.js';

const HOUR_MS = 60 * 60 * 1_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

type Method = 'get' | 'post' | 'delete';
const call = (method: Method, path: string, key = server.opsKey) =>
  request(server.baseUrl)[method](path).set('authorization', `Bearer ${key}`);
const make = (body: object) => call('post', '/ops/v1/api-keys').send(body);
const works = async (key: string): Promise<number> => (await call('get', '/v1/negotiations', key)).status;
const listed = async (id: string) =>
  (await call('get', '/ops/v1/api-keys?limit=200').expect(200)).body.items.find((each: { id: string }) => each.id === id);

describe('API keys', () => {
  it('are made, told once, used, and seen to be used', async () => {
    const { body } = await make({ name: 'Rate loader', scopes: ['ota', 'ota'] }).expect(201);
    expect(body).toMatchObject({ name: 'Rate loader', scopes: ['ota'] });
    expect(body.key).toMatch(/^parley_[\w-]{43}$/);
    expect(await listed(body.id)).not.toHaveProperty('lastUsedAt');
    expect(await works(body.key)).toBe(200);
    expect((await call('get', '/ops/v1/summary', body.key)).status).toBe(403);
    const seen = await listed(body.id);
    expect(seen.lastUsedAt).toBe(server.clock.now().toISOString());
    expect(JSON.stringify(seen)).not.toMatch(/parley_|hash/);
  });

  it('are revoked at once, for good', async () => {
    const { body } = await make({ name: 'Old backend', scopes: ['ota'] }).expect(201);
    expect(await works(body.key)).toBe(200);
    await call('delete', `/ops/v1/api-keys/${body.id}`).expect(204);
    expect(await works(body.key)).toBe(401);
    const { revokedAt } = await listed(body.id);
    expect(revokedAt).toBe(server.clock.now().toISOString());
    server.advance(HOUR_MS);
    await call('delete', `/ops/v1/api-keys/${body.id}`).expect(204);
    expect((await listed(body.id)).revokedAt).toBe(revokedAt);
  });

  it('run out when they are told to', async () => {
    const expiresAt = new Date(server.clock.now().getTime() + HOUR_MS).toISOString();
    const { body } = await make({ name: 'Contractor', scopes: ['ota'], expiresAt }).expect(201);
    expect(body.expiresAt).toBe(expiresAt);
    server.advance(HOUR_MS - 1);
    expect(await works(body.key)).toBe(200);
    server.advance(1);
    expect(await works(body.key)).toBe(401);
  });

  it('cannot revoke themselves', async () => {
    const { body } = await make({ name: 'Root', scopes: ['ops:admin'] }).expect(201);
    const answer = await call('delete', `/ops/v1/api-keys/${body.id}`, body.key).expect(409);
    expect(answer.body.code).toBe('own_key');
    expect((await call('get', '/ops/v1/api-keys', body.key)).status).toBe(200);
  });

  it.each([
    [{ name: '', scopes: ['ota'] }, 'name'],
    [{ name: 'a', scopes: [] }, 'scopes'],
    [{ name: 'a', scopes: ['everything'] }, 'scopes[0]'],
    [{ name: 'a', scopes: ['ota'], expiresAt: 'tomorrow' }, 'expiresAt'],
    [{ name: 'a', scopes: ['ota'], expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    [{ name: 'a', scopes: ['ota'], tenantId: 'theirs' }, 'tenantId'],
  ])('are not made of %j', async (body, path) => {
    const answer = await make(body).expect(422);
    expect(answer.body.errors[0].path).toContain(path.split('[')[0]);
  });

  it('are in the audit log, by their ids', async () => {
    const { body } = await make({ name: 'Audited', scopes: ['ota'] }).expect(201);
    await call('delete', `/ops/v1/api-keys/${body.id}`).expect(204);
    const log = await call('get', '/ops/v1/audit-log?limit=2').expect(200);
    expect(log.body.items).toMatchObject([
      { action: 'api_key.revoked', detail: { revokedKeyId: body.id } },
      { action: 'api_key.created', detail: { createdKeyId: body.id } },
    ]);
    expect(JSON.stringify(log.body)).not.toContain(body.key);
  });

  it('come in pages, all of them, of the own tenant only', async () => {
    for (let index = 0; index < 5; index++) await make({ name: `Page ${index}`, scopes: ['ota'] }).expect(201);
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await call('get', `/ops/v1/api-keys?limit=2${query}`).expect(200);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    } while (cursor !== null);
    const all = (await call('get', '/ops/v1/api-keys?limit=200')).body.items.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(all);
    const theirs = (await call('get', '/ops/v1/api-keys', server.otherTenantKey).expect(200)).body.items;
    expect(theirs.map(({ id }: { id: string }) => id)).not.toContain(ids[0]);
  });
});
