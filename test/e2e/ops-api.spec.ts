import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { GUARDRAILS } from '../../src/domain/guardrails/registry.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

/** Improbable on purpose: where it turns up in an answer, it has leaked. */
const LIMIT = '483.17';
const TARGET = '455.21';

let server: TestServer;
let ana: string;
let reader: string;
let count = 0;

beforeAll(async () => {
  server = await startTestServer();
  ana = await server.key('Ana', ['ops:write']);
  reader = await server.key('Rui', ['ops:read']);
});

afterAll(async () => {
  await server.close();
});

type Method = 'get' | 'post' | 'patch' | 'delete';
const call = (method: Method, path: string, key: string) =>
  request(server.baseUrl)[method](path).set('authorization', `Bearer ${key}`);
const ops = (method: Method, path: string, key = server.opsKey) => call(method, `/ops/v1${path}`, key);

async function created(start: 'now' | 'on_partner_message' = 'on_partner_message'): Promise<string> {
  count += 1;
  const ticket = (id: string, roomType: string) => ({
    id,
    roomType,
    stay: { from: '2027-03-10', to: '2027-03-13' },
    currency: 'EUR',
    priceBasis: 'selling',
    currentRate: '520',
    targetRate: TARGET,
    limitRate: LIMIT,
    evidence: [
      { kind: 'competitor_rate', source: 'Booking.com', rate: '462', observedAt: '2026-11-24T08:00:00Z', disclose: 'full' },
    ],
  });
  const answer = await call('post', '/v1/negotiations', server.otaKey)
    .send({
      externalId: `OPS-${count}`,
      hotel: { id: `hotel-${count}`, name: `Hotel Aurora ${count}`, timeZone: 'Europe/Lisbon' },
      partner: { id: `partner-${count}`, name: 'Marta' },
      tickets: [ticket('deluxe', 'Deluxe Double'), ticket('suite', 'Garden Suite')],
      levers: [],
      start,
    })
    .expect(201);
  return answer.body.id as string;
}

/** Lets the partner write and the agent answer. */
async function partnerWrites(id: string, text: string): Promise<void> {
  count += 1;
  await call('post', `/v1/negotiations/${id}/messages`, server.otaKey)
    .send({ clientMessageId: `m-${count}`, text })
    .expect(202);
}

async function detail(id: string, key = server.opsKey) {
  return (await ops('get', `/conversations/${id}`, key).expect(200)).body;
}

async function waitForTurns(id: string, turns: number) {
  return vi.waitFor(
    async () => {
      const body = await detail(id);
      expect(body.turns.length).toBeGreaterThanOrEqual(turns);
      return body;
    },
    { timeout: 20_000, interval: 50 },
  );
}

const takeOver = (id: string, key = server.opsKey) => ops('post', `/conversations/${id}/takeover`, key);
const write = (id: string, body: object, key = server.opsKey) => ops('post', `/conversations/${id}/messages`, key).send(body);
const close = (id: string, body: object, key = server.opsKey) => ops('post', `/conversations/${id}/close`, key).send(body);

describe('access to the ops API', () => {
  it('is by scope: read, write, administer', async () => {
    const id = await created();
    await ops('get', '/summary', server.otaKey).expect(403);
    await ops('get', `/conversations/${id}`, reader).expect(200);
    await takeOver(id, reader).expect(403);
    await ops('patch', '/guardrails/near-repetition', ana).send({ mode: 'off' }).expect(403);
    await ops('post', '/sops', ana).send({ yaml: 'x' }).expect(403);
  });

  it('shows nothing of another tenant', async () => {
    const id = await created();
    const theirs = server.otherTenantKey;
    await ops('get', `/conversations/${id}`, theirs).expect(404);
    await takeOver(id, theirs).expect(404);
    await write(id, { text: 'hi' }, theirs).expect(404);
    await ops('post', `/conversations/${id}/release`, theirs).expect(404);
    await close(id, { tickets: [], note: 'x' }, theirs).expect(404);
    const list = await ops('get', '/conversations', theirs).expect(200);
    expect(list.body.items).toEqual([]);
    const audit = await ops('get', '/audit-log', theirs).expect(200);
    expect(JSON.stringify(audit.body)).not.toContain(id);
  });
});

describe('conversations', () => {
  it('can be counted, filtered and searched', async () => {
    const id = await created();
    const { externalId } = await detail(id);
    const found = async (query: string) => {
      const answer = await ops('get', `/conversations?${query}`).expect(200);
      return answer.body.items.map((item: { id: string }) => item.id);
    };
    const name = encodeURIComponent(`aurora ${externalId.slice('OPS-'.length)}`);
    expect(await found(`search=${name}`)).toContain(id);
    expect(await found(`externalId=${externalId}&status=open,escalated&owner=agent&stage=opening`)).toEqual([id]);
    expect(await found(`externalId=${externalId}&owner=human`)).toEqual([]);
    expect(await found('search=%25')).toEqual([]);
    await ops('get', '/conversations?owner=nobody').expect(422);
    const summary = await ops('get', '/summary').expect(200);
    expect(summary.body.byStatus.open).toBeGreaterThan(0);
  });

  it('show why each reply was sent, and neither target nor limit', async () => {
    const id = await created('now');
    const body = await waitForTurns(id, 1);
    expect(body.messages[0]).toMatchObject({ seq: 1, author: 'agent' });
    const [turn] = body.turns;
    expect(turn).toMatchObject({ number: 1, trigger: 'opening', before: { stage: 'opening' }, messageSeq: 1 });
    expect(turn.resolution.why).toBeTypeOf('string');
    expect(turn.candidates.length).toBeGreaterThan(0);
    expect(turn.candidates[0].findings.length).toBeGreaterThan(0);
    expect(turn.candidates.filter((candidate: { won: boolean }) => candidate.won)).toHaveLength(
      turn.resolution.kind === 'candidate' ? 1 : 0,
    );
    expect(body.path[0]).toMatchObject({ stage: 'opening', turn: 0 });
    expect(JSON.stringify(body)).not.toContain(LIMIT);
    expect(JSON.stringify(body)).not.toMatch(/limitRate|targetRate/);
  });
});

describe('taking over', () => {
  it('silences the agent, once for one person', async () => {
    const id = await created();
    const answer = await takeOver(id).expect(200);
    expect(answer.body).toEqual({ owner: 'human', ownerName: 'Ines' });
    expect((await takeOver(id, ana).expect(409)).body.code).toBe('taken_over');
    expect((await takeOver(id).expect(409)).body.code).toBe('taken_over');
    await partnerWrites(id, 'Hello?');
    server.advance(60_000);
    // A turn would have been made due; another conversation's turn shows that the scheduler has looked.
    await waitForTurns(await created('now'), 1);
    const body = await detail(id);
    expect(body.turns).toEqual([]);
    expect(body.messages).toHaveLength(1);
  });

  it('is for one of many who try at the same time', async () => {
    const id = await created();
    const answers = await Promise.all([takeOver(id), takeOver(id, ana), takeOver(id), takeOver(id, ana)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409]);
  });

  it('is too late after the end', async () => {
    const id = await created();
    await call('post', `/v1/negotiations/${id}/cancel`, server.otaKey).expect(200);
    expect((await takeOver(id).expect(409)).body.code).toBe('already_ended');
  });
});

describe('writing as a person', () => {
  it('is for who has taken over', async () => {
    const id = await created();
    expect((await write(id, { text: 'Hello' }).expect(409)).body.code).toBe('not_taken_over');
    await takeOver(id).expect(200);
    expect((await write(id, { text: 'Hello' }, ana).expect(409)).body.code).toBe('taken_over');
    const sent = await write(id, { text: 'Hello Marta, this is Ines. How are you?' }).expect(201);
    expect(sent.body).toEqual({ messageId: expect.any(String), seq: 1, sentAt: server.clock.now().toISOString() });
    expect((await detail(id)).messages).toMatchObject([{ author: 'human', text: 'Hello Marta, this is Ines. How are you?' }]);
  });

  it('puts declared asks on the ledger', async () => {
    const id = await created();
    await takeOver(id).expect(200);
    await write(id, { text: 'Could you do EUR 462 for the Deluxe Double?', asks: [{ ticketId: 'deluxe', rate: '462' }] }).expect(
      201,
    );
    expect((await detail(id)).ledger).toMatchObject([
      { type: 'ask', author: 'human', ticketId: 'deluxe', rate: '462', messageSeq: 1 },
    ]);
    const lower = await write(id, { text: 'Or EUR 460?', asks: [{ ticketId: 'deluxe', rate: '460' }] }).expect(422);
    expect(lower.body.errors[0].path).toBe('asks[0].rate');
  });

  it('refuses amounts that are not on record', async () => {
    const id = await created();
    await takeOver(id).expect(200);
    const answer = await write(id, { text: 'Could you do EUR 471 for the Deluxe Double?' }).expect(422);
    expect(answer.body.code).toBe('refused_by_guardrail');
    expect(answer.body.errors[0].path).toBe('text');
    expect((await detail(id)).messages).toEqual([]);
  });

  it('gives the limit away neither by its words nor by asking often', async () => {
    const id = await created();
    await takeOver(id).expect(200);
    const secret = await write(id, { text: `Our rate is EUR ${LIMIT}.` }).expect(422);
    const unknown = await write(id, { text: 'Our rate is EUR 484.19.' }).expect(422);
    expect(secret.body.errors).toEqual(unknown.body.errors);
    expect(JSON.stringify(secret.body)).not.toContain(LIMIT);
    const probe = (rate: string) => write(id, { text: 'What do you say?', asks: [{ ticketId: 'deluxe', rate }] });
    const refused = await Promise.all(['500', '499', '498', '497', '496', '495'].map(probe));
    expect(refused.map((answer) => answer.status).sort()).toEqual([422, 422, 422, 429, 429, 429]);
    expect(refused.find((answer) => answer.status === 429)?.headers['retry-after']).toBeDefined();
    server.clock.advance(25 * 3_600_000);
    await probe('495').expect(422);
    server.clock.advance(-25 * 3_600_000);
  });

  it('needs a text', async () => {
    const id = await created();
    await takeOver(id).expect(200);
    await write(id, { text: ' ' }).expect(422);
    await write(id, { text: 'x'.repeat(4_001) }).expect(422);
    await write(id, { text: 'Hello', asks: [{ ticketId: 'deluxe', rate: 460 }] }).expect(422);
    await write(id, { text: 'Hello', to: 'all' }).expect(422);
  });
});

describe('releasing', () => {
  it('is for conversations that somebody has taken over', async () => {
    const id = await created();
    expect((await ops('post', `/conversations/${id}/release`).expect(409)).body.code).toBe('not_taken_over');
  });

  it('leaves a partner alone who is not waiting, and puts what they said on the ledger', async () => {
    const id = await created();
    await takeOver(id).expect(200);
    await write(id, { text: 'Could you do EUR 462 for the Deluxe Double?', asks: [{ ticketId: 'deluxe', rate: '462' }] }).expect(
      201,
    );
    await partnerWrites(id, '480 for the Deluxe Double is the best I can do');
    await write(id, { text: 'Thank you, I will come back to you tomorrow.' }).expect(201);
    const answer = await ops('post', `/conversations/${id}/release`).expect(200);
    expect(answer.body).toEqual({ owner: 'agent', partnerWaits: false });
    const body = await detail(id);
    expect(body.ledger).toMatchObject([
      { type: 'ask', author: 'human', rate: '462' },
      { type: 'quote', author: 'partner', rate: '480', ticketId: 'deluxe', messageSeq: 2 },
    ]);
    expect(body.owner).toBe('agent');
    expect(body.turns).toMatchObject([{ trigger: 'release' }]);
  });

  it('lets the agent answer a partner who waits', async () => {
    const id = await created();
    await takeOver(id).expect(200);
    await partnerWrites(id, 'Who are you, and what is this about?');
    const answer = await ops('post', `/conversations/${id}/release`).expect(200);
    expect(answer.body.partnerWaits).toBe(true);
    const body = await waitForTurns(id, 2);
    expect(body.turns[1]).toMatchObject({ trigger: 'partner_message', answers: [1] });
  });
});

describe('terms that wait for a yes while a person has taken over', () => {
  async function withPendingTerms(): Promise<string> {
    const id = await created('now');
    await waitForTurns(id, 1);
    await partnerWrites(id, 'EUR 450 per night for the Deluxe Double works for us');
    server.advance(6_000);
    const body = await waitForTurns(id, 2);
    expect(body.pendingTerms?.tickets).toMatchObject([{ ticketId: 'deluxe', rate: '450' }]);
    await takeOver(id).expect(200);
    return id;
  }

  it('are agreed to by a yes that the agent reads after the release', async () => {
    const id = await withPendingTerms();
    await partnerWrites(id, 'Yes, I agree to these terms.');
    await write(id, { text: 'Thank you, I hand you back to our assistant.' }).expect(201);
    const released = await ops('post', `/conversations/${id}/release`).expect(200);
    expect(released.body.partnerWaits).toBe(true);
    await vi.waitFor(
      async () => {
        const { body } = await call('get', `/v1/negotiations/${id}/outcome`, server.otaKey).expect(200);
        expect(body.tickets[0]).toMatchObject({ id: 'deluxe', result: 'agreed', agreedRate: '450' });
        expect(body.tickets[0].agreedInMessage).toBe(
          (await detail(id)).messages.findLast((each: { author: string }) => each.author === 'partner').id,
        );
      },
      { timeout: 20_000, interval: 50 },
    );
  });

  it('hold no longer once the person asks for something', async () => {
    const id = await withPendingTerms();
    await write(id, { text: 'For the Garden Suite we would need EUR 462.', asks: [{ ticketId: 'suite', rate: '462' }] }).expect(
      201,
    );
    expect((await detail(id)).pendingTerms).toBeUndefined();
  });
});

describe('closing', () => {
  it('records a deal that was made elsewhere', async () => {
    const id = await created();
    const note = 'Agreed by phone with Mr Silva';
    const answer = await close(id, {
      tickets: [{ id: 'deluxe', rate: '479.50', conditions: ['breakfast stays included'] }],
      note,
    }).expect(200);
    expect(answer.body).toEqual({ status: 'agreed' });
    const outcome = await call('get', `/v1/negotiations/${id}/outcome`, server.otaKey).expect(200);
    expect(outcome.body).toMatchObject({
      status: 'agreed',
      completeness: 'partial',
      tickets: [
        {
          id: 'deluxe',
          result: 'agreed',
          agreedRate: '479.50',
          basis: 'selling',
          agreedTerms: [{ rate: '479.50', conditions: ['breakfast stays included'] }],
        },
        { id: 'suite', result: 'declined', agreedTerms: [] },
      ],
    });
    const verify = (loadedRate: string) =>
      call('post', `/v1/negotiations/${id}/tickets/deluxe/verification`, server.otaKey).send({
        loadedRate,
        observedAt: '2026-11-24T10:00:00Z',
      });
    expect((await verify('479.5').expect(201)).body.matches).toBe(true);
    expect((await verify('489.50').expect(201)).body.matches).toBe(false);
    const body = await detail(id);
    expect(body.turns[0].resolution.why).toContain(note);
    const audit = await ops('get', `/audit-log?conversationId=${id}`).expect(200);
    expect(JSON.stringify(audit.body)).not.toContain('Silva');
    expect((await close(id, { tickets: [], note }).expect(409)).body.code).toBe('already_ended');
  });

  it('without a deal is a refusal', async () => {
    const id = await created();
    expect((await close(id, { tickets: [], note: 'They do not want to' }).expect(200)).body.status).toBe('declined');
  });

  it('names what does not fit', async () => {
    const id = await created();
    const refused = async (tickets: object[]) => (await close(id, { tickets, note: 'x' }).expect(422)).body.errors[0].path;
    expect(await refused([{ id: 'penthouse', rate: '1' }])).toBe('tickets[0].id');
    expect(await refused([{ id: 'deluxe', rate: '1.234' }])).toBe('tickets[0].rate');
    expect(await refused([{ id: 'deluxe', rate: '470', stay: { from: '2027-05-01', to: '2027-05-03' } }])).toBe(
      'tickets[0].stay',
    );
    await close(id, { tickets: [] }).expect(422);
  });

  it('is not for another person than who has taken over', async () => {
    const id = await created();
    await takeOver(id).expect(200);
    await close(id, { tickets: [], note: 'x' }, ana).expect(409);
  });
});

describe('cancelling after we wrote', () => {
  it('ends with one closing message', async () => {
    const id = await created('now');
    await waitForTurns(id, 1);
    await call('post', `/v1/negotiations/${id}/cancel`, server.otaKey).expect(200);
    const body = await detail(id);
    expect(body.messages.filter((message: { author: string }) => message.author === 'agent')).toHaveLength(2);
    expect(body.turns.at(-1)).toMatchObject({ trigger: 'cancel', resolution: { kind: 'script' }, messageSeq: 2 });
    expect(body.status).toBe('cancelled');
  });
});

describe('how replies are drafted', () => {
  it('is changed setting by setting, for one tenant, and put back with null', async () => {
    const { body: before } = await ops('get', '/drafting-settings').expect(200);
    expect(before).toEqual({
      candidates: null,
      temperature: null,
      maximumDeductions: null,
      exploration: null,
      arm: null,
      policyModel: null,
      defaults: { candidates: 4, maximumDeductions: 60, exploration: 0, arm: 'intent' },
    });
    const set = await ops('patch', '/drafting-settings').send({ candidates: 2, exploration: 0.02 }).expect(200);
    expect(set.body).toMatchObject({ candidates: 2, exploration: 0.02, temperature: null, changedBy: 'Ines' });
    const back = await ops('patch', '/drafting-settings').send({ candidates: null }).expect(200);
    expect(back.body).toMatchObject({ candidates: null, exploration: 0.02 });
    expect((await ops('get', '/drafting-settings', server.otherTenantKey).expect(200)).body).toMatchObject({ exploration: null });
    await ops('patch', '/drafting-settings').send({ exploration: null }).expect(200);
    const { body: log } = await ops('get', '/audit-log').expect(200);
    expect(log.items.map((entry: { action: string }) => entry.action)).toContain('drafting.changed');
  });

  it.each([
    [{ candidates: 0 }, 'candidates'],
    [{ candidates: 2.5 }, 'candidates'],
    [{ temperature: 'warm' }, 'temperature'],
    [{ maximumDeductions: 101 }, 'maximumDeductions'],
    [{ exploration: 0.9 }, 'exploration'],
    [{ candidate: 2 }, 'candidate'],
    [{ arm: 'oracle' }, 'arm'],
    [{ policyModel: 'policy@0.0.0' }, 'policyModel'],
    [{ policyModel: '' }, 'policyModel'],
  ])('is not changed by %j', async (body, path) => {
    const { body: problem } = await ops('patch', '/drafting-settings').send(body).expect(422);
    expect(new Set(problem.errors.map((error: { path: string }) => error.path))).toEqual(new Set([path]));
  });
});

describe('guardrails', () => {
  it('can be watched or switched off, unless they are locked', async () => {
    const free = GUARDRAILS.find((guardrail) => !guardrail.locked);
    const locked = GUARDRAILS.find((guardrail) => guardrail.locked)!;
    expect((await ops('patch', `/guardrails/${locked.id}`).send({ mode: 'off' }).expect(409)).body.code).toBe('locked_setting');
    await ops('patch', '/guardrails/nonsense').send({ mode: 'off' }).expect(404);
    expect(free).toBeDefined();
    await ops('patch', `/guardrails/${free!.id}`).send({ mode: 'loud' }).expect(422);
    const set = await ops('patch', `/guardrails/${free!.id}`).send({ mode: 'shadow' }).expect(200);
    expect(set.body).toMatchObject({ id: free!.id, mode: 'shadow', changedBy: 'Ines', locked: false });
    const mode = async (key: string) => {
      const { body } = await ops('get', '/guardrails', key).expect(200);
      return body.items.find((item: { id: string }) => item.id === free!.id).mode;
    };
    expect(await mode(server.opsKey)).toBe('shadow');
    expect(await mode(server.otherTenantKey)).toBe('enforce');
  });
});

describe('procedures', () => {
  it('can be read, checked, published and rolled back; running conversations keep theirs', async () => {
    const before = await created();
    const builtIn = (await ops('get', '/sops/hotel-rate/versions/0').expect(200)).body.yaml as string;
    expect((await ops('post', '/sops/validate').send({ yaml: builtIn }).expect(200)).body).toEqual({
      valid: true,
      id: 'hotel-rate',
      errors: [],
    });
    const broken = await ops('post', '/sops/validate').send({ yaml: 'format: 1\nid: x\n' }).expect(200);
    expect(broken.body.valid).toBe(false);
    expect(broken.body.errors[0]).toEqual({ path: expect.any(String), message: expect.any(String), line: expect.any(Number) });
    await ops('post', '/sops').send({ yaml: 'format: 1\nid: x\n' }).expect(422);

    const published = await ops('post', '/sops').send({ yaml: builtIn }).expect(201);
    expect(published.body).toEqual({ id: 'hotel-rate', version: 1 });
    expect((await detail(await created())).sop).toEqual({ id: 'hotel-rate', version: 1 });
    expect((await detail(before)).sop).toEqual({ id: 'hotel-rate', version: 0 });

    await ops('post', '/sops/hotel-rate/rollback').send({ version: 7 }).expect(404);
    await ops('post', '/sops/hotel-rate/rollback').send({ version: 0 }).expect(200);
    const { body } = await ops('get', '/sops').expect(200);
    expect(body.items.map((item: { version: number; active: boolean }) => [item.version, item.active])).toEqual([
      [0, true],
      [1, false],
    ]);
    await ops('get', '/sops/hotel-rate/versions/9').expect(404);
    await ops('get', '/sops/hotel-rate/versions/1', server.otherTenantKey).expect(404);
  });

  it('numbers definitions that are published at the same time', async () => {
    const yaml = (await ops('get', '/sops/hotel-rate/versions/0').expect(200)).body.yaml as string;
    const answers = await Promise.all(Array.from({ length: 5 }, () => ops('post', '/sops').send({ yaml }).expect(201)));
    const versions = answers.map(({ body }) => (body as { version: number }).version);
    expect(new Set(versions).size).toBe(5);
  });
});

describe('the audit log', () => {
  it('says who did what, the latest first', async () => {
    const id = await created();
    await takeOver(id, ana).expect(200);
    await write(id, { text: 'Hello Marta, this is Ana.' }, ana).expect(201);
    await ops('post', `/conversations/${id}/release`, server.opsKey).expect(200);
    const { body } = await ops('get', `/audit-log?conversationId=${id}`).expect(200);
    expect(body.items.map((item: { actor: string; action: string }) => [item.actor, item.action])).toEqual([
      ['Ines', 'conversation.released'],
      ['Ana', 'message.sent'],
      ['Ana', 'conversation.taken_over'],
    ]);
    expect(JSON.stringify(body)).not.toContain('Hello Marta');
    const page = await ops('get', '/audit-log?limit=2').expect(200);
    expect(page.body.items).toHaveLength(2);
    await ops('get', `/audit-log?limit=2&cursor=${page.body.nextCursor}`).expect(200);
    await ops('get', '/audit-log?conversationId=abc').expect(422);
  });
});
