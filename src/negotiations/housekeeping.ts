import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from '../turn/ports/clock.js';
import { ErasePartner } from './erase-partner.js';
import { HousekeepingStore } from './ports/housekeeping-store.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const EVERY_MS = 60 * 60 * 1_000;
/** How long events and settled webhooks can be looked up and sent again. */
const EVENTS_MS = 30 * DAY_MS;
const PARTNERS_AT_ONCE = 100;
const ACTOR = { name: 'retention', keyId: 'retention' };

/** How long what partners wrote is kept; null: until they are erased. An injection token too. */
export abstract class RetentionSettings {
  abstract readonly partnerDays: number | null;
}

/** Every hour: removes what serves nothing any more, and erases partners whose time is over. Several processes may do it. */
@Injectable()
export class Housekeeping implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Housekeeping.name);
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly store: HousekeepingStore,
    private readonly erasing: ErasePartner,
    private readonly settings: RetentionSettings,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.running ??= this.run()
        .catch((error: unknown) =>
          this.logger.error({ error: String(error) }, 'Housekeeping failed; it is tried again in an hour'),
        )
        .finally(() => (this.running = null));
    }, EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  async run(): Promise<void> {
    const now = this.clock.now();
    const removed = await this.store.clean(new Date(now.getTime() - EVENTS_MS), now);
    const erased = await this.erase(now);
    if (removed > 0 || erased > 0) this.logger.log({ removed, erased }, 'What had run out was removed');
  }

  private async erase(now: Date): Promise<number> {
    const { partnerDays } = this.settings;
    if (partnerDays === null) return 0;
    const before = new Date(now.getTime() - partnerDays * DAY_MS);
    let erased = 0;
    for (;;) {
      const partners = await this.store.partnersDoneBefore(before, PARTNERS_AT_ONCE);
      const done = erased;
      for (const partner of partners) erased += (await this.erasing.execute({ ...partner, actor: ACTOR })).ok ? 1 : 0;
      // Another process may be at it as well.
      if (partners.length < PARTNERS_AT_ONCE || erased === done) return erased;
    }
  }
}
