import { describe, expect, it } from 'vitest';
import { untilAborted } from './until-aborted.js';

describe('work until a signal', () => {
  const never = () => new Promise<string>(() => undefined);

  it('answers as the work does', async () => {
    const { signal } = new AbortController();
    await expect(untilAborted(signal, () => Promise.resolve('done'))).resolves.toBe('done');
    await expect(untilAborted(signal, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('ends with the reason of the signal, whatever the work does', async () => {
    const controller = new AbortController();
    const waiting = untilAborted(controller.signal, never);
    controller.abort(new Error('overtaken'));
    await expect(waiting).rejects.toThrow('overtaken');
  });

  it('does not begin after the signal', async () => {
    let begun = false;
    const work = () => {
      begun = true;
      return never();
    };
    await expect(untilAborted(AbortSignal.abort(new Error('too late')), work)).rejects.toThrow('too late');
    expect(begun).toBe(false);
  });
});
