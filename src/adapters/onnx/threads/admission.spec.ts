import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Admission, OverloadedError } from './admission.js';

const never = new AbortController().signal;

/** Work that ends when it is told to. */
function held(): { work: () => Promise<string>; end: () => void; begun: () => boolean } {
  let end!: () => void;
  let begun = false;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const work = async (): Promise<string> => {
    begun = true;
    await ended;
    return 'done';
  };
  return { work, end, begun: () => begun };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('admission', () => {
  it('lets so many in at once and the others in the order in which they came', async () => {
    const admission = new Admission({ running: 1, waiting: 2 });
    const [first, second, third] = [held(), held(), held()];
    const all = [first, second, third].map(({ work }) => admission.with(never, work));
    await turn();
    expect([first.begun(), second.begun(), third.begun()]).toEqual([true, false, false]);
    expect(admission.load).toBe(1);
    first.end();
    await all[0];
    await turn();
    expect([second.begun(), third.begun()]).toEqual([true, false]);
    second.end();
    third.end();
    expect(await Promise.all(all)).toEqual(['done', 'done', 'done']);
    expect(admission.load).toBe(0);
  });

  it('turns away at once who would find no place to wait', async () => {
    const admission = new Admission({ running: 1, waiting: 0 });
    const first = held();
    const running = admission.with(never, first.work);
    await expect(admission.with(never, held().work)).rejects.toBeInstanceOf(OverloadedError);
    first.end();
    await running;
    expect(await admission.with(never, () => Promise.resolve('in'))).toBe('in');
  });

  it('lets whoever gives up out of the queue, and the next one in', async () => {
    const admission = new Admission({ running: 1, waiting: 1 });
    const [first, second, third] = [held(), held(), held()];
    const running = admission.with(never, first.work);
    const controller = new AbortController();
    const waiting = admission.with(controller.signal, second.work);
    controller.abort(new Error('a newer message'));
    await expect(waiting).rejects.toThrow('a newer message');
    const next = admission.with(never, third.work);
    first.end();
    third.end();
    await Promise.all([running, next]);
    expect(second.begun()).toBe(false);
  });

  it('makes room again after work that failed', async () => {
    const admission = new Admission({ running: 1, waiting: 0 });
    await expect(admission.with(never, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await admission.with(never, () => Promise.resolve(1))).toBe(1);
  });

  it('never has more at work than it may, whatever comes, fails and gives up', async () => {
    const arrival = fc.record({ fails: fc.boolean(), givesUp: fc.boolean(), steps: fc.integer({ min: 0, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 4 }),
        fc.array(arrival),
        async (running, waiting, all) => {
          const admission = new Admission({ running, waiting });
          let now = 0;
          let most = 0;
          const outcomes = all.map(({ fails, givesUp, steps }) => {
            const controller = new AbortController();
            const outcome = admission.with(controller.signal, async () => {
              most = Math.max(most, ++now);
              for (let step = 0; step < steps; step++) await turn();
              now--;
              if (fails) throw new Error('failed');
            });
            if (givesUp) controller.abort();
            return outcome;
          });
          await Promise.allSettled(outcomes);
          expect(most).toBeLessThanOrEqual(running);
          expect(now).toBe(0);
          expect(await admission.with(never, () => Promise.resolve('free'))).toBe('free');
        },
      ),
      { numRuns: 40 },
    );
  });
});
