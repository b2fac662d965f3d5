import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { ConversationEvents } from './conversation-events.js';
import { Clock } from './ports/clock.js';
import { OutboxStore } from './ports/outbox-store.js';

const BATCH = 200;
/** After a failure; commits wake the drain anyway. */
const RETRY_MS = 1_000;
/** What another process committed and could not hand over any more is noticed within this time. */
const POLL_MS = 5_000;
/** What was handed over is marked with the next look, and one is taken by then: under load each look marks and reads. */
const MARK_WITHIN_MS = 50;

/**
 * Hands committed events to the channels. Nothing is ever sent that was not committed; a crash between handing over
 * and marking hands over again, and clients drop what they have by `seq`. Of several processes one hands over an event, and
 * tells the others of it.
 */
@Injectable()
export class OutboxDrain implements OnApplicationShutdown {
  private readonly logger = new Logger(OutboxDrain.name);
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  /** Handed to the channels and not marked yet. */
  private handed: readonly bigint[] = [];
  private marking: NodeJS.Timeout | null = null;

  constructor(
    private readonly store: OutboxStore,
    private readonly events: ConversationEvents,
    private readonly clock: Clock,
  ) {}

  /** Starts a pass, or has the running one look once more. Never throws. */
  wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    if (this.marking) clearTimeout(this.marking);
    this.marking = null;
    this.running = this.drain()
      .catch((error: unknown) => {
        this.logger.error({ error: String(error) }, 'The outbox could not be drained; it is tried again');
        setTimeout(() => this.wake(), RETRY_MS).unref();
      })
      .finally(() => {
        this.running = null;
        if (this.again) {
          this.again = false;
          this.wake();
        }
      });
  }

  /** Resolves when nothing that was committed before the call waits any more, and what was handed over is marked. */
  async settle(): Promise<void> {
    await this.pass();
    if (this.handed.length > 0) await this.pass();
  }

  private async pass(): Promise<void> {
    this.wake();
    while (this.running) await this.running;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.settle();
    this.stopped = true;
    if (this.marking) clearTimeout(this.marking);
  }

  private async drain(): Promise<void> {
    let found: number;
    do {
      const batch = await this.store.next(this.handed, this.clock.now(), BATCH);
      for (const { outboxId: _, ...event } of batch) this.events.publish({ kind: 'committed', ...event });
      this.handed = batch.map(({ outboxId }) => outboxId);
      found = batch.length;
    } while (found === BATCH);
    this.marking ??= setTimeout(() => this.wake(), found > 0 ? MARK_WITHIN_MS : POLL_MS).unref();
  }
}
