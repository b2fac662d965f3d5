import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf } from '../../negotiations/actor.js';
import { CancelNegotiation } from '../../negotiations/cancel-negotiation.js';
import { ChangeTicket } from '../../negotiations/change-ticket.js';
import { CreateNegotiation } from '../../negotiations/create-negotiation.js';
import { type Caller } from '../../negotiations/ports/access-store.js';
import { ReadNegotiations } from '../../negotiations/read-negotiations.js';
import { VerifyTicket } from '../../negotiations/verify-ticket.js';
import { valueOf } from '../common/answer.js';
import { ApiIdempotent, ApiProblems, KeyedApi } from '../common/api.decorators.js';
import { RequireScope } from '../common/api-key.guard.js';
import { CurrentCaller } from '../common/caller.js';
import { pageOf } from '../common/page-query.dto.js';
import { CreateNegotiationDto } from './create-negotiation.dto.js';
import { toNewNegotiation, toTicketChange } from './negotiation.mapper.js';
import { presentCreated, presentNegotiation, presentOutcome, presentTicket } from './negotiation.presenter.js';
import { ChangeTicketDto, ListNegotiationsQuery, VerificationDto } from './requests.dto.js';
import {
  CreatedNegotiationView,
  NegotiationPage,
  NegotiationView,
  OutcomeView,
  TicketView,
  VerificationView,
} from './responses.dto.js';

@ApiTags('OTA')
@KeyedApi()
@RequireScope('ota')
@Controller('v1/negotiations')
export class NegotiationsController {
  constructor(
    private readonly creating: CreateNegotiation,
    private readonly reading: ReadNegotiations,
    private readonly cancelling: CancelNegotiation,
    private readonly changing: ChangeTicket,
    private readonly verifying: VerifyTicket,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Hand over a negotiation with its mandate' })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: CreatedNegotiationView })
  @ApiProblems(409, 413, 422)
  async createNegotiation(@CurrentCaller() caller: Caller, @Body() body: CreateNegotiationDto): Promise<CreatedNegotiationView> {
    const created = valueOf(await this.creating.execute(toNewNegotiation(caller.tenantId, body)));
    return presentCreated(created, new Map(body.tickets.map(({ id, targetRate }) => [id, targetRate])));
  }

  @Get()
  @ApiOperation({ summary: 'List negotiations, the least recently changed first' })
  @ApiOkResponse({ type: NegotiationPage })
  @ApiProblems(422)
  async listNegotiations(@CurrentCaller() caller: Caller, @Query() query: ListNegotiationsQuery): Promise<NegotiationPage> {
    const { externalId, status, updatedSince } = query;
    const filter = {
      ...(externalId === undefined ? {} : { externalId }),
      ...(status === undefined ? {} : { status }),
      ...(updatedSince === undefined ? {} : { updatedSince: new Date(updatedSince) }),
    };
    const page = await this.reading.list(caller.tenantId, filter, pageOf(query));
    return { items: page.items.map((conversation) => presentNegotiation(conversation)), nextCursor: page.nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a negotiation' })
  @ApiOkResponse({ type: NegotiationView })
  @ApiProblems(404)
  async getNegotiation(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<NegotiationView> {
    const conversation = valueOf(await this.reading.get({ tenantId: caller.tenantId, negotiationId: id }));
    return presentNegotiation(conversation, await this.reading.targetRates(conversation.id));
  }

  @Get(':id/outcome')
  @ApiOperation({ summary: 'Get the result as structured data, with its evidence' })
  @ApiOkResponse({ type: OutcomeView })
  @ApiProblems(404)
  async getOutcome(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<OutcomeView> {
    return presentOutcome(valueOf(await this.reading.outcome({ tenantId: caller.tenantId, negotiationId: id })));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Call a negotiation off',
    description: 'Drafts die; if we ever wrote, the partner gets one closing message.',
  })
  @ApiIdempotent()
  @ApiOkResponse({ type: CreatedNegotiationView })
  @ApiProblems(404, 409)
  async cancelNegotiation(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<CreatedNegotiationView> {
    const request = { tenantId: caller.tenantId, negotiationId: id };
    valueOf(await this.cancelling.execute({ ...request, actor: actorOf(caller) }));
    const conversation = valueOf(await this.reading.get(request));
    return presentCreated(conversation, await this.reading.targetRates(conversation.id));
  }

  @Patch(':id/tickets/:ticketId')
  @ApiOperation({ summary: 'Change a ticket, or take it back', description: 'Terms that wait for a yes no longer hold.' })
  @ApiOkResponse({ type: TicketView })
  @ApiProblems(404, 409, 422)
  async changeTicket(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Param('ticketId') ticketId: string,
    @Body() body: ChangeTicketDto,
  ): Promise<TicketView> {
    const { ticket, targetRate } = valueOf(
      await this.changing.execute({
        tenantId: caller.tenantId,
        negotiationId: id,
        ticketId,
        change: toTicketChange(body),
        actor: actorOf(caller),
      }),
    );
    return presentTicket(ticket, ticket.withdrawn ? 'withdrawn' : 'open', targetRate);
  }

  @Post(':id/tickets/:ticketId/verification')
  @ApiOperation({ summary: 'Tell which rate is really loaded', description: 'Agreed is not yet loaded.' })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: VerificationView })
  @ApiProblems(404, 422)
  async verifyTicket(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Param('ticketId') ticketId: string,
    @Body() body: VerificationDto,
  ): Promise<VerificationView> {
    return valueOf(
      await this.verifying.execute({
        tenantId: caller.tenantId,
        negotiationId: id,
        ticketId,
        loadedRate: body.loadedRate,
        observedAt: new Date(body.observedAt),
        actor: actorOf(caller),
      }),
    );
  }
}
