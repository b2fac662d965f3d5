import { Injectable } from '@nestjs/common';
import { fail, succeed, type Result } from '../domain/failure.js';
import { BadRecord, type JsonRecord } from '../platform/json-record.js';
import { Clock } from '../turn/ports/clock.js';
import { Judge } from '../turn/ports/judge.js';
import { RewardModelSlot } from '../turn/ports/reward-model.js';
import { RewardSettings } from '../turn/reward-settings.js';
import { asScore, remoteReward, type RemoteReward, type RemoteSample } from './remote-reward.js';
import { type ScoreAnswer, scoreRecord, type ScoringSources } from './score-record.js';

/** Rewards for trainers that are no part of this server, by what the server itself ranks with. */
@Injectable()
export class ScoreForTrainers {
  private readonly sources: ScoringSources;
  private readonly now = (): Date => this.clock.now();

  constructor(
    judge: Judge,
    rewardModel: RewardModelSlot,
    rewards: RewardSettings,
    private readonly clock: Clock,
  ) {
    this.sources = { judge, rewardModel: rewardModel.model, rewards };
  }

  /** All of them or none: a record at fault is named by its place. */
  async score(records: readonly JsonRecord[]): Promise<Result<ScoreAnswer[]>> {
    const answers: ScoreAnswer[] = [];
    for (const [index, record] of records.entries()) {
      try {
        answers.push(await scoreRecord(record, this.sources, this.now));
      } catch (error) {
        if (!(error instanceof BadRecord)) throw error;
        return fail('invalid', 'A record cannot be scored', [{ path: `items[${index}]`, message: error.message }]);
      }
    }
    return succeed(answers);
  }

  /** In the form of OpenRLHF; every sample gets a reward. */
  async remote(samples: readonly RemoteSample[]): Promise<(RemoteReward & { score: number })[]> {
    const rewards: (RemoteReward & { score: number })[] = [];
    for (const sample of samples) {
      const found = await remoteReward(sample, this.sources, this.now);
      rewards.push({ ...found, score: asScore(found.reward) });
    }
    return rewards;
  }
}
