import { type ChatGrant } from '../../negotiations/chat-tokens.js';
import { TokenBucket } from './token-bucket.js';

const BURST = 20;
const EVENTS_PER_SECOND = 5;
/** Message ids that are remembered as this socket's own; more are never in flight within the rate limit. */
const REMEMBERED_SENDS = 64;
/** Node's timers overflow at 24.8 days; a longer wait is cut into pieces. */
const LONGEST_TIMER_MS = 24 * 60 * 60 * 1_000;

/** What belongs to one socket: its grant, its share of the rate limit, the order of its events. */
export class PartnerSession {
  private readonly bucket: TokenBucket;
  private readonly sent = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    public grant: ChatGrant,
    monotonic: number,
  ) {
    this.bucket = new TokenBucket(BURST, EVENTS_PER_SECOND, monotonic);
  }

  get negotiationId(): string {
    return this.grant.negotiationId;
  }

  /** 0: the event may pass; otherwise milliseconds to wait. */
  take(monotonic: number): number {
    return this.bucket.take(monotonic);
  }

  /** Runs events one after the other, in the order in which they were sent. */
  inOrder<T>(work: () => Promise<T>): Promise<T> {
    const run = this.last.then(work);
    this.last = run.catch(() => undefined);
    return run;
  }

  /** This socket wrote that message: it need not be shown it again. */
  remember(clientMessageId: string): void {
    if (this.sent.size >= REMEMBERED_SENDS) this.sent.delete(this.sent.values().next().value!);
    this.sent.add(clientMessageId);
  }

  forget(clientMessageId: string): void {
    this.sent.delete(clientMessageId);
  }

  wrote(clientMessageId: string): boolean {
    return this.sent.has(clientMessageId);
  }

  /** Calls back when the grant has run out. Replaces an earlier watch; never keeps the process alive. */
  watchExpiry(now: () => Date, expired: () => void): void {
    this.stopWatching();
    const left = this.grant.expiresAt.getTime() - now().getTime();
    if (left <= 0) return expired();
    this.timer = setTimeout(() => this.watchExpiry(now, expired), Math.min(left, LONGEST_TIMER_MS)).unref();
  }

  stopWatching(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
