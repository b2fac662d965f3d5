import { describe, expect, it } from 'vitest';
import { pairLabel, replyLabel } from './annotation.fixtures.js';
import { agreementReport } from './agreement-report.js';
import { agreementTable } from './agreement-table.js';
import { type RawLabel } from './label.js';

const settings = { seed: 1, resamples: 100 };
const readers = ['r1', 'r2', 'r3'];

const agreed: RawLabel[] = readers.flatMap((reader) => [
  pairLabel('p1', reader, 'a', 3),
  pairLabel('p2', reader, 'b', 1),
  pairLabel('p3', reader, 'tie'),
  replyLabel('x1', reader, 5),
  replyLabel('x2', reader, 2, { too_long: 2 }),
]);

describe('the report about agreement', () => {
  it('says 1 where all readers say the same, and nothing about a fault that nobody saw', () => {
    const report = agreementReport('pilot', agreed, settings);
    expect(report.pairs).toMatchObject({ items: 3, alpha: 1, ties: { count: 3, of: 9 } });
    expect(report.overall).toMatchObject({ items: 2, alpha: 1 });
    expect(report.rubricItems).toEqual([
      expect.objectContaining({ item: 'too_long', alpha: 1, kappa: 1, present: expect.objectContaining({ count: 3, of: 6 }) }),
      expect.objectContaining({ item: 'pressure', alpha: null, kappa: null, interval: null }),
      expect.objectContaining({ item: 'repetition', alpha: null, kappa: null, interval: null }),
    ]);
  });

  it('takes a mild disagreement for less than a reversal', () => {
    const withLast = (choice: 'a' | 'b', strength: number) =>
      agreementReport(
        'pilot',
        [...agreed.slice(0, -5), pairLabel('p1', 'r3', choice, strength), pairLabel('p2', 'r3', 'b', 1)],
        settings,
      );
    expect(withLast('a', 2).pairs.alpha).toBeGreaterThan(withLast('b', 2).pairs.alpha!);
  });

  it('counts how often the reply that stood first won, ties left out', () => {
    const labels = [
      pairLabel('p1', 'r1', 'a'),
      pairLabel('p2', 'r1', 'b'),
      pairLabel('p3', 'r1', 'tie'),
      pairLabel('p4', 'r1', 'a'),
    ];
    const { pairs, readers: summaries } = agreementReport('pilot', labels, settings);
    expect(pairs.firstShownWon).toMatchObject({ count: 2, of: 3 });
    expect(summaries).toEqual([
      expect.objectContaining({ reader: 'r1', kind: 'language-model', pairs: 4, replies: 0, meanOverall: null }),
    ]);
  });

  it('is the same in every run and in whatever order the labels come', () => {
    const some = [
      ...agreed,
      pairLabel('p4', 'r1', 'a', 1),
      pairLabel('p4', 'r2', 'b', 2),
      replyLabel('x3', 'r1', 3),
      replyLabel('x3', 'r2', 1),
    ];
    const report = agreementReport('pilot', some, settings);
    expect(agreementReport('pilot', some, settings)).toEqual(report);
    const { pairs, overall } = agreementReport('pilot', [...some].reverse(), settings);
    expect(pairs.interval?.low).toBeCloseTo(report.pairs.interval!.low, 10);
    expect(overall.interval?.high).toBeCloseTo(report.overall.interval!.high, 10);
  });

  it('leaves out of a rubric item those who were not asked about it', () => {
    const { pressure: _pressure, ...asked } = replyLabel('x1', 'r3', 4).violations;
    const labels = [
      ...agreed.filter(({ itemId, reader }) => itemId !== 'x1' || reader !== 'r3'),
      { ...replyLabel('x1', 'r3', 4), violations: asked },
    ];
    const { rubricItems } = agreementReport('pilot', labels, settings);
    expect(rubricItems.map(({ item, present }) => [item, present.of])).toEqual([
      ['too_long', 6],
      ['pressure', 5],
      ['repetition', 6],
    ]);
  });

  it('as a table names who read, and has a dash for what cannot be told', () => {
    const table = agreementTable(agreementReport('pilot', agreed, settings));
    expect(table).toContain('r1 (language-model)');
    expect(table).toMatch(/^too_long +2 +1\.000 +1\.000 to 1\.000 +1\.000 +50\.0 %$/m);
    expect(table).toMatch(/^pressure +2 +– +– +– +0\.0 %$/m);
  });
});
