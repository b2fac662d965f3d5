import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReplyGrammar } from '../../../domain/policy/serialiser/reply-grammar.js';
import { PolicyEngine, type WriteJob } from './policy-engine.js';
import { loadPolicyModel, type PolicyModel } from './policy-model.js';

const GREETING: ReplyGrammar = {
  states: [
    { next: { '<do:greet>': 1, '<do:brief>': 1 } },
    { next: { '<tactic:none>': 2 } },
    { next: { '<ask:none>': 3 } },
    { next: { '<lever:none>': 4 } },
    { next: { '</plan>': 5 } },
    { next: {}, slots: 0 },
  ],
  slots: [['{ota}', '{room}']],
};
const never = new AbortController().signal;
const LONG = `<system> ${'{ota} to {hotel}, a house by the river with a garden and breakfast. '.repeat(30)}<end>`;

let model: PolicyModel;
beforeAll(async () => {
  model = await loadPolicyModel(join(import.meta.dirname, '../../../../test/models/tiny-policy'), { threads: 1 });
});
afterAll(() => model.graph.release());

const engine = (cacheBytes = 2 ** 24): PolicyEngine => new PolicyEngine(model, cacheBytes);
const job = (over: Partial<WriteJob> = {}): WriteJob => ({
  conversation: 'one',
  prompt: '<system> {ota} to {hotel} <end> <agent> <stage:opening> <plan>',
  grammar: GREETING,
  count: 2,
  sampling: { temperature: 1, topP: 1 },
  seed: 'turn-1:0',
  ...over,
});

describe('a policy engine', () => {
  it('writes what the seed decides, whatever it wrote before', async () => {
    const one = await engine().write(job(), never);
    const other = engine();
    await other.write(job({ conversation: 'two', seed: 'other' }), never);
    const again = await other.write(job(), never);
    expect(again.replies).toEqual(one.replies);
    expect((await other.write(job({ seed: 'turn-1:1' }), never)).replies).not.toEqual(one.replies);
    for (const { completion, tokens, logProbabilities } of one.replies) {
      expect(completion).toMatch(/^ <do:(greet|brief)> <tactic:none> <ask:none> <lever:none> <\/plan>/);
      expect(tokens).toHaveLength(logProbabilities.length);
    }
  });

  it('reads only what is new in the next turn, and long prompts in pieces that change nothing', async () => {
    const sut = engine();
    const first = await sut.write(job({ prompt: `${LONG} <agent> <plan>` }), never);
    expect(first.read).toBe(first.prompt);
    expect(first.prompt).toBeGreaterThan(2 * 128);
    const prompt = `${LONG} <agent> <plan> <silent> </plan> <end> <partner> good morning <end> <agent> <plan>`;
    const second = await sut.write(job({ prompt }), never);
    expect(second.read).toBeLessThan(40);
    const fresh = await engine().write(job({ prompt }), never);
    expect(second.replies.map(({ tokens }) => tokens)).toEqual(fresh.replies.map(({ tokens }) => tokens));
  });

  it('writes for several conversations side by side as it would one after the other', async () => {
    const jobs = ['one', 'two', 'three'].map((conversation) => job({ conversation, seed: conversation }));
    const apart = [];
    for (const each of jobs) apart.push(await engine().write(each, never));
    const sut = engine();
    const together = await Promise.all(jobs.map((each) => sut.write(each, never)));
    expect(together.map(({ replies }) => replies)).toEqual(apart.map(({ replies }) => replies));
  });

  it('gives a second draft of the same conversation what it needs while the first is still at work', async () => {
    const sut = engine();
    const [one, other] = await Promise.all([sut.write(job(), never), sut.write(job(), never)]);
    expect(other.replies).toEqual(one.replies);
  });

  it('stops between two tokens where it is told to, and can go on with the conversation', async () => {
    const sut = engine();
    const controller = new AbortController();
    const writing = sut.write(job({ prompt: `${LONG} <agent> <plan>` }), controller.signal);
    setImmediate(() => controller.abort(new Error('a newer message')));
    await expect(writing).rejects.toThrow('a newer message');
    const after = await sut.write(job({ prompt: `${LONG} <agent> <plan>` }), never);
    expect(after.replies).toEqual((await engine().write(job({ prompt: `${LONG} <agent> <plan>` }), never)).replies);
  });

  it('keeps what was read within its bytes, the latest conversations first', async () => {
    const one = engine();
    await one.write(job(), never);
    const sut = engine(1);
    await sut.write(job(), never);
    // Nothing fits into one byte: it is read again.
    expect((await sut.write(job(), never)).read).toBeGreaterThan(0);
    // All of it is there: only the last token's choice is asked for.
    expect((await one.write(job(), never)).read).toBe(0);
  });
});
