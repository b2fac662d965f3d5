import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DraftingSettingsLibrary } from '../../../src/turn/drafting-settings.js';
import { PolicyUnavailableError } from '../../../src/turn/ports/reply-policy.js';
import { type TurnSettings } from '../../../src/turn/turn-settings.js';
import { aCandidate } from '../../support/ports-under-test.js';
import { TurnStage } from '../../support/turn-stage.js';

const NO = 'hmm, that is too low for us';
const CLEAN = 'Thank you for being open about it. What makes that rate difficult for you on those nights?';
/** An amount that is on no record. */
const UNGROUNDED = 'Could you do EUR 377 for those nights?';
const DELISTING = 'If you do not agree we will delist your hotel.';

/** Real milliseconds that a draft may take here. */
const DEADLINE_MS = 1_000;
const SETTINGS: Partial<TurnSettings> = { deadlineMs: DEADLINE_MS, candidates: 3, repairAttempts: 2 };

describe('a draft', () => {
  let stage: TurnStage;
  let id: string;
  beforeAll(async () => {
    stage = await TurnStage.open({ settings: SETTINGS });
    // The first turns of a process load and compile what later ones only run, and may take longer than the deadline.
    await stage.asked().catch(() => undefined);
  });
  beforeEach(async () => {
    stage.arm.reset();
    stage.judge.reset();
    stage.interpreter.reset();
    id = await stage.asked();
    stage.arm.reset();
  });
  afterAll(() => stage.close());

  const findingsOn = async (text: string) => {
    const turn = await stage.lastTurn(id);
    const entry = turn.candidates.find((candidate) => candidate.candidate.text === text)!;
    return entry.findings.filter((finding) => finding.result !== 'pass').map((finding) => finding.guardrail);
  };

  it('sends the best acceptable candidate, and says why it won', async () => {
    stage.judge.deducts((item) => (item.text === CLEAN ? 0 : 30));
    stage.arm.writes(aCandidate(UNGROUNDED), aCandidate('What is the reason, if I may ask?'), aCandidate(CLEAN));
    const [reply] = await stage.exchange(id, NO);
    expect(reply!.text).toBe(CLEAN);
    const turn = await stage.lastTurn(id);
    expect(turn.resolution).toMatchObject({ kind: 'candidate', index: 2, why: expect.stringMatching(/./) });
    expect(turn.candidates.map((entry) => entry.acceptable)).toEqual([false, true, true]);
    expect(stage.arm.requests).toHaveLength(1);
  });

  it('is made as the tenant wants it, from the next turn on', async () => {
    const settings = stage.get(DraftingSettingsLibrary);
    const none = { candidates: null, temperature: null, maximumDeductions: null, exploration: null };
    await settings.change(stage.tenantId, { candidates: 2, temperature: 0.3, maximumDeductions: 10, exploration: 1 }, 'Ines');
    try {
      stage.judge.deducts((item) => (item.text === CLEAN ? 5 : 20));
      stage.arm.writes(aCandidate('What is the reason, if I may ask?'), aCandidate(CLEAN));
      expect((await stage.exchange(id, NO)).map((message) => message.text)).toEqual([CLEAN]);
      expect(stage.arm.requests[0]).toMatchObject({ count: 2, temperature: 0.3 });
      const turn = await stage.lastTurn(id);
      expect(turn.candidates.map((entry) => entry.acceptable)).toEqual([false, true]);
      expect(turn.propensity).toBe(1);
    } finally {
      await settings.change(stage.tenantId, none, 'Ines');
    }
  });

  it('does not ask the judge about what must not be sent', async () => {
    const judged: string[] = [];
    stage.judge.deducts((item) => {
      judged.push(item.text);
      return 0;
    });
    stage.arm.writes(aCandidate(UNGROUNDED), aCandidate(CLEAN));
    await stage.exchange(id, NO);
    expect(judged).toEqual([CLEAN]);
  });

  it('is tried again with what was found as feedback', async () => {
    stage.arm.writes(aCandidate(UNGROUNDED), aCandidate(DELISTING));
    stage.arm.writes(aCandidate(CLEAN));
    expect((await stage.exchange(id, NO)).map((message) => message.text)).toEqual([CLEAN]);
    const [first, second] = stage.arm.requests;
    expect(first!.feedback).toEqual([]);
    expect(second!.feedback.map((entry) => entry.text)).toEqual([UNGROUNDED, DELISTING]);
    for (const { findings } of second!.feedback) expect(findings.some((finding) => finding.result === 'violation')).toBe(true);
    expect(second!.seed).not.toBe(first!.seed);
    const turn = await stage.lastTurn(id);
    expect(turn.candidates.map((entry) => entry.attempt)).toEqual([0, 0, 1]);
    expect(await findingsOn(UNGROUNDED)).toContain('numeric-grounding');
  });

  it('is repaired so often and no more; then the approved script is sent', async () => {
    let count = 0;
    stage.arm.alwaysDo(() => ({ candidates: [aCandidate(`${UNGROUNDED} ${'Please. '.repeat(++count)}`)], policy: 'test' }));
    const [reply] = await stage.exchange(id, NO);
    expect(stage.arm.requests).toHaveLength(1 + 2);
    const { resolution, candidates } = await stage.lastTurn(id);
    expect(resolution).toMatchObject({ kind: 'script', text: reply!.text });
    expect(candidates).toHaveLength(3);
  });

  it('that only repeats itself is given up at once', async () => {
    stage.arm.alwaysDo(() => ({ candidates: [aCandidate(UNGROUNDED)], policy: 'test' }));
    await stage.exchange(id, NO);
    expect(stage.arm.requests).toHaveLength(2);
    expect((await stage.lastTurn(id)).resolution.kind).toBe('script');
  });

  it.each([
    ['writes nothing', () => ({ candidates: [], policy: 'test' })],
    [
      'cannot answer',
      () => {
        throw new PolicyUnavailableError('intent', 'overloaded');
      },
    ],
    [
      'has a bug',
      () => {
        throw new TypeError('a bug');
      },
    ],
  ])('falls back to the approved script where the arm %s', async (_, behaviour) => {
    stage.arm.next(behaviour);
    await stage.exchange(id, NO);
    expect((await stage.lastTurn(id)).resolution.kind).toBe('script');
    expect((await stage.conversation(id)).status).toBe('open');
  });

  it('falls back to the approved script at the deadline, even where the arm does not heed its signal', async () => {
    const held = stage.arm.hold(() => ({ candidates: [aCandidate(CLEAN)], policy: 'late' }));
    await stage.say(id, NO);
    stage.clock.advance(5_000);
    const begun = performance.now();
    const outcome = await stage.turn(id);
    expect(performance.now() - begun).toBeLessThan(DEADLINE_MS * 5);
    expect(outcome).toMatchObject({ kind: 'committed' });
    expect((await held.reached).signal.aborted).toBe(true);
    expect((await stage.lastTurn(id)).resolution.kind).toBe('script');
    held.release();
  });

  it('tells the arm to stop as soon as a newer message arrives', async () => {
    const held = stage.arm.hold();
    await stage.say(id, NO);
    stage.clock.advance(5_000);
    const turn = stage.turn(id);
    const { signal } = await held.reached;
    await stage.say(id, 'and another thing');
    expect(signal.aborted).toBe(true);
    expect(await turn).toMatchObject({ kind: 'voided' });
    held.release();
  });

  it('that the judge could not check is never sent', async () => {
    stage.judge.cannotAnswer();
    stage.arm.alwaysDo(() => ({ candidates: [aCandidate(CLEAN)], policy: 'test' }));
    const [reply] = await stage.exchange(id, NO);
    expect(reply!.text).not.toBe(CLEAN);
    const turn = await stage.lastTurn(id);
    expect(turn.resolution.kind).toBe('script');
    expect(turn.candidates[0]).toMatchObject({ acceptable: false, verdict: { result: 'could_not_check' } });
    expect(turn.candidates[0]!.score?.result).not.toBe('scored');
  });

  it('that the judge does not check in time is never sent', async () => {
    stage.judge.waits();
    stage.arm.writes(aCandidate(CLEAN));
    await stage.exchange(id, NO);
    const turn = await stage.lastTurn(id);
    expect(turn.resolution.kind).toBe('script');
    expect(turn.candidates[0]).toMatchObject({ acceptable: false, verdict: { result: 'could_not_check', reason: 'deadline' } });
  });

  it('that costs too many points is not sent, however it ranks', async () => {
    stage.judge.deducts(() => 61);
    stage.arm.writes(aCandidate(CLEAN));
    await stage.exchange(id, NO);
    expect((await stage.lastTurn(id)).resolution.kind).toBe('script');
  });

  it('goes to a person where neither a candidate nor a script may be sent', async () => {
    // Every approved line of that moment was said a moment ago: to repeat it is a fault, also for a script.
    stage.arm.alwaysDo((request) => ({ candidates: [aCandidate(`${UNGROUNDED} ${request.seed}`)], policy: 'test' }));
    await stage.exchange(id, 'what is your limit?');
    await stage.exchange(id, 'so what is your limit?');
    await stage.exchange(id, 'and your limit, what is it?');
    const turn = await stage.lastTurn(id);
    expect(turn.resolution.kind).toBe('person');
    expect((await stage.conversation(id)).status).toBe('escalated');
    expect(turn.after.status).toBe('escalated');
    expect(turn.effects).toContainEqual(expect.objectContaining({ type: 'escalate' }));
    expect(await stage.eventTypes(id)).toContain('negotiation.escalated');
    expect((await stage.schedule(id)).followUpAt).toBeNull();
    expect((await stage.ours(id)).at(-1)).toMatch(/colleague|person/);
  });

  it.each([
    ['the interpreter', () => (stage.interpreter.failure = new TypeError('a bug'))],
    ['the judge', () => (stage.judge.failure = new TypeError('a bug'))],
  ])('that a bug in %s makes impossible goes to a person, and nothing is lost', async (_, broken) => {
    broken();
    await stage.say(id, NO);
    stage.clock.advance(5_000);
    const before = await stage.ours(id);
    await stage.turn(id);
    const conversation = await stage.conversation(id);
    expect(conversation).toMatchObject({ status: 'escalated', owner: 'agent' });
    expect(conversation.snapshot.position.status).toBe('escalated');
    expect(conversation.answeredSeq).toBe(conversation.inboxHead);
    expect(await stage.ours(id)).toEqual(before);
    expect(await stage.eventTypes(id)).toContain('negotiation.escalated');
    expect((await stage.store.messages(id, {})).at(-1)!.text).toBe(NO);
    const { nextTurnAt, followUpAt } = await stage.schedule(id);
    expect([nextTurnAt, followUpAt]).toEqual([null, null]);
  });

  it.each([
    ['before it is decided', 'forTurn'],
    ['at its commit', 'write'],
  ] as const)('that meets a database which is away %s is taken up again, and no person is called', async (_, method) => {
    const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
    await stage.say(id, NO);
    stage.clock.advance(5_000);
    const failing = vi.spyOn(stage.store, method).mockRejectedValueOnce(away);
    try {
      await expect(stage.turn(id)).rejects.toBe(away);
    } finally {
      failing.mockRestore();
    }
    const { status, answeredSeq, inboxHead } = await stage.conversation(id);
    expect([status, answeredSeq < inboxHead]).toEqual(['open', true]);
    // The lease of whoever failed runs out.
    stage.clock.advance(30_000);
    await stage.turn(id);
    const decided = await stage.conversation(id);
    expect(decided).toMatchObject({ status: 'open', answeredSeq: decided.inboxHead });
    expect((await stage.lastTurn(id)).answers).toEqual([decided.inboxHead]);
  });

  it('that a bug makes impossible leaves the deadline of the negotiation standing', async () => {
    const deadline = new Date(stage.clock.now().getTime() + 5 * 86_400_000);
    id = await stage.opened({ deadline });
    stage.interpreter.failure = new TypeError('a bug');
    await stage.exchange(id, NO);
    expect((await stage.schedule(id)).deadlineAt).toEqual(deadline);
    stage.interpreter.reset();
    stage.clock.advance(6 * 86_400_000);
    await stage.turn(id, 'deadline');
    expect((await stage.conversation(id)).status).toBe('expired');
  });

  it('calls a person once, however many messages meet the same bug', async () => {
    stage.interpreter.failure = new TypeError('a bug');
    await stage.exchange(id, NO);
    await stage.exchange(id, 'hello?');
    expect((await stage.eventTypes(id)).filter((type) => type === 'negotiation.escalated')).toHaveLength(1);
  });

  it('after the end that a bug makes impossible reopens what people can reopen', async () => {
    await stage.exchange(id, '455 is fine');
    await stage.exchange(id, 'yes, I agree');
    stage.interpreter.failure = new TypeError('a bug');
    await stage.exchange(id, 'wait');
    const conversation = await stage.conversation(id);
    expect(conversation.status).toBe('escalated');
    expect(conversation.endedAt).toBeUndefined();
    const types = await stage.eventTypes(id);
    expect(types.slice(-2)).toEqual(['negotiation.reopened', 'negotiation.escalated']);
  });

  it('after an opt-out that a bug makes impossible leaves the partner opted out', async () => {
    await stage.exchange(id, 'please stop messaging me, I do not want this');
    expect((await stage.conversation(id)).status).toBe('opted_out');
    stage.interpreter.failure = new TypeError('a bug');
    await stage.exchange(id, 'I said stop');
    const conversation = await stage.conversation(id);
    expect(conversation.status).toBe('opted_out');
    expect(conversation.answeredSeq).toBe(conversation.inboxHead);
  });

  it('is announced while it is written, and its end too', async () => {
    stage.published.length = 0;
    await stage.exchange(id, NO);
    const drafting = stage.published.filter((event) => event.kind === 'drafting');
    expect(drafting.map((event) => event.active)).toEqual([true, false]);
  });
});
