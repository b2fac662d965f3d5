import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealt, labelFile, pairItem, replyItem } from './annotation.fixtures.js';
import { collect } from './collect.js';
import { type AnnotationItem } from './item.js';
import { CHOICES, type Choice } from './label.js';
import { type SheetKey } from './sheet-key.js';

const ids = (key: SheetKey) => key.items.map(({ sheetId }) => sheetId);

/** What a reader means, in the names of the item file. */
type Intention = { choice: Choice; strength: number } | { overall: number; violations: Record<string, number> };

/** Reads sheets, not keys: finds the side of a reply by its words. */
function perfectReader(content: string, items: readonly AnnotationItem[], intended: ReadonlyMap<string, Intention>): object[] {
  return content
    .split('\n---\n')
    .slice(1)
    .map((section) => {
      const id = /^## (\S+)$/m.exec(section)![1];
      const item = items.find(({ context }) => section.includes(`> ${context.header}\n`))!;
      const intention = intended.get(item.id)!;
      if ('overall' in intention || item.kind === 'reply') return { id, ...intention };
      const { choice, strength } = intention;
      if (choice === 'tie') return { id, choice };
      const first = /First reply \(a\):\*\*\n\n> (.*)/.exec(section)![1];
      return { id, choice: first === item[choice] ? 'a' : 'b', strength };
    });
}

const intentions = fc.array(
  fc.oneof(
    fc.record({ choice: fc.constantFrom(...CHOICES), strength: fc.integer({ min: 1, max: 3 }) }),
    fc.record({
      overall: fc.integer({ min: 1, max: 5 }),
      violations: fc.dictionary(fc.constantFrom('too_long', 'pressure', 'repetition'), fc.integer({ min: 0, max: 3 })),
    }),
  ),
  { minLength: 1, maxLength: 25 },
);

describe('collecting labels', () => {
  it('gives back what a reader meant, whatever the order, the sides and the batches', () => {
    fc.assert(
      fc.property(intentions, fc.nat(10_000), fc.integer({ min: 1, max: 30 }), (meant, seed, batch) => {
        const items = meant.map((intention, index): AnnotationItem => {
          const context = { header: `Hotel number ${index}.`, transcript: [] };
          const id = `item-${index}`;
          return 'overall' in intention
            ? replyItem(id, { context })
            : pairItem(id, { context, a: `Say ${index}, a.`, b: `Say ${index}, b.` });
        });
        const intended = new Map(meant.map((intention, index) => [`item-${index}`, intention]));
        const { sheets, key } = dealt(items, { seed, batch });
        const files = sheets.map(({ name, content }) => labelFile(perfectReader(content, items, intended), name));
        const { labels, outstanding } = collect(key, 'language-model', files);
        expect(outstanding).toEqual([]);
        expect(labels).toHaveLength(items.length);
        for (const label of labels) {
          const intention = intended.get(label.itemId)!;
          if (label.itemKind === 'reply') {
            const none = { too_long: 0, pressure: 0, repetition: 0 };
            expect(label).toMatchObject({
              ...intention,
              violations: { ...none, ...('violations' in intention && intention.violations) },
            });
          } else if ('choice' in intention) {
            const tie = intention.choice === 'tie';
            expect({ choice: label.choice, strength: label.strength }).toEqual(
              tie ? { choice: 'tie', strength: undefined } : intention,
            );
          }
        }
      }),
    );
  });

  it('undoes the swap of a pair and keeps which reply stood first', () => {
    const items = Array.from({ length: 20 }, (_, index) => pairItem(`p${index}`));
    const { key } = dealt(items);
    const { labels } = collect(key, 'person', [
      labelFile(ids(key).map((id) => ({ id, choice: 'a', strength: 3, reason: 'clear' }))),
    ]);
    expect(new Set(labels.map((label) => label.itemKind === 'pair' && label.choice))).toEqual(new Set(['a', 'b']));
    for (const label of labels)
      expect(label).toEqual({
        itemId: label.itemId,
        itemKind: 'pair',
        reader: 'r1',
        kind: 'person',
        choice: (label as { shownFirst: string }).shownFirst,
        strength: 3,
        shownFirst: (label as { shownFirst: string }).shownFirst,
        reason: 'clear',
      });
  });

  it('keeps a zero for every rubric item that was not named, and drops the strength of a tie', () => {
    const replies = dealt([replyItem('x')]).key;
    const [reply] = collect(replies, 'person', [
      labelFile([{ id: ids(replies)[0], overall: 3, violations: { pressure: 2 } }]),
    ]).labels;
    expect(reply).toMatchObject({ violations: { too_long: 0, pressure: 2, repetition: 0 }, rubric: replies.rubric });
    const pairs = dealt([pairItem('x')]).key;
    const [pair] = collect(pairs, 'person', [labelFile([{ id: ids(pairs)[0], choice: 'tie', strength: 1 }])]).labels;
    expect(pair).not.toHaveProperty('strength');
  });

  const { key } = dealt([replyItem('one'), replyItem('two')]);
  const [first = '', second = ''] = ids(key);
  const good = { id: first, overall: 4, violations: {} };

  it.each([
    [{ id: second, overall: 6, violations: {} }, 'overall must be a whole number from 1 to 5'],
    [{ id: second, overall: 4 }, 'violations must be an object'],
    [{ id: second, overall: 4, violations: { pressure: 4 } }, 'violations.pressure must be a whole number from 0 to 3'],
    [{ id: second, overall: 4, violations: { rude: 1 } }, 'violations.rude is no item of the rubric small@1'],
    [{ id: second, overall: 4, violations: {}, choice: 'a' }, 'choice is not a field here'],
    [{ id: 'nowhere-1', overall: 4, violations: {} }, 'nowhere-1 is on no sheet of reader r1 in set pilot'],
    [good, `${first} has a label in labels.jsonl:1 already`],
    ['text', 'this must be an object'],
  ])('refuses a malformed label with its line', (line, message) => {
    expect(() => collect(key, 'person', [labelFile([good, line as object])])).toThrow(`labels.jsonl:2: ${message}`);
  });

  it.each([
    [{ choice: 'c', strength: 1 }, 'choice must be one of a, b, tie'],
    [{ choice: 'a' }, 'strength must be a whole number from 1 to 3'],
    [{ choice: 'tie', strength: 0 }, 'strength must be a whole number from 1 to 3'],
  ])('refuses a malformed preference with its line', (line, message) => {
    const pairs = dealt([pairItem('x')]).key;
    expect(() => collect(pairs, 'person', [labelFile([{ id: ids(pairs)[0], ...line }])])).toThrow(`labels.jsonl:1: ${message}`);
  });

  it('refuses a batch that is not complete, and takes a whole one before the others', () => {
    expect(() => collect(key, 'person', [labelFile([good])])).toThrow(`batch 1 is not complete: ${second} has no label`);
    const split = dealt([replyItem('one'), replyItem('two')], { batch: 1 }).key;
    const part = collect(split, 'person', [labelFile([{ ...good, id: ids(split)[1] }])]);
    expect(part.labels).toHaveLength(1);
    expect(part.outstanding).toEqual([1]);
    const rest = collect(split, 'person', [labelFile([{ ...good, id: ids(split)[0] }])], part.labels);
    expect(rest.outstanding).toEqual([]);
  });

  it('refuses what was collected before, another kind of reader, and a file without a label', () => {
    const both = [labelFile([good, { ...good, id: second }])];
    const before = collect(key, 'person', both).labels;
    expect(() => collect(key, 'person', both, before)).toThrow(`labels.jsonl:1: ${first} was collected before from reader r1`);
    expect(() => collect(key, 'language-model', both, before)).toThrow('reader r1 was collected as another kind');
    expect(() => collect(key, 'person', [labelFile([])])).toThrow('labels.jsonl: there is no label');
  });

  it('takes items that are added to the set later, dealt to the same reader with the same seed', () => {
    const label = (of: SheetKey) => [labelFile(ids(of).map((id) => ({ id, overall: 3, violations: {} })))];
    const before = collect(key, 'person', label(key)).labels;
    const added = dealt([replyItem('three'), replyItem('four')]).key;
    expect(
      collect(added, 'person', label(added), before)
        .labels.map(({ itemId }) => itemId)
        .sort(),
    ).toEqual(['four', 'three']);
    expect(() => collect(added, 'person', label(key), before)).toThrow('is on no sheet');
  });

  it('refuses the labels of another reader, as their ids are on none of these sheets', () => {
    const other = dealt([replyItem('one'), replyItem('two')], { reader: 'r2' }).key;
    const lines = ids(other).map((id) => ({ id, overall: 3, violations: {} }));
    expect(() => collect(key, 'person', [labelFile(lines)])).toThrow('is on no sheet of reader r1');
  });
});
