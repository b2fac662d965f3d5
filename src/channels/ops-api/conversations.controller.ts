import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf } from '../../negotiations/actor.js';
import { CloseByPerson } from '../../negotiations/close-by-person.js';
import { type Caller } from '../../negotiations/ports/access-store.js';
import { NegotiationQueries } from '../../negotiations/ports/negotiation-queries.js';
import { ReadNegotiations } from '../../negotiations/read-negotiations.js';
import { Release } from '../../negotiations/release.js';
import { TakeOver } from '../../negotiations/take-over.js';
import { WriteAsPerson } from '../../negotiations/write-as-person.js';
import { valueOf } from '../common/answer.js';
import { ApiIdempotent, ApiProblems, KeyedApi } from '../common/api.decorators.js';
import { RequireScope } from '../common/api-key.guard.js';
import { CurrentCaller } from '../common/caller.js';
import { pageOf } from '../common/page-query.dto.js';
import { presentConversation, presentRow } from './conversation.presenter.js';
import { CloseDto, ListConversationsQuery, WriteMessageDto } from './requests.dto.js';
import {
  ClosedView,
  ConversationPage,
  ConversationView,
  ReleaseView,
  SentMessageView,
  SummaryView,
  TakeoverView,
} from './responses.dto.js';

@ApiTags('Ops')
@KeyedApi()
@RequireScope('ops:read')
@Controller('ops/v1')
export class ConversationsController {
  constructor(
    private readonly queries: NegotiationQueries,
    private readonly reading: ReadNegotiations,
    private readonly takingOver: TakeOver,
    private readonly writing: WriteAsPerson,
    private readonly releasing: Release,
    private readonly closing: CloseByPerson,
  ) {}

  @Get('summary')
  @ApiOperation({ summary: 'Counts for the dashboard' })
  @ApiOkResponse({ type: SummaryView })
  @ApiProblems()
  async getSummary(@CurrentCaller() caller: Caller): Promise<SummaryView> {
    return this.queries.counts(caller.tenantId);
  }

  @Get('conversations')
  @ApiOperation({ summary: 'List conversations, the most recently changed first' })
  @ApiOkResponse({ type: ConversationPage })
  @ApiProblems(422)
  async listConversations(@CurrentCaller() caller: Caller, @Query() query: ListConversationsQuery): Promise<ConversationPage> {
    const { cursor: _cursor, limit: _limit, updatedSince, ...given } = query;
    const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const since = updatedSince === undefined ? {} : { updatedSince: new Date(updatedSince) };
    const page = await this.reading.summaries(caller.tenantId, { ...filter, ...since }, pageOf(query));
    return { items: page.items.map(presentRow), nextCursor: page.nextCursor };
  }

  @Get('conversations/:id')
  @ApiOperation({ summary: 'Everything about a conversation: messages, ledger, path, and why each reply was sent' })
  @ApiOkResponse({ type: ConversationView })
  @ApiProblems(404)
  async getConversation(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ConversationView> {
    return presentConversation(valueOf(await this.reading.trace({ tenantId: caller.tenantId, negotiationId: id })));
  }

  @Post('conversations/:id/takeover')
  @HttpCode(200)
  @RequireScope('ops:write')
  @ApiOperation({ summary: 'Take a conversation over', description: 'The agent is silent until it is released.' })
  @ApiIdempotent()
  @ApiOkResponse({ type: TakeoverView })
  @ApiProblems(404, 409)
  async takeOverConversation(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<TakeoverView> {
    const { ownerName } = valueOf(
      await this.takingOver.execute({ tenantId: caller.tenantId, negotiationId: id, actor: actorOf(caller) }),
    );
    return { owner: 'human', ownerName };
  }

  @Post('conversations/:id/messages')
  @RequireScope('ops:write')
  @ApiOperation({
    summary: 'Write to the partner',
    description: 'In a conversation that you have taken over. Amounts must be on record or declared in `asks`.',
  })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: SentMessageView })
  @ApiProblems(404, 409, 422)
  async writeMessage(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: WriteMessageDto,
  ): Promise<SentMessageView> {
    const message = valueOf(
      await this.writing.execute({
        tenantId: caller.tenantId,
        negotiationId: id,
        text: body.text,
        asks: (body.asks ?? []).map(({ ticketId, rate }) => ({ ticketId, rate })),
        actor: actorOf(caller),
      }),
    );
    return { messageId: message.id, seq: message.seq, sentAt: message.sentAt };
  }

  @Post('conversations/:id/release')
  @HttpCode(200)
  @RequireScope('ops:write')
  @ApiOperation({ summary: 'Give a conversation back', description: 'The agent speaks only if the partner is waiting.' })
  @ApiIdempotent()
  @ApiOkResponse({ type: ReleaseView })
  @ApiProblems(404, 409)
  async releaseConversation(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ReleaseView> {
    const { partnerWaits } = valueOf(
      await this.releasing.execute({ tenantId: caller.tenantId, negotiationId: id, actor: actorOf(caller) }),
    );
    return { owner: 'agent', partnerWaits };
  }

  @Post('conversations/:id/close')
  @HttpCode(200)
  @RequireScope('ops:write')
  @ApiOperation({ summary: 'Close a conversation with a deal that was made elsewhere' })
  @ApiIdempotent()
  @ApiOkResponse({ type: ClosedView })
  @ApiProblems(404, 409, 422)
  async closeConversation(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: CloseDto): Promise<ClosedView> {
    const tickets = body.tickets.map(({ id: ticketId, rate, stay, conditions }) => ({
      ticketId,
      ...(rate === undefined ? {} : { rate }),
      ...(stay === undefined ? {} : { stay: { ...stay } }),
      ...(conditions === undefined ? {} : { conditions }),
    }));
    const { status } = valueOf(
      await this.closing.execute({
        tenantId: caller.tenantId,
        negotiationId: id,
        tickets,
        note: body.note,
        actor: actorOf(caller),
      }),
    );
    return { status };
  }
}
