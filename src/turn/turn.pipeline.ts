import { Injectable, Logger } from '@nestjs/common';
import { DraftVoidedError, Drafts } from './drafts.js';
import { ConversationStore, type DraftLease, type TimerKind } from './ports/conversation-store.js';
import { Outages } from './ports/outages.js';
import { AdvanceStep } from './steps/advance.js';
import { CommitStep, type CommitOutcome } from './steps/commit.js';
import { DraftStep } from './steps/draft.js';
import { GatherStep } from './steps/gather.js';
import { UnderstandStep } from './steps/understand.js';
import { Stopwatch } from './stopwatch.js';
import { TurnSettingsProvider } from './turn-settings.js';
import { untilAborted } from './until-aborted.js';
import { ConversationEvents } from './conversation-events.js';
import { Clock } from './ports/clock.js';

/** Why a turn runs: unanswered messages (or the opening), or a timer. */
export type TurnCause = 'messages' | TimerKind;

/**
 * One turn: one or more partner messages in, one decision out. Everything up to the commit is a draft that leaves no
 * trace; the commit is one transaction, and nothing reaches the partner that was not committed.
 */
@Injectable()
export class TurnPipeline {
  private readonly logger = new Logger(TurnPipeline.name);

  constructor(
    private readonly gathering: GatherStep,
    private readonly understanding: UnderstandStep,
    private readonly advancing: AdvanceStep,
    private readonly drafting: DraftStep,
    private readonly committing: CommitStep,
    private readonly store: ConversationStore,
    private readonly drafts: Drafts,
    private readonly events: ConversationEvents,
    private readonly clock: Clock,
    private readonly settings: TurnSettingsProvider,
    private readonly outages: Outages,
  ) {}

  async run(lease: DraftLease, cause: TurnCause): Promise<CommitOutcome> {
    const { negotiationId } = lease;
    const stopwatch = new Stopwatch(this.clock);
    const controller = this.drafts.begin(negotiationId);
    const { deadlineMs, leaseMs } = this.settings.settings;
    const deadline = setTimeout(() => controller.abort(), deadlineMs);
    const renewal = setInterval(() => void this.renew(lease, leaseMs, controller), leaseMs / 3);
    let announced = false;
    try {
      const gathered = await stopwatch.time('gather', () => this.gathering.gather(negotiationId, cause));
      if (gathered.kind === 'nothing') return await this.committing.giveBack(lease, cause);
      if (gathered.kind === 'postponed') return await this.committing.postpone(lease, cause, gathered.until);
      const moment = { ...gathered.moment, lease };

      const { signal } = controller;
      const reading = await stopwatch.time('understand', () =>
        untilAborted(signal, () => this.understanding.understand(moment, signal)),
      );
      const advanced = stopwatch.timeSync('advance', () => this.advancing.advance(moment, reading));

      announced = advanced.step.directive.reply;
      if (announced) this.events.publish({ kind: 'drafting', negotiationId, active: true });
      const draft = await this.drafting.draft(moment, advanced, signal, stopwatch);

      return await this.committing.commit(moment, advanced, draft, stopwatch);
    } catch (error) {
      if (error instanceof DraftVoidedError) return await this.committing.voidDraft(lease, error.why);
      // Nobody knows whether the commit got through. The lease runs out, and whoever takes the turn up looks.
      if (this.outages.isOutage(error)) throw error;
      // A bug in a step must not leave the partner without an answer for good: a person takes it from here.
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.logger.error({ negotiationId, error: detail }, 'A turn could not be decided; it is handed to a person');
      return await this.committing.handToPerson(lease, cause, 'the turn could not be decided');
    } finally {
      clearTimeout(deadline);
      clearInterval(renewal);
      this.drafts.end(negotiationId, controller);
      if (announced) this.events.publish({ kind: 'drafting', negotiationId, active: false });
    }
  }

  /** A lease that cannot be renewed runs out; what was drafted under it is refused at the commit. */
  private async renew(lease: DraftLease, leaseMs: number, controller: AbortController): Promise<void> {
    try {
      const held = await this.store.renew(lease, this.clock.now(), leaseMs);
      if (!held) controller.abort(new DraftVoidedError('another process drafts'));
    } catch (error) {
      this.logger.warn({ negotiationId: lease.negotiationId, error: String(error) }, 'A lease could not be renewed');
    }
  }
}
