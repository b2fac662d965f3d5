import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.js';

/** Improbable on purpose: where it turns up in an answer, it has leaked. */
const LIMIT = '483.17';

let server: TestServer;
let count = 0;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(async () => {
  await server.close();
});

function aNegotiation(changes: Record<string, unknown> = {}) {
  count += 1;
  return {
    externalId: `RATE-${count}`,
    hotel: { id: 'lisbon-1042', name: 'Hotel Aurora', city: 'Lisbon', timeZone: 'Europe/Lisbon' },
    partner: { id: `partner-${count}`, name: 'Marta', language: 'en' },
    tickets: [aTicket()],
    levers: [{ id: 'badge', kind: 'badge', title: 'a Preferred badge for 60 days' }],
    start: 'on_partner_message',
    ...changes,
  };
}

function aTicket(changes: Record<string, unknown> = {}) {
  return {
    id: 'deluxe',
    roomType: 'Deluxe Double',
    stay: { from: '2027-03-10', to: '2027-03-13' },
    currency: 'EUR',
    priceBasis: 'selling',
    commissionRate: '0.15',
    currentRate: '520.00',
    targetRate: '455.00',
    limitRate: LIMIT,
    evidence: [
      { kind: 'competitor_rate', source: 'Booking.com', rate: '462.00', observedAt: '2026-11-24T08:00:00Z', disclose: 'full' },
    ],
    ...changes,
  };
}

const call = (method: 'get' | 'post' | 'patch' | 'delete' | 'put', path: string, key = server.otaKey) =>
  request(server.baseUrl)[method](path).set('authorization', `Bearer ${key}`);
const create = (body: object = aNegotiation(), key = server.otaKey) => call('post', '/v1/negotiations', key).send(body);
async function created(changes: Record<string, unknown> = {}): Promise<string> {
  const answer = await create(aNegotiation(changes)).expect(201);
  return answer.body.id as string;
}

describe('access to the OTA API', () => {
  it('needs a key', async () => {
    const answer = await request(server.baseUrl).get('/v1/negotiations').expect(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['www-authenticate']).toContain('Bearer');
    expect(answer.body).toMatchObject({ status: 401, code: 'unauthenticated', title: 'Unauthorized' });
    expect(answer.body.requestId).toBe(answer.headers['x-request-id']);
  });

  it('refuses keys that it did not issue', async () => {
    for (const key of ['parley_nope', 'x', "parley_' OR 1=1"]) await call('get', '/v1/negotiations', key).expect(401);
  });

  it('refuses keys without the scope', async () => {
    const answer = await call('get', '/v1/negotiations', server.opsKey).expect(403);
    expect(answer.headers['www-authenticate']).toContain('insufficient_scope');
  });

  it('shows nothing of another tenant', async () => {
    const id = await created();
    const theirs = server.otherTenantKey;
    for (const path of ['', '/outcome', '/messages']) await call('get', `/v1/negotiations/${id}${path}`, theirs).expect(404);
    await call('post', `/v1/negotiations/${id}/cancel`, theirs).expect(404);
    await call('patch', `/v1/negotiations/${id}/tickets/deluxe`, theirs).send({ version: 1 }).expect(404);
    await call('post', `/v1/negotiations/${id}/chat-tokens`, theirs).send({}).expect(404);
    await call('delete', `/v1/negotiations/${id}/chat-tokens`, theirs).expect(404);
    await call('post', `/v1/negotiations/${id}/messages`, theirs).send({ clientMessageId: 'a', text: 'hi' }).expect(404);
    const list = await call('get', '/v1/negotiations', theirs).expect(200);
    expect(list.body).toEqual({ items: [], nextCursor: null });
  });
});

describe('requests that cannot be read', () => {
  const problemAt = async (answer: request.Test, status: number) => {
    const { body, headers } = await answer;
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toMatchObject({ status, type: expect.stringMatching(/^urn:parley:problem:/), detail: expect.any(String) });
    return { body, headers };
  };

  it('are answered with a problem document', async () => {
    const post = (body: string, type = 'application/json') =>
      call('post', '/v1/negotiations').set('content-type', type).send(body);
    await problemAt(post('{"externalId": '), 400);
    await problemAt(post('{"__proto__": {"a": 1}}'), 400);
    await problemAt(post(`{"externalId": "a\\u0000"}`), 400);
    await problemAt(post(`{"externalId": "\\ud800"}`), 400);
    await problemAt(post('['.repeat(40) + ']'.repeat(40)), 400);
    await problemAt(post('['.repeat(100_000) + ']'.repeat(100_000)), 400);
    await problemAt(post('a=b', 'application/x-www-form-urlencoded'), 415);
    await problemAt(post('<a/>', 'text/xml'), 415);
    await problemAt(post(JSON.stringify({ externalId: 'x'.repeat(600_000) })), 413);
    await problemAt(post('[]'), 422);
    await problemAt(post('"text"'), 422);
    await problemAt(post(''), 422);
  });

  it('get 404 for a wrong address and 405 for a wrong method', async () => {
    await problemAt(call('get', '/v2/negotiations'), 404);
    await problemAt(call('get', '/'), 404);
    const { headers } = await problemAt(call('delete', '/v1/negotiations'), 405);
    expect(headers['allow']).toContain('POST');
    await problemAt(call('put', '/v1/negotiations/abc/cancel'), 405);
    await problemAt(request(server.baseUrl).get('/%'), 400);
  });

  it('get 404 for ids that are none', async () => {
    for (const id of ['abc', '00000000-0000-0000-0000-000000000000', "'; DROP TABLE negotiations; --", '%00']) {
      await problemAt(call('get', `/v1/negotiations/${encodeURIComponent(id)}`), 404);
    }
  });

  it('get 422 for cursors, limits and filters that are none', async () => {
    for (const query of [
      'cursor=x',
      'limit=0',
      'limit=201',
      'limit=ten',
      'status=happy',
      'updatedSince=yesterday',
      'nonsense=1',
      'externalId=%00',
    ]) {
      const { body } = await problemAt(call('get', `/v1/negotiations?${query}`), 422);
      expect(body.errors[0].path).toBe(query.split('=')[0]);
    }
  });
});

describe('handing over a negotiation', () => {
  it('answers with its id and tickets, without the limit rate', async () => {
    const body = aNegotiation();
    const answer = await create(body).expect(201);
    expect(answer.body).toMatchObject({
      externalId: body.externalId,
      status: 'open',
      stage: 'opening',
      tickets: [
        {
          id: 'deluxe',
          version: 1,
          result: 'open',
          targetRate: '455.00',
          currentRate: '520.00',
          rateUnit: 'per_night',
          taxes: 'included',
        },
      ],
      createdAt: server.clock.now().toISOString(),
    });
    expect(JSON.stringify(answer.body)).not.toContain(LIMIT);
    expect(JSON.stringify(answer.body)).not.toContain('limitRate');
  });

  it('names every field at fault, without its value', async () => {
    const body = aNegotiation({
      hotel: { id: 'h', name: '', timeZone: 'Mars/Olympus' },
      partner: { id: 'p', language: 'pt', admin: true },
      tickets: [aTicket({ currentRate: 520, stay: { from: '2027-03-10' }, surprise: 1 }), aTicket({ currency: 'euro' })],
      deadline: 'tomorrow',
      unknown: 1,
    });
    const answer = await create(body).expect(422);
    const paths = (answer.body.errors as { path: string }[]).map((error) => error.path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'unknown',
        'hotel.name',
        'hotel.timeZone',
        'partner.admin',
        'tickets[0].currentRate',
        'tickets[0].stay.to',
        'tickets[0].surprise',
        'tickets[1].currency',
        'deadline',
      ]),
    );
    expect(JSON.stringify(answer.body)).not.toContain(LIMIT);
    expect(JSON.stringify(answer.body)).not.toContain('Mars');
  });

  it.each([
    ['a target above the limit', { tickets: [aTicket({ targetRate: '490' })] }, 'tickets[0].targetRate'],
    ['a limit that is not below the current rate', { tickets: [aTicket({ limitRate: '520' })] }, 'tickets[0].limitRate'],
    ['an unknown currency', { tickets: [aTicket({ currency: 'XXQ' })] }, 'tickets[0].currency'],
    ['decimals that the currency does not have', { tickets: [aTicket({ currency: 'JPY' })] }, 'tickets[0].limitRate'],
    ['a day that is none', { tickets: [aTicket({ stay: { from: '2027-02-30', to: '2027-03-02' } })] }, 'tickets[0].stay.from'],
    [
      'a stay that ends before it begins',
      { tickets: [aTicket({ stay: { from: '2027-03-10', to: '2027-03-10' } })] },
      'tickets[0].stay.to',
    ],
    ['an empty list of tickets', { tickets: [] }, 'tickets'],
    ['a ticket twice', { tickets: [aTicket(), aTicket()] }, 'tickets[1].id'],
    [
      'a lever for a ticket that is none',
      { levers: [{ id: 'b', kind: 'badge', title: 'a badge', ticketIds: ['suite'] }] },
      'levers[0].ticketIds[0]',
    ],
    ['an unsupported language', { partner: { id: 'p', language: 'pt-PT' } }, 'partner.language'],
    ['an unknown procedure', { sop: 'no-such' }, 'sop'],
    ['an unknown arm', { policy: 'no-such' }, 'policy'],
    ['a deadline in the past', { deadline: '2026-11-23T10:00:00Z' }, 'deadline'],
    ['a time without offset', { deadline: '2027-11-23T10:00:00' }, 'deadline'],
    ['null for an absent field', { deadline: null }, 'deadline'],
    ['null within a ticket', { tickets: [aTicket({ ratePlan: null })] }, 'tickets[0].ratePlan'],
    ['a list within a list', { tickets: [[aTicket()]] }, 'tickets'],
    ['nested metadata', { metadata: { a: { b: 1 } } }, 'metadata'],
  ])('refuses %s', async (_what, changes, path) => {
    const answer = await create(aNegotiation(changes)).expect(422);
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it('refuses the same external id twice', async () => {
    const body = aNegotiation();
    await create(body).expect(201);
    const answer = await create(body).expect(409);
    expect(answer.body.code).toBe('already_exists');
    // Another tenant may use the same one.
    await create(body, server.otherTenantKey).expect(201);
  });

  it('keeps what is ours to ask apart from what is theirs to know', async () => {
    const id = await created({
      metadata: { campaign: 'spring', priority: 2, urgent: true },
      deadline: '2027-02-28T18:00:00+01:00',
    });
    const answer = await call('get', `/v1/negotiations/${id}`).expect(200);
    expect(answer.body).toMatchObject({
      id,
      metadata: { campaign: 'spring', priority: 2, urgent: true },
      deadline: '2027-02-28T17:00:00.000Z',
      partner: { name: 'Marta' },
      owner: 'agent',
      tickets: [{ targetRate: '455.00', evidence: [{ disclose: 'full' }] }],
    });
    expect(JSON.stringify(answer.body)).not.toContain(LIMIT);
  });
});

describe('the Idempotency-Key', () => {
  it('answers a repetition with the first answer, and does nothing twice', async () => {
    const body = aNegotiation();
    const first = await create(body).set('idempotency-key', 'create-1').expect(201);
    const again = await create({ ...body })
      .set('idempotency-key', 'create-1')
      .expect(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('is for one body', async () => {
    const body = aNegotiation();
    await create(body).set('idempotency-key', 'create-2').expect(201);
    const other = await create(aNegotiation()).set('idempotency-key', 'create-2').expect(409);
    expect(other.body.code).toBe('idempotency_key_reused');
  });

  it('is for one tenant and one address', async () => {
    const id = await created();
    await create(aNegotiation()).set('idempotency-key', 'create-3').expect(201);
    await create(aNegotiation(), server.otherTenantKey).set('idempotency-key', 'create-3').expect(201);
    await call('post', `/v1/negotiations/${id}/chat-tokens`).send({}).set('idempotency-key', 'create-3').expect(201);
  });

  it('lets a refused request be tried again', async () => {
    const body = aNegotiation({ sop: 'no-such' });
    await create(body).set('idempotency-key', 'create-4').expect(422);
    await create({ ...body, sop: 'hotel-rate' })
      .set('idempotency-key', 'create-4')
      .expect(201);
  });

  it('lets one of many requests at the same time through', async () => {
    const body = aNegotiation();
    const answers = await Promise.all(Array.from({ length: 8 }, () => create(body).set('idempotency-key', 'create-5')));
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    const ids = new Set(answers.filter((answer) => answer.status === 201).map((answer) => answer.body.id));
    expect(ids.size).toBe(1);
  });

  it('does not keep secrets for a repetition', async () => {
    const id = await created();
    const link = () => call('post', `/v1/negotiations/${id}/chat-tokens`).send({ ttlSeconds: 60 }).set('idempotency-key', 'link');
    const first = await link().expect(201);
    expect(first.body.token).toBeTypeOf('string');
    const again = await link().expect(201);
    expect(again.body).toEqual({ expiresAt: first.body.expiresAt });
  });

  it('must be printable', async () => {
    await create(aNegotiation()).set('idempotency-key', 'x'.repeat(256)).expect(400);
  });
});

describe('listing negotiations', () => {
  it('gives every one exactly once, page by page', async () => {
    const key = await server.key('Pages', ['ota']);
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const answer = await call('get', `/v1/negotiations?limit=3${next}`, key).expect(200);
      expect(answer.body.items.length).toBeLessThanOrEqual(3);
      found.push(...answer.body.items.map((item: { id: string }) => item.id));
      expect(JSON.stringify(answer.body)).not.toContain(LIMIT);
      cursor = answer.body.nextCursor;
    } while (cursor !== null);
    expect(new Set(found).size).toBe(found.length);
    expect(found.length).toBeGreaterThan(5);
  });

  it('filters by external id, status and change', async () => {
    const body = aNegotiation();
    const { body: made } = await create(body).expect(201);
    const ids = async (query: string) => {
      const answer = await call('get', `/v1/negotiations?${query}`).expect(200);
      return answer.body.items.map((item: { id: string }) => item.id);
    };
    expect(await ids(`externalId=${body.externalId}`)).toEqual([made.id]);
    expect(await ids(`externalId=${body.externalId}&status=agreed,cancelled`)).toEqual([]);
    expect(await ids(`externalId=${body.externalId}&status=agreed&status=open`)).toEqual([made.id]);
    expect(await ids('updatedSince=2099-01-01T00:00:00Z')).toEqual([]);
  });
});

describe('calling a negotiation off', () => {
  it('says nothing where we never wrote', async () => {
    const id = await created();
    const answer = await call('post', `/v1/negotiations/${id}/cancel`).expect(200);
    expect(answer.body).toMatchObject({ id, status: 'cancelled' });
    const messages = await call('get', `/v1/negotiations/${id}/messages`).expect(200);
    expect(messages.body).toEqual({ items: [], nextCursor: null });
    const outcome = await call('get', `/v1/negotiations/${id}/outcome`).expect(200);
    expect(outcome.body).toMatchObject({ status: 'cancelled', decidedAt: server.clock.now().toISOString() });
  });

  it('takes an empty body with a content type', async () => {
    const id = await created();
    await call('post', `/v1/negotiations/${id}/cancel`).set('content-type', 'application/json').send('').expect(200);
  });

  it('is refused a second time', async () => {
    const id = await created();
    await call('post', `/v1/negotiations/${id}/cancel`).expect(200);
    const answer = await call('post', `/v1/negotiations/${id}/cancel`).expect(409);
    expect(answer.body.code).toBe('already_ended');
  });

  it('lets one of many through', async () => {
    const id = await created();
    const answers = await Promise.all(Array.from({ length: 6 }, () => call('post', `/v1/negotiations/${id}/cancel`)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
  });
});

describe('changing a ticket', () => {
  const change = (id: string, body: object, ticketId = 'deluxe') =>
    call('patch', `/v1/negotiations/${id}/tickets/${ticketId}`).send(body);

  it('raises its version', async () => {
    const id = await created();
    const answer = await change(id, { version: 1, currentRate: '515.00', targetRate: '450.00' }).expect(200);
    expect(answer.body).toMatchObject({ id: 'deluxe', version: 2, currentRate: '515.00', targetRate: '450.00' });
    expect(JSON.stringify(answer.body)).not.toContain(LIMIT);
    const stale = await change(id, { version: 1, currentRate: '510.00' }).expect(409);
    expect(stale.body.code).toBe('stale_version');
  });

  it('lets one of two changes from the same version through', async () => {
    const id = await created();
    const answers = await Promise.all(['511', '512', '513'].map((currentRate) => change(id, { version: 1, currentRate })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
  });

  it('refuses rates that do not fit together', async () => {
    const id = await created();
    const answer = await change(id, { version: 1, targetRate: '500.00' }).expect(422);
    expect(answer.body.errors).toEqual([{ path: 'targetRate', message: 'must not be above the limit rate' }]);
    await change(id, { version: 1, limitRate: '600.00' }).expect(422);
    await change(id, { version: 1, nonsense: true }).expect(422);
    await change(id, { version: 1, limitRate: null }).expect(422);
    await change(id, { version: 1 }, 'suite').expect(404);
  });

  it('takes a ticket back; the last one ends the negotiation', async () => {
    const id = await created({ tickets: [aTicket(), aTicket({ id: 'suite', roomType: 'Suite' })] });
    const first = await change(id, { version: 1, withdrawn: true }).expect(200);
    expect(first.body).toMatchObject({ result: 'withdrawn', withdrawn: true });
    await change(id, { version: 2, currentRate: '510.00' }).expect(409);
    await change(id, { version: 1, withdrawn: true }, 'suite').expect(200);
    const outcome = await call('get', `/v1/negotiations/${id}/outcome`).expect(200);
    expect(outcome.body.status).toBe('cancelled');
    expect(outcome.body.tickets.map((ticket: { result: string }) => ticket.result)).toEqual(['withdrawn', 'withdrawn']);
  });
});

describe('the chat of a negotiation', () => {
  it('opens with a link for a while', async () => {
    const id = await created();
    const answer = await call('post', `/v1/negotiations/${id}/chat-tokens`).send({ ttlSeconds: 3_600 }).expect(201);
    expect(answer.body.url).toBe(`${server.baseUrl}/chat#token=${answer.body.token}`);
    expect(answer.body.expiresAt).toBe(new Date(server.clock.now().getTime() + 3_600_000).toISOString());
    await call('post', `/v1/negotiations/${id}/chat-tokens`).expect(201);
    await call('post', `/v1/negotiations/${id}/chat-tokens`).send({ ttlSeconds: 2_592_001 }).expect(422);
    await call('post', `/v1/negotiations/${id}/chat-tokens`).send({ ttlSeconds: 0 }).expect(422);
    await call('delete', `/v1/negotiations/${id}/chat-tokens`).expect(204);
  });

  it('takes relayed messages once, in order', async () => {
    const id = await created();
    const relay = (clientMessageId: string, text: string) =>
      call('post', `/v1/negotiations/${id}/messages`).send({ clientMessageId, text });
    const first = await relay('m-1', 'Hello, you wanted to talk about our rates?').expect(202);
    expect(first.body).toEqual({ messageId: expect.any(String), seq: 1, duplicate: false });
    const again = await relay('m-1', 'Hello, you wanted to talk about our rates?').expect(202);
    expect(again.body).toEqual({ ...first.body, duplicate: true });
    await relay('m-2', 'Still there?').expect(202);
    await relay('m-3', '   ').expect(422);
    await relay('m-3', 'x'.repeat(4_001)).expect(422);
    const page = await call('get', `/v1/negotiations/${id}/messages?limit=1`).expect(200);
    expect(page.body).toMatchObject({ items: [{ seq: 1, author: 'partner', clientMessageId: 'm-1' }], nextCursor: '1' });
    const rest = await call('get', `/v1/negotiations/${id}/messages?after=1`).expect(200);
    expect(rest.body.items.map((item: { text: string }) => item.text)).toEqual(['Still there?']);
  });
});

describe('verification', () => {
  it('is refused while nothing is agreed', async () => {
    const id = await created();
    const verify = (body: object) => call('post', `/v1/negotiations/${id}/tickets/deluxe/verification`).send(body);
    await verify({ loadedRate: '455.00', observedAt: '2026-11-24T09:00:00Z' }).expect(422);
    await verify({ loadedRate: 455, observedAt: '2026-11-24T09:00:00Z' }).expect(422);
  });
});

describe('the documentation', () => {
  it('is OpenAPI 3.1 and covers every route, with examples for bodies', async () => {
    const { body } = await request(server.baseUrl).get('/docs-json').expect(200);
    expect(body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(body.paths as object)).toEqual(
      expect.arrayContaining([
        '/v1/negotiations',
        '/v1/negotiations/{id}',
        '/v1/negotiations/{id}/outcome',
        '/v1/negotiations/{id}/cancel',
        '/v1/negotiations/{id}/tickets/{ticketId}',
        '/v1/negotiations/{id}/tickets/{ticketId}/verification',
        '/v1/negotiations/{id}/chat-tokens',
        '/v1/negotiations/{id}/messages',
      ]),
    );
    const operations = Object.values(
      body.paths as Record<string, Record<string, { responses: object; requestBody?: object }>>,
    ).flatMap((path) => Object.values(path));
    for (const operation of operations) expect(Object.keys(operation.responses).length).toBeGreaterThan(0);
    const schemas = body.components.schemas as Record<
      string,
      { required?: string[]; properties?: Record<string, Record<string, unknown>> }
    >;
    const forms = Object.entries(schemas).filter(([name]) => name.endsWith('Dto'));
    expect(forms.length).toBeGreaterThan(8);
    for (const [name, { required = [], properties = {} }] of forms) {
      for (const field of required) {
        const shown = Object.keys(properties[field] ?? {});
        expect(
          shown.some((key) => ['example', 'enum', '$ref', 'allOf', 'items'].includes(key)),
          `${name}.${field} has an example`,
        ).toBe(true);
      }
    }
  });

  it('has a page', async () => {
    await request(server.baseUrl).get('/docs').expect(200).expect('content-type', /html/);
  });
});

describe('health', () => {
  it('is told without a key', async () => {
    await request(server.baseUrl).get('/healthz').expect(200, { status: 'ok' });
    const { body } = await request(server.baseUrl).get('/readyz').expect(200);
    expect(body).toMatchObject({
      status: 'ok',
      checks: { database: { status: 'ok' }, outbox: { status: 'ok' }, policies: { arms: expect.arrayContaining(['intent']) } },
    });
  });
});
