import { Module } from '@nestjs/common';
import { ChatTokensModule } from '../../negotiations/chat-tokens.module.js';
import { TurnModule } from '../../turn/turn.module.js';
import { ChatPageController } from './chat-page.controller.js';
import { PartnerChatGateway } from './partner-chat.gateway.js';
import { PresenceModule } from './presence.module.js';

/** Where the hotel partner talks with us: the socket, and a page on it. */
@Module({
  imports: [PresenceModule, TurnModule, ChatTokensModule],
  controllers: [ChatPageController],
  providers: [PartnerChatGateway],
})
export class PartnerChatModule {}
