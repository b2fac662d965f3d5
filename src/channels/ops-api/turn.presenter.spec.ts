import { describe, expect, it } from 'vitest';
import { sampleContext, samplePlan } from '../../../test/support/reply-contexts.js';
import { type EvaluatedCandidate, type TurnRecord } from '../../domain/conversation/turn-record.js';
import { presentTurn } from './turn.presenter.js';

const candidate = (text: string, findings: EvaluatedCandidate['findings'] = []): EvaluatedCandidate => ({
  candidate: { plan: samplePlan(), text, source: 'spec' },
  attempt: 0,
  findings,
  acceptable: findings.length === 0,
});

const turn = (candidates: EvaluatedCandidate[], resolution: TurnRecord['resolution']): TurnRecord => ({
  schemaVersion: 1,
  turnId: 't',
  negotiationId: 'n',
  number: 1,
  trigger: 'partner_message',
  answers: [4],
  context: sampleContext(),
  before: { stage: 'exploring', status: 'open' },
  after: { stage: 'bargaining', status: 'open' },
  effects: [],
  candidates,
  resolution,
  arm: 'intent',
  versions: { sop: 's', policy: 'p', interpreter: 'i', judge: 'j', rewardSpec: 'r', guardrails: 'g', serialiser: 'z' },
  timings: {},
  startedAt: '2026-11-24T10:00:00Z',
  committedAt: '2026-11-24T10:00:01Z',
});

describe('a turn as ops see it', () => {
  it('says which candidate won and why', () => {
    const shown = presentTurn(turn([candidate('a'), candidate('b')], { kind: 'candidate', index: 1, why: 'highest reward' }));
    expect(shown.candidates.map(({ won }) => won)).toEqual([false, true]);
    expect(shown.resolution).toEqual({ kind: 'candidate', index: 1, why: 'highest reward' });
  });

  it('says how likely the choice was where it was left to chance', () => {
    const explored = { ...turn([candidate('a')], { kind: 'candidate', index: 0, why: 'drawn' }), propensity: 0.01 };
    expect(presentTurn(explored).propensity).toBe(0.01);
    expect(presentTurn(turn([], { kind: 'silent', why: 'no reply' }))).not.toHaveProperty('propensity');
  });

  it('does not show an amount beside the finding that it is secret', () => {
    const finding = {
      guardrail: 'mandate-disclosure',
      result: 'violation',
      severity: 0.98,
      span: [10, 16],
      reason: 'A secret amount.',
    } as const;
    const shown = presentTurn(turn([candidate('We can do 483.17 net', [finding])], { kind: 'person', why: 'none' }));
    expect(JSON.stringify(shown)).not.toContain('483');
    expect(shown.candidates[0]?.text).toBe('We can do ███.██ net');
  });
});
