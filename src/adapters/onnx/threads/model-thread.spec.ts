import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { ModelError } from '../model-folder.js';
import { ModelThread } from './model-thread.js';

type Job = 'die' | 'throw' | 'hold' | 'fail' | 'answer';
interface Outcome {
  job: string;
  held: number;
}

const SCRIPT = pathToFileURL(join(import.meta.dirname, '../../../../test/support/model-thread.mjs'));
const never = new AbortController().signal;
const opened: ModelThread<Job, Outcome>[] = [];
afterEach(async () => {
  for (const thread of opened.splice(0)) await thread.close();
});
const start = async (options: object = {}): Promise<ModelThread<Job, Outcome>> => {
  const thread = await ModelThread.start<Job, Outcome>(SCRIPT, options);
  opened.push(thread);
  return thread;
};

describe("a model's thread", () => {
  it('answers jobs, and fails those that cannot be done', async () => {
    const thread = await start();
    expect(thread.identity).toBe('nothing@1');
    expect(await thread.run('answer', never)).toEqual({ job: 'answer', held: 0 });
    await expect(thread.run('fail', never)).rejects.toThrow('cannot be done');
    expect(await thread.run('answer', never)).toEqual({ job: 'answer', held: 0 });
  });

  it('is not started where the model must not be used', async () => {
    await expect(start({ refuses: true })).rejects.toThrow(new ModelError('base-0.bin is missing'));
  });

  it.each(['die', 'throw'] as const)(
    'fails what it has in hand where it comes to %s, and is there again for the next job',
    async (end) => {
      const thread = await start();
      const held = expect(thread.run('hold', never)).rejects.toThrow(/^the thread (has stopped|failed: a bug)$/);
      await expect(thread.run(end, never)).rejects.toThrow(/^the thread/);
      await held;
      expect(await thread.run('answer', never)).toEqual({ job: 'answer', held: 0 });
      expect(thread.identity).toBe('nothing@1');
    },
  );

  it('lets go of a job that is given up, and tells the thread', async () => {
    const thread = await start();
    const controller = new AbortController();
    const held = expect(thread.run('hold', controller.signal)).rejects.toThrow('a newer message');
    expect(await thread.run('answer', never)).toEqual({ job: 'answer', held: 1 });
    controller.abort(new Error('a newer message'));
    await held;
    expect(await thread.run('answer', never)).toEqual({ job: 'answer', held: 0 });
    await expect(thread.run('answer', AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
  });

  it('takes nothing more once it is closed, and fails what waits', async () => {
    const thread = await start();
    const held = expect(thread.run('hold', never)).rejects.toThrow('closed');
    await thread.run('answer', never);
    await thread.close();
    await held;
    await expect(thread.run('answer', never)).rejects.toThrow('closed');
  });
});
