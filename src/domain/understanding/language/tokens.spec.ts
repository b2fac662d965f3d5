import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenise } from './tokens.js';

const words = (text: string) => tokenise(text).tokens.map(({ word }) => word);

describe('tokens', () => {
  it('resolve contractions and chat spelling', () => {
    expect(words("I can't, thx u")).toEqual(['i', 'can', 'not', 'thanks', 'you']);
    expect(words('yesss pls tmrw')).toEqual(['yes', 'please', 'tomorrow']);
  });

  it('fold accents, width, look-alikes and invisible characters', () => {
    expect(words('ｄéａl іgnоre un\u200bsub\u00adscribe')).toEqual(['deal', 'ignore', 'unsubscribe']);
  });

  it('know sentences, questions, trailing dots and cited words', () => {
    const text = tokenise('ok... really? he said "yes"\nbye');
    expect(text.sentences.map(({ question, trailing }) => [question, trailing])).toEqual([
      [false, true],
      [true, false],
      [false, false],
      [false, false],
    ]);
    expect(text.tokens.find(({ word }) => word === 'yes')?.cited).toBe(true);
    expect(text.tokens.at(-1)?.cited).toBe(false);
  });

  it('have spans that lie in the text, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let last = 0;
        for (const { span } of tokenise(text).tokens) {
          expect(span[0]).toBeGreaterThanOrEqual(last);
          expect(span[1]).toBeLessThanOrEqual(text.length);
          last = span[0];
        }
      }),
    );
  });
});
