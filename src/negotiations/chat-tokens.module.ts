import { Module } from '@nestjs/common';
import { ChatTokens } from './chat-tokens.js';

/** One `ChatTokens` for all channels: who revokes must reach who holds the connections. Ports come from the composition root. */
@Module({ providers: [ChatTokens], exports: [ChatTokens] })
export class ChatTokensModule {}
