import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CancelNegotiation } from '../../../src/negotiations/cancel-negotiation.js';
import { ChangeTicket } from '../../../src/negotiations/change-ticket.js';
import { TakeOver } from '../../../src/negotiations/take-over.js';
import { Inbox } from '../../../src/turn/inbox.js';
import { TurnStage } from '../../support/turn-stage.js';

const ACTOR = { keyId: 'key', name: 'Ines' };

describe('a draft that is overtaken', () => {
  let stage: TurnStage;
  beforeAll(async () => (stage = await TurnStage.open()));
  beforeEach(() => stage.arm.reset());
  afterAll(() => stage.close());

  /** Lets a draft begin for what the partner says, and does something before it can be committed. */
  const overtake = async (id: string, text: string | null, meanwhile: () => Promise<unknown>) => {
    if (text !== null) await stage.say(id, text);
    stage.clock.advance(5_000);
    const held = stage.arm.hold();
    const turn = stage.turn(id);
    await held.reached;
    await meanwhile();
    held.release();
    return turn;
  };

  it('by a newer message says nothing and reads both messages in the next', async () => {
    const id = await stage.asked();
    const before = await stage.ours(id);
    const outcome = await overtake(id, 'why?', () => stage.say(id, 'and for which dates?'));
    expect(outcome).toEqual({ kind: 'voided', why: 'a newer partner message' });
    expect(await stage.ours(id)).toEqual(before);
    expect((await stage.conversation(id)).voids).toBe(1);
    stage.clock.advance(5_000);
    expect(await stage.turn(id)).toMatchObject({ kind: 'committed' });
    expect((await stage.lastTurn(id)).answers).toHaveLength(2);
    expect((await stage.conversation(id)).voids).toBe(0);
  });

  it('is due again', async () => {
    const id = await stage.asked();
    await overtake(id, 'why?', () => stage.say(id, 'and which dates?'));
    const { nextTurnAt } = await stage.schedule(id);
    expect(nextTurnAt).not.toBeNull();
    stage.clock.advance(5_000);
    const { leases } = await stage.store.claimDueTurns(stage.clock.now(), 1, 100);
    expect(leases.map((lease) => lease.negotiationId)).toContain(id);
  });

  it('by newer messages is voided twice; the third is said, and what came meanwhile is answered after it', async () => {
    const id = await stage.asked();
    const before = (await stage.ours(id)).length;
    expect(await overtake(id, 'why?', () => stage.say(id, 'which room?'))).toMatchObject({ kind: 'voided' });
    expect(await overtake(id, null, () => stage.say(id, 'which dates?'))).toMatchObject({ kind: 'voided' });
    expect(await overtake(id, null, () => stage.say(id, 'hello?'))).toMatchObject({ kind: 'committed' });
    expect(await stage.ours(id)).toHaveLength(before + 1);
    expect((await stage.lastTurn(id)).answers).toHaveLength(3);
    const { nextTurnAt } = await stage.schedule(id);
    expect(nextTurnAt).not.toBeNull();
    stage.clock.advance(5_000);
    expect(await stage.turn(id)).toMatchObject({ kind: 'committed' });
    expect((await stage.lastTurn(id)).answers).toHaveLength(1);
  });

  it('never accepts or restates terms over an unread message, not even the third time', async () => {
    const id = await stage.asked();
    await overtake(id, '455 is fine', () => stage.say(id, 'as I said'));
    await overtake(id, null, () => stage.say(id, 'for those nights'));
    expect((await stage.conversation(id)).voids).toBe(2);
    expect(await overtake(id, null, () => stage.say(id, 'wait, let me see'))).toMatchObject({ kind: 'voided' });
    expect((await stage.conversation(id)).snapshot.state.pendingTerms).toBeUndefined();
  });

  it('never notes an agreement over an unread message, not even the third time', async () => {
    const id = await stage.asked();
    await stage.exchange(id, '455 is fine');
    await overtake(id, 'yes, I agree', () => stage.say(id, 'sure'));
    await overtake(id, null, () => stage.say(id, 'ok'));
    expect(await overtake(id, null, () => stage.say(id, 'no wait, not for the weekend'))).toMatchObject({ kind: 'voided' });
    const { status, snapshot } = await stage.conversation(id);
    expect(status).toBe('open');
    expect(snapshot.state.results).toEqual({ deluxe: 'open' });
    expect(snapshot.state.ledger.some((entry) => entry.type === 'agreement')).toBe(false);
  });

  it('that would end the negotiation leaves the message it did not read due for its own decision', async () => {
    const id = await stage.asked();
    await overtake(id, 'no, never, we will not lower anything, final answer', () => stage.say(id, 'really not'));
    await overtake(id, null, () => stage.say(id, 'not at all'));
    await overtake(id, null, () => stage.say(id, 'please stop writing to me'));
    stage.clock.advance(5_000);
    const { answeredSeq, inboxHead } = await stage.conversation(id);
    if (answeredSeq < inboxHead) expect((await stage.schedule(id)).nextTurnAt).not.toBeNull();
    await stage.turn(id);
    const after = await stage.conversation(id);
    expect(after.answeredSeq).toBe(after.inboxHead);
    expect(after.partner.optedOut).toBe(true);
  });

  it('by a person who takes over says nothing, and the agent stays silent', async () => {
    const id = await stage.asked();
    const before = await stage.ours(id);
    const takeOver = () => stage.get(TakeOver).execute({ tenantId: stage.tenantId, negotiationId: id, actor: ACTOR });
    expect(await overtake(id, 'why?', takeOver)).toMatchObject({ kind: 'voided', why: 'a person took over' });
    await stage.say(id, 'hello?');
    stage.clock.advance(60_000);
    expect(await stage.turn(id)).toEqual({ kind: 'nothing' });
    expect(await stage.ours(id)).toEqual(before);
  });

  it('by a cancellation says nothing more than the closing words', async () => {
    const id = await stage.asked();
    const before = await stage.ours(id);
    const cancel = () => stage.get(CancelNegotiation).execute({ tenantId: stage.tenantId, negotiationId: id, actor: ACTOR });
    expect(await overtake(id, 'why?', cancel)).toMatchObject({ kind: 'voided' });
    expect((await stage.conversation(id)).status).toBe('cancelled');
    expect(await stage.ours(id)).toHaveLength(before.length + 1);
  });

  it('by a changed ticket is written anew on the new facts, and does not count as talking over somebody', async () => {
    const id = await stage.asked();
    const change = () =>
      stage.get(ChangeTicket).execute({
        tenantId: stage.tenantId,
        negotiationId: id,
        ticketId: 'deluxe',
        change: { version: 1, currentRate: '530' },
        actor: ACTOR,
      });
    expect(await overtake(id, 'why?', change)).toMatchObject({ kind: 'voided' });
    expect((await stage.conversation(id)).voids).toBe(0);
    expect((await stage.schedule(id)).nextTurnAt).not.toBeNull();
    expect(await stage.turn(id)).toMatchObject({ kind: 'committed' });
    expect((await stage.lastTurn(id)).context.tickets[0]!.currentRate).toBe('530');
  });

  it('by the partner’s opting out in another negotiation is not sent', async () => {
    const partner = { id: 'partner-of-two', timeZone: 'Europe/Berlin' };
    const other = await stage.opened({ partner });
    const id = await stage.create({ partner });
    const optOut = async () => {
      await stage.get(Inbox).optOut({ negotiationId: other });
      stage.clock.advance(5_000);
      await stage.turn(other);
    };
    expect(await overtake(id, null, optOut)).toMatchObject({ kind: 'voided' });
    expect(await stage.turn(id)).toEqual({ kind: 'nothing' });
    expect(await stage.ours(id)).toEqual([]);
    expect((await stage.schedule(id)).nextTurnAt).toBeNull();
  });

  it('does not use up a round of asking', async () => {
    const id = await stage.asked();
    const round = async () => (await stage.conversation(id)).snapshot.state.ledger.filter((entry) => entry.type === 'ask').length;
    const before = await round();
    await overtake(id, 'no, 510 is the best I can do', () => stage.say(id, 'sorry'));
    expect(await round()).toBe(before);
    await stage.turn(id);
    expect(await round()).toBeLessThanOrEqual(before + 1);
  });

  it('whose lease went to somebody else writes nothing', async () => {
    const id = await stage.asked();
    const before = await stage.store.messages(id, {});
    await stage.say(id, 'why?');
    stage.clock.advance(5_000);
    const lease = (await stage.claim(id, 1_000))!;
    const held = stage.arm.hold();
    const slow = stage.run(lease);
    await held.reached;
    stage.clock.advance(1_001);
    expect(await stage.turn(id)).toMatchObject({ kind: 'committed' });
    held.release();
    expect(await slow).toMatchObject({ kind: 'voided' });
    const own = (await stage.store.messages(id, { afterSeq: before.length })).filter((message) => message.author === 'agent');
    expect(own).toHaveLength(1);
    expect(await stage.turns(id)).toHaveLength((await stage.conversation(id)).turnCount);
  });

  it('whose lease ran out is still said where nobody else took the turn', async () => {
    const id = await stage.asked();
    await stage.say(id, 'why?');
    stage.clock.advance(5_000);
    const lease = (await stage.claim(id, 1_000))!;
    const held = stage.arm.hold();
    const slow = stage.run(lease);
    await held.reached;
    stage.clock.advance(2_000);
    held.release();
    expect(await slow).toMatchObject({ kind: 'committed' });
  });
});
