import { join } from 'node:path';
import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { PolicyShelf, type PolicyShelfSettings } from '../../src/adapters/onnx/policy/policy-shelf.js';
import { type PolicyWriter } from '../../src/adapters/onnx/policy/policy-thread.js';
import {
  describeRewardJudge,
  RewardJudgeModel,
  type ReplyScore,
  type ScoreJob,
} from '../../src/adapters/onnx/scorer/reward-judge-model.js';
import { type ReplyScorer } from '../../src/adapters/onnx/scorer/scorer-thread.js';
import { TrainedScores } from '../../src/adapters/onnx/scorer/trained-scores.js';
import { OpenedModels, trainedRewards } from '../../src/composition/models.js';
import { InlinePolicy } from '../support/inline-policy.js';
import { openNegotiation, say } from '../support/negotiations-over-http.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const TINY = join(import.meta.dirname, '../models/tiny-policy');
const REWARD_JUDGE = join(import.meta.dirname, '../models/tiny-reward-judge');

/** The tiny reward model and judge on this thread. */
class InlineScorer implements ReplyScorer {
  readonly identity = 'tiny-reward-judge@1';

  private constructor(private readonly model: RewardJudgeModel) {}

  static async open(): Promise<InlineScorer> {
    return new InlineScorer(await RewardJudgeModel.load({ folder: REWARD_JUDGE, policyFolder: TINY, threads: 1 }));
  }

  run(job: ScoreJob): Promise<ReplyScore[]> {
    return this.model.score(job);
  }

  close(): Promise<void> {
    return this.model.release();
  }
}

const SHELF: PolicyShelfSettings = { folder: TINY, threads: 1, cacheBytes: 2 ** 24, mostOpen: 2 };

/** A shelf on which this one model lies open. */
async function shelfOf(writer: PolicyWriter): Promise<PolicyShelf> {
  const shelf = new PolicyShelf(SHELF, () => Promise.resolve(writer));
  expect(await shelf.prepare()).toBeNull();
  return shelf;
}

interface TurnView {
  arm: string;
  degradedTo?: string;
  candidates: { source: string; text: string; won: boolean; score?: { result: string; reward?: number; spec: string } }[];
}

let server: TestServer;
afterEach(() => server.close());

const api = () => request(server.app.getHttpServer());
const as = (key: string) => ({ authorization: `Bearer ${key}` });
const get = async <T>(path: string): Promise<T> => (await api().get(path).set(as(server.opsKey)).expect(200)).body as T;

describe('the onnx arm of a server', () => {
  it('writes every turn with what was read of the turns before, and every turn gets an answer that may be sent', async () => {
    const writer = await InlinePolicy.open(TINY);
    const states = [{ role: 'policy', arm: 'onnx', identity: writer.identity, status: 'serving' }] as const;
    server = await startTestServer(
      {},
      { environment: { POLICY: 'onnx' }, models: new OpenedModels({ states: [], policies: await shelfOf(writer) }) },
    );
    expect(await get('/ops/v1/models')).toEqual({ items: states, nextCursor: null });

    const id = await openNegotiation(server);
    await say(server, id, 'Good morning, what is it about?');
    const first = writer.jobs.at(-1)!;
    const known = writer.outcomes.at(-1)!.prompt;
    expect(first.conversation).toBe(id);
    expect(first.prompt).toMatch(/^<system> .*<partner> Good morning, what is it about\? <end> <agent> .*<plan>$/s);
    await say(server, id, 'And which nights do you mean?');
    const second = writer.jobs.at(-1)!;
    expect(second.prompt.startsWith(first.prompt)).toBe(true);
    expect(second.prompt).toMatch(/<\/plan> .*<end> <partner> And which nights do you mean\? <end> <agent> .*<plan>$/s);
    const { prompt, read } = writer.outcomes.find((_, index) => writer.jobs[index]!.prompt === second.prompt)!;
    // What was read for the first turn is not read again, but for the token whose choice comes next.
    expect(read).toBeLessThanOrEqual(prompt - known + 1);

    const { turns } = await get<{ turns: TurnView[] }>(`/ops/v1/conversations/${id}`);
    expect(turns.map(({ arm }) => arm)).toEqual(['onnx', 'onnx']);
    const candidates = turns.flatMap((turn) => turn.candidates);
    expect(candidates.length).toBeGreaterThan(0);
    for (const { source, text } of candidates) {
      expect(source).toMatch(/^onnx:tiny-policy@1$|^intent:/);
      expect(text).not.toContain('483.17');
    }
    const messages = await api().get(`/v1/negotiations/${id}/messages`).set(as(server.otaKey)).expect(200);
    const authors = (messages.body as { items: { author: string }[] }).items.map(({ author }) => author);
    expect(authors.filter((author) => author === 'agent')).toHaveLength(2);
  });

  it('ranks by reward model, trained judge and rules where they are there', async () => {
    const scorer = await InlineScorer.open();
    const description = await describeRewardJudge(REWARD_JUDGE);
    // A judge of random weights would let nothing pass.
    const items = description.items.map((item) => ({ ...item, threshold: 2 }));
    const rewards = trainedRewards(new TrainedScores(scorer, { ...description, items }));
    const models = new OpenedModels({ states: [], rewards, scorer });
    server = await startTestServer({}, { models });
    const id = await openNegotiation(server);
    await say(server, id, 'Good morning, what is it about?');
    const { turns } = await get<{ turns: TurnView[] }>(`/ops/v1/conversations/${id}`);
    const [turn] = turns;
    const scored = turn!.candidates.filter(({ score }) => score);
    expect(scored.length).toBeGreaterThan(0);
    for (const { score } of scored) {
      expect(score).toMatchObject({ result: 'scored', spec: 'repo-bounded', rm: expect.any(Number) as number, rj: 100 });
    }
    const best = Math.max(...scored.map(({ score }) => score!.reward!));
    expect(turn!.candidates.find(({ won }) => won)!.score!.reward).toBe(best);
  });

  it('is written for by the scripted arm where its model was refused, and the server says so', async () => {
    const refused = {
      role: 'policy',
      arm: 'onnx',
      status: 'refused',
      reason: 'base-0.bin is missing',
      degradedTo: 'intent',
    } as const;
    server = await startTestServer({}, { environment: { POLICY: 'onnx' }, models: new OpenedModels({ states: [refused] }) });
    expect(await get('/ops/v1/models')).toEqual({ items: [refused], nextCursor: null });
    const ready = await api().get('/readyz').expect(200);
    expect(ready.body).toMatchObject({ status: 'ok', checks: { policies: { status: 'ok', degraded: { onnx: 'intent' } } } });
    expect(JSON.stringify(ready.body)).not.toContain('base-0.bin');
    const id = await openNegotiation(server);
    await say(server, id, 'Good morning, what is it about?');
    const { turns } = await get<{ turns: TurnView[] }>(`/ops/v1/conversations/${id}`);
    expect(turns[0]).toMatchObject({ arm: 'intent' });
  });
});
