import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleContext } from '../../../../test/support/reply-contexts.js';
import { type ProposeRequest } from '../../../turn/ports/reply-policy.js';
import { OnnxPolicy, type OnnxPolicySettings } from './onnx-policy.js';
import { type WriteJob, type WriteOutcome, type WrittenReply } from './policy-engine.js';
import { type PolicyWriter } from './policy-thread.js';

/** Says what it is told to say. */
class Writer implements PolicyWriter {
  readonly identity = 'policy@1.0.0/repo';
  readonly jobs: WriteJob[] = [];
  answer: (job: WriteJob, signal: AbortSignal) => Promise<WriteOutcome> = () => Promise.resolve(outcome([]));

  run(job: WriteJob, signal: AbortSignal): Promise<WriteOutcome> {
    this.jobs.push(job);
    return this.answer(job, signal);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const outcome = (replies: WrittenReply[]): WriteOutcome => ({ replies, prompt: 10, read: 10 });
const reply = (completion: string, over: Partial<WrittenReply> = {}): WrittenReply => ({
  completion,
  tokens: [7, 8, 9],
  logProbabilities: [-0.5, -1, -0.25],
  cutOff: false,
  ...over,
});
const COUNTER = ' <do:counter> <tactic:none> <ask:small> <lever:none> </plan> Could we meet at {ask_rate}? <end>';

let writer: Writer;
beforeEach(() => void (writer = new Writer()));
const sut = (over: Partial<OnnxPolicySettings> = {}): OnnxPolicy =>
  new OnnxPolicy(
    { use: (_model, _signal, work) => work(writer) },
    {
      sampling: { temperature: 0.7, topP: 0.9 },
      admission: { running: 1, waiting: 4 },
      deadlineMs: 5_000,
      ...over,
    },
  );
const request = (over: Partial<ProposeRequest> = {}): ProposeRequest => ({
  negotiationId: 'negotiation-1',
  context: sampleContext(),
  earlierTurns: () => Promise.resolve([]),
  count: 4,
  feedback: [],
  signal: new AbortController().signal,
  seed: 'turn-1:0',
  ...over,
});

describe('the onnx arm', () => {
  it('gives plans and final texts, with the tokens that they were sampled as', async () => {
    writer.answer = () => Promise.resolve(outcome([reply(COUNTER)]));
    const { candidates, policy } = await sut().propose(request());
    expect(policy).toMatch(/^onnx:policy@1\.0\.0\/repo\/transcript-\d+$/);
    expect(candidates).toEqual([
      {
        plan: { act: 'counter', tactic: 'none', asks: [{ ticketId: 'double', step: 'small' }], leverIds: [] },
        template: 'Could we meet at {ask_rate}?',
        text: expect.stringMatching(/^Could we meet at EUR\s\d+\?$/) as string,
        logProbability: -1.75,
        sampling: {
          tokenIds: [7, 8, 9],
          logProbabilities: [-0.5, -1, -0.25],
          temperature: 0.7,
          serialiserVersion: expect.stringMatching(/^transcript-/) as string,
          maskHash: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
        },
        source: 'onnx:policy@1.0.0/repo',
      },
    ]);
  });

  it('shows the model the conversation so far and what this turn permits', async () => {
    writer.answer = () => Promise.resolve(outcome([reply(COUNTER)]));
    const before = { upTo: 1, prompt: '<agent> <stage:opening> <plan>', completion: ' <silent> </plan> <end>' };
    await sut().propose(request({ earlierTurns: () => Promise.resolve([before]) }));
    const [job] = writer.jobs;
    expect(job).toMatchObject({ conversation: 'negotiation-1', count: 4, seed: 'turn-1:0' });
    expect(job!.prompt).toContain('<agent> <stage:opening> <plan> <silent> </plan> <end> ');
    expect(job!.prompt).toMatch(/<plan>$/);
    expect(Object.keys(job!.grammar.states[0]!.next)).toContain('<do:counter>');
  });

  it('takes one of two replies with the same text, and none without an end or a permitted plan', async () => {
    const forbidden = COUNTER.replace('<do:counter>', '<do:greet>');
    writer.answer = () =>
      Promise.resolve(
        outcome([reply(COUNTER), reply(COUNTER), reply(COUNTER.replace('meet', 'land'), { cutOff: true }), reply(forbidden)]),
      );
    expect((await sut().propose(request())).candidates).toHaveLength(1);
  });

  it('says that it cannot answer where nothing of it can be used, so that another arm writes', async () => {
    writer.answer = () => Promise.resolve(outcome([reply(COUNTER, { cutOff: true })]));
    await expect(sut().propose(request())).rejects.toMatchObject({ arm: 'onnx', reason: 'nothing usable was written (no_end)' });
    writer.answer = () => Promise.reject(new Error('the thread has stopped'));
    await expect(sut().propose(request())).rejects.toMatchObject({ arm: 'onnx', reason: 'the thread has stopped' });
  });

  it('gives up in time for another arm to write', async () => {
    writer.answer = (_, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    await expect(sut({ deadlineMs: 20 }).propose(request())).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('stops at once where the turn is given up', async () => {
    writer.answer = (_, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    const controller = new AbortController();
    const proposing = sut().propose(request({ signal: controller.signal }));
    await vi.waitFor(() => expect(writer.jobs).toHaveLength(1));
    controller.abort(new Error('a newer message'));
    await expect(proposing).rejects.toThrow('a newer message');
  });

  it('writes fewer candidates while others wait, and refuses only where the queue is full', async () => {
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    writer.answer = () => held.then(() => outcome([reply(COUNTER)]));
    const policy = sut({ admission: { running: 1, waiting: 4 } });
    const proposals = Array.from({ length: 5 }, () => policy.propose(request()));
    await vi.waitFor(() => expect(writer.jobs).toHaveLength(1));
    await expect(policy.propose(request())).rejects.toMatchObject({ arm: 'onnx', reason: 'overloaded' });
    release();
    await Promise.all(proposals);
    expect(writer.jobs.map(({ count }) => count)).toEqual([4, 4, 2, 1, 1]);
  });

  describe('reading ahead', () => {
    /** A job that is under way until it is released. */
    function held(): { release: () => void } {
      let release!: () => void;
      const released = new Promise<void>((resolve) => (release = resolve));
      const before = writer.answer;
      writer.answer = async (job, signal) => {
        await released;
        writer.answer = before;
        return before(job, signal);
      };
      return { release };
    }

    it('reads the prompt that will be written to, and writes nothing', async () => {
      const policy = sut();
      await policy.readAhead(request());
      writer.answer = () => Promise.resolve(outcome([reply(COUNTER)]));
      await policy.propose(request());
      expect(writer.jobs.map(({ count }) => count)).toEqual([0, 4]);
      expect(writer.jobs[0]!.prompt).toBe(writer.jobs[1]!.prompt);
      expect(writer.jobs[0]!.conversation).toBe('negotiation-1');
    });

    it('is waited for by the turn of its conversation, which would read all of it again beside it', async () => {
      const policy = sut({ admission: { running: 2, waiting: 4 } });
      writer.answer = (job) => Promise.resolve(outcome(job.count > 0 ? [reply(COUNTER)] : []));
      const { release } = held();
      const reading = policy.readAhead(request());
      await vi.waitFor(() => expect(writer.jobs).toHaveLength(1));
      const proposed = policy.propose(request());
      await new Promise(setImmediate);
      expect(writer.jobs).toHaveLength(1);
      release();
      await reading;
      expect((await proposed).candidates).toHaveLength(1);
    });

    it('does nothing while somebody writes', async () => {
      const policy = sut({ admission: { running: 2, waiting: 4 } });
      writer.answer = () => Promise.resolve(outcome([reply(COUNTER)]));
      const { release } = held();
      const proposed = policy.propose(request());
      await vi.waitFor(() => expect(writer.jobs).toHaveLength(1));
      await policy.readAhead(request({ negotiationId: 'negotiation-2' }));
      release();
      await proposed;
      expect(writer.jobs.map(({ conversation }) => conversation)).toEqual(['negotiation-1']);
    });

    it('takes the place of no turn, and stops for that of another conversation', async () => {
      const policy = sut({ admission: { running: 1, waiting: 0 } });
      writer.answer = (job, signal) =>
        job.count > 0
          ? Promise.resolve(outcome([reply(COUNTER)]))
          : new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => reject(new Error('stopped')));
            });
      const reading = policy.readAhead(request());
      await vi.waitFor(() => expect(writer.jobs).toHaveLength(1));
      const { candidates } = await policy.propose(request({ negotiationId: 'negotiation-2' }));
      expect(candidates).toHaveLength(1);
      await expect(reading).resolves.toBeUndefined();
    });

    it('that fails is no matter of the turn', async () => {
      const policy = sut();
      writer.answer = () => Promise.reject(new Error('out of memory'));
      await expect(policy.readAhead(request())).rejects.toThrow('out of memory');
      writer.answer = () => Promise.resolve(outcome([reply(COUNTER)]));
      expect((await policy.propose(request())).candidates).toHaveLength(1);
    });
  });
});
