import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsString, Max, Min, ValidateNested } from 'class-validator';
import { type NegotiationStatus } from '../../domain/taxonomy.js';
import { MAXIMUM_CHAT_TOKEN_SECONDS } from '../../negotiations/chat-tokens.js';
import { DEFAULT_PAGE, MAXIMUM_PAGE, PageQuery } from '../common/page-query.dto.js';
import { STATUSES, toList } from '../common/status-filter.js';
import { AreObjects, IsLine, IsRate, IsTimestamp, MayBeAbsent } from '../common/validators.js';
import { EvidenceDto } from './create-negotiation.dto.js';

/** Largest sequence number a caller may name: that of a 32-bit integer column. */
const MAXIMUM_SEQ = 2_147_483_647;

export class ListNegotiationsQuery extends PageQuery {
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsLine()
  externalId?: string;

  @ApiPropertyOptional({ enum: STATUSES, isArray: true, description: 'One or more, separated by commas' })
  @MayBeAbsent()
  @Transform(toList)
  @IsIn(STATUSES, { each: true, message: `must be one of ${STATUSES.join(', ')}` })
  status?: NegotiationStatus[];

  @ApiPropertyOptional({ format: 'date-time' })
  @MayBeAbsent()
  @IsTimestamp()
  updatedSince?: string;
}

export class ChangeTicketDto {
  @ApiProperty({ type: 'integer', example: 1, description: 'The version that the change was made from' })
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(MAXIMUM_SEQ)
  version!: number;

  @ApiPropertyOptional({ example: '510.00' })
  @MayBeAbsent()
  @IsRate()
  currentRate?: string;

  @ApiPropertyOptional({ type: [EvidenceDto], description: 'Replaces all evidence' })
  @MayBeAbsent()
  @AreObjects(20)
  @ValidateNested({ each: true })
  @Type(() => EvidenceDto)
  evidence?: EvidenceDto[];

  @ApiPropertyOptional({ example: '450.00' })
  @MayBeAbsent()
  @IsRate()
  targetRate?: string;

  @ApiPropertyOptional({ example: '475.00', writeOnly: true })
  @MayBeAbsent()
  @IsRate()
  limitRate?: string;

  @ApiPropertyOptional({ example: false, description: 'True takes the ticket out of the negotiation' })
  @MayBeAbsent()
  @IsBoolean({ message: 'must be true or false' })
  withdrawn?: boolean;
}

export class VerificationDto {
  @ApiProperty({ example: '455.00', description: 'The rate that is really loaded' })
  @IsRate()
  loadedRate!: string;

  @ApiProperty({ example: '2026-11-24T12:00:00Z', format: 'date-time' })
  @IsTimestamp()
  observedAt!: string;
}

export class ChatTokenDto {
  @ApiPropertyOptional({ type: 'integer', example: 86_400, minimum: 1, maximum: MAXIMUM_CHAT_TOKEN_SECONDS, default: 86_400 })
  @MayBeAbsent()
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(MAXIMUM_CHAT_TOKEN_SECONDS)
  ttlSeconds?: number;
}

export class ListMessagesQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 0, description: 'Only messages after this sequence number' })
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt({ message: 'must be a sequence number' })
  @Min(0)
  @Max(MAXIMUM_SEQ)
  after?: number;

  @ApiPropertyOptional({ type: 'integer', description: '`nextCursor` of the page before; the same as `after`' })
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt({ message: 'was not issued by this server' })
  @Min(0)
  @Max(MAXIMUM_SEQ)
  cursor?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAXIMUM_PAGE, default: DEFAULT_PAGE })
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt({ message: `must be a whole number from 1 to ${MAXIMUM_PAGE}` })
  @Min(1)
  @Max(MAXIMUM_PAGE)
  limit?: number;
}

export class RelayMessageDto {
  @ApiProperty({ example: 'msg-1', description: 'Your id of the message; a second one with it is not stored again' })
  @IsLine(128)
  clientMessageId!: string;

  @ApiProperty({ example: 'We could do 480 per night' })
  @IsString({ message: 'must be a string' })
  text!: string;
}
