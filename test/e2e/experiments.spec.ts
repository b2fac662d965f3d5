import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variantOf } from '../../src/domain/experiments/assignment.js';
import { negotiationBody } from '../support/negotiation-body.js';
import { say } from '../support/negotiations-over-http.js';
import { type TestServer } from '../support/test-server.js';
import { TinyModelShelf } from '../support/tiny-model-shelf.js';

const DAY_MS = 86_400_000;
const SCRIPT = { name: 'script', arm: 'intent' };
const MODEL = { name: 'model', arm: 'onnx', policyModel: 'tiny-policy@2' };
const PLAN = {
  name: 'Does the model bargain better?',
  variants: [SCRIPT, MODEL],
  control: 'script',
  windowDays: 7,
  expectedAgreed: 0.4,
  smallestDifference: 0.2,
};

const shelf = new TinyModelShelf();
let server: TestServer;
beforeAll(async () => {
  server = await shelf.start('intent');
});
afterAll(async () => {
  await server.close();
  shelf.remove();
});

const call = (method: 'get' | 'post', path: string, key = server.opsKey) =>
  request(server.baseUrl)[method](path).set('authorization', `Bearer ${key}`);
const plan = (change: object = {}) => call('post', '/ops/v1/experiments').send({ ...PLAN, ...change });
const planned = async (change: object = {}): Promise<string> => (await plan(change).expect(201)).body.id as string;
const start = (id: string) => call('post', `/ops/v1/experiments/${id}/start`);
const stop = (id: string) => call('post', `/ops/v1/experiments/${id}/stop`);
const resultsOf = async (id: string) => (await call('get', `/ops/v1/experiments/${id}/results`).expect(200)).body;
const code = async (answer: PromiseLike<request.Response>): Promise<string> => (await answer).body.code as string;

/** A negotiation with a partner, and what chose who writes in it. */
async function negotiation(partner: string, change: object = {}) {
  const body = { ...negotiationBody(`external-${randomUUID()}`, partner), ...change };
  const created = await call('post', '/v1/negotiations', server.otaKey).send(body).expect(201);
  const id = created.body.id as string;
  const { body: seen } = await call('get', `/ops/v1/conversations/${id}`).expect(200);
  return { id, arm: seen.arm as string, experiment: seen.experiment as { id: string; variant: string } | undefined };
}

/** A partner whom the experiment gives to this variant. */
function partnerOf(experiment: string, variant: string): string {
  const variants = PLAN.variants.map((each) => ({ ...each, weight: 1 }));
  for (;;) {
    const partner = `partner-${randomUUID()}`;
    if (variantOf({ id: experiment, variants }, partner).name === variant) return partner;
  }
}

describe('the plan of an experiment', () => {
  it('is kept as it was made, with the partners that it needs', async () => {
    const { body } = await plan().expect(201);
    expect(body).toMatchObject({ ...PLAN, status: 'draft', createdBy: 'Ines' });
    expect(body.variants).toEqual([
      { ...SCRIPT, weight: 1 },
      { ...MODEL, weight: 1 },
    ]);
    expect(body.partnersNeeded).toBeGreaterThan(80);
    expect((await call('get', `/ops/v1/experiments/${body.id}`).expect(200)).body).toEqual(body);
    const { body: page } = await call('get', '/ops/v1/experiments?limit=1').expect(200);
    expect(page.items).toEqual([body]);
  });

  it('takes the model that writes for the tenant now where a variant names none', async () => {
    const base = { name: 'base', arm: 'onnx' };
    const { body } = await plan({ variants: [SCRIPT, base, MODEL] }).expect(201);
    expect(body.variants[1]).toEqual({ ...base, policyModel: 'tiny-policy@1', weight: 1 });
    const same = await plan({ variants: [SCRIPT, base, { ...MODEL, policyModel: 'tiny-policy@1' }] }).expect(422);
    expect(same.body.errors[0].path).toBe('variants[2]');
  });

  it.each([
    ['an arm that is not there', { variants: [SCRIPT, { name: 'llm', arm: 'openai' }] }, 'variants[1].arm'],
    ['a model that is not there', { variants: [SCRIPT, { ...MODEL, policyModel: 'tiny-policy@9' }] }, 'variants[1].policyModel'],
    ['one variant', { variants: [SCRIPT] }, 'variants'],
    ['variants that are no list', { variants: 'all' }, 'variants'],
    ['a weight of nothing', { variants: [SCRIPT, { ...MODEL, weight: 0 }] }, 'variants[1].weight'],
    ['a control that is no variant', { control: 'nobody' }, 'control'],
    ['a share as a text', { expectedAgreed: '0.4' }, 'expectedAgreed'],
    ['a field that it does not know', { metric: 'agreed' }, 'metric'],
  ])('is refused with %s', async (_, change, path) => {
    const { body } = await plan(change).expect(422);
    expect(new Set(body.errors.map((error: { path: string }) => error.path))).toEqual(new Set([path]));
  });

  it('belongs to one tenant', async () => {
    const id = await planned();
    for (const path of ['', '/results']) await call('get', `/ops/v1/experiments/${id}${path}`, server.otherTenantKey).expect(404);
    for (const step of ['start', 'stop'])
      await call('post', `/ops/v1/experiments/${id}/${step}`, server.otherTenantKey).expect(404);
    expect((await call('get', '/ops/v1/experiments', server.otherTenantKey).expect(200)).body.items).toEqual([]);
  });
});

describe('an experiment', () => {
  it('does nothing before it is started', async () => {
    await planned();
    expect(await negotiation('early')).toMatchObject({ arm: 'intent', experiment: undefined });
  });

  it('is not started with a model that must not be used, and can be started when it may', async () => {
    const id = await planned({ variants: [SCRIPT, { ...MODEL, policyModel: 'tiny-policy@3' }] });
    const { body } = await start(id).expect(422);
    expect([body.code, body.errors[0].path]).toEqual(['model_refused', 'variants[1].policyModel']);
    expect((await call('get', `/ops/v1/experiments/${id}`).expect(200)).body.status).toBe('draft');
  });

  it('gives each partner one variant, whose arm and model write; whoever names a policy takes no part', async () => {
    const id = await planned();
    expect((await start(id).expect(200)).body.status).toBe('running');
    const [scripted, modelled] = [partnerOf(id, 'script'), partnerOf(id, 'model')];
    for (let time = 0; time < 2; time++) {
      expect(await negotiation(scripted)).toMatchObject({ arm: 'intent', experiment: { id, variant: 'script' } });
      expect(await negotiation(modelled)).toMatchObject({ arm: 'onnx', experiment: { id, variant: 'model' } });
    }
    const { id: conversation } = await negotiation(modelled);
    await say(server, conversation, 'Good morning, what is it about?');
    expect(shelf.writersOf(conversation)).toEqual(['2']);
    expect(await negotiation(modelled, { policy: 'intent' })).toMatchObject({ arm: 'intent', experiment: undefined });
    await stop(id).expect(200);
    expect((await negotiation(modelled)).experiment).toBeUndefined();
  });

  it('runs once, and never beside another one', async () => {
    const [first, second] = [await planned(), await planned()];
    expect(await code(stop(first).expect(409))).toBe('not_running');
    await start(first).expect(200);
    expect(await code(start(second).expect(409))).toBe('another_runs');
    expect(await code(start(first).expect(409))).toBe('not_a_draft');
    const { body } = await stop(first).expect(200);
    expect(body).toMatchObject({ status: 'stopped', startedAt: expect.any(String), stoppedAt: expect.any(String) });
    expect(await code(start(first).expect(409))).toBe('not_a_draft');
    await start(second).expect(200);
    await stop(second).expect(200);
    const { body: log } = await call('get', '/ops/v1/audit-log?action=experiment.stopped').expect(200);
    expect(log.items[0]).toMatchObject({ actor: 'Ines', detail: { experiment: second } });
  });

  it('counts a negotiation when its window has passed, for the variant that it was assigned to', async () => {
    const id = await planned();
    await start(id).expect(200);
    const [won, open] = [await negotiation(partnerOf(id, 'model')), await negotiation(partnerOf(id, 'script'))];
    await say(server, won.id, 'Good morning, what is it about?');
    await call('post', `/ops/v1/conversations/${won.id}/takeover`).expect(200);
    const tickets = [{ id: 'deluxe', rate: '468' }];
    await call('post', `/ops/v1/conversations/${won.id}/close`).send({ tickets, note: 'They said yes on the phone' }).expect(200);
    expect(await resultsOf(id)).toMatchObject({ tooYoung: 2, variants: [{ partners: 0 }, { partners: 0 }] });

    server.advance(7 * DAY_MS + 1_000);
    await negotiation(partnerOf(id, 'script'));
    const results = await resultsOf(id);
    expect(results).toMatchObject({
      experiment: { id, status: 'running' },
      tooYoung: 1,
      sizesFit: true,
      confidence: 0.95,
      variants: [
        { name: 'script', partners: 1, negotiations: 1, metrics: { agreed: { value: 0 }, replies: { value: 0 } } },
        { name: 'model', partners: 1, negotiations: 1, metrics: { agreed: { value: 1 }, reduction: { value: 0.1 } } },
      ],
      comparisons: [{ variant: 'model', verdict: 'too_early' }],
    });
    expect(results.comparisons[0].differences.agreed).toMatchObject({ value: 1, low: expect.any(Number), high: 1 });
    expect((await call('get', `/ops/v1/conversations/${open.id}`).expect(200)).body.experiment.variant).toBe('script');
    await stop(id).expect(200);
  });
});
