import { Module } from '@nestjs/common';
import { ScoringModule } from '../../scoring/scoring.module.js';
import { HttpCommonModule } from '../common/http-common.module.js';
import { RewardsController } from './rewards.controller.js';

/** What trainers elsewhere call. */
@Module({
  imports: [HttpCommonModule, ScoringModule],
  controllers: [RewardsController],
})
export class RewardApiModule {}
