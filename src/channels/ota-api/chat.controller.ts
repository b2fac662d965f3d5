import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { actorOf } from '../../negotiations/actor.js';
import { ChatAccess } from '../../negotiations/chat-access.js';
import { type Caller } from '../../negotiations/ports/access-store.js';
import { ReadNegotiations } from '../../negotiations/read-negotiations.js';
import { Inbox } from '../../turn/inbox.js';
import { valueOf } from '../common/answer.js';
import { ApiIdempotent, ApiProblems, KeyedApi } from '../common/api.decorators.js';
import { RequireScope } from '../common/api-key.guard.js';
import { CurrentCaller } from '../common/caller.js';
import { KeepSecret } from '../common/idempotency.interceptor.js';
import { DEFAULT_PAGE } from '../common/page-query.dto.js';
import { presentMessage } from './negotiation.presenter.js';
import { ChatTokenDto, ListMessagesQuery, RelayMessageDto } from './requests.dto.js';
import { ChatTokenView, MessagePage, ReceiptView } from './responses.dto.js';

@ApiTags('OTA')
@KeyedApi()
@RequireScope('ota')
@Controller('v1/negotiations/:id')
export class ChatController {
  constructor(
    private readonly access: ChatAccess,
    private readonly reading: ReadNegotiations,
    private readonly inbox: Inbox,
  ) {}

  @Post('chat-tokens')
  @KeepSecret('token', 'url')
  @ApiOperation({ summary: 'Make a link with which the partner opens the chat' })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: ChatTokenView })
  @ApiProblems(404, 422)
  async createChatToken(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() body?: ChatTokenDto,
  ): Promise<ChatTokenView> {
    const ttlSeconds = body?.ttlSeconds;
    const link = valueOf(
      await this.access.open({
        tenantId: caller.tenantId,
        negotiationId: id,
        ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
        calledAt: `${request.protocol}://${request.host}`,
        actor: actorOf(caller),
      }),
    );
    return { token: link.token, url: link.url, expiresAt: link.expiresAt.toISOString() };
  }

  @Delete('chat-tokens')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke all links of the negotiation; open chats end' })
  @ApiNoContentResponse()
  @ApiProblems(404)
  async revokeChatTokens(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    valueOf(await this.access.revokeAll({ tenantId: caller.tenantId, negotiationId: id, actor: actorOf(caller) }));
  }

  @Get('messages')
  @ApiOperation({ summary: 'List the messages of the conversation, in order' })
  @ApiOkResponse({ type: MessagePage })
  @ApiProblems(404, 422)
  async listMessages(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Query() query: ListMessagesQuery,
  ): Promise<MessagePage> {
    const { messages, hasMore } = valueOf(
      await this.reading.messages(
        { tenantId: caller.tenantId, negotiationId: id },
        { afterSeq: query.cursor ?? query.after ?? 0, limit: query.limit ?? DEFAULT_PAGE },
      ),
    );
    const last = messages.at(-1);
    return { items: messages.map(presentMessage), nextCursor: hasMore && last ? String(last.seq) : null };
  }

  @Post('messages')
  @HttpCode(202)
  @ApiOperation({ summary: 'Relay a message of the partner from a messenger of yours' })
  @ApiIdempotent()
  @ApiAcceptedResponse({ type: ReceiptView })
  @ApiProblems(404, 422)
  async relayMessage(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: RelayMessageDto,
  ): Promise<ReceiptView> {
    const { clientMessageId, text } = body;
    const receipt = valueOf(await this.inbox.receive({ negotiationId: id, tenantId: caller.tenantId, clientMessageId, text }));
    return { messageId: receipt.messageId, seq: receipt.seq, duplicate: receipt.duplicate };
  }
}
