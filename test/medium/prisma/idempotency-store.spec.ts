import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrismaIdempotencyStore } from '../../../src/adapters/prisma/stores/prisma-idempotency-store.js';
import { DATABASES, type TestDatabase } from '../../support/databases.js';
import { SteppedClock } from '../../../src/simulation/world/stepped-clock.js';

const HOUR_MS = 3_600_000;

describe.each(DATABASES)('answers to repeated requests on $name', ({ available, open }) => {
  let test: TestDatabase;
  let store: PrismaIdempotencyStore;
  const clock = new SteppedClock('2026-11-24T10:00:00Z');
  let count = 0;

  beforeAll(async () => {
    if (!available) return;
    test = await open();
    store = new PrismaIdempotencyStore(test.database);
  });
  afterAll(() => test?.drop());

  const tenantId = randomUUID();
  const fresh = () => ({ tenantId, method: 'POST', path: '/v1/negotiations', key: `key-${++count}` });
  const answered = async () => {
    const scope = fresh();
    await store.begin(scope, 'body', clock.now());
    await store.complete(scope, 201, { id: 'n1' });
    return scope;
  };

  it.skipIf(!available)('are the same answer for the same key and body', async () => {
    const scope = await answered();
    expect(await store.begin(scope, 'body', clock.now())).toEqual({ outcome: 'replay', status: 201, response: { id: 'n1' } });
  });

  it.skipIf(!available)('are refused for another body', async () => {
    expect(await store.begin(await answered(), 'other', clock.now())).toEqual({ outcome: 'mismatch' });
  });

  it.skipIf(!available)('are refused while the first request runs, whoever asks', async () => {
    const scope = fresh();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => store.begin(scope, 'body', clock.now())));
    expect(outcomes.filter(({ outcome }) => outcome === 'started')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'in_flight')).toHaveLength(5);
    expect(await store.begin(scope, 'other', clock.now())).toEqual({ outcome: 'mismatch' });
  });

  it.skipIf(!available)('belong to tenant, method and path', async () => {
    const scope = await answered();
    const others = [
      { ...scope, tenantId: randomUUID() },
      { ...scope, method: 'PATCH' },
      { ...scope, path: '/v1/negotiations/x/cancel' },
    ];
    for (const other of others) expect(await store.begin(other, 'other body', clock.now())).toEqual({ outcome: 'started' });
  });

  it.skipIf(!available)('are kept for a day', async () => {
    const scope = await answered();
    clock.advance(24 * HOUR_MS - 1);
    expect(await store.begin(scope, 'body', clock.now())).toMatchObject({ outcome: 'replay' });
    clock.advance(1);
    expect(await store.begin(scope, 'body', clock.now())).toEqual({ outcome: 'started' });
  });

  it.skipIf(!available)('do not wait for ever for a process that died', async () => {
    const scope = fresh();
    await store.begin(scope, 'body', clock.now());
    clock.advance(59_999);
    expect(await store.begin(scope, 'body', clock.now())).toEqual({ outcome: 'in_flight' });
    clock.advance(1);
    expect(await store.begin(scope, 'body', clock.now())).toEqual({ outcome: 'started' });
  });

  it.skipIf(!available)('may be tried again after a failure, and a finished answer is not forgotten by it', async () => {
    const scope = fresh();
    await store.begin(scope, 'body', clock.now());
    await store.abandon(scope);
    expect(await store.begin(scope, 'body', clock.now())).toEqual({ outcome: 'started' });
    const done = await answered();
    await store.abandon(done);
    expect(await store.begin(done, 'body', clock.now())).toMatchObject({ outcome: 'replay' });
  });

  it.skipIf(!available)('may be empty', async () => {
    const scope = fresh();
    await store.begin(scope, 'body', clock.now());
    await store.complete(scope, 204, undefined);
    expect(await store.begin(scope, 'body', clock.now())).toEqual({ outcome: 'replay', status: 204, response: null });
  });
});
