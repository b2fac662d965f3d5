import { describe, expect, it } from 'vitest';
import { OneAtATime } from './one-at-a-time.js';

describe('work for the same key', () => {
  it('runs one after the other, whatever becomes of it', async () => {
    const queue = new OneAtATime();
    const order: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        order.push(`${name} begins`);
        await Promise.resolve();
        await Promise.resolve();
        order.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const results = await Promise.allSettled([
      queue.run('a', work('1', true)),
      queue.run('a', work('2')),
      queue.run('b', work('3')),
    ]);
    expect(order.indexOf('2 begins')).toBeGreaterThan(order.indexOf('1 ends'));
    expect(order.indexOf('3 begins')).toBeLessThan(order.indexOf('1 ends'));
    expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });
});
