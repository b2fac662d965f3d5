import { describe, expect, it } from 'vitest';
import { LINE_BANK } from './bank.js';
import { type LineKind } from './line.js';

const kinds = Object.keys(LINE_BANK) as LineKind[];
const patternsOf = (kind: LineKind): string[] => Object.values(LINE_BANK[kind] ?? {}).flat();
const all = kinds.flatMap(patternsOf);
const wordsOf = (pattern: string): string[] => pattern.toLowerCase().match(/[\p{L}{}_']+/gu) ?? [];

/** Slots that every kind can count on. */
const ALWAYS = ['room', 'stay', 'nights', 'hotel', 'ota', 'name', 'current', 'currency'];
const WITH_FIGURE = [...ALWAYS, 'figure'];
const GUARANTEED: Partial<Record<LineKind, string[]>> = {
  counter_percent: ['percent', 'room'],
  counter_bundle: [...WITH_FIGURE, 'other_room', 'other_figure'],
  accept_bundle: ['ask', 'room', 'other_room', 'other_figure'],
  confirm_partial: ['room', 'other_room', 'other_figure'],
  confirm_no_basis: [...WITH_FIGURE, 'own_basis'],
  correct: [...WITH_FIGURE, 'slip'],
  accept: [...ALWAYS, 'ask'],
  refuse_figure: [...ALWAYS, 'ask'],
  owner_yes: [...ALWAYS, 'ask'],
  burst_start: [],
};
const FIGURED: readonly LineKind[] = [
  'counter',
  'counter_firm',
  'stick',
  'other_room',
  'confirm_no_figure',
  'owner_figure',
  'clarify_amount',
];

describe('the bank of lines', () => {
  it('has at least 450 patterns', () => expect(all.length).toBeGreaterThanOrEqual(450));

  it('says nothing twice', () => {
    const seen = new Map<string, string>();
    const twice = all.filter((pattern) => {
      const plain = wordsOf(pattern).join(' ') || pattern;
      const before = seen.get(plain);
      seen.set(plain, pattern);
      return before !== undefined;
    });
    expect(twice).toEqual([]);
  });

  it('has no two longer patterns that are nearly the same', () => {
    const sets = all.map((pattern) => ({ pattern, words: new Set(wordsOf(pattern)) })).filter(({ words }) => words.size >= 5);
    const close = sets.flatMap((one, index) =>
      sets
        .slice(index + 1)
        .filter((other) => {
          const common = [...one.words].filter((word) => other.words.has(word)).length;
          return common / (one.words.size + other.words.size - common) >= 0.8;
        })
        .map((other) => [one.pattern, other.pattern]),
    );
    expect(close).toEqual([]);
  });

  it.each(kinds)('has a plain pattern for %s that needs no slot which might be missing', (kind) => {
    const given = GUARANTEED[kind] ?? (FIGURED.includes(kind) ? WITH_FIGURE : ALWAYS);
    const usable = (LINE_BANK[kind]?.plain ?? []).filter((pattern) =>
      Array.from(pattern.matchAll(/\{([a-z_]+)\}/g), ([, name]) => name!).every((name) => given.includes(name)),
    );
    expect(usable).not.toEqual([]);
  });

  it('has a figure in every pattern that names one', () => {
    for (const kind of FIGURED) expect(patternsOf(kind).filter((pattern) => !pattern.includes('{figure}'))).toEqual([]);
    expect(patternsOf('accept').filter((pattern) => !pattern.includes('{ask}'))).toEqual([]);
  });
});
