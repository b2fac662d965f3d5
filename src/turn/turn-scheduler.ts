import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from './ports/clock.js';
import { ConversationStore, type DraftLease } from './ports/conversation-store.js';
import { TurnPipeline, type TurnCause } from './turn.pipeline.js';
import { TurnSettingsProvider } from './turn-settings.js';

/**
 * Finds due turns and timers, of this process and of dead ones, and runs them: many conversations at a time, one turn
 * at a time for each. It only decides when; who may write is decided by leases and locks in the database.
 */
@Injectable()
export class TurnScheduler implements BeforeApplicationShutdown {
  private readonly logger = new Logger(TurnScheduler.name);
  private readonly running = new Set<Promise<unknown>>();
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private lookAgain = false;
  private started = false;
  /** Time of `timer`, in milliseconds of the epoch. */
  private wakesAt = Infinity;
  /** All hands were full when due turns were looked for last: the end of a turn is a reason to look again. */
  private full = false;

  constructor(
    private readonly store: ConversationStore,
    private readonly pipeline: TurnPipeline,
    private readonly clock: Clock,
    private readonly settings: TurnSettingsProvider,
  ) {}

  start(): void {
    this.started = true;
    this.wake();
  }

  /** Something may have become due, now or soon. Cheap; call it after every write that sets a due time. */
  wake(): void {
    if (!this.started) return;
    this.wakesAt = Infinity;
    if (this.looking) {
      this.lookAgain = true;
      return;
    }
    this.looking = this.look()
      .catch((error: unknown) => {
        this.logger.error({ error: String(error) }, 'Due turns could not be looked up; it is tried again');
        this.sleepUntil(this.clock.now().getTime() + this.settings.settings.pollMs);
      })
      .finally(() => {
        this.looking = null;
        if (this.lookAgain) {
          this.lookAgain = false;
          this.wake();
        }
      });
  }

  /** A turn falls due then; nothing has to be looked up before. */
  wakeAt(due: Date): void {
    if (this.started && due.getTime() < this.wakesAt) this.sleepUntil(due.getTime());
  }

  /** Takes no new turns and waits for those in hand. */
  async beforeApplicationShutdown(): Promise<void> {
    this.started = false;
    if (this.timer) clearTimeout(this.timer);
    while (this.looking) await this.looking;
    await Promise.all(this.running);
  }

  /** Looks for due work now, and resolves when what was due has been dealt with. */
  async settle(): Promise<void> {
    this.wake();
    while (this.looking || this.running.size > 0) {
      await this.looking;
      await Promise.all(this.running);
    }
  }

  /** Turns in hand. */
  get active(): number {
    return this.running.size;
  }

  private async look(): Promise<void> {
    const now = this.clock.now();
    const { concurrency, leaseMs, pollMs } = this.settings.settings;
    const free = concurrency - this.running.size;
    // With all hands full, the end of a turn wakes us.
    if (free <= 0) return;
    const { leases, nextTurnAt, nextTimerAt } = await this.store.claimDueTurns(now, leaseMs, free);
    for (const lease of leases) this.run(lease, 'messages');
    if (nextTimerAt && nextTimerAt <= now) await this.runTimers(now, concurrency - this.running.size);
    this.full = this.running.size >= concurrency;
    // As many as there were hands for: there may be more, and hands may have become free in the meantime.
    if (leases.length === free && !this.full) this.lookAgain = true;
    // What is overdue and still there is leased to somebody else, and is looked at again with the next poll.
    const times = [nextTurnAt, nextTimerAt].flatMap((time) => (time && time > now ? [time.getTime()] : []));
    this.sleepUntil(Math.min(...times, now.getTime() + pollMs));
  }

  private async runTimers(now: Date, free: number): Promise<void> {
    if (free <= 0) return;
    for (const timer of await this.store.dueTimers(now, free)) {
      const lease = await this.store.claim(timer.negotiationId, now, this.settings.settings.leaseMs);
      if (lease) this.run(lease, timer.kind);
    }
  }

  private run(lease: DraftLease, cause: TurnCause): void {
    const turn = this.pipeline
      .run(lease, cause)
      .then((outcome) => {
        // A turn that was committed, with nobody waiting for its hands and no newer message, makes nothing due.
        if (outcome.kind !== 'committed' || outcome.unread) this.wake();
      })
      .catch((error: unknown) => {
        // Operational: the database is away, say. The lease runs out and the turn is taken up again.
        const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.logger.error({ negotiationId: lease.negotiationId, error: detail }, 'A turn failed; it is taken up again');
      })
      .finally(() => {
        this.running.delete(turn);
        if (this.full) this.wake();
      });
    this.running.add(turn);
  }

  private sleepUntil(time: number): void {
    if (!this.started) return;
    if (this.timer) clearTimeout(this.timer);
    this.wakesAt = time;
    this.timer = setTimeout(() => this.wake(), Math.max(0, time - this.clock.now().getTime()));
    this.timer.unref();
  }
}
