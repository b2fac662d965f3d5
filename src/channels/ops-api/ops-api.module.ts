import { Module } from '@nestjs/common';
import { DatasetsModule } from '../../datasets/datasets.module.js';
import { NegotiationsModule } from '../../negotiations/negotiations.module.js';
import { TurnModule } from '../../turn/turn.module.js';
import { HttpCommonModule } from '../common/http-common.module.js';
import { ConversationsController } from './conversations.controller.js';
import { DatasetsController } from './datasets.controller.js';
import { ExperimentsController } from './experiments.controller.js';
import { KeysController } from './keys.controller.js';
import { ModelsController } from './models.controller.js';
import { ReviewsController } from './reviews.controller.js';
import { SettingsController } from './settings.controller.js';

/** What the people who watch over the conversations call. */
@Module({
  imports: [HttpCommonModule, DatasetsModule, NegotiationsModule, TurnModule],
  controllers: [
    ConversationsController,
    DatasetsController,
    ExperimentsController,
    KeysController,
    ModelsController,
    ReviewsController,
    SettingsController,
  ],
})
export class OpsApiModule {}
