import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type WriteJob } from '../../../src/adapters/onnx/policy/policy-engine.js';
import {
  type PolicyWriter,
  type startPolicyThread as StartPolicyThread,
} from '../../../src/adapters/onnx/policy/policy-thread.js';

const root = join(import.meta.dirname, '../../..');
const MODEL = join(root, 'test/models/tiny-policy');
const never = new AbortController().signal;

const JOB: WriteJob = {
  conversation: 'one',
  prompt: '<system> {ota} to {hotel} <end> <agent> <stage:opening> <plan>',
  grammar: {
    states: [
      { next: { '<do:greet>': 1 } },
      { next: { '<tactic:none>': 2 } },
      { next: { '<ask:none>': 3 } },
      { next: { '<lever:none>': 4 } },
      { next: { '</plan>': 5 } },
      { next: {}, slots: 0 },
    ],
    slots: [['{ota}', '{room}']],
  },
  count: 2,
  sampling: { temperature: 1, topP: 1 },
  seed: 'turn-1:0',
};

// A thread is started from a file of its own, so it is tested as it is built.
let startPolicyThread: typeof StartPolicyThread;
beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale'], { stdio: 'ignore' });
  const built = pathToFileURL(join(root, 'dist/adapters/onnx/policy/policy-thread.js')).href;
  ({ startPolicyThread } = (await import(built)) as { startPolicyThread: typeof StartPolicyThread });
}, 300_000);

const opened: PolicyWriter[] = [];
afterEach(async () => {
  for (const thread of opened.splice(0)) await thread.close();
});
const start = async (folder = MODEL): Promise<PolicyWriter> => {
  const thread = await startPolicyThread({ folder, threads: 1, cacheBytes: 2 ** 24 });
  opened.push(thread);
  return thread;
};

const broken = mkdtempSync(join(tmpdir(), 'parley-model-'));
afterAll(() => rmSync(broken, { recursive: true }));

describe('a policy on a thread of its own', () => {
  it('says which model it is, and writes for several conversations at once', async () => {
    const thread = await start();
    expect(thread.identity).toBe('tiny-policy@1');
    const outcomes = await Promise.all(
      ['one', 'two', 'three'].map((conversation) => thread.run({ ...JOB, conversation }, never)),
    );
    for (const { replies } of outcomes) expect(replies).toEqual(outcomes[0]!.replies);
  });

  it('refuses a model that is not what its manifest says', async () => {
    cpSync(MODEL, broken, { recursive: true });
    writeFileSync(join(broken, 'sampling.json'), '{}');
    await expect(start(broken)).rejects.toThrow('sampling.json is not what the manifest says');
  });

  it('answers a job that is given up at once, and the next one after it', async () => {
    const thread = await start();
    const controller = new AbortController();
    const writing = thread.run(JOB, controller.signal);
    controller.abort(new Error('a newer message'));
    await expect(writing).rejects.toThrow('a newer message');
    expect((await thread.run(JOB, never)).replies).toHaveLength(2);
  });

  it('fails a job that cannot be done, and only that', async () => {
    const thread = await start();
    const unknown = { ...JOB, grammar: { states: [{ next: { '<do:nothing_like_it>': 0 } }], slots: [] } };
    await expect(thread.run(unknown, never)).rejects.toThrow('no <do:nothing_like_it>');
    expect((await thread.run(JOB, never)).replies).toHaveLength(2);
  });

  it('takes no job once it is closed', async () => {
    const thread = await start();
    const writing = expect(thread.run(JOB, never)).rejects.toThrow('closed');
    await thread.close();
    await writing;
    await expect(thread.run(JOB, never)).rejects.toThrow('closed');
  });

  it('does not hold up the thread that asks', async () => {
    const thread = await start();
    let turns = 0;
    let busy = true;
    const count = (): void => {
      turns++;
      if (busy) setImmediate(count);
    };
    setImmediate(count);
    await thread.run({ ...JOB, prompt: `${'{ota} to {hotel} a house by the river '.repeat(60)}<agent> <plan>` }, never);
    busy = false;
    expect(turns).toBeGreaterThan(100);
  });
});
