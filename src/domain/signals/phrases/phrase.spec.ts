import { describe, expect, it } from 'vitest';
import { Phrase, phrases } from './phrase.js';

describe('Phrase', () => {
  const sut = new Phrase(/\bhurry(?: up)?\b/);

  it('finds what its pattern finds', () => {
    expect(sut.exec('please hurry up now')?.[0]).toBe('hurry up');
    expect(sut.test('please hurry')).toBe(true);
  });

  it('finds nothing where its pattern matches nothing, with the literal and without it', () => {
    expect(sut.test('hurrying')).toBe(false);
    expect(sut.exec('take your time')).toBeNull();
    expect(sut.mayMatch('take your time')).toBe(false);
  });

  it('runs where nothing is known of its matches', () => {
    const anything = new Phrase(/^\w+$/);
    expect(anything.mayMatch('word')).toBe(true);
    expect(anything.test('two words')).toBe(false);
  });

  it('knows texts that were looked at before it was made', () => {
    expect(sut.test('walk, do not run')).toBe(false);
    const [walk, crawl] = phrases([/\bwalk\b/, /\bcrawl\b/]);
    expect(walk?.test('walk, do not run')).toBe(true);
    expect(crawl?.test('walk, do not run')).toBe(false);
  });

  it('answers the same for a text again after many others', () => {
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < 500; index++) {
        const text = `text ${index} ${index % 3 === 0 ? 'hurry' : 'rest'}`;
        expect(sut.test(text)).toBe(index % 3 === 0);
      }
    }
  });
});
