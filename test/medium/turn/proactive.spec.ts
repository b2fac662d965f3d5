import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TakeOver } from '../../../src/negotiations/take-over.js';
import { Inbox } from '../../../src/turn/inbox.js';
import { SteppedClock } from '../../../src/simulation/world/stepped-clock.js';
import { TurnStage } from '../../support/turn-stage.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('what we write unasked', () => {
  let stage: TurnStage;
  beforeAll(async () => (stage = await TurnStage.open()));
  beforeEach(() => stage.arm.reset());
  afterAll(() => stage.close());

  /** Moves to the next moment at which it is `hour` o'clock in Berlin (UTC+1 in this season). */
  const until = (hour: number) => {
    const now = stage.clock.now();
    const next = new Date(now);
    next.setUTCHours(hour - 1, 0, 0, 0);
    if (next <= now) next.setUTCDate(next.getUTCDate() + 1);
    stage.clock.advance(next.getTime() - now.getTime());
  };
  const morning = () => until(10);

  it('opens a conversation by day', async () => {
    morning();
    const id = await stage.create();
    expect(await stage.turn(id)).toMatchObject({ kind: 'committed', messageSeq: 1 });
    expect((await stage.lastTurn(id)).trigger).toBe('opening');
    expect(await stage.turn(id)).toEqual({ kind: 'nothing' });
    expect(await stage.ours(id)).toHaveLength(1);
  });

  it('waits for the partner where the negotiation says so', async () => {
    const id = await stage.create({ start: 'on_partner_message' });
    expect((await stage.schedule(id)).nextTurnAt).toBeNull();
    expect(await stage.exchange(id, 'hello, you wanted something?')).toHaveLength(1);
    expect((await stage.lastTurn(id)).trigger).toBe('partner_message');
  });

  it('holds an opening through the night of the partner, to the minute', async () => {
    until(23);
    const id = await stage.create();
    expect(await stage.turn(id)).toEqual({ kind: 'nothing' });
    expect(await stage.ours(id)).toEqual([]);
    const eight = new Date(stage.clock.now().getTime() + 9 * HOUR_MS);
    expect((await stage.schedule(id)).nextTurnAt).toEqual(eight);
    stage.clock.advance(9 * HOUR_MS);
    expect(await stage.turn(id)).toMatchObject({ kind: 'committed' });
  });

  it('goes by the hotel’s clock where the partner’s is not known', async () => {
    until(11);
    const hotel = { id: 'h', name: 'Hotel Sakura', timeZone: 'Asia/Tokyo' };
    const [asleep, awake] = [
      await stage.create({ hotel: { ...hotel, timeZone: 'America/Los_Angeles' }, partner: { id: 'far-1' } }),
      await stage.create({ hotel, partner: { id: 'far-2' } }),
    ];
    await stage.turn(asleep);
    await stage.turn(awake);
    expect([await stage.ours(asleep), await stage.ours(awake)].map((texts) => texts.length)).toEqual([0, 1]);
  });

  it('opens at night for a partner who has the chat open', async () => {
    until(23);
    const id = await stage.create();
    stage.connect(id);
    expect(await stage.turn(id)).toMatchObject({ kind: 'committed' });
  });

  it('sends a held opening when the partner comes', async () => {
    until(23);
    const id = await stage.create();
    await stage.turn(id);
    stage.connect(id);
    await stage.get(Inbox).partnerArrived(id);
    expect((await stage.schedule(id)).nextTurnAt).toEqual(stage.clock.now());
    expect(await stage.turn(id)).toMatchObject({ kind: 'committed' });
  });

  it('answers at any hour', async () => {
    morning();
    const id = await stage.opened();
    until(23);
    expect(await stage.exchange(id, 'ok, what is it?')).toHaveLength(1);
  });

  it('reminds after a day, twice, and then waits', async () => {
    morning();
    const id = await stage.asked();
    for (let count = 1; count <= 2; count++) {
      const before = (await stage.ours(id)).length;
      const { followUpAt } = await stage.schedule(id);
      expect(followUpAt!.getTime() - stage.clock.now().getTime()).toBe(DAY_MS);
      stage.clock.advance(DAY_MS);
      expect(await stage.turn(id, 'follow_up')).toMatchObject({ kind: 'committed' });
      expect(await stage.ours(id)).toHaveLength(before + 1);
      expect((await stage.conversation(id)).snapshot.memory.followUpsSent).toBe(count);
    }
    stage.clock.advance(DAY_MS);
    const before = await stage.ours(id);
    await stage.turn(id, 'follow_up');
    expect(await stage.ours(id)).toEqual(before);
    expect((await stage.schedule(id)).followUpAt).toBeNull();
    expect((await stage.conversation(id)).status).toBe('open');
  });

  it('counts reminders anew once the partner has answered', async () => {
    morning();
    const id = await stage.asked();
    stage.clock.advance(DAY_MS);
    await stage.turn(id, 'follow_up');
    await stage.exchange(id, 'hmm, that is too low');
    expect((await stage.conversation(id)).snapshot.memory.followUpsSent).toBe(0);
  });

  it('does not remind somebody who has just written', async () => {
    morning();
    const id = await stage.asked();
    expect((await stage.schedule(id)).followUpAt).not.toBeNull();
    await stage.say(id, 'let me think');
    expect((await stage.schedule(id)).followUpAt).toBeNull();
  });

  it('holds a reminder through the night', async () => {
    until(19);
    const id = await stage.asked();
    until(22);
    const before = await stage.ours(id);
    expect(await stage.turn(id, 'follow_up')).toEqual({ kind: 'nothing' });
    expect(await stage.ours(id)).toEqual(before);
    expect((await stage.schedule(id)).followUpAt).toEqual(new Date(stage.clock.now().getTime() + 10 * HOUR_MS));
  });

  it('is at most three messages a day to one partner, over all their negotiations', async () => {
    morning();
    const partner = { id: 'partner-of-many', timeZone: 'Europe/Berlin' };
    const ids: string[] = [];
    for (let count = 0; count < 4; count++) {
      ids.push(await stage.create({ partner }));
      await stage.turn(ids.at(-1)!);
    }
    const sent = await Promise.all(ids.map(async (id) => (await stage.ours(id)).length));
    expect(sent).toEqual([1, 1, 1, 0]);
    const { nextTurnAt } = await stage.schedule(ids[3]!);
    expect(nextTurnAt!.getTime()).toBeGreaterThan(stage.clock.now().getTime());
    const somebodyElse = await stage.create();
    expect(await stage.turn(somebodyElse)).toMatchObject({ kind: 'committed' });
    stage.clock.advance(DAY_MS + 1);
    expect(await stage.turn(ids[3]!)).toMatchObject({ kind: 'committed' });
  });

  it('counts reminders in that cap even while the partner is connected', async () => {
    morning();
    const partner = { id: 'partner-connected', timeZone: 'Europe/Berlin' };
    const waiting = await stage.asked({ partner });
    stage.clock.advance(DAY_MS);
    for (let count = 0; count < 3; count++) await stage.turn(await stage.create({ partner }));
    stage.connect(waiting);
    const before = await stage.ours(waiting);
    expect(await stage.turn(waiting, 'follow_up')).toEqual({ kind: 'nothing' });
    expect(await stage.ours(waiting)).toEqual(before);
  });

  it('ends with the opt-out, in every negotiation of that partner', async () => {
    morning();
    const partner = { id: 'partner-who-stops', timeZone: 'Europe/Berlin' };
    const [first, second] = [await stage.asked({ partner }), await stage.asked({ partner })];
    const third = await stage.create({ partner });
    await stage.exchange(first, 'please stop messaging me about this');
    expect((await stage.conversation(first)).status).toBe('opted_out');
    stage.clock.advance(DAY_MS);
    const before = await stage.ours(second);
    expect(await stage.turn(second, 'follow_up')).toEqual({ kind: 'nothing' });
    expect(await stage.turn(third)).toEqual({ kind: 'nothing' });
    expect(await stage.ours(second)).toEqual(before);
    expect(await stage.ours(third)).toEqual([]);
    expect(await stage.schedule(second)).toEqual({ nextTurnAt: null, followUpAt: null, deadlineAt: null });
    expect(await stage.schedule(third)).toEqual({ nextTurnAt: null, followUpAt: null, deadlineAt: null });
    expect(await stage.tryToCreate({ partner })).toMatchObject({ ok: false, failure: { code: 'partner_opted_out' } });
  });
});

describe('the deadline', () => {
  let stage: TurnStage;
  const clock = new SteppedClock('2026-11-24T09:00:00Z');
  beforeAll(async () => (stage = await TurnStage.open({ clock })));
  afterAll(() => stage.close());

  const inDays = (days: number) => new Date(clock.now().getTime() + days * DAY_MS);

  it('ends an open negotiation as expired, without a word', async () => {
    const id = await stage.asked({ deadline: inDays(3) });
    const before = await stage.ours(id);
    clock.advance(3 * DAY_MS);
    await stage.turn(id, 'deadline');
    expect((await stage.conversation(id)).status).toBe('expired');
    expect(await stage.ours(id)).toEqual(before);
    expect(await stage.eventTypes(id)).toContain('negotiation.expired');
    expect(await stage.schedule(id)).toEqual({ nextTurnAt: null, followUpAt: null, deadlineAt: null });
  });

  it('ends a negotiation in which one room was agreed as agreed', async () => {
    const id = await stage.asked({ deadline: inDays(3) });
    await stage.exchange(id, '455 is fine');
    await stage.exchange(id, 'yes, I agree');
    expect((await stage.conversation(id)).status).toBe('agreed');
    expect((await stage.schedule(id)).deadlineAt).toBeNull();
  });

  it('waits until a message that came before it has been read: a yes in time counts', async () => {
    const id = await stage.asked({ deadline: inDays(3) });
    await stage.exchange(id, '455 is fine');
    clock.advance(3 * DAY_MS - (clock.now().getTime() % DAY_MS) - 1);
    await stage.say(id, 'yes, I agree');
    clock.advance(DAY_MS);
    await stage.turn(id, 'deadline');
    await stage.turn(id, 'deadline');
    expect((await stage.conversation(id)).status).toBe('agreed');
  });

  it('still ends the negotiation after the message that came in time has had its answer', async () => {
    const id = await stage.asked({ deadline: inDays(3) });
    await stage.say(id, 'why should I?');
    clock.advance(3 * DAY_MS);
    await stage.turn(id, 'deadline');
    const { answeredSeq, inboxHead } = await stage.conversation(id);
    expect(answeredSeq).toBe(inboxHead);
    expect((await stage.lastTurn(id)).trigger).toBe('partner_message');
    expect((await stage.schedule(id)).deadlineAt).not.toBeNull();
    await stage.turn(id, 'deadline');
    expect((await stage.conversation(id)).status).toBe('expired');
  });

  it('leaves a conversation that a person has taken over to them', async () => {
    const id = await stage.asked({ deadline: inDays(1) });
    await stage.get(TakeOver).execute({ tenantId: stage.tenantId, negotiationId: id, actor: { keyId: 'k', name: 'Ines' } });
    clock.advance(DAY_MS);
    await stage.turn(id, 'deadline');
    expect((await stage.conversation(id)).status).toBe('open');
    expect((await stage.schedule(id)).deadlineAt!.getTime()).toBeGreaterThan(clock.now().getTime());
  });

  it('is not looked for again where there is nothing left to end', async () => {
    const id = await stage.asked({ deadline: inDays(1) });
    await stage.exchange(id, 'please stop messaging me about this');
    await stage.store.write(id, (transaction) => transaction.timer('deadline', clock.now()));
    await stage.turn(id, 'deadline');
    expect((await stage.schedule(id)).deadlineAt).toBeNull();
  });
});
