import { Module } from '@nestjs/common';
import { NegotiationsModule } from '../negotiations/negotiations.module.js';
import { TurnModule } from '../turn/turn.module.js';
import { ManageWebhooks } from './manage-webhooks.js';
import { WebhookDispatcher } from './webhook-dispatcher.js';

/** Telling backends what was committed. Ports are bound by the composition root. */
@Module({
  imports: [NegotiationsModule, TurnModule],
  providers: [ManageWebhooks, WebhookDispatcher],
  exports: [ManageWebhooks, WebhookDispatcher],
})
export class WebhooksModule {}
