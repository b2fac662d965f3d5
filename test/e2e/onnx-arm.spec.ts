import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { PolicyEngine, type WriteJob, type WriteOutcome } from '../../src/adapters/onnx/policy/policy-engine.js';
import { loadPolicyModel } from '../../src/adapters/onnx/policy/policy-model.js';
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
import { startTestServer, type TestServer } from '../support/test-server.js';

const REWARD_JUDGE = join(import.meta.dirname, '../models/tiny-reward-judge');

/** The tiny model on this thread: the same engine, without a thread around it. */
class Inline implements PolicyWriter {
  readonly outcomes: WriteOutcome[] = [];
  readonly jobs: WriteJob[] = [];

  private constructor(
    private readonly engine: PolicyEngine,
    private readonly release: () => Promise<void>,
  ) {}

  static async open(): Promise<Inline> {
    const model = await loadPolicyModel(join(import.meta.dirname, '../models/tiny-policy'), { threads: 1 });
    return new Inline(new PolicyEngine(model, 2 ** 26), () => model.graph.release());
  }

  get identity(): string {
    return this.engine.identity;
  }

  async run(job: WriteJob, signal: AbortSignal): Promise<WriteOutcome> {
    const outcome = await this.engine.write(job, signal);
    this.jobs.push(job);
    this.outcomes.push(outcome);
    return outcome;
  }

  close(): Promise<void> {
    return this.release();
  }
}

/** The tiny reward model and judge on this thread. */
class InlineScorer implements ReplyScorer {
  readonly identity = 'tiny-reward-judge@1';

  private constructor(private readonly model: RewardJudgeModel) {}

  static async open(): Promise<InlineScorer> {
    return new InlineScorer(await RewardJudgeModel.load(REWARD_JUDGE, 1));
  }

  run(job: ScoreJob): Promise<ReplyScore[]> {
    return this.model.score(job);
  }

  close(): Promise<void> {
    return this.model.release();
  }
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

async function open(): Promise<string> {
  const now = server.clock.now();
  const day = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const created = await api()
    .post('/v1/negotiations')
    .set({ ...as(server.otaKey), 'idempotency-key': randomUUID() })
    .send({
      externalId: `onnx-${randomUUID()}`,
      hotel: { id: 'hotel-1', name: 'Hotel Lindenhof', city: 'Zürich', timeZone: 'Europe/Zurich' },
      partner: { id: `partner-${randomUUID()}`, name: 'Urs', language: 'en' },
      tickets: [
        {
          id: 'deluxe',
          roomType: 'Deluxe Double',
          stay: { from: day(20), to: day(23) },
          currency: 'CHF',
          priceBasis: 'selling',
          currentRate: '240.00',
          targetRate: '205.00',
          limitRate: '218.37',
          evidence: [{ kind: 'competitor_rate', rate: '207.00', observedAt: now.toISOString(), disclose: 'rate' }],
        },
      ],
      levers: [],
      start: 'on_partner_message',
    })
    .expect(201);
  return (created.body as { id: string }).id;
}

async function say(negotiationId: string, text: string): Promise<void> {
  await api()
    .post(`/v1/negotiations/${negotiationId}/messages`)
    .set(as(server.otaKey))
    .send({ clientMessageId: randomUUID(), text })
    .expect(202);
  server.advance(1_300);
  await server.settle();
}

describe('the onnx arm of a server', () => {
  it('writes every turn with what was read of the turns before, and every turn gets an answer that may be sent', async () => {
    const writer = await Inline.open();
    const states = [{ role: 'policy', arm: 'onnx', identity: writer.identity, status: 'serving' }] as const;
    server = await startTestServer(
      {},
      { environment: { POLICY: 'onnx' }, models: new OpenedModels({ states: [...states], policy: writer }) },
    );
    expect(await get('/ops/v1/models')).toEqual({ items: states, nextCursor: null });

    const id = await open();
    await say(id, 'Good morning, what is it about?');
    const first = writer.jobs.at(-1)!;
    const known = writer.outcomes.at(-1)!.prompt;
    expect(first.conversation).toBe(id);
    expect(first.prompt).toMatch(/^<system> .*<partner> Good morning, what is it about\? <end> <agent> .*<plan>$/s);
    await say(id, 'And which nights do you mean?');
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
      expect(text).not.toContain('218.37');
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
    const id = await open();
    await say(id, 'Good morning, what is it about?');
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
    const id = await open();
    await say(id, 'Good morning, what is it about?');
    const { turns } = await get<{ turns: TurnView[] }>(`/ops/v1/conversations/${id}`);
    expect(turns[0]).toMatchObject({ arm: 'intent' });
  });
});
