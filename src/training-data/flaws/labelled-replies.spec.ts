import { describe, expect, it } from 'vitest';
import { builtInRubric } from '../../platform/rubric-file.js';
import { fixtureDialogues } from './flaws.fixtures.js';
import { labelledReplies } from './labelled-replies.js';
import { lengthStatistics } from './length-statistics.js';
import { lengthGap, pairsOf, type PreferencePair } from './pairs.js';
import { flawReport } from './report.js';

const DIALOGUES = fixtureDialogues();
const RUBRIC = builtInRubric();
const [FEW] = DIALOGUES;
const LABELS = labelledReplies(DIALOGUES, { seed: 7, rubric: RUBRIC });
const PAIRS = pairsOf(LABELS);
const points = (item: string): number => RUBRIC.items.find(({ id }) => id === item)!.points;

describe('labels', () => {
  it('are the same for the same seed, and others for another', () => {
    const labelled = (seed: number): unknown => labelledReplies([FEW!], { seed, rubric: RUBRIC, flawedPerContext: 1 });
    expect(labelled(7)).toEqual(labelled(7));
    expect(labelled(8)).not.toEqual(labelled(7));
  });

  it('take nothing off a good or a plain reply', () => {
    const clean = LABELS.filter(({ quality }) => quality !== 'flawed');
    expect(clean.length).toBeGreaterThan(0);
    for (const { deductions, findings, flaws } of clean)
      expect({ deductions, findings, flaws }).toEqual({ deductions: {}, findings: [], flaws: [] });
  });

  it("take the rubric's points off for what was put in, once an item", () => {
    const flawed = LABELS.filter(({ quality }) => quality === 'flawed');
    expect(flawed.some(({ deductions }) => Object.keys(deductions).length > 0)).toBe(true);
    for (const { flaws, deductions } of flawed) {
      const items = [...new Set(flaws.flatMap(({ rubricItems }) => rubricItems))];
      expect(deductions).toEqual(Object.fromEntries(items.map((item) => [item, points(item)])));
    }
  });

  it('have ids of their own, and no text twice in a context', () => {
    expect(new Set(LABELS.map(({ id }) => id)).size).toBe(LABELS.length);
    expect(new Set(LABELS.map(({ context, text }) => `${context.dialogue}#${context.reply} ${text}`)).size).toBe(LABELS.length);
  });

  it('leave out a written reply that a guardrail objects to', () => {
    const first = FEW;
    const [reply, ...others] = first!.replies;
    const finding = { guardrail: 'pressure', result: 'violation' as const, severity: 0.8, reason: 'made up' };
    const spoilt = [{ ...first!, replies: [{ ...reply!, findings: [finding] }, ...others.slice(0, 2)] }];
    const labels = labelledReplies(spoilt, { seed: 7, rubric: RUBRIC });
    expect(LABELS.some(({ dialogue, context }) => dialogue === first!.dialogue.id && context.reply === 0)).toBe(true);
    expect(labels.some(({ dialogue, context }) => dialogue === first!.dialogue.id && context.reply === 0)).toBe(false);
  });

  it('spread over the classes: none gets far more than another that is as often possible', () => {
    const counts = new Map<string, number>();
    for (const { flaws } of LABELS) for (const flaw of flaws) counts.set(flaw.class, (counts.get(flaw.class) ?? 0) + 1);
    expect(counts.size).toBeGreaterThan(30);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(6);
  });
});

describe('pairs', () => {
  it('are three a context at most, of labelled replies, the better one first', () => {
    const byId = new Map(LABELS.map((label) => [label.id, label]));
    const counts = new Map<string, number>();
    for (const { context, chosen, rejected, kind } of PAIRS) {
      const key = `${context.dialogue}#${context.reply}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      expect(`${byId.get(chosen.reply)!.quality}-${byId.get(rejected.reply)!.quality}`).toBe(kind);
      expect(byId.get(rejected.reply)!.text).toBe(rejected.text);
    }
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(3);
    expect(new Set(PAIRS.map(({ kind }) => kind)).size).toBe(3);
    expect(new Set(PAIRS.map(({ id }) => id)).size).toBe(PAIRS.length);
  });

  it('do not tell by length which of good and plain is better', () => {
    const gaps = PAIRS.filter(({ kind }) => kind === 'good-plain').map(lengthGap);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    expect(Math.abs(mean)).toBeLessThan(0.1);
  });
});

describe('length statistics', () => {
  it('count words and shares for each kind', () => {
    const pair = (chosen: string, rejected: string): PreferencePair => ({
      id: chosen,
      dialogue: 'd',
      writer: 'w',
      context: { dialogue: 'd', reply: 0 },
      kind: 'good-flawed',
      chosen: { reply: 'a', text: chosen },
      rejected: { reply: 'b', text: rejected },
    });
    const { all, 'good-plain': none } = lengthStatistics([pair('one two', 'one'), pair('one', 'one two')]);
    expect(all).toEqual({ pairs: 2, chosenWords: 1.5, rejectedWords: 1.5, chosenLonger: 0.5, chosenShorter: 0.5, meanGap: 0 });
    expect(none.pairs).toBe(0);
  });
});

describe('the report', () => {
  it('counts ways and catches, finds no injection that changed nothing, and few that block for another reason', () => {
    const reports = flawReport([{ ...FEW!, replies: FEW!.replies.slice(2, 6) }], 7);
    for (const { injections, byWay, unchanged, caught = 0 } of reports) {
      expect(Object.values(byWay).reduce((sum, count) => sum + count, 0)).toBe(injections);
      expect(unchanged).toBe(0);
      expect(caught).toBeLessThanOrEqual(injections);
    }
    const of = (count: (report: (typeof reports)[number]) => number): number =>
      reports.reduce((sum, report) => sum + count(report), 0);
    expect(of(({ unrelated }) => unrelated) / of(({ injections }) => injections)).toBeLessThan(0.05);
  });
});
