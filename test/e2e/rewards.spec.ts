import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.js';

const context = {
  history: [
    { author: 'agent', text: 'Could you offer EUR 440 for the Deluxe Double?' },
    { author: 'partner', text: 'Energy is so expensive now. 490 is what I can do' },
  ],
};
const GOOD = 'With energy that dear I see why. Your EUR 490 is noted; EUR 440 stands.';
const SECRET = 'We could accept EUR 483.17.';

let server: TestServer;
let trainer: string;
beforeAll(async () => {
  server = await startTestServer();
  trainer = await server.key('Nightly training', ['training']);
});
afterAll(() => server.close());

const post = (path: string, body: object) =>
  request(server.baseUrl).post(path).set('authorization', `Bearer ${trainer}`).send(body);

describe('the reward service', () => {
  it('scores a batch in its order, what is blocked below what is clean', async () => {
    const { body } = await post('/v1/rewards/score', {
      items: [
        { id: 'good', context, reply: GOOD },
        { context, reply: { text: SECRET } },
      ],
    }).expect(200);
    const [good, secret] = body.items;
    expect(good).toMatchObject({ id: 'good', rm: null, blocking: [], spec: expect.stringMatching(/^judge-rules@/) });
    expect(secret.blocking).toContain('mandate-disclosure');
    expect(secret.reward).toBeLessThan(-1);
    expect(good.reward).toBeGreaterThan(secret.reward);
    expect(JSON.stringify(body)).not.toContain('483.17');
  });

  it.each([
    [{}, 'items'],
    [{ items: [{ reply: 7 }] }, 'items[0].reply'],
    [{ items: [{ reply: GOOD }, { reply: GOOD, context: { stage: 'lunch' } }] }, 'items[1]'],
    [{ items: [{ reply: { plan: {} } }] }, 'items[0]'],
    [{ items: Array.from({ length: 65 }, () => ({ reply: 'Hi' })) }, 'items'],
    [{ items: [{ reply: GOOD, weight: 2 }] }, 'items[0].weight'],
  ])('names what is wrong with %o', async (body, path) => {
    const answer = await post('/v1/rewards/score', body).expect(422);
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it('answers OpenRLHF with a reward for every sample, also for one that is none', async () => {
    const label = JSON.stringify(context);
    const { body } = await post('/get_reward', {
      query: [`prompt ${GOOD}`, `prompt ${SECRET}`, 'prompt'],
      prompts: ['prompt ', 'prompt ', 'prompt'],
      labels: [label, label, 'nonsense'],
      anything: 'else',
    }).expect(200);
    const [good, secret, none] = body.rewards;
    expect(good).toBeGreaterThan(secret);
    expect(none).toBe(-1.7);
    expect(body.scores.every((score: number) => score >= 0 && score <= 1)).toBe(true);
    expect(body.extra_logs).toMatchObject({ blocked: [0, 1, 0], unreadable: [0, 0, 1], could_not_check: [0, 0, 0] });
    for (const logs of Object.values(body.extra_logs as Record<string, number[]>)) expect(logs).toHaveLength(3);
  });

  it.each([{ query: [], prompts: [], labels: [] }, {}, { query: null }])('answers nothing to %o', async (body) => {
    expect((await post('/get_reward', body).expect(200)).body).toMatchObject({ rewards: [], scores: [] });
  });

  it('takes the key as a password, for a trainer that has nothing but an address', async () => {
    const ask = (key: string) => request(server.baseUrl).post('/get_reward').auth('parley', key).send({ query: [] });
    await ask(trainer).expect(200);
    await ask(server.otaKey).expect(403);
    await ask('nonsense').expect(401);
  });
});
