import { Injectable, Logger } from '@nestjs/common';
import { PolicyRegistry } from './ports/reply-policy.js';
import { RewardModelSlot } from './ports/reward-model.js';
import { AdvanceStep } from './steps/advance.js';
import { GatherStep } from './steps/gather.js';
import { modelOf } from './steps/moment.js';
import { UnderstandStep } from './steps/understand.js';

/**
 * Lets models read what a partner has written while the burst window is still open, so that the turn finds it read. Nothing is
 * decided and nothing is kept but what models remember: without it, or in another process, a turn is the same and takes longer.
 */
@Injectable()
export class ReadAhead {
  private readonly logger = new Logger(ReadAhead.name);
  /** Conversations that are being read, and whether something was said meanwhile. */
  private readonly reading = new Map<string, { again: boolean }>();

  constructor(
    private readonly gathering: GatherStep,
    private readonly understanding: UnderstandStep,
    private readonly advancing: AdvanceStep,
    private readonly policies: PolicyRegistry,
    private readonly rewardModel: RewardModelSlot,
  ) {}

  /** Returns at once. @param arm the conversation's */
  begin(negotiationId: string, arm: string): void {
    const known = this.reading.get(negotiationId);
    if (known) {
      known.again = true;
      return;
    }
    // Words that are read elsewhere would be paid for twice.
    if (this.understanding.readsElsewhere) return;
    if (!this.policies.resolve(arm).policy.readsAhead && !this.rewardModel.model?.readsAhead) return;
    const entry = { again: false };
    this.reading.set(negotiationId, entry);
    void this.readUntilCurrent(negotiationId, entry).finally(() => this.reading.delete(negotiationId));
  }

  private async readUntilCurrent(negotiationId: string, entry: { again: boolean }): Promise<void> {
    try {
      do {
        entry.again = false;
        await this.read(negotiationId);
      } while (entry.again);
    } catch (error) {
      // The turn reads for itself, and says what is wrong if it still is.
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.debug({ negotiationId, error: reason }, 'A conversation could not be read ahead');
    }
  }

  private async read(negotiationId: string): Promise<void> {
    const gathered = await this.gathering.gather(negotiationId, 'messages');
    if (gathered.kind !== 'ready') return;
    const { moment } = gathered;
    const { conversation, earlierTurns } = moment;
    const reading = await this.understanding.understand(moment, new AbortController().signal);
    const { context, step } = this.advancing.advance(moment, reading);
    if (!step.directive.reply) return;
    const { policy } = this.policies.resolve(conversation.arm);
    await Promise.all([
      policy.readAhead({ negotiationId, context, earlierTurns, ...modelOf(moment) }),
      this.rewardModel.model?.readAhead({ context, earlierTurns }),
    ]);
  }
}
