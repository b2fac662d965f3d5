import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { STAGES } from '../../domain/taxonomy.js';
import { EVENT_TYPES, type EventType } from '../../webhooks/event-types.js';
import { STATUSES } from '../common/status-filter.js';
import { OutcomeTicketView } from './responses.dto.js';

/** The body of a webhook, for the documentation. It is put together in `webhooks/webhook-body.ts`; a test holds one against the other. */
class WebhookMessageView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer' }) seq!: number;
  @ApiProperty({ enum: ['partner', 'agent', 'human'] }) author!: string;
  @ApiProperty() text!: string;
  @ApiProperty({ format: 'date-time' }) sentAt!: string;
}

class WebhookOutcomeView {
  @ApiPropertyOptional({ enum: ['full', 'partial'] }) completeness?: string;
  @ApiProperty({ type: [OutcomeTicketView] }) tickets!: OutcomeTicketView[];
  @ApiPropertyOptional({ format: 'date-time' }) decidedAt?: string;
}

class WebhookDataView {
  @ApiProperty({ format: 'uuid' }) negotiationId!: string;
  @ApiProperty({ example: 'RATE-2027-0042' }) externalId!: string;
  @ApiProperty({ type: 'integer', description: 'Counts the events of one negotiation from 1' }) sequence!: number;
  @ApiPropertyOptional({ type: 'integer', description: 'The snapshot holds all events up to here at the least' })
  snapshotSequence?: number;
  @ApiPropertyOptional({ enum: STATUSES }) status?: string;
  @ApiPropertyOptional({ enum: STAGES }) stage?: string;
  @ApiPropertyOptional({ enum: ['agent', 'human'] }) owner?: string;
  @ApiPropertyOptional({ type: WebhookOutcomeView }) outcome?: WebhookOutcomeView;
  @ApiPropertyOptional({ type: WebhookMessageView, description: 'Of `message.created`' }) message?: WebhookMessageView;
  @ApiPropertyOptional({ description: 'Of `negotiation.stage_changed`' }) fromStage?: string;
  @ApiPropertyOptional({ description: 'Of `negotiation.stage_changed`' }) toStage?: string;
  @ApiPropertyOptional({ description: 'Of `negotiation.escalated`' }) reason?: string;
  @ApiPropertyOptional({ description: 'Of `ticket.agreed`' }) ticketId?: string;
  @ApiPropertyOptional({ description: 'The partner was erased: there is nothing but ids' }) erased?: boolean;
}

export class WebhookEventView {
  @ApiProperty({ enum: EVENT_TYPES }) type!: EventType;
  @ApiProperty({ format: 'date-time', description: 'When it was committed' }) timestamp!: string;
  @ApiProperty({ type: WebhookDataView }) data!: WebhookDataView;
}
