import { describe, expect, it } from 'vitest';
import { readVerdict } from './read-verdict.js';

const ITEMS = [
  { id: 'over_promising', points: 40 },
  { id: 'cold', points: 15 },
];
const SAID = ['Sure — we’ll guarantee you  more bookings!', 'Business is slow this winter.'];
const read = (deductions: unknown) => readVerdict({ deductions }, ITEMS, SAID);
const fault = (change: Record<string, unknown> = {}) => ({
  item: 'over_promising',
  evidence: 'guarantee you more bookings',
  reason: 'Promises.',
  ...change,
});

describe('Reading a judge’s answer', () => {
  it('is clean only for an empty list', () => {
    expect(read([])).toEqual({ ok: true, deductions: [] });
  });

  it('takes the points from the rubric, whatever the model says', () => {
    expect(read([fault({ points: 1 })])).toEqual({
      ok: true,
      deductions: [{ item: 'over_promising', points: 40, evidence: 'guarantee you more bookings', reason: 'Promises.' }],
    });
  });

  it.each([
    ['in the reply, through other spaces and quotation marks', "we'll guarantee you more"],
    ['in quotation marks of its own', '"guarantee you more bookings"'],
    ['in the conversation', 'business is slow'],
  ])('accepts evidence %s', (_name, evidence) => {
    expect(read([fault({ evidence })])).toMatchObject({ ok: true, deductions: [{ item: 'over_promising' }] });
  });

  it('needs no evidence for something that is missing', () => {
    const answer = read([fault({ item: 'cold', evidence: '' })]);
    expect(answer).toEqual({ ok: true, deductions: [{ item: 'cold', points: 15, reason: 'Promises.' }] });
  });

  it('drops what cannot be shown and keeps the rest', () => {
    expect(read([fault({ item: 'cold', evidence: 'go away' }), fault()])).toMatchObject({
      ok: true,
      deductions: [{ item: 'over_promising' }],
    });
  });

  it('counts each item once', () => {
    expect(read([fault(), fault({ evidence: 'Sure' })])).toMatchObject({
      ok: true,
      deductions: [{ evidence: 'guarantee you more bookings' }],
    });
  });

  it.each([
    ['faults that nobody can show', [fault({ evidence: 'free rooms for ever' })]],
    ['items that the rubric does not have', [fault({ item: 'ugly' })]],
  ])('takes an answer with nothing but %s for none, not for a clean one', (_name, deductions) => {
    expect(read(deductions)).toEqual({ ok: false, reason: 'unproven' });
  });

  it.each([
    ['no list', undefined],
    ['an object', {}],
    ['a list of words', ['over_promising']],
    ['a list without end', Array.from({ length: 101 }, () => fault())],
  ])('cannot read %s', (_name, deductions) => {
    expect(read(deductions)).toEqual({ ok: false, reason: 'unreadable' });
  });
});
