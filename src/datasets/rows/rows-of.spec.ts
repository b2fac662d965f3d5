import { describe, expect, it } from 'vitest';
import { NOW, sampleContext, sampleMessage, samplePlan } from '../../../test/support/reply-contexts.js';
import { type EvaluatedCandidate, type Resolution, type TurnRecord } from '../../domain/conversation/turn-record.js';
import { type RewardScore } from '../../domain/rewards/score.js';
import { type DatasetKind, type DatasetRange } from '../dataset.js';
import { type LoggedConversation } from '../ports/decision-log.js';
import { momentsOf } from './moments.js';
import { rowsOf } from './rows-of.js';

const UNTIL: DatasetRange = { until: new Date('2026-11-17T00:00:00Z') };
const STOPPED: EvaluatedCandidate['findings'] = [
  { guardrail: 'pressure', result: 'violation', severity: 0.9, reason: 'It presses.' },
  { guardrail: 'length', result: 'violation', severity: 0.2, reason: 'It is long.', soft: true },
];

const score = (reward: number | undefined, blocking: number[] = []): RewardScore => ({
  ...(reward === undefined ? {} : { reward }),
  result: reward === undefined ? 'could_not_check' : 'scored',
  rf: -10,
  rj: 80,
  blocking,
  spec: 'judge-rules',
  specHash: 'abc',
});

function candidate(words: string, over: Partial<EvaluatedCandidate> = {}): EvaluatedCandidate {
  return {
    candidate: { plan: samplePlan(), text: words, source: 'spec', logProbability: -12 },
    attempt: 0,
    findings: [],
    score: score(0.5),
    acceptable: true,
    ...over,
  };
}
const stopped = (words: string) => candidate(words, { findings: STOPPED, score: score(-2, [0.9]), acceptable: false });

const SENT: Resolution = { kind: 'candidate', index: 0, why: 'highest reward' };
const HANDED_OVER: Resolution = { kind: 'person', why: 'they want one' };

function turn(candidates: EvaluatedCandidate[], over: Partial<TurnRecord> = {}): TurnRecord {
  return {
    schemaVersion: 2,
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
    resolution: SENT,
    arm: 'onnx',
    versions: { sop: 's', policy: 'p', interpreter: 'i', judge: 'j', rewardSpec: 'r', guardrails: 'g', serialiser: 'z' },
    timings: {},
    startedAt: NOW,
    committedAt: '2026-11-16T10:00:01Z',
    ...over,
  };
}

function rows(
  kind: DatasetKind,
  records: TurnRecord[],
  over: Partial<LoggedConversation> = {},
  range: DatasetRange = UNTIL,
): Record<string, unknown>[] {
  const conversation: LoggedConversation = { negotiationId: 'n', records, ratings: [], messages: [], ...over };
  return momentsOf(conversation, range).flatMap((moment) => rowsOf(kind, moment));
}
const rated = (...verdicts: ('good' | 'bad')[]): Partial<LoggedConversation> => ({
  ratings: verdicts.map((verdict) => ({ turn: 1, verdict, reasons: [] })),
});
/** What the partner wrote last in the sample context, and what a colleague wrote after it. */
const lastSeq = sampleContext().history.at(-1)!.seq;
const written: Partial<LoggedConversation> = {
  messages: [
    { seq: lastSeq, author: 'partner' },
    { seq: lastSeq + 1, author: 'human', text: 'I can help with that myself.' },
  ],
};

describe('any row', () => {
  it('names its turn and is read up to where the plan begins, without a digit', () => {
    const plan = samplePlan({ asks: [{ ticketId: 'double', step: 'small' }] });
    const asking = candidate('', { candidate: { plan, text: 'Could you do EUR 452?', source: 'spec' } });
    const [row] = rows('sft', [turn([asking])]);
    expect(row).toMatchObject({ id: 'n:1', stage: sampleContext().stage, arm: 'onnx' });
    expect(row!['prompt']).toMatch(/^<system> .*<plan>$/);
    expect(String(row!['prompt']).replace(/<[^<> ]*>|\{[^{} ]*\}/g, '')).not.toMatch(/\d/);
    expect(row!['completion']).toMatch(/<\/plan> Could you do \{ask_rate\}\? <end>$/);
  });

  it('is of a turn in the range, by the arm that really wrote', () => {
    const late = turn([candidate('Later.')], { number: 2, committedAt: '2026-11-18T10:00:00Z' });
    const degraded = turn([candidate('Simple.')], { number: 3, degradedTo: 'intent' });
    const all = [turn([candidate('Now.')]), late, degraded];
    const ids = (range: DatasetRange) => rows('sft', all, {}, range).map(({ id }) => id);
    expect(ids(UNTIL)).toEqual(['n:1', 'n:3']);
    expect(ids({ from: new Date('2026-11-17T00:00:00Z'), until: new Date('2026-11-19T00:00:00Z') })).toEqual(['n:2']);
    expect(ids({ ...UNTIL, arms: ['intent'] })).toEqual(['n:3']);
  });

  it('reads the turns before it too, even those before the range', () => {
    const early = turn([candidate('An unmistakable beginning.')], { committedAt: '2026-11-01T10:00:00Z' });
    const [row] = rows(
      'prompts',
      [early, turn([candidate('Now.')], { number: 2 })],
      {},
      { ...UNTIL, from: new Date('2026-11-10') },
    );
    expect(row!['prompt']).toContain('An unmistakable beginning.');
  });

  it('does not name the partner, wherever their name stands', () => {
    const context = sampleContext({ partner: { id: 'p', name: 'Zebedea' } });
    context.history = [...context.history, sampleMessage(lastSeq + 1, 'partner', 'Zebedea here, z@casa.pt')];
    const text = JSON.stringify(rows('sft', [turn([candidate('Hello Zebedea, could you?')], { context })]));
    expect(text).not.toMatch(/zebedea|casa\.pt/i);
    expect(text).toContain('(name)');
  });
});

describe('sft', () => {
  it('has what was sent unless people found it bad', () => {
    const sent = [turn([candidate('One.'), candidate('Two.')])];
    expect(rows('sft', sent)).toEqual([expect.objectContaining({ completion: expect.stringContaining('One.'), source: 'sent' })]);
    expect(rows('sft', sent, rated('good', 'bad', 'good'))).toEqual([expect.objectContaining({ source: 'rated' })]);
    expect(rows('sft', sent, rated('bad'))).toEqual([]);
  });

  it('has what a colleague wrote in the agent’s place, without a plan', () => {
    const [row] = rows('sft', [turn([stopped('One.')], { resolution: HANDED_OVER })], written);
    expect(row).toMatchObject({ completion: ' <script> </plan> I can help with that myself. <end>', source: 'colleague' });
  });

  it('has no reply of a colleague to something that the partner wrote later', () => {
    const messages = [{ seq: lastSeq + 1, author: 'partner' as const }, ...written.messages!.slice(1)];
    expect(rows('sft', [turn([], { resolution: HANDED_OVER })], { messages })).toEqual([]);
  });

  it('has no script', () => {
    const resolution: Resolution = { kind: 'script', scriptId: 'hold', text: 'I stay with it.', why: 'none acceptable' };
    expect(rows('sft', [turn([stopped('One.')], { resolution })])).toEqual([]);
  });
});

describe('preference', () => {
  it('sets what was sent against what a guardrail stopped, before anything else', () => {
    const [row] = rows('preference', [turn([candidate('One.'), candidate('Two.', { score: score(-1) }), stopped('Three.')])]);
    expect(row).toMatchObject({ source: 'self_ranked', findings: ['pressure'] });
    expect(row!['chosen']).toContain('One.');
    expect(row!['rejected']).toContain('Three.');
  });

  it('otherwise against what had the least reward', () => {
    const [row] = rows('preference', [
      turn([candidate('One.'), candidate('Two.', { score: score(0.4) }), candidate('Three.', { score: score(0.1) })]),
    ]);
    expect(row!['rejected']).toContain('Three.');
    expect(row).not.toHaveProperty('findings');
  });

  it('has no pair where nothing is known to be worse: one candidate, the same words, the same reward, no score', () => {
    const pairs = [
      [candidate('One.')],
      [candidate('One.'), candidate('One.', { score: score(0.1) })],
      [candidate('One.'), candidate('Two.')],
      [candidate('One.'), candidate('Two.', { score: score(undefined) })],
    ];
    for (const candidates of pairs) expect(rows('preference', [turn(candidates)])).toEqual([]);
  });

  it('has no pair for a reply that people found bad, or that was drawn although another ranked higher', () => {
    const worse = candidate('Two.', { score: score(0.1) });
    expect(rows('preference', [turn([candidate('One.'), worse])], rated('bad'))).toEqual([]);
    expect(rows('preference', [turn([worse, candidate('One.'), stopped('Three.')])])).toEqual([]);
  });

  it('says where people confirmed it', () => {
    const [row] = rows('preference', [turn([candidate('One.'), stopped('Two.')])], rated('good'));
    expect(row).toMatchObject({ source: 'rated' });
  });

  it('prefers a colleague’s words to what was stopped', () => {
    const [row] = rows('preference', [turn([stopped('Two.')], { resolution: HANDED_OVER })], written);
    expect(row).toMatchObject({
      source: 'colleague',
      chosen: expect.stringContaining('I can help'),
      rejected: expect.stringContaining('Two.'),
    });
  });
});

describe('unpaired', () => {
  it('has what people rated, as most of them did, and what guardrails stopped', () => {
    const sent = [turn([candidate('One.'), stopped('Two.')])];
    const labels = (over: Partial<LoggedConversation>) =>
      rows('unpaired', sent, over).map(({ id, label, source }) => [id, label, source]);
    expect(labels(rated('bad', 'bad', 'good'))).toEqual([
      ['n:1', false, 'rated'],
      ['n:1:1', false, 'guardrails'],
    ]);
    expect(labels(rated('good'))[0]).toEqual(['n:1', true, 'rated']);
    expect(labels(rated('good', 'bad'))).toEqual([['n:1:1', false, 'guardrails']]);
  });
});

describe('prompts', () => {
  it('has the moments in which a policy wrote', () => {
    expect(
      rows('prompts', [turn([candidate('One.')]), turn([], { number: 2, resolution: { kind: 'silent', why: '' } })]),
    ).toEqual([expect.objectContaining({ id: 'n:1', partnerAct: expect.any(String) })]);
  });
});

describe('reward-replay', () => {
  it('has every candidate with the parts of its reward, and how likely the sent one was', () => {
    const found = rows('reward-replay', [turn([candidate('One.'), stopped('Two.')], { propensity: 0.98 })]);
    expect(found).toEqual([
      expect.objectContaining({
        id: 'n:1:0',
        sent: true,
        rj: 80,
        rf: -10,
        reward: 0.5,
        spec: 'judge-rules@abc',
        propensity: 0.98,
        rm: null,
      }),
      expect.objectContaining({
        id: 'n:1:1',
        sent: false,
        acceptable: false,
        findings: ['pressure'],
        propensity: null,
        blocking: [0.9],
      }),
    ]);
  });
});
