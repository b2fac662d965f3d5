import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsArray, IsIn, IsString, Length } from 'class-validator';
import { EVENT_TYPES, type EventType } from '../../webhooks/event-types.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../../webhooks/ports/webhook-store.js';
import { PageQuery } from '../common/page-query.dto.js';
import { toList } from '../common/status-filter.js';
import { IsLine, MayBeAbsent } from '../common/validators.js';

const MAXIMUM_URL = 2_000;

export class CreateEndpointDto {
  @ApiProperty({ example: 'https://ota.example/hooks/parley', format: 'uri', maxLength: MAXIMUM_URL })
  @Length(1, MAXIMUM_URL)
  @IsString({ message: 'must be an https address' })
  url!: string;

  @ApiPropertyOptional({ enum: EVENT_TYPES, isArray: true, description: 'What to be told of; absent or empty: everything' })
  @MayBeAbsent()
  @IsIn(EVENT_TYPES, { each: true, message: `must be of ${EVENT_TYPES.join(', ')}` })
  @IsArray({ message: 'must be a list' })
  events?: EventType[];

  @ApiPropertyOptional({ example: 'Rate desk' })
  @MayBeAbsent()
  @IsLine()
  description?: string;
}

export class ListDeliveriesQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsLine()
  endpointId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsLine()
  negotiationId?: string;

  @ApiPropertyOptional({ enum: DELIVERY_STATUSES, isArray: true, description: 'One or more, separated by commas' })
  @MayBeAbsent()
  @Transform(toList)
  @IsIn(DELIVERY_STATUSES, { each: true, message: `must be one of ${DELIVERY_STATUSES.join(', ')}` })
  status?: DeliveryStatus[];
}

export class EndpointView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'https://ota.example/hooks/parley' }) url!: string;
  @ApiProperty({ enum: EVENT_TYPES, isArray: true, description: 'Empty: everything' }) events!: EventType[];
  @ApiPropertyOptional() description?: string;
  @ApiProperty({ description: 'It answered with 410: nothing is sent to it any more' }) disabled!: boolean;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

export class CreatedEndpointView extends EndpointView {
  @ApiProperty({ example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', description: 'Shown once; verifies what is sent' })
  secret!: string;
}

export class RotatedSecretView {
  @ApiProperty({ example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', description: 'Shown once' }) secret!: string;
  @ApiProperty({ format: 'date-time', description: 'Until then the secret before signs as well' }) previousValidUntil!: string;
}

export class EndpointPage {
  @ApiProperty({ type: [EndpointView] }) items!: EndpointView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class DeliveryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) endpointId!: string;
  @ApiProperty({ format: 'uuid' }) negotiationId!: string;
  @ApiProperty({ format: 'uuid', description: 'The `webhook-id` of every attempt' }) eventId!: string;
  @ApiProperty({ enum: EVENT_TYPES }) type!: EventType;
  @ApiProperty({ type: 'integer', description: 'Counts the events of one negotiation from 1' }) sequence!: number;
  @ApiProperty({ enum: DELIVERY_STATUSES }) status!: DeliveryStatus;
  @ApiProperty({ type: 'integer' }) attempts!: number;
  @ApiPropertyOptional({ format: 'date-time', description: 'While it is pending' }) nextAttemptAt?: string;
  @ApiPropertyOptional({ type: 'integer', description: 'HTTP status of the last answer' }) responseStatus?: number;
  @ApiPropertyOptional({ description: 'What went wrong with the last attempt' }) error?: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiPropertyOptional({ format: 'date-time' }) deliveredAt?: string;
}

export class DeliveryPage {
  @ApiProperty({ type: [DeliveryView] }) items!: DeliveryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
