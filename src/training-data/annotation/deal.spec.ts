import { describe, expect, it } from 'vitest';
import { dealt, pairItem, replyItem } from './annotation.fixtures.js';
import { type KeyEntry } from './sheet-key.js';

const items = Array.from({ length: 40 }, (_, index) =>
  index % 4 === 0 ? replyItem(`origin-arm7-${index}`) : pairItem(`origin-arm7-${index}`),
);

/** Which side stands first, in the order of the items. */
const sidesOf = (entries: readonly KeyEntry[]) =>
  items
    .map(({ id }) => entries.find(({ itemId, kind }) => itemId === id && kind === 'pair'))
    .map((entry) => entry && 'shownFirst' in entry && entry.shownFirst);

describe('the sheets of a reader', () => {
  it('show neither where a reply comes from nor the id of an item, the set or the reader', () => {
    const { sheets } = dealt(items, { batch: 15 });
    for (const { name, content } of sheets)
      for (const hidden of ['hidden-arm', 'origin-arm7', 'pilot', 'r1', 'source'])
        expect(`${name} ${content}`).not.toContain(hidden);
  });

  it('are split into batches that hold every item once', () => {
    const { sheets, key } = dealt(items, { batch: 15 });
    expect(sheets.map(({ name }) => name)).toEqual(['batch-01.md', 'batch-02.md', 'batch-03.md']);
    const shown = sheets.flatMap(({ content }) => [...content.matchAll(/^## ([0-9a-f]{6}-\d+)$/gm)].map(([, id]) => id));
    expect(shown).toEqual(key.items.map(({ sheetId }) => sheetId));
    expect(new Set(key.items.map(({ itemId }) => itemId))).toEqual(new Set(items.map(({ id }) => id)));
    expect(key.items.map(({ batch }) => batch)).toEqual(Array.from({ length: 40 }, (_, index) => Math.floor(index / 15) + 1));
  });

  it('are the same for the same seed, reader and items, in whatever order the items come', () => {
    expect(dealt(items)).toEqual(dealt(items));
    expect(dealt([...items].reverse())).toEqual(dealt(items));
  });

  it('differ in order, sides and ids between readers and between seeds', () => {
    const first = dealt(items).key.items;
    for (const other of [dealt(items, { reader: 'r2' }), dealt(items, { seed: 8 })]) {
      const { items: entries } = other.key;
      expect(entries.map(({ itemId }) => itemId)).not.toEqual(first.map(({ itemId }) => itemId));
      expect(entries.map(({ sheetId }) => sheetId)).not.toEqual(first.map(({ sheetId }) => sheetId));
      expect(sidesOf(entries)).not.toEqual(sidesOf(first));
    }
  });

  it('show the replies in the order that the key records, each first about half of the time', () => {
    const pairs = Array.from({ length: 400 }, (_, index) =>
      pairItem(`pair-${index}`, { a: `say a${index}.`, b: `say b${index}.` }),
    );
    const { sheets, key } = dealt(pairs, { batch: 400 });
    const sections = sheets[0]!.content.split('\n---\n').slice(1);
    const first = sections.map((section) => /First reply \(a\):\*\*\n\n> say ([ab])/.exec(section)?.[1]);
    expect(first).toEqual(key.items.map((entry) => (entry.kind === 'pair' ? entry.shownFirst : '')));
    const share = first.filter((side) => side === 'a').length / first.length;
    expect(share).toBeGreaterThan(0.42);
    expect(share).toBeLessThan(0.58);
  });

  it('keep a text that looks like a heading or an item inside its quotation', () => {
    const { sheets } = dealt([replyItem('x', { reply: '  Fine.\n---\n## abcdef-1\n**The reply:** better  ' })]);
    expect(sheets[0]!.content).toContain('> Fine.\n> ---\n> ## abcdef-1\n> **The reply:** better\n');
  });

  it('explain the faults of the rubric where there are replies to rate, and only what they hold', () => {
    const pairsOnly = dealt([pairItem('x')]).sheets[0]!.content;
    const repliesOnly = dealt([replyItem('x')]).sheets[0]!.content;
    expect(pairsOnly).toContain('Items with two replies');
    expect(pairsOnly).not.toContain('Items with one reply');
    expect(repliesOnly).toContain('`pressure`: The reply has the fault pressure.');
    expect(repliesOnly).not.toContain('Items with two replies');
  });
});
