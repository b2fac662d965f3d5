import { beforeEach, describe, expect, it } from 'vitest';
import { openNegotiation } from '../../domain/negotiation/open.js';
import { type NewConversation } from '../../turn/ports/conversation-store.js';
import { Clock } from '../../turn/ports/clock.js';
import { Randomness } from '../../turn/ports/randomness.js';
import { MemoryConversationStore } from './memory-conversation-store.js';
import { MemoryOutboxStore } from './memory-outbox-store.js';

class FixedClock extends Clock {
  time = Date.parse('2026-11-24T09:00:00Z');
  now(): Date {
    return new Date(this.time);
  }
  monotonic(): number {
    return this.time;
  }
}

class Counting extends Randomness {
  private count = 0;
  id(): string {
    return `id-${++this.count}`;
  }
  uniform(): number {
    return 0;
  }
  bytes(length: number): Buffer {
    return Buffer.alloc(length);
  }
}

const clock = new FixedClock();
let store: MemoryConversationStore;
let outbox: MemoryOutboxStore;
beforeEach(() => {
  store = new MemoryConversationStore(clock, new Counting());
  outbox = new MemoryOutboxStore(store);
});

const conversation = (changes: Partial<NewConversation> = {}): NewConversation => ({
  tenantId: 'tenant',
  externalId: 'one',
  hotel: { id: 'hotel', name: 'Hotel', timeZone: 'Europe/Berlin' },
  partner: { id: 'partner' },
  arm: 'intent',
  sop: { id: 'hotel-rate', version: 0 },
  start: 'now',
  snapshot: {
    state: openNegotiation({ tickets: [], levers: [] }),
    position: { stage: 'opening', status: 'open' },
    memory: {
      briefed: false,
      asked: 'nothing',
      usedTactics: [],
      concerns: [],
      timesTermsRestated: 0,
      followUpsSent: 0,
      language: 'en',
    },
  },
  mandates: [],
  firstTurnAt: clock.now(),
  ...changes,
});

async function created(changes: Partial<NewConversation> = {}): Promise<string> {
  const result = await store.create(conversation(changes), clock.now());
  if (typeof result === 'string') throw new Error(result);
  return result.id;
}

describe('conversations in memory', () => {
  it('are made once for an external id', async () => {
    await created();
    expect(await store.create(conversation(), clock.now())).toBe('already_exists');
  });

  it('are shown to their tenant only', async () => {
    const id = await created();
    expect(await store.load(id, 'other')).toBeNull();
    expect(await store.write(id, () => 'written', { tenantId: 'other' })).toBeNull();
    expect((await store.load(id, 'tenant'))?.id).toBe(id);
  });

  it('number messages without gaps, and know what they have received', async () => {
    const id = await created();
    for (const text of ['a', 'b'])
      await store.write(id, (transaction) => transaction.append({ author: 'partner', text, clientMessageId: text }, clock.now()));
    expect((await store.messages(id, {})).map(({ seq, text }) => `${seq}${text}`)).toEqual(['1a', '2b']);
    expect((await store.messages(id, { afterSeq: 1 })).map(({ text }) => text)).toEqual(['b']);
    expect(await store.write(id, (transaction) => transaction.findByClientMessageId('b'))).toMatchObject({ seq: 2 });
    expect(await store.write(id, (transaction) => transaction.findByClientMessageId('c'))).toBeNull();
  });

  it('do the work again where somebody was quicker, and lose neither', async () => {
    const id = await created();
    let tries = 0;
    const slow = store.write(id, async (transaction) => {
      tries += 1;
      await Promise.resolve();
      transaction.append({ author: 'partner', text: 'slow' }, clock.now());
    });
    await store.write(id, (transaction) => transaction.append({ author: 'partner', text: 'quick' }, clock.now()));
    await slow;
    expect(tries).toBe(2);
    expect((await store.messages(id, {})).map(({ text }) => text).sort()).toEqual(['quick', 'slow']);
  });

  it('leave nothing behind of work that throws', async () => {
    const id = await created();
    const failing = store.write(id, (transaction) => {
      transaction.append({ author: 'partner', text: 'lost' }, clock.now());
      throw new Error('in the middle');
    });
    await expect(failing).rejects.toThrow('in the middle');
    expect(await store.messages(id, {})).toEqual([]);
  });

  it('are leased to one drafter at a time', async () => {
    const id = await created();
    const { leases } = await store.claimDueTurns(clock.now(), 1_000, 10);
    expect(leases).toHaveLength(1);
    expect(await store.claim(id, clock.now(), 1_000)).toBeNull();
    expect(await store.renew(leases[0]!, clock.now(), 1_000)).toBe(true);
    const later = new Date(clock.time + 1_001);
    const second = await store.claim(id, later, 1_000);
    expect(second!.fence).toBeGreaterThan(leases[0]!.fence);
    expect(await store.renew(leases[0]!, later, 1_000)).toBe(false);
  });

  it('bind an opt-out to the partner, over all their negotiations', async () => {
    const one = await created();
    const other = await created({ externalId: 'two' });
    await store.write(one, (transaction) => transaction.optOutPartner());
    expect((await store.load(other))?.partner.optedOut).toBe(true);
    expect(await store.create(conversation({ externalId: 'three' }), clock.now())).toBe('partner_opted_out');
  });

  it('keep timers until they are taken back', async () => {
    const id = await created({ deadline: new Date(clock.time + 10_000) });
    await store.write(id, (transaction) => transaction.timer('follow_up', new Date(clock.time + 5_000)));
    expect((await store.timersOf(id)).map(({ kind }) => kind)).toEqual(['follow_up', 'deadline']);
    expect(await store.dueTimers(new Date(clock.time + 6_000), 10)).toHaveLength(1);
    await store.write(id, (transaction) => transaction.timer('follow_up', null));
    expect(await store.timersOf(id)).toHaveLength(1);
  });

  it('tell what was committed, in order, until it is marked', async () => {
    const id = await created();
    await store.write(id, (transaction) => transaction.append({ author: 'partner', text: 'hello' }, clock.now()));
    const events = await outbox.next([], clock.now(), 10);
    expect(events.map(({ event }) => event.type)).toEqual(['negotiation.opened', 'message.created']);
    expect(events[1]!.message?.text).toBe('hello');
    expect(
      await outbox.next(
        events.map(({ outboxId }) => outboxId),
        clock.now(),
        10,
      ),
    ).toEqual([]);
    expect(await outbox.next([], clock.now(), 10)).toEqual([]);
  });
});
