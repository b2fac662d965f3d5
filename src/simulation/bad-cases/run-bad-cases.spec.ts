import { describe, expect, it } from 'vitest';
import { type Candidate } from '../../domain/conversation/reply.js';
import { builtInSop } from '../../platform/built-in-sop.js';
import { aBadCase } from './bad-case.fixtures.js';
import { badCaseFailures, badCaseTable } from './bad-case-table.js';
import { playBadCase, type PlayedBadCase } from './play-bad-case.js';
import { runBadCases } from './run-bad-cases.js';

const played = playBadCase(aBadCase({ fixed: "{ says: ['heating'] }" }), builtInSop());
const named = (id: string, className: string): PlayedBadCase => ({
  ...played,
  badCase: { ...played.badCase, id, class: className },
});
const saying = (text: string): Candidate => ({
  text,
  plan: { act: 'hold', tactic: 'none', asks: [], leverIds: [] },
  source: 'spec',
});

describe('running bad cases', () => {
  it('counts what is fixed and what is fixed cleanly, by class and over all, with intervals', async () => {
    const replies: Record<string, string> = {
      one: 'Heating is dear, I see that.',
      two: 'Heating? Staff? Rent?',
      three: 'I see.',
    };
    const cases = [named('one', 'first'), named('two', 'first'), named('three', 'second')];
    const report = await runBadCases(cases, (_, seed) => saying(replies[seed.split(':')[1]!]!));
    expect(report.cases.map(({ id, fixed, clean }) => [id, fixed, clean])).toEqual([
      ['one', true, true],
      ['two', true, false],
      ['three', false, false],
    ]);
    expect(report.classes.map(({ name, cases: count, fixed, clean }) => [name, count, fixed.count, clean.count])).toEqual([
      ['first', 2, 2, 1],
      ['second', 1, 0, 0],
    ]);
    expect(report.total).toMatchObject({ name: 'all', cases: 3, fixed: { count: 2 }, clean: { count: 1 } });
    expect(report.total.clean.interval?.low).toBeCloseTo(0.0615, 3);
    expect(report.total.clean.interval?.high).toBeCloseTo(0.7923, 3);
  });

  it('hands over the moment, a seed for each case and the probe, and waits for what is written', async () => {
    const seeds: string[] = [];
    await runBadCases(
      [named('one', 'first'), named('two', 'first')],
      async (context, seed, disclosure) => {
        seeds.push(seed);
        expect(context.history.at(-1)?.author).toBe('partner');
        expect(disclosure.discloses('483.17')).toBe(true);
        return Promise.resolve(undefined);
      },
      'tuesday',
    );
    expect(seeds).toEqual(['tuesday:one', 'tuesday:two']);
  });

  it('prints a row a class, a row for all, and what was held against the replies', async () => {
    const report = await runBadCases([named('one', 'first'), named('two', 'second')], () => saying('I see.'));
    expect(badCaseTable(report).split('\n')).toEqual([
      expect.stringMatching(/^class +cases +fixed +fixed cleanly$/),
      expect.stringMatching(/^first +1 +0\.0 % \[0\.0, 79\.3\] +0\.0 % \[0\.0, 79\.3\]$/),
      expect.stringMatching(/^second +1 /),
      expect.stringMatching(/^-+$/),
      expect.stringMatching(/^all +2 +0\.0 %/),
    ]);
    expect(badCaseFailures(report)).toContain('first/one: not fixed\n  hold: I see.\n  fixed says: says nothing like heating');
  });

  it('prints a table without cases', async () => {
    expect(badCaseTable(await runBadCases([], () => undefined))).toMatch(/all +0 +- +-$/);
  });
});
