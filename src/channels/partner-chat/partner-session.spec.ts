import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PartnerSession } from './partner-session.js';

const START = new Date('2026-03-02T09:00:00Z').getTime();
const DAY = 24 * 60 * 60 * 1_000;

function sessionUntil(expiresAt: Date): PartnerSession {
  return new PartnerSession(
    { negotiationId: 'n-1', tokenId: 't-1', ttlSeconds: 60, firstIssuedAt: new Date(START), expiresAt },
    0,
  );
}

describe('a partner session', () => {
  beforeEach(() => void vi.useFakeTimers({ now: START }));
  afterEach(() => void vi.useRealTimers());

  const now = () => new Date(Date.now());

  it('tells when its grant has run out, even after longer than a timer can wait', () => {
    const expired = vi.fn();
    sessionUntil(new Date(START + 29 * DAY)).watchExpiry(now, expired);
    vi.advanceTimersByTime(29 * DAY - 1);
    expect(expired).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(expired).toHaveBeenCalledTimes(1);
  });

  it('waits on after a renewal', () => {
    const expired = vi.fn();
    const sut = sessionUntil(new Date(START + 1_000));
    sut.watchExpiry(now, expired);
    sut.grant = { ...sut.grant, expiresAt: new Date(START + 5_000) };
    sut.watchExpiry(now, expired);
    vi.advanceTimersByTime(4_999);
    expect(expired).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(expired).toHaveBeenCalledTimes(1);
  });

  it('handles events in the order in which they were sent, also after one failed', async () => {
    const sut = sessionUntil(new Date(START + DAY));
    const done: number[] = [];
    let release: () => void = () => undefined;
    const slow = sut.inOrder(() => new Promise<void>((resolve) => (release = resolve)).then(() => void done.push(1)));
    const broken = sut.inOrder(() => Promise.reject(new Error('broken')));
    const quick = sut.inOrder(() => Promise.resolve().then(() => void done.push(3)));
    await Promise.resolve();
    await Promise.resolve();
    release();
    await slow;
    await expect(broken).rejects.toThrow('broken');
    await quick;
    expect(done).toEqual([1, 3]);
  });

  it('remembers what it wrote, but not for ever', () => {
    const sut = sessionUntil(new Date(START + DAY));
    sut.remember('c-0');
    expect(sut.wrote('c-0')).toBe(true);
    for (let index = 1; index <= 64; index += 1) sut.remember(`c-${index}`);
    expect(sut.wrote('c-0')).toBe(false);
    expect(sut.wrote('c-64')).toBe(true);
    sut.forget('c-64');
    expect(sut.wrote('c-64')).toBe(false);
  });
});
