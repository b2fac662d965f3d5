import { randomUUID } from 'node:crypto';
import { decodeJwt, SignJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { Clock } from '../turn/ports/clock.js';
import { Alone } from '../turn/ports/other-nodes.js';
import { Randomness } from '../turn/ports/randomness.js';
import { ChatTokens, MAXIMUM_CHAT_TOKEN_SECONDS, type ChatGrant } from './chat-tokens.js';
import { AccessStore, type Caller } from './ports/access-store.js';

const DAY = 24 * 60 * 60;
const START = new Date('2026-03-02T09:00:00.400Z');

class HeldClock extends Clock {
  at = START;
  now(): Date {
    return this.at;
  }
  monotonic(): number {
    return this.at.getTime();
  }
  forward(seconds: number): void {
    this.at = new Date(this.at.getTime() + seconds * 1_000);
  }
}

class RealIds extends Randomness {
  id(): string {
    return randomUUID();
  }
  uniform(): number {
    return 0.5;
  }
  bytes(length: number): Buffer {
    return Buffer.alloc(length, 7);
  }
}

class AccessInMemory extends AccessStore {
  readonly tokens = new Map<string, { negotiationId: string; expiresAt: Date; revokedAt?: Date }>();
  key = Buffer.alloc(32, 1);

  authenticate(): Promise<Caller | null> {
    throw new Error('not expected');
  }
  createKey(): never {
    throw new Error('not expected');
  }
  addKey(): never {
    throw new Error('not expected');
  }
  keys(): never {
    throw new Error('not expected');
  }
  revokeKey(): never {
    throw new Error('not expected');
  }
  tenantNamed(): never {
    throw new Error('not expected');
  }
  otaName(): never {
    throw new Error('not expected');
  }
  recordChatToken({ id, ...token }: { id: string; negotiationId: string; expiresAt: Date }): Promise<void> {
    this.tokens.set(id, token);
    return Promise.resolve();
  }
  chatTokenIsLive(tokenId: string, at: Date): Promise<boolean> {
    const token = this.tokens.get(tokenId);
    return Promise.resolve(token !== undefined && !token.revokedAt && token.expiresAt > at);
  }
  revokeChatTokens(negotiationId: string, at: Date): Promise<number> {
    const live = [...this.tokens.values()].filter(
      (token) => token.negotiationId === negotiationId && !token.revokedAt && token.expiresAt > at,
    );
    for (const token of live) token.revokedAt = at;
    return Promise.resolve(live.length);
  }
  secret(): Promise<Buffer> {
    return Promise.resolve(this.key);
  }
}

describe('chat tokens', () => {
  let clock: HeldClock;
  let access: AccessInMemory;
  let sut: ChatTokens;

  beforeEach(() => {
    clock = new HeldClock();
    access = new AccessInMemory();
    sut = new ChatTokens(access, clock, new RealIds(), new Alone());
  });

  async function grantOf(token: string): Promise<ChatGrant> {
    const check = await sut.verify(token);
    if (!check.valid) throw new Error(`The token was refused: ${check.reason}`);
    return check.grant;
  }

  it('opens exactly the negotiation it was issued for', async () => {
    const { token } = await sut.issue('n-1');
    expect((await grantOf(token)).negotiationId).toBe('n-1');
  });

  it('lives for a day unless told otherwise, and never shorter than promised', async () => {
    const { token, expiresAt } = await sut.issue('n-1');
    expect(expiresAt.toISOString()).toBe('2026-03-03T09:00:01.000Z');
    clock.forward(DAY);
    expect(await sut.verify(token)).toMatchObject({ valid: true });
    clock.forward(1);
    expect(await sut.verify(token)).toEqual({ valid: false, reason: 'expired' });
  });

  it.each([0, -1, 1.5, NaN, MAXIMUM_CHAT_TOKEN_SECONDS + 1])('refuses a life of %d seconds', async (seconds) => {
    await expect(sut.issue('n-1', seconds)).rejects.toThrow(RangeError);
  });

  it('is refused once the tokens of its negotiation were revoked; those of others live on', async () => {
    const { token } = await sut.issue('n-1');
    const { token: other } = await sut.issue('n-2');
    const told: string[] = [];
    sut.revocations$.subscribe((negotiationId) => told.push(negotiationId));
    expect(await sut.revokeAll('n-1')).toBe(1);
    expect(told).toEqual(['n-1']);
    expect(await sut.verify(token)).toEqual({ valid: false, reason: 'revoked' });
    expect(await sut.verify(other)).toMatchObject({ valid: true });
  });

  it('is refused where it was signed but never issued here', async () => {
    const { token } = await sut.issue('n-1');
    access.tokens.clear();
    expect(await sut.verify(token)).toEqual({ valid: false, reason: 'revoked' });
  });

  it('is refused under another secret', async () => {
    const { token } = await sut.issue('n-1');
    access.key = Buffer.alloc(32, 2);
    expect(await sut.verify(token)).toEqual({ valid: false, reason: 'invalid' });
  });

  it('is refused with other claims under the same signature', async () => {
    const { token } = await sut.issue('n-1');
    const [header, , signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...decodeJwt(token), sub: 'n-2' })).toString('base64url');
    expect(await sut.verify(`${header}.${forged}.${signature}`)).toEqual({ valid: false, reason: 'invalid' });
  });

  it('is refused unsigned', async () => {
    const { token } = await sut.issue('n-1');
    const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    expect(await sut.verify(`${header}.${token.split('.')[1]}.`)).toEqual({ valid: false, reason: 'invalid' });
  });

  it('is refused where our secret signed it for something else', async () => {
    const elsewhere = await new SignJWT({ ttl: 60, auth_time: 0 })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('parley')
      .setAudience('parley:something-else')
      .setSubject('n-1')
      .setJti('t-1')
      .setExpirationTime(Math.floor(START.getTime() / 1_000) + 60)
      .sign(access.key);
    expect(await sut.verify(elsewhere)).toEqual({ valid: false, reason: 'invalid' });
  });

  it.each(['', 'x', 'a.b.c', '..', 'ey'.repeat(5_000), '\u0000', '{}'])('refuses %j without throwing', async (token) => {
    expect(await sut.verify(token)).toEqual({ valid: false, reason: 'invalid' });
  });

  describe('renewed', () => {
    it('live as long again, from now', async () => {
      const { token } = await sut.issue('n-1', 600);
      clock.forward(300);
      const renewed = await sut.renew(await grantOf(token));
      expect(renewed?.expiresAt.toISOString()).toBe('2026-03-02T09:15:01.000Z');
      expect((await grantOf(renewed!.token)).negotiationId).toBe('n-1');
    });

    it('never lead further than 30 days from the first one', async () => {
      let { token } = await sut.issue('n-1', 10 * DAY);
      let expiresAt = new Date(0);
      for (let day = 9; day <= 27; day += 9) {
        clock.forward(9 * DAY);
        ({ token, expiresAt } = (await sut.renew(await grantOf(token)))!);
      }
      expect(expiresAt.getTime()).toBeLessThanOrEqual(START.getTime() + (MAXIMUM_CHAT_TOKEN_SECONDS + 1) * 1_000);
      clock.forward(3 * DAY - 0.5);
      expect(await sut.renew(await grantOf(token))).toBeNull();
    });

    it('are not to be had for a revoked one', async () => {
      const { token } = await sut.issue('n-1');
      const grant = await grantOf(token);
      await sut.revokeAll('n-1');
      expect(await sut.renew(grant)).toBeNull();
    });
  });
});
