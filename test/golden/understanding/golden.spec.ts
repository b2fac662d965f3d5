import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluateGolden, type GoldenUtterance, precisionOf, recallOf, totalOf } from '../../../src/cli/golden-evaluation.js';

const FOLDER = new URL('.', import.meta.url);
const utterances = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) => readFileSync(new URL(file, FOLDER), 'utf8').trim().split('\n'))
  .map((line) => JSON.parse(line) as GoldenUtterance);
const report = evaluateGolden(utterances);

/** Least precision and recall by group of classes. Raise them when the reading gets better; never lower them for a change. */
const FLOORS: Readonly<Record<string, readonly [precision: number, recall: number]>> = {
  'act ': [0.88, 0.98],
  'act accept': [0.98, 0.97],
  'act reject': [0.77, 0.97],
  'act counter': [0.94, 0.98],
  'act conditional_accept': [0.95, 0.95],
  'act opt_out': [0.97, 0.97],
  'act wants_person': [0.97, 0.97],
  'act ask_if_ai': [0.97, 0.97],
  'act later': [0.88, 0.95],
  'act wrong_person': [0.85, 0.95],
  'act upset': [0.95, 0.95],
  'act retract': [0.97, 0.97],
  'act manipulate': [0.9, 0.95],
  'quote ': [0.98, 0.98],
  'mention ': [0.6, 0.9],
  'topic ': [0.75, 0.95],
  'concern ': [0.8, 0.95],
  ambiguous: [0.95, 0.95],
  'not consent or refusal': [1, 1],
  'no quote': [1, 1],
};

describe('the golden corpus', () => {
  it('holds at least 400 different utterances with ids of their own', () => {
    expect(utterances.length).toBeGreaterThanOrEqual(400);
    expect(new Set(utterances.map(({ id }) => id)).size).toBe(utterances.length);
    expect(new Set(utterances.map(({ text, asked }) => `${text}|${asked}`)).size).toBeGreaterThanOrEqual(400);
  });

  it.each(Object.entries(FLOORS))('is read no worse than its floor in %j', (group, [precision, recall]) => {
    const total = totalOf(report, group);
    expect(total.expected).toBeGreaterThan(0);
    expect(recallOf(total), JSON.stringify(report.misses.slice(0, 20))).toBeGreaterThanOrEqual(recall);
    expect(precisionOf(total)).toBeGreaterThanOrEqual(precision);
  });

  it('finds a fault where a reading is not as expected', () => {
    const wrong = evaluateGolden([
      { id: 'x', text: 'no way', asked: 'rate', expected: { acts: ['accept'], quotes: [{ kind: 'absolute', amount: '1' }] } },
    ]);
    expect(wrong.misses.map(({ id }) => id)).toEqual(['x', 'x']);
    expect(recallOf(totalOf(wrong, 'act accept'))).toBe(0);
  });
});
