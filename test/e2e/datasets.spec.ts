import { createHash } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATASET_KINDS } from '../../src/datasets/dataset.js';
import { negotiationBody } from '../support/negotiation-body.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const NAME = 'Zebedea Quillfeather';
const MAIL = 'zeb@quillfeather-house.pt';

let server: TestServer;
let trainer: string;
let reader: string;
let count = 0;

beforeAll(async () => {
  server = await startTestServer();
  trainer = await server.key('Nightly training', ['training']);
  reader = await server.key('Rui', ['ops:read']);
});
afterAll(() => server.close());

const call = (method: 'get' | 'post' | 'delete', path: string, key = trainer) =>
  request(server.baseUrl)[method](path).set('authorization', `Bearer ${key}`);
const create = (body: object, key = trainer) => call('post', '/ops/v1/datasets', key).send(body);

interface Row {
  id: string;
  prompt: string;
  [field: string]: unknown;
}

async function rowsOf(id: string): Promise<{ text: string; rows: Row[] }> {
  const { text, headers } = await call('get', `/ops/v1/datasets/${id}/rows`).buffer(true).parse(asText).expect(200);
  expect(headers['content-type']).toContain('application/x-ndjson');
  const body = text ?? '';
  return {
    text: body,
    rows: body
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Row),
  };
}
/** Superagent reads no lines of JSON. */
const asText = (response: request.Response, done: (error: Error | null, body: unknown) => void): void => {
  const parts: Buffer[] = [];
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (part: Buffer) => parts.push(Buffer.from(part)));
  stream.on('end', () => {
    response.text = Buffer.concat(parts).toString('utf8');
    done(null, response.text);
  });
};

/** Every dataset there can be, of everything up to now. */
async function everyDataset(): Promise<{ kind: string; id: string }[]> {
  return Promise.all(DATASET_KINDS.map(async (kind) => ({ kind, id: (await create({ kind }).expect(201)).body.id as string })));
}

/** A partner who names themselves and asks who we are: one turn of ours. */
async function conversation(): Promise<{ id: string; partner: string }> {
  count += 1;
  const partner = `dataset-partner-${count}`;
  const body = negotiationBody(`DATA-${count}`, partner);
  const { body: created } = await call('post', '/v1/negotiations', server.otaKey)
    .send({ ...body, partner: { id: partner, name: NAME } })
    .expect(201);
  await call('post', `/v1/negotiations/${created.id}/messages`, server.otaKey)
    .send({ clientMessageId: `m-${count}`, text: `Who are you? I am ${NAME}, ${MAIL}, call +351 912 345 678` })
    .expect(202);
  server.advance(6_000);
  await server.settle();
  server.advance(1_000);
  return { id: created.id as string, partner };
}

const rate = (id: string, verdict: 'good' | 'bad') =>
  call('post', `/ops/v1/conversations/${id}/ratings`, server.opsKey).send({ turn: 1, verdict }).expect(201);

describe('a dataset', () => {
  it('has what was decided in its range, with a manifest that fits the rows to the byte', async () => {
    const { id: negotiation } = await conversation();
    const { body: dataset } = await create({ kind: 'sft' }).expect(201);
    expect(dataset).toMatchObject({ kind: 'sft', createdBy: 'Nightly training', status: 'current', erasedConversations: [] });
    const { rows, text } = await rowsOf(dataset.id);
    expect(rows.map(({ id }) => id)).toContain(`${negotiation}:1`);
    const { body: manifest } = await call('get', `/ops/v1/datasets/${dataset.id}/manifest`).expect(200);
    expect(manifest).toMatchObject({
      id: dataset.id,
      rows: rows.length,
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
      lineage: { negotiations: rows.length, turns: rows.length, arms: { intent: rows.length } },
    });
  });

  it('does not grow with what comes later', async () => {
    await conversation();
    const { body: dataset } = await create({ kind: 'prompts' }).expect(201);
    const { text } = await rowsOf(dataset.id);
    await conversation();
    expect((await rowsOf(dataset.id)).text).toBe(text);
  });

  it('has what people said of a turn', async () => {
    const liked = await conversation();
    const disliked = await conversation();
    await rate(liked.id, 'good');
    await rate(disliked.id, 'bad');
    server.advance(1_000);
    const found = Object.fromEntries(
      await Promise.all((await everyDataset()).map(async ({ kind, id }) => [kind, (await rowsOf(id)).rows])),
    );
    const labels = (found['unpaired'] as Row[]).filter(({ source }) => source === 'rated').map(({ id, label }) => [id, label]);
    expect(labels).toEqual(
      expect.arrayContaining([
        [`${liked.id}:1`, true],
        [`${disliked.id}:1`, false],
      ]),
    );
    const sent = (found['sft'] as Row[]).map(({ id }) => id);
    expect(sent).toContain(`${liked.id}:1`);
    expect(sent).not.toContain(`${disliked.id}:1`);
  });

  it('tells nobody’s name, address or number, and no limit, whatever its kind', async () => {
    await conversation();
    const limit = negotiationBody('x', 'y').tickets[0]!.limitRate;
    for (const { id } of await everyDataset()) {
      const { text } = await rowsOf(id);
      for (const personal of [NAME, 'Zebedea', 'Quillfeather', MAIL, '912 345 678', limit]) expect(text).not.toContain(personal);
    }
    const { id } = (await create({ kind: 'prompts' }).expect(201)).body;
    expect((await rowsOf(id)).text).toContain('(email)');
  });

  it('loses what is erased, and says which conversations have to go out of copies', async () => {
    const { id: negotiation, partner } = await conversation();
    await conversation();
    const { body: dataset } = await create({ kind: 'prompts' }).expect(201);
    expect((await rowsOf(dataset.id)).text).toContain(negotiation);
    await call('delete', `/v1/partners/${partner}`, server.otaKey).expect(202);
    expect((await rowsOf(dataset.id)).text).not.toContain(negotiation);
    const { body } = await call('get', `/ops/v1/datasets/${dataset.id}`).expect(200);
    expect(body).toMatchObject({ status: 'outdated', erasedConversations: [negotiation] });
    // Who asks after the erasure has no row of it to take out.
    expect((await create({ kind: 'prompts' }).expect(201)).body).toMatchObject({ status: 'current' });
  });

  it('is listed, the latest first, and who took its rows is in the audit log', async () => {
    const { id } = (await create({ kind: 'reward-replay', arms: ['intent'] }).expect(201)).body;
    await rowsOf(id);
    const { items } = (await call('get', '/ops/v1/datasets?limit=1').expect(200)).body;
    expect(items).toEqual([expect.objectContaining({ id, kind: 'reward-replay', arms: ['intent'] })]);
    const log = (await call('get', '/ops/v1/audit-log', server.opsKey).expect(200)).body.items as {
      action: string;
      detail: object;
    }[];
    for (const action of ['dataset.created', 'dataset.downloaded'])
      expect(log).toContainEqual(
        expect.objectContaining({ action, actor: 'Nightly training', detail: expect.objectContaining({ dataset: id }) }),
      );
  });

  it('has no row where no turn fits', async () => {
    const { id } = (await create({ kind: 'sft', arms: ['nobody'] }).expect(201)).body;
    expect((await rowsOf(id)).text).toBe('');
    expect((await call('get', `/ops/v1/datasets/${id}/manifest`).expect(200)).body).toMatchObject({
      rows: 0,
      lineage: { firstTurnAt: null },
    });
  });

  it.each([
    [{ kind: 'everything' }, 'kind'],
    [{ kind: 'sft', until: '2199-01-01T00:00:00Z' }, 'until'],
    [{ kind: 'sft', from: '2026-01-02T00:00:00Z', until: '2026-01-01T00:00:00Z' }, 'from'],
    [{ kind: 'sft', from: 'yesterday' }, 'from'],
    [{ kind: 'sft', arms: [] }, 'arms'],
    [{ kind: 'sft', arms: ['a', 7] }, 'arms'],
    [{ kind: 'sft', limit: 7 }, 'limit'],
  ])('cannot be %o', async (body, path) => {
    const answer = await create(body).expect(422);
    expect(answer.body.errors.map((error: { path: string }) => error.path).join()).toContain(path);
  });

  it('is neither another tenant’s nor for who only reads', async () => {
    const { id } = (await create({ kind: 'sft' }).expect(201)).body;
    const key = server.otherTenantKey;
    for (const path of [id, `${id}/manifest`, `${id}/rows`, 'nonsense', 'nonsense/rows']) {
      await call('get', `/ops/v1/datasets/${path}`, key).expect(404);
    }
    expect((await call('get', '/ops/v1/datasets', key).expect(200)).body.items).toEqual([]);
    await create({ kind: 'sft' }, reader).expect(403);
  });
});
