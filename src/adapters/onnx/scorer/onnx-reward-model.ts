import { Logger } from '@nestjs/common';
import { RewardModel, type RewardRequest } from '../../../turn/ports/reward-model.js';
import { type TrainedScores } from './trained-scores.js';

/** The trained reward model. A reply that it could not score has none, which is not a low one. */
export class OnnxRewardModel extends RewardModel {
  readonly version: string;
  private readonly logger = new Logger(OnnxRewardModel.name);

  constructor(private readonly scores: TrainedScores) {
    super();
    this.version = scores.description.scorerVersion;
  }

  override get readsAhead(): boolean {
    return true;
  }

  override readAhead({ context, earlierTurns }: Pick<RewardRequest, 'context' | 'earlierTurns'>): Promise<void> {
    return this.scores.readAhead(context, earlierTurns);
  }

  async score({ context, earlierTurns, replies, signal }: RewardRequest): Promise<(number | null)[]> {
    try {
      const scores = await this.scores.of(context, replies, earlierTurns, signal);
      return scores.map(({ reward }) => reward);
    } catch (error) {
      signal?.throwIfAborted();
      this.logger.error({ error: error instanceof Error ? error.message : String(error) }, 'The reward model did not answer');
      return replies.map(() => null);
    }
  }
}
