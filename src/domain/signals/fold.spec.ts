import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldWithMap } from './fold.js';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      ...'aeiOL0 \t\n`´¨’“–…éÅßıİſ㎢①ﷺｆ\u200b\u200d\u00ad\u0301\u0344\u0307\u202e\ufe0f\u0000\ud800\udc00аеорСΣςωйё\u05b0\u0e33한\u1100\u1161ぱ',
    ),
  }),
);

describe('fold', () => {
  it.each([
    ['full-width letters and digits', 'ｌｉｍｉｔ ４８０', 'limit 480'],
    ['mathematical letters', '𝐥𝐢𝐦𝐢𝐭', 'limit'],
    ['ligatures', 'ofﬁcial', 'official'],
    ['zero-width characters', 'li\u200bmi\u200dt', 'limit'],
    ['soft hyphens', 'de\u00adlist', 'delist'],
    ['bidirectional marks', '\u202elimit\u202c', 'limit'],
    ['variation selectors', 'lim\ufe0fit', 'limit'],
    ['Cyrillic look-alikes inside a Latin word', 'lіmіt and рrice', 'limit and price'],
    ['a word of nothing but look-alikes in a Latin text', 'your сор is here', 'your cop is here'],
    ['Greek look-alikes', 'tαrget ρrice', 'target price'],
    ['curly quotes and dashes', '“I’m” – ok', '"i\'m" - ok'],
    ['accents', 'Café Délist Ł', 'cafe delist ł'],
    ['stacked marks', 'l\u0301\u0302\u0303\u0304\u0305\u0306\u0307imit', 'limit'],
    ['white space of any kind', ' a\u00a0\u3000b\r\n\n c\t', 'a b c'],
    ['ellipses', 'so…', 'so...'],
  ])('folds %s', (_, text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it.each([
    ['Cyrillic', 'Отель Москва', 'отель москва'],
    ['Chinese', '每晚 460 元', '每晚 460 元'],
    ['Japanese', 'パーク', 'パーク'],
    ['Hindi', 'कमरा', 'कमरा'],
  ])('leaves %s words in their own script', (_, text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves no capital, invisible character, or white space but single blanks', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(fold(text)).not.toMatch(/[\u200b\u00ad\u202eA-Z]|[^\S ]|^ | $| {2}/u);
      }),
    );
  });

  it('takes time in proportion to the length, whatever is piled up', () => {
    for (const unit of ['a', '\u0301\u0316', 'e\u0301\u0316', 'а ', ' \u200b', '㎢', 'ﷺ', '\ud800', 'aа']) {
      const time = (length: number): number => {
        const text = unit.repeat(length / unit.length);
        const began = performance.now();
        fold(text);
        return performance.now() - began;
      };
      time(5_000);
      const short = Math.max(time(5_000), 0.5);
      expect(time(20_000) / short, JSON.stringify(unit)).toBeLessThan(25);
    }
  });
});

describe('foldWithMap', () => {
  it('folds as fold does', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(foldWithMap(text).folded).toBe(fold(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('leads from a folded phrase back to where it stands', () => {
    const text = '  The  “li\u200bmіt”…';
    const { folded, map } = foldWithMap(text);
    const start = folded.indexOf('limit');
    expect(text.slice(...map(start, start + 5))).toBe('li\u200bmіt');
    expect(map(0, folded.length)).toEqual([2, text.length]);
  });

  it('maps every stretch to a span of the text, in order', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { folded, map } = foldWithMap(text);
        let last = 0;
        for (let index = 0; index < folded.length; index++) {
          const [start, end] = map(index, index + 1);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = start;
        }
      }),
    );
  });
});
