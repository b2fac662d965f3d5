import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requiredLiterals } from './literals.js';

/** The source of a pattern, and a text that it matches. */
interface Sample {
  source: string;
  text: string;
}

const word = fc.stringMatching(/^[a-z' ]{1,8}$/).map((text): Sample => ({ source: text, text }));
const set = fc.constantFrom<Sample>(
  { source: '[sz]', text: 'z' },
  { source: '[a-e]', text: 'c' },
  { source: '[^x]', text: 'y' },
  { source: '[a-z-]', text: '-' },
  { source: '[\\d.,]', text: ',' },
  { source: '\\d', text: '7' },
  { source: '\\w', text: '_' },
  { source: '\\s', text: '\t' },
  { source: '.', text: '€' },
  { source: '\\.', text: '.' },
  { source: '\\u00e9', text: 'é' },
  { source: '\\x41', text: 'A' },
  { source: '\\/', text: '/' },
  { source: 'Ab', text: 'Ab' },
  { source: '(?=.|$)', text: '' },
  { source: '(?<!\\uffff)', text: '' },
);

const samples: fc.Arbitrary<Sample> = fc.letrec<{ sample: Sample }>((tie) => ({
  sample: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    word,
    set,
    fc
      .array(tie('sample'), { minLength: 1, maxLength: 5 })
      .map((parts) => ({ source: parts.map(({ source }) => source).join(''), text: parts.map(({ text }) => text).join('') })),
    fc.tuple(fc.array(tie('sample'), { minLength: 1, maxLength: 4 }), fc.nat(3)).map(([parts, chosen]) => ({
      source: `(?:${parts.map(({ source }) => source).join('|')})`,
      text: parts[chosen % parts.length]!.text,
    })),
    fc
      .tuple(
        tie('sample'),
        fc.constantFrom(['?', 0], ['?', 1], ['*', 0], ['*', 3], ['+', 1], ['{2}', 2], ['{0,2}', 1], ['{1,4}', 3]),
      )
      .map(([{ source, text }, [quantifier, times]]) => ({
        source: `(?<name>${source})${quantifier}`.replaceAll('?<name>', '?:'),
        text: text.repeat(Number(times)),
      })),
  ),
})).sample;

describe('requiredLiterals', () => {
  it.each([
    [/\b(?:act now|hurry up)\b/, ['act now', 'hurry up']],
    [/\bpatience is (?:over|running)\b/, ['patience is ']],
    [/\b(?:i|we) (?:insist|demand)\b/, ['i insist', 'we insist', 'i demand', 'we demand']],
    [/\bgate-?rails?\b/, ['gaterail', 'gate-rail']],
    [/\b[a-z]{2,20}_[a-z]{2,20}\b/, ['_']],
    [/\byou (?:\w+ )?regret\b/, ['regret']],
    [/colou?r[sz]?(?: of)? x/, undefined],
    [/(?<!no )ticket(?! office)/, ['ticket']],
    [/(?:refused){1,3}/, ['refused']],
    [/"[a-z]{1,30}"\s?:/i, ['"']],
    [/GO HOME/i, ['go home']],
  ])('finds what must stand in a match of %s', (pattern, expected) => {
    const literals = requiredLiterals(pattern);
    if (expected === undefined) {
      expect(literals?.every((literal) => literal.length > 3)).toBe(true);
      return;
    }
    const shortest = (text: string): boolean => literals?.some((literal) => text.startsWith(literal)) ?? false;
    expect(expected.filter((text) => !shortest(text))).toEqual([]);
    expect(literals).toHaveLength(expected.length);
  });

  it.each([/\w+/, /a?/, /(?:no|)\b/, /[^x]y?/, /\p{L}/u, /^$/, /(?:abc)*/, /(\d)\1/u, /(?=must)/, /(?!must)./])(
    'finds nothing that must stand in a match of %s, or only what does',
    (pattern) => {
      const literals = requiredLiterals(pattern);
      for (const text of ['1', '', 'é', 'z', '11', 'must', 'no', '...']) {
        if (pattern.test(text) && literals) expect(literals.some((literal) => text.includes(literal))).toBe(true);
      }
    },
  );

  it.each([/k/iu, new RegExp('[a--b]x', 'v')])('does not read %s, whose letters or sets it does not know', (pattern) => {
    expect(requiredLiterals(pattern)).toBeUndefined();
  });

  it('finds literals of which one stands in every match', () => {
    let found = 0;
    fc.assert(
      fc.property(samples, fc.constantFrom('', 'i', 'g', 'u', 's'), ({ source, text }, flags) => {
        let pattern: RegExp;
        try {
          pattern = new RegExp(source, flags);
        } catch {
          return;
        }
        const [match] = pattern.exec(text) ?? [];
        const literals = requiredLiterals(pattern);
        if (match === undefined || literals === undefined) return;
        found += 1;
        expect(literals.some((literal) => text.toLowerCase().includes(literal))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
    expect(found).toBeGreaterThan(500);
  });

  it('reads long alternations quickly', () => {
    const words = Array.from({ length: 3_000 }, (_, index) => `word${index}`).join('|');
    const started = performance.now();
    requiredLiterals(new RegExp(`\\b(?:${words}) (?:${words}) (?:${words})\\b`));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
