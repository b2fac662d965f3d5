import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { OutboxStore } from '../../../src/turn/ports/outbox-store.js';
import { TurnStage } from '../../support/turn-stage.js';

describe('the outbox', () => {
  let stage: TurnStage;
  beforeAll(async () => (stage = await TurnStage.open()));
  beforeEach(async () => {
    await stage.deliver();
    stage.published.length = 0;
  });
  afterAll(() => stage.close());

  const delivered = (id: string) =>
    stage.published.flatMap((event) => (event.kind === 'committed' && event.negotiationId === id ? [event] : []));

  it('delivers what was committed, in the order in which it was committed, once', async () => {
    const id = await stage.asked();
    await stage.deliver();
    await stage.deliver();
    const events = delivered(id);
    expect(events.map((event) => event.sequence)).toEqual(events.map((_, index) => index + 1));
    expect(events[0]!.event.type).toBe('negotiation.opened');
    const seqs = events.flatMap((event) => (event.message ? [event.message.seq] : []));
    expect(seqs).toEqual([...seqs].sort((one, two) => one - two));
    expect(seqs).toHaveLength((await stage.conversation(id)).lastSeq);
  });

  it('delivers nothing of a draft that was voided', async () => {
    const id = await stage.asked();
    await stage.deliver();
    stage.published.length = 0;
    await stage.say(id, 'why?');
    stage.clock.advance(5_000);
    const held = stage.arm.hold();
    const turn = stage.turn(id);
    await held.reached;
    await stage.say(id, 'and when?');
    held.release();
    await turn;
    await stage.deliver();
    expect(delivered(id).map((event) => event.message?.author)).toEqual(['partner', 'partner']);
  });

  /** Commits an event without anybody being told of it. */
  const commitQuietly = (id: string) =>
    stage.store.write(id, (transaction) => transaction.emit({ type: 'negotiation.released' }));

  it('delivers again, with the same event ids, where the process died between handing over and marking', async () => {
    const id = await stage.opened();
    await stage.deliver();
    const identities = () =>
      delivered(id).map(({ eventId, sequence, event, message }) => ({ eventId, sequence, event, message }));
    const first = identities();
    expect(first).toHaveLength(3);
    stage.published.length = 0;
    // As the rows are when the process dies right after it has handed the events over.
    await stage.database.client.outboxEvent.updateMany({ where: { negotiationId: id }, data: { deliveredAt: null } });
    await stage.deliver();
    expect(identities()).toEqual([]);
    stage.clock.advance(10_000);
    await stage.deliver();
    expect(identities()).toEqual(first);
  });

  it('marks later what it could not mark, without handing it over again', async () => {
    const id = await stage.opened();
    await stage.deliver();
    stage.published.length = 0;
    await commitQuietly(id);
    const store = stage.get(OutboxStore);
    const next = store.next.bind(store);
    const marking = vi.spyOn(store, 'next').mockImplementation((delivered, at, limit) => {
      if (delivered.length > 0) return Promise.reject(new Error('the database is away'));
      return next(delivered, at, limit);
    });
    await stage.deliver();
    marking.mockRestore();
    const unmarked = () => stage.database.client.outboxEvent.count({ where: { negotiationId: id, deliveredAt: null } });
    expect(await unmarked()).toBe(1);
    await stage.deliver();
    expect(delivered(id).map((event) => event.event.type)).toEqual(['negotiation.released']);
    expect(await unmarked()).toBe(0);
  });

  it('gives an event to one process, and to another where that one does not mark it', async () => {
    const id = await stage.opened();
    await stage.deliver();
    await commitQuietly(id);
    const store = stage.get(OutboxStore);
    const [one, two] = await Promise.all([store.next([], stage.clock.now(), 10), store.next([], stage.clock.now(), 10)]);
    expect([...one, ...two]).toHaveLength(1);
    stage.clock.advance(9_999);
    expect(await store.next([], stage.clock.now(), 10)).toEqual([]);
    stage.clock.advance(1);
    expect((await store.next([], stage.clock.now(), 10)).map(({ outboxId }) => outboxId)).toEqual(
      [...one, ...two].map(({ outboxId }) => outboxId),
    );
  });

  it('tries again by itself after a failure', async () => {
    const id = await stage.opened();
    await stage.deliver();
    stage.published.length = 0;
    await commitQuietly(id);
    const reading = vi.spyOn(stage.get(OutboxStore), 'next').mockRejectedValueOnce(new Error('the database is away'));
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      await stage.deliver();
      expect(delivered(id)).toEqual([]);
      vi.advanceTimersByTime(1_000);
    } finally {
      vi.useRealTimers();
      reading.mockRestore();
    }
    await vi.waitFor(() => expect(delivered(id)).toHaveLength(1));
  });

  it('delivers more than one batch holds', async () => {
    const id = await stage.opened();
    await stage.deliver();
    stage.published.length = 0;
    await stage.store.write(id, (transaction) => {
      for (let count = 0; count < 450; count++) transaction.emit({ type: 'negotiation.released' });
    });
    await stage.deliver();
    expect(delivered(id)).toHaveLength(450);
  });
});
