import { describe, expect, it } from 'vitest';
import { pairLabel, replyLabel } from './annotation.fixtures.js';
import { merge } from './merge.js';

describe('merging the readings of an item', () => {
  it('takes the choice of the majority, and the median preference for its strength', () => {
    const readings = [pairLabel('p', 'r1', 'a', 3), pairLabel('p', 'r2', 'b', 2), pairLabel('p', 'r3', 'a', 1)];
    expect(merge(readings)).toEqual([
      {
        itemId: 'p',
        itemKind: 'pair',
        choice: 'a',
        strength: 1,
        withoutMajority: [],
        readings: readings.map(({ reader, kind, choice, strength, shownFirst }) => ({
          reader,
          kind,
          choice,
          strength,
          shownFirst,
        })),
      },
    ]);
  });

  it('takes a tie by majority, without a strength', () => {
    const [gold] = merge([pairLabel('p', 'r1', 'tie'), pairLabel('p', 'r2', 'tie'), pairLabel('p', 'r3', 'b', 3)]);
    expect(gold).toMatchObject({ choice: 'tie', withoutMajority: [] });
    expect(gold).not.toHaveProperty('strength');
  });

  it.each([
    ['three that all differ', [pairLabel('p', 'r1', 'a'), pairLabel('p', 'r2', 'b'), pairLabel('p', 'r3', 'tie')]],
    ['two that differ', [pairLabel('p', 'r1', 'a'), pairLabel('p', 'r2', 'b')]],
    ['a single one', [pairLabel('p', 'r1', 'a')]],
  ])('marks a pair without a majority: %s', (_, readings) => {
    const [gold] = merge(readings);
    expect(gold).toMatchObject({ withoutMajority: ['choice'] });
    expect(gold).not.toHaveProperty('choice');
    expect(gold).not.toHaveProperty('strength');
  });

  it('takes the median rating and the severity of faults that the majority sees', () => {
    const [gold] = merge([
      replyLabel('x', 'r1', 2, { too_long: 1, pressure: 3 }),
      replyLabel('x', 'r2', 2, { too_long: 3 }),
      replyLabel('x', 'r3', 5, { too_long: 2 }),
    ]);
    expect(gold).toMatchObject({ overall: 2, violations: { too_long: 2, pressure: 0, repetition: 0 }, withoutMajority: [] });
  });

  it('marks what has no majority of a rating, and leaves such a fault out', () => {
    const [gold] = merge([replyLabel('x', 'r1', 2, { pressure: 3 }), replyLabel('x', 'r2', 5)]);
    expect(gold).toMatchObject({ overall: 3.5, withoutMajority: ['overall', 'pressure'] });
    expect(gold).toHaveProperty('violations', { too_long: 0, repetition: 0 });
  });

  it('gives one line an item in order of the ids, whatever the order of the labels', () => {
    const labels = ['r1', 'r2', 'r3'].flatMap((reader) => [pairLabel('b', reader, 'a'), pairLabel('a', reader, 'b')]);
    expect(merge(labels).map(({ itemId }) => itemId)).toEqual(['a', 'b']);
  });
});
