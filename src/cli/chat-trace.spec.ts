import { describe, expect, it } from 'vitest';
import { traceLines, type TracedTurn } from './chat-trace.js';

type Candidate = TracedTurn['candidates'][number];

const candidate = (over: Partial<Candidate> = {}): Candidate => ({
  plan: {
    act: 'counter',
    prelude: 'empathise',
    tactic: 'reciprocity',
    asks: [{ ticketId: 'deluxe', step: 'small' }],
    leverIds: ['badge'],
  },
  text: 'I see.\nCould you do EUR 470?',
  source: 'intent/counter-2',
  attempt: 0,
  findings: [{ guardrail: 'numeric-grounding', result: 'pass', severity: 0.9, reason: '' }],
  verdict: {
    result: 'judged',
    deductions: [{ item: 'emotional_value', points: 5, reason: 'names no feeling' }],
    total: 5,
    rubric: 'r',
    judge: 'j',
  },
  score: { reward: 76.456, result: 'scored', rj: 90, rf: 0, blocking: [], spec: 'judge-rules', specHash: 'h' },
  acceptable: true,
  ...over,
});

const turn: TracedTurn = {
  number: 3,
  trigger: 'partner_message',
  before: { stage: 'exploring', status: 'open' },
  after: { stage: 'bargaining', status: 'open', interruption: 'upset' },
  arm: 'openai',
  degradedTo: 'intent',
  timings: { gather: 3.2, draft: 10 },
  candidates: [
    candidate({
      findings: [{ guardrail: 'permitted-ask', result: 'could_not_check', severity: 0.9, reason: 'no menu' }],
      acceptable: false,
      attempt: 1,
      verdict: { result: 'could_not_check', reason: 'deadline', rubric: 'r', judge: 'j' },
      score: { result: 'could_not_check', rf: 0, blocking: [], spec: 'judge-rules', specHash: 'h' },
    }),
    candidate(),
  ],
  resolution: { kind: 'candidate', index: 1, why: 'highest reward of those acceptable' },
};

describe('the trace of a turn', () => {
  it('says where it led, what was proposed and found, and why the winner won', () => {
    expect(traceLines(turn)).toEqual([
      'turn 3 · partner_message · exploring → bargaining [upset] · arm openai, degraded to intent · 13 ms',
      '    1. empathise + counter, reciprocity, ask small on deluxe, lever badge (intent/counter-2, try 2) — not acceptable',
      '       "I see. Could you do EUR 470?"',
      '       reward could not be computed (rules 0)',
      '       permitted-ask: could not check, no menu',
      '       judge could not check: deadline',
      '  * 2. empathise + counter, reciprocity, ask small on deluxe, lever badge (intent/counter-2)',
      '       "I see. Could you do EUR 470?"',
      '       reward 76.46 = judge-rules(judge 90, rules 0)',
      '       1 guardrails passed',
      '       judge -5 emotional_value: names no feeling',
      '  sent candidate 2: highest reward of those acceptable',
    ]);
  });

  it.each([
    [
      { kind: 'script' as const, scriptId: 'hold-1', text: 'x', why: 'none acceptable' },
      '  sent the approved script hold-1: none acceptable',
    ],
    [{ kind: 'person' as const, why: 'asked for one' }, '  handed to a person: asked for one'],
    [{ kind: 'silent' as const, why: 'opted out' }, '  nothing sent: opted out'],
  ])('says what was done instead: %j', (resolution, line) => {
    expect(traceLines({ number: 1, trigger: 'opening', candidates: [], resolution })).toEqual(['turn 1 · opening', line]);
  });

  it('shortens long texts to a line', () => {
    const long = candidate({ text: 'word '.repeat(200) });
    const lines = traceLines({ ...turn, candidates: [long] });
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(180);
  });
});
