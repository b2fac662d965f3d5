import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { actorOf } from '../../negotiations/actor.js';
import { type Caller } from '../../negotiations/ports/access-store.js';
import { ManageWebhooks } from '../../webhooks/manage-webhooks.js';
import { type WebhookDelivery, type WebhookEndpoint } from '../../webhooks/ports/webhook-store.js';
import { valueOf } from '../common/answer.js';
import { ApiIdempotent, ApiProblems, KeyedApi } from '../common/api.decorators.js';
import { RequireScope } from '../common/api-key.guard.js';
import { CurrentCaller } from '../common/caller.js';
import { KeepSecret } from '../common/idempotency.interceptor.js';
import { PageQuery, pageOf } from '../common/page-query.dto.js';
import { WebhookEventView } from './webhook-event.dto.js';
import {
  CreatedEndpointView,
  CreateEndpointDto,
  DeliveryPage,
  DeliveryView,
  EndpointPage,
  type EndpointView,
  ListDeliveriesQuery,
  RotatedSecretView,
} from './webhooks.dto.js';

@ApiTags('OTA')
@ApiExtraModels(WebhookEventView)
@KeyedApi()
@RequireScope('ota')
@Controller('v1')
export class WebhooksController {
  constructor(private readonly webhooks: ManageWebhooks) {}

  @Post('webhook-endpoints')
  @KeepSecret('secret')
  @ApiOperation({
    summary: 'Register an address that is told of events',
    description: 'Signed as Standard Webhooks say. Events are sent at least once, in no promised order.',
  })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: CreatedEndpointView })
  @ApiProblems(409, 422)
  async createEndpoint(@CurrentCaller() caller: Caller, @Body() body: CreateEndpointDto): Promise<CreatedEndpointView> {
    const { url, events = [], description } = body;
    const created = await this.webhooks.create({
      tenantId: caller.tenantId,
      url,
      events,
      ...(description === undefined ? {} : { description }),
      actor: actorOf(caller),
    });
    const { endpoint, secret } = valueOf(created);
    return { ...presentEndpoint(endpoint), secret };
  }

  @Get('webhook-endpoints')
  @ApiOperation({ summary: 'List endpoints' })
  @ApiOkResponse({ type: EndpointPage })
  @ApiProblems(422)
  async listEndpoints(@CurrentCaller() caller: Caller, @Query() query: PageQuery): Promise<EndpointPage> {
    const page = await this.webhooks.endpoints(caller.tenantId, pageOf(query));
    return { items: page.items.map(presentEndpoint), nextCursor: page.nextCursor };
  }

  @Delete('webhook-endpoints/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove an endpoint, with what still waits for it' })
  @ApiNoContentResponse()
  @ApiProblems(404)
  async removeEndpoint(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    valueOf(await this.webhooks.remove({ tenantId: caller.tenantId, id, actor: actorOf(caller) }));
  }

  @Post('webhook-endpoints/:id/rotate-secret')
  @HttpCode(200)
  @KeepSecret('secret')
  @ApiOperation({ summary: 'Replace the secret', description: 'For 24 hours both secrets sign.' })
  @ApiIdempotent()
  @ApiOkResponse({ type: RotatedSecretView })
  @ApiProblems(404)
  async rotateSecret(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<RotatedSecretView> {
    const rotated = await this.webhooks.rotateSecret({ tenantId: caller.tenantId, id, actor: actorOf(caller) });
    const { secret, previousValidUntil } = valueOf(rotated);
    return { secret, previousValidUntil: previousValidUntil.toISOString() };
  }

  @Get('webhook-deliveries')
  @ApiOperation({ summary: 'List what was sent and what still has to be, the latest first' })
  @ApiOkResponse({ type: DeliveryPage })
  @ApiProblems(422)
  async listDeliveries(@CurrentCaller() caller: Caller, @Query() query: ListDeliveriesQuery): Promise<DeliveryPage> {
    const { endpointId, negotiationId, status } = query;
    const filter = {
      ...(endpointId === undefined ? {} : { endpointId }),
      ...(negotiationId === undefined ? {} : { negotiationId }),
      ...(status === undefined ? {} : { status }),
    };
    const page = await this.webhooks.deliveries(caller.tenantId, filter, pageOf(query));
    return { items: page.items.map(presentDelivery), nextCursor: page.nextCursor };
  }

  @Post('webhook-deliveries/:id/redeliver')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send it again, whatever came of it before', description: 'The same id and the same body.' })
  @ApiIdempotent()
  @ApiAcceptedResponse({ type: DeliveryView })
  @ApiProblems(404, 409)
  async redeliver(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<DeliveryView> {
    return presentDelivery(valueOf(await this.webhooks.redeliver({ tenantId: caller.tenantId, id, actor: actorOf(caller) })));
  }
}

function presentEndpoint({ id, url, events, description, disabled, createdAt }: WebhookEndpoint): EndpointView {
  return {
    id,
    url,
    events,
    ...(description === undefined ? {} : { description }),
    disabled,
    createdAt: createdAt.toISOString(),
  };
}

function presentDelivery(delivery: WebhookDelivery): DeliveryView {
  const { id, endpointId, negotiationId, eventId, type, sequence, status, attempts } = delivery;
  const { nextAttemptAt, responseStatus, error, createdAt, deliveredAt } = delivery;
  return {
    id,
    endpointId,
    negotiationId,
    eventId,
    type,
    sequence,
    status,
    attempts,
    ...(nextAttemptAt === undefined ? {} : { nextAttemptAt: nextAttemptAt.toISOString() }),
    ...(responseStatus === undefined ? {} : { responseStatus }),
    ...(error === undefined ? {} : { error }),
    createdAt: createdAt.toISOString(),
    ...(deliveredAt === undefined ? {} : { deliveredAt: deliveredAt.toISOString() }),
  };
}
