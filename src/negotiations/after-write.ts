import { Injectable } from '@nestjs/common';
import { Drafts } from '../turn/drafts.js';
import { OutboxDrain } from '../turn/outbox-drain.js';
import { TurnScheduler } from '../turn/turn-scheduler.js';

/** What follows a committed change: drafts made before it stop, events go out, due turns are looked for. */
@Injectable()
export class AfterWrite {
  constructor(
    private readonly drafts: Drafts,
    private readonly outbox: OutboxDrain,
    private readonly scheduler: TurnScheduler,
  ) {}

  changed(negotiationId: string, why: string): void {
    this.drafts.void(negotiationId, why);
    this.announce();
  }

  announce(): void {
    this.outbox.wake();
    this.scheduler.wake();
  }
}
