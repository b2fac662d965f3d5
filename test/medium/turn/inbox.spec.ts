import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Inbox, MAXIMUM_MESSAGE_LENGTH } from '../../../src/turn/inbox.js';
import { TurnStage } from '../../support/turn-stage.js';

describe('the inbox', () => {
  let stage: TurnStage;
  beforeAll(async () => (stage = await TurnStage.open()));
  beforeEach(() => stage.arm.reset());
  afterAll(() => stage.close());

  /** Milliseconds from `since` until the next turn is due. */
  const dueIn = async (id: string, since: Date) => {
    const { nextTurnAt } = await stage.schedule(id);
    return nextTurnAt === null ? null : nextTurnAt.getTime() - since.getTime();
  };

  it('stores a message once, however often the client sends it', async () => {
    const id = await stage.opened();
    const first = await stage.say(id, 'hello', 'same');
    const again = await stage.say(id, 'hello', 'same');
    expect(first.duplicate).toBe(false);
    expect(again).toEqual({ messageId: first.messageId, seq: first.seq, duplicate: true });
    expect((await stage.store.messages(id, {})).filter((message) => message.author === 'partner')).toHaveLength(1);
  });

  it('stores a message once when the same one arrives many times at the same moment', async () => {
    const id = await stage.opened();
    const receipts = await Promise.all(Array.from({ length: 8 }, () => stage.say(id, 'hello', 'same')));
    expect(receipts.filter((receipt) => !receipt.duplicate)).toHaveLength(1);
    expect(new Set(receipts.map((receipt) => receipt.messageId)).size).toBe(1);
  });

  it('does not delay the turn for a duplicate', async () => {
    const id = await stage.opened();
    await stage.say(id, 'hello', 'same');
    const before = await stage.schedule(id);
    stage.clock.advance(1_000);
    await stage.say(id, 'hello', 'same');
    expect(await stage.schedule(id)).toEqual(before);
  });

  it('keeps the client ids of two negotiations apart', async () => {
    const [one, other] = [await stage.opened(), await stage.opened()];
    await stage.say(one, 'hello', 'same');
    expect((await stage.say(other, 'hello', 'same')).duplicate).toBe(false);
  });

  it('refuses empty and overlong messages instead of cutting them', async () => {
    const negotiationId = await stage.opened();
    for (const text of ['', ' \n\t', 'x'.repeat(MAXIMUM_MESSAGE_LENGTH + 1)]) {
      const refused = await stage.get(Inbox).receive({ negotiationId, clientMessageId: 'x', text });
      expect(refused).toMatchObject({ ok: false, failure: { code: 'invalid' } });
    }
    expect((await stage.conversation(negotiationId)).inboxHead).toBe(0);
  });

  it('answers for a negotiation that does not exist, or is another tenant’s', async () => {
    const negotiationId = await stage.opened();
    const message = { clientMessageId: 'x', text: 'hello' };
    const other = '00000000-0000-7000-8000-000000000000';
    expect(await stage.get(Inbox).receive({ ...message, negotiationId: other })).toMatchObject({
      failure: { code: 'not_found' },
    });
    const foreign = await stage.get(Inbox).receive({ ...message, negotiationId, tenantId: other });
    expect(foreign).toMatchObject({ failure: { code: 'not_found' } });
  });

  it('waits 1.2 seconds after the last message of a burst', async () => {
    const id = await stage.opened();
    const begun = stage.clock.now();
    await stage.say(id, 'hello');
    expect(await dueIn(id, begun)).toBe(1_200);
    stage.clock.advance(1_000);
    await stage.say(id, 'one more thing');
    expect(await dueIn(id, begun)).toBe(2_200);
  });

  it('waits no longer than 5 seconds, however long the burst goes on', async () => {
    const id = await stage.opened();
    const begun = stage.clock.now();
    for (let count = 0; count < 6; count++) {
      await stage.say(id, `and ${count}`);
      stage.clock.advance(1_000);
    }
    expect(await dueIn(id, begun)).toBe(5_000);
  });

  it('answers a burst in one turn, read as one', async () => {
    const id = await stage.opened();
    stage.interpreter.reset();
    await stage.say(id, 'yes?');
    await stage.exchange(id, 'tell me');
    expect((await stage.lastTurn(id)).answers).toHaveLength(2);
    expect(stage.interpreter.inputs.map((input) => input.text)).toEqual(['yes?\ntell me']);
    expect(await stage.ours(id)).toHaveLength(2);
  });

  it('is not claimed before the window has closed', async () => {
    const id = await stage.opened();
    await stage.say(id, 'hello');
    const claimed = async () => {
      const { leases } = await stage.store.claimDueTurns(stage.clock.now(), 1, 100);
      return leases.some((lease) => lease.negotiationId === id);
    };
    stage.clock.advance(1_199);
    expect(await claimed()).toBe(false);
    stage.clock.advance(1);
    expect(await claimed()).toBe(true);
  });

  it('keeps the window open while the partner types, within the cap', async () => {
    const id = await stage.opened();
    const begun = stage.clock.now();
    await stage.say(id, 'hello');
    for (const [after, due] of [
      [1_000, 2_200],
      [2_000, 3_200],
      [3_000, 4_200],
      [4_100, 5_000],
      [4_900, 5_000],
    ] as const) {
      stage.clock.advance(after - (stage.clock.now().getTime() - begun.getTime()));
      await stage.get(Inbox).typing(id, true);
      expect(await dueIn(id, begun)).toBe(due);
    }
  });

  it('makes no turn due by typing alone, and does not wait for somebody who stopped', async () => {
    const id = await stage.opened();
    await stage.get(Inbox).typing(id, true);
    expect((await stage.schedule(id)).nextTurnAt).toBeNull();
    const begun = stage.clock.now();
    await stage.say(id, 'hello');
    stage.clock.advance(500);
    await stage.get(Inbox).typing(id, false);
    expect(await dueIn(id, begun)).toBe(1_200);
  });

  it('takes the button under the terms only while those terms wait', async () => {
    const negotiationId = await stage.asked();
    const [restated] = await stage.exchange(negotiationId, '455 is fine');
    const termsId = restated!.terms!.termsId;
    const stale = await stage.get(Inbox).answerTerms({ negotiationId, termsId: 'others', accept: true });
    expect(stale).toMatchObject({ ok: false, failure: { code: 'terms_not_pending' } });
    const answered = await stage.get(Inbox).answerTerms({ negotiationId, termsId, accept: true });
    expect(answered).toMatchObject({ ok: true, value: { duplicate: false } });
    expect(await stage.get(Inbox).answerTerms({ negotiationId, termsId, accept: true })).toMatchObject({
      value: { duplicate: true },
    });
    stage.clock.advance(5_000);
    await stage.turn(negotiationId);
    expect((await stage.conversation(negotiationId)).status).toBe('agreed');
  });
});
