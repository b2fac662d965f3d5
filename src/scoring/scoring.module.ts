import { Module } from '@nestjs/common';
import { ScoreForTrainers } from './score-for-trainers.js';

/** What replies are worth, for trainers elsewhere. Ports are bound by the composition root. */
@Module({
  providers: [ScoreForTrainers],
  exports: [ScoreForTrainers],
})
export class ScoringModule {}
