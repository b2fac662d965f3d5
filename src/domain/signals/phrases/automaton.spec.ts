import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { automatonOf } from './automaton.js';

/** The owners whose literals `scan` finds in a text. */
function foundIn(text: string, literals: readonly (readonly string[])[]): number[] {
  const found = new Set<number>();
  automatonOf(new Map(literals.map((words, owner) => [owner, words]))).scan(text, (owners) =>
    owners.forEach((owner) => found.add(owner)),
  );
  return [...found].sort((one, other) => one - other);
}

describe('automatonOf', () => {
  it('finds literals inside and across one another', () => {
    expect(foundIn('xababc', [['abab'], ['babc'], ['b'], ['ca'], ['abc', 'nothing']])).toEqual([0, 1, 2, 4]);
  });

  it('reads capitals of ASCII as small letters', () => {
    expect(foundIn('Act NOW', [['act now'], ['é']])).toEqual([0]);
  });

  it('finds letters beyond ASCII', () => {
    expect(foundIn('el niño 👍', [['niño'], ['👍'], ['nino']])).toEqual([0, 1]);
  });

  it('finds nothing where there are no literals', () => {
    expect(foundIn('text', [])).toEqual([]);
  });

  it('finds what a search for each literal finds', () => {
    const letters = fc.stringMatching(/^[abc é]{1,5}$/);
    fc.assert(
      fc.property(
        fc.array(fc.array(letters, { maxLength: 4 }), { maxLength: 8 }),
        fc.stringMatching(/^[abc éABd]{0,40}$/),
        (literals, text) => {
          const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
          const expected = literals.flatMap((words, owner) => (words.some((word) => lower.includes(word)) ? [owner] : []));
          expect(foundIn(text, literals)).toEqual(expected);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('takes time in proportion to the text, whatever is in it', () => {
    const automaton = automatonOf(
      new Map([
        [0, ['a'.repeat(30)]],
        [1, ['aab', 'ab']],
      ]),
    );
    const started = performance.now();
    automaton.scan('a'.repeat(1_000_000), () => undefined);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
