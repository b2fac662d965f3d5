import { describe, expect, it } from 'vitest';
import { type ReplyContext } from '../conversation/reply-context.js';
import { type ReplySignals } from '../signals/signals.js';
import { evaluate } from './evaluate.js';
import { type GuardInput, type Guardrail } from './guardrail.js';

const input: GuardInput = { text: 'Hello', author: 'agent', context: { stage: 'opening' } as ReplyContext };
const signals = {} as ReplySignals;

const guardrail = (over: Partial<Guardrail>): Guardrail => ({
  id: 'sample',
  title: 'Sample',
  blocking: true,
  severity: 0.5,
  softPoints: 7,
  locked: false,
  appliesToHumans: false,
  check: () => ({ result: 'violation', reason: 'found' }),
  ...over,
});

describe('evaluate', () => {
  it('blocks on an enforced violation, records a shadowed one and skips one that is off', () => {
    const guardrails = [guardrail({})];
    expect(evaluate(input, { modes: {}, signals, guardrails })).toMatchObject({ blocked: true, couldNotCheck: false });
    const shadowed = evaluate(input, { modes: { sample: 'shadow' }, signals, guardrails });
    expect(shadowed.blocked).toBe(false);
    expect(shadowed.findings).toHaveLength(1);
    expect(evaluate(input, { modes: { sample: 'off' }, signals, guardrails }).findings).toEqual([]);
  });

  it('enforces a locked guardrail whatever its mode says', () => {
    expect(evaluate(input, { modes: { sample: 'off' }, signals, guardrails: [guardrail({ locked: true })] }).blocked).toBe(true);
  });

  it('never reads a check that threw as a pass, and does not repeat what it threw', () => {
    const broken = guardrail({
      check: () => {
        throw new Error('483.17');
      },
    });
    const result = evaluate(input, { modes: {}, signals, guardrails: [broken] });
    expect(result).toMatchObject({ couldNotCheck: true, findings: [{ result: 'could_not_check' }] });
    expect(JSON.stringify(result)).not.toContain('483.17');
  });

  it('takes points for a soft violation without blocking', () => {
    const result = evaluate(input, { modes: {}, signals, guardrails: [guardrail({ blocking: false })] });
    expect(result).toMatchObject({ blocked: false, softPoints: 7 });
  });

  it('keeps to stages and checks people only by the guardrails meant for them', () => {
    const elsewhere = guardrail({ stages: ['closing'] });
    expect(evaluate(input, { modes: {}, signals, guardrails: [elsewhere] }).findings).toEqual([]);
    expect(evaluate({ ...input, author: 'human' }, { modes: {}, signals, guardrails: [guardrail({})] }).findings).toEqual([]);
  });
});
