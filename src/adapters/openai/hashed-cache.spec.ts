import { describe, expect, it } from 'vitest';
import { HashedCache } from './hashed-cache.js';

describe('A cache by hash', () => {
  it('forgets the longest unused first', () => {
    const cache = new HashedCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual([1, undefined, 3, 2]);
  });

  it('keeps nothing of the parts of a key, and does not mix them up', () => {
    expect(HashedCache.keyOf(['a secret'])).toMatch(/^[\w-]{43}$/);
    expect(HashedCache.keyOf(['ab', 'c'])).not.toBe(HashedCache.keyOf(['a', 'bc']));
  });
});
