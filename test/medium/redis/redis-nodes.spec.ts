import { randomBytes, randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RedisNodes } from '../../../src/adapters/redis/redis-nodes.js';
import { SteppedClock } from '../../../src/simulation/world/stepped-clock.js';
import { type NodeNews } from '../../../src/turn/ports/other-nodes.js';
import { redisIsThere, TEST_REDIS_URL } from '../../support/redis.js';

const opened: RedisNodes[] = [];
afterEach(async () => {
  for (const node of opened.splice(0)) await node.close();
});

const clock = new SteppedClock('2026-11-24T10:00:00Z');

async function node(key: Buffer, url = TEST_REDIS_URL): Promise<RedisNodes & { heard: NodeNews[] }> {
  const started = RedisNodes.connect(url, key, clock);
  opened.push(started);
  const heard: NodeNews[] = [];
  started.news$.subscribe((news) => heard.push(news));
  started.followAll(true);
  await vi.waitFor(() => expect(started.state).toBe('connected'));
  return Object.assign(started, { heard });
}

const REVOKED: NodeNews = { kind: 'revoked', negotiationId: 'n-1' };
const COMMITTED: NodeNews = {
  kind: 'event',
  event: {
    kind: 'committed',
    eventId: 'e-1',
    negotiationId: 'n-1',
    tenantId: 't-1',
    externalId: 'x-1',
    sequence: 2,
    event: { type: 'message.created', messageId: 'm-1', seq: 1 },
    message: { id: 'm-1', seq: 1, author: 'partner', text: 'zanzibar', sentAt: '2026-11-24T10:00:00.000Z' },
    status: 'open',
    stage: 'opening',
    createdAt: new Date('2026-11-24T10:00:00Z'),
  },
};

describe.skipIf(!redisIsThere)(
  `processes that tell each other over Redis (skipped where none answers at ${new URL(TEST_REDIS_URL).host})`,
  () => {
    it('hear what others tell, as it was told, and not themselves', async () => {
      const key = randomBytes(32);
      const [one, two, three] = [await node(key), await node(key), await node(key)];
      one.tell(COMMITTED);
      one.tell(REVOKED);
      await vi.waitFor(() => expect([two.heard.length, three.heard.length]).toEqual([2, 2]));
      expect(two.heard).toEqual([COMMITTED, REVOKED]);
      expect(one.heard).toEqual([]);
    });

    it('hear of a negotiation whose partner is there, and pass over the others unless somebody follows all', async () => {
      const key = randomBytes(32);
      const [one, two] = [await node(key), await node(key)];
      two.followAll(false);
      two.partnerCame('n-2');
      one.tell(REVOKED);
      one.tell({ kind: 'revoked', negotiationId: 'n-2' });
      await vi.waitFor(() => expect(two.heard).toHaveLength(1));
      two.followAll(true);
      one.tell(REVOKED);
      await vi.waitFor(() => expect(two.heard).toHaveLength(2));
      expect(two.heard).toEqual([{ kind: 'revoked', negotiationId: 'n-2' }, REVOKED]);
    });

    it('hear nothing of another installation on the same Redis', async () => {
      const [ours, theirs] = [await node(randomBytes(32)), await node(randomBytes(32))];
      const other = await node(randomBytes(32));
      theirs.tell(REVOKED);
      expect(await other.partnerIsElsewhere('n-1')).toBe(false);
      expect(ours.heard).toEqual([]);
    });

    it('pass on nothing that can be read, and hear nothing that was put there by somebody else', async () => {
      const key = randomBytes(32);
      const [one, two] = [await node(key), await node(key)];
      const watching = new Redis(TEST_REDIS_URL);
      const seen: { channel: string; message: Buffer }[] = [];
      watching.on('pmessageBuffer', (_pattern: Buffer, channel: Buffer, message: Buffer) => {
        seen.push({ channel: channel.toString(), message });
      });
      await watching.psubscribe('parley:*');
      one.tell(COMMITTED);
      await vi.waitFor(() => expect(two.heard).toHaveLength(1));
      await vi.waitFor(() => expect(seen.length).toBeGreaterThan(0));
      expect(seen[0]!.message.toString('latin1')).not.toContain('zanzibar');
      const forging = new Redis(TEST_REDIS_URL);
      const forged = Buffer.from(`${randomUUID()} n-1\n${JSON.stringify(REVOKED)}`);
      await forging.publish(seen[0]!.channel, forged);
      // Said again as if it were of another negotiation: what stands before the seal is bound to it.
      const renamed = seen[0]!.message.toString('latin1').replace(' n-1\n', ' n-2\n');
      await forging.publish(seen[0]!.channel, Buffer.from(renamed, 'latin1'));
      await forging.publish(seen[0]!.channel, Buffer.concat([seen[0]!.message.subarray(0, -1), Buffer.from([0])]));
      one.tell(REVOKED);
      await vi.waitFor(() => expect(two.heard).toHaveLength(2));
      expect(two.heard[1]).toEqual(REVOKED);
      watching.disconnect();
      forging.disconnect();
    });

    it('know whether the partner has the chat open in another one', async () => {
      const key = randomBytes(32);
      const [one, two] = [await node(key), await node(key)];
      const id = randomUUID();
      one.partnerCame(id);
      await vi.waitFor(async () => expect(await two.partnerIsElsewhere(id)).toBe(true));
      expect(await one.partnerIsElsewhere(id)).toBe(false);
      one.partnerWent(id);
      await vi.waitFor(async () => expect(await two.partnerIsElsewhere(id)).toBe(false));
    });

    it('forget a process that died, after a while', async () => {
      const key = randomBytes(32);
      const [one, two] = [await node(key), await node(key)];
      const id = randomUUID();
      one.partnerCame(id);
      await vi.waitFor(async () => expect(await two.partnerIsElsewhere(id)).toBe(true));
      clock.advance(61_000);
      expect(await two.partnerIsElsewhere(id)).toBe(false);
    });

    it('do their work alone where Redis is away', async () => {
      const alone = RedisNodes.connect('redis://127.0.0.1:1', randomBytes(32), clock);
      opened.push(alone);
      alone.tell(REVOKED);
      alone.partnerCame('n-1');
      expect(await alone.partnerIsElsewhere('n-1')).toBe(false);
      expect(alone.state).toBe('disconnected');
    });
  },
);
