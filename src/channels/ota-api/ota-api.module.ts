import { Module } from '@nestjs/common';
import { NegotiationsModule } from '../../negotiations/negotiations.module.js';
import { TurnModule } from '../../turn/turn.module.js';
import { WebhooksModule } from '../../webhooks/webhooks.module.js';
import { HttpCommonModule } from '../common/http-common.module.js';
import { ChatController } from './chat.controller.js';
import { NegotiationsController } from './negotiations.controller.js';
import { PartnersController } from './partners.controller.js';
import { WebhooksController } from './webhooks.controller.js';

/** What the backend of the OTA calls. */
@Module({
  imports: [HttpCommonModule, NegotiationsModule, TurnModule, WebhooksModule],
  controllers: [NegotiationsController, ChatController, PartnersController, WebhooksController],
})
export class OtaApiModule {}
