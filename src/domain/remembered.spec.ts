import { describe, expect, it } from 'vitest';
import { Remembered, remembering } from './remembered.js';

describe('Remembered', () => {
  it('gives back what was kept for the same text', () => {
    const sut = new Remembered<number>(2);
    sut.set('a', 1);
    expect(sut.get('a')).toBe(1);
    expect(sut.get('b')).toBeUndefined();
  });

  it('forgets the oldest text when it is full, and nothing when a known text comes again', () => {
    const sut = new Remembered<number>(2);
    sut.set('a', 1);
    sut.set('b', 2);
    sut.set('b', 3);
    expect(sut.get('a')).toBe(1);
    sut.set('c', 4);
    expect([sut.get('a'), sut.get('b'), sut.get('c')]).toEqual([undefined, 3, 4]);
  });

  it('keeps no very long text', () => {
    const sut = new Remembered<number>(2);
    sut.set('a'.repeat(5_000), 1);
    expect(sut.get('a'.repeat(5_000))).toBeUndefined();
  });
});

describe('remembering', () => {
  it('computes once for a text, an undefined result too', () => {
    const asked: string[] = [];
    const sut = remembering((text) => (asked.push(text) > 1 ? text.length : undefined), 10);
    expect([sut('a'), sut('a'), sut('bc'), sut('bc')]).toEqual([undefined, undefined, 2, 2]);
    expect(asked).toEqual(['a', 'bc']);
  });
});
