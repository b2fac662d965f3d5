import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { type GuardrailMode } from '../../domain/guardrails/guardrail.js';
import { STAGES, type NegotiationStatus, type Stage } from '../../domain/taxonomy.js';
import { PageQuery } from '../common/page-query.dto.js';
import { STATUSES, toList } from '../common/status-filter.js';
import {
  AreLines,
  AreObjects,
  IsLine,
  IsPresentObject,
  IsProse,
  IsRate,
  IsTimestamp,
  MayBeAbsent,
  MayBeNullOrAbsent,
} from '../common/validators.js';

export const MODES: readonly GuardrailMode[] = ['enforce', 'shadow', 'off'];
const OWNERS = ['agent', 'human'] as const;
/** Characters of a definition; the library refuses longer ones itself. */
const MAXIMUM_YAML = 200_000;
const MAXIMUM_VERSION = 2_147_483_647;
const DAY = { pattern: /^\d{4}-\d{2}-\d{2}$/, message: 'must be a day, YYYY-MM-DD' };

export class ListConversationsQuery extends PageQuery {
  @ApiPropertyOptional({ description: "Part of the hotel's name or of the external id; message text is not searched" })
  @MayBeAbsent()
  @IsLine(100)
  search?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsLine()
  externalId?: string;

  @ApiPropertyOptional({ enum: STATUSES, isArray: true, description: 'One or more, separated by commas' })
  @MayBeAbsent()
  @Transform(toList)
  @IsIn(STATUSES, { each: true, message: `must be one of ${STATUSES.join(', ')}` })
  status?: NegotiationStatus[];

  @ApiPropertyOptional({ enum: STAGES, isArray: true, description: 'One or more, separated by commas' })
  @MayBeAbsent()
  @Transform(toList)
  @IsIn(STAGES, { each: true, message: `must be one of ${STAGES.join(', ')}` })
  stage?: Stage[];

  @ApiPropertyOptional({ enum: OWNERS })
  @MayBeAbsent()
  @IsIn(OWNERS, { message: `must be one of ${OWNERS.join(', ')}` })
  owner?: (typeof OWNERS)[number];

  @ApiPropertyOptional({ example: 'intent' })
  @MayBeAbsent()
  @IsLine(60)
  arm?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsLine()
  partnerId?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsLine()
  hotelId?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @MayBeAbsent()
  @IsTimestamp()
  updatedSince?: string;
}

export class AskDto {
  @ApiProperty({ example: 'deluxe-march' })
  @IsLine(100)
  ticketId!: string;

  @ApiProperty({ example: '460.00', description: "In the ticket's own basis, unit and currency" })
  @IsRate()
  rate!: string;
}

export class WriteMessageDto {
  @ApiProperty({ example: 'Good morning, this is Ines from the partner team. Could you do EUR 460 per night?' })
  @IsString({ message: 'must be a string' })
  @Matches(/\S/, { message: 'must not be empty' })
  text!: string;

  @ApiPropertyOptional({ type: [AskDto], description: 'Rates that the message asks for; they bind us and join the ledger' })
  @MayBeAbsent()
  @AreObjects(50)
  @ValidateNested({ each: true })
  @Type(() => AskDto)
  asks?: AskDto[];
}

export class DealStayDto {
  @ApiProperty({ example: '2027-03-10', format: 'date' })
  @Matches(DAY.pattern, { message: DAY.message })
  from!: string;

  @ApiProperty({ example: '2027-03-13', format: 'date', description: 'Check-out day, exclusive' })
  @Matches(DAY.pattern, { message: DAY.message })
  to!: string;

  @ApiPropertyOptional({ type: [Number] })
  @MayBeAbsent()
  @IsArray({ message: 'must be a list' })
  @IsInt({ each: true, message: 'must hold whole numbers from 0 (Sunday) to 6' })
  @Min(0, { each: true, message: 'must hold whole numbers from 0 (Sunday) to 6' })
  @Max(6, { each: true, message: 'must hold whole numbers from 0 (Sunday) to 6' })
  daysOfWeek?: number[];

  @ApiPropertyOptional({ type: [String], format: 'date' })
  @MayBeAbsent()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(366)
  @Matches(DAY.pattern, { each: true, message: 'must hold days, YYYY-MM-DD' })
  excludedDates?: string[];
}

export class DealDto {
  @ApiProperty({ example: 'deluxe-march', description: 'Id of the ticket' })
  @IsLine(100)
  id!: string;

  @ApiPropertyOptional({ example: '470.00', description: 'What was agreed; absent: the ticket was declined' })
  @MayBeAbsent()
  @IsRate()
  rate?: string;

  @ApiPropertyOptional({ type: DealStayDto, description: "Part of the ticket's stay; absent: all of it" })
  @MayBeAbsent()
  @IsPresentObject()
  @ValidateNested()
  @Type(() => DealStayDto)
  stay?: DealStayDto;

  @ApiPropertyOptional({ type: [String] })
  @MayBeAbsent()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(20)
  @AreLines(500)
  conditions?: string[];
}

export class CloseDto {
  @ApiProperty({ type: [DealDto], description: 'Open tickets that are not named are declined' })
  @AreObjects(50)
  @ValidateNested({ each: true })
  @Type(() => DealDto)
  tickets!: DealDto[];

  @ApiProperty({ example: 'Agreed by phone this morning' })
  @IsProse(2_000)
  note!: string;
}

export class GuardrailModeDto {
  @ApiProperty({ enum: MODES, description: '`shadow`: found and recorded, but nothing is held back' })
  @IsIn(MODES, { message: `must be one of ${MODES.join(', ')}` })
  mode!: GuardrailMode;
}

const OR_NULL = 'Null: as the installation does it';

export class DraftingDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 16,
    nullable: true,
    description: `Replies that a policy writes. ${OR_NULL}`,
  })
  @MayBeNullOrAbsent()
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(16)
  candidates?: number | null;

  @ApiPropertyOptional({ minimum: 0, maximum: 2, nullable: true, description: `Of policies that sample. ${OR_NULL}` })
  @MayBeNullOrAbsent()
  @IsNumber({}, { message: 'must be a number' })
  @Min(0)
  @Max(2)
  temperature?: number | null;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 100,
    nullable: true,
    description: `A reply that loses more points than this is not sent. ${OR_NULL}`,
  })
  @MayBeNullOrAbsent()
  @IsInt({ message: 'must be a whole number' })
  @Min(0)
  @Max(100)
  maximumDeductions?: number | null;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: 0.2,
    nullable: true,
    example: 0.02,
    description: `Share of turns in which any acceptable reply may be sent instead of the best one; logged with its chance. ${OR_NULL}`,
  })
  @MayBeNullOrAbsent()
  @IsNumber({}, { message: 'must be a number' })
  @Min(0)
  @Max(0.2)
  exploration?: number | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'onnx', description: `The arm of new conversations. ${OR_NULL}` })
  @MayBeNullOrAbsent()
  @IsString({ message: 'must be the name of an arm' })
  @Length(1, 40)
  arm?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'policy@1.0.0/grpo-repo',
    description: `The model that writes for the arm \`onnx\`, one of \`GET /ops/v1/models/policies\`. ${OR_NULL}`,
  })
  @MayBeNullOrAbsent()
  @IsString({ message: 'must be the identity of a model' })
  @Length(1, 200)
  policyModel?: string | null;
}

export class SopYamlDto {
  @ApiProperty({ description: 'A definition (`*.sop.yaml`) as text', example: 'format: 1\nid: hotel-rate\ntitle: …\n' })
  @Length(1, MAXIMUM_YAML, { message: `must have 1 to ${MAXIMUM_YAML} characters` })
  @IsString({ message: 'must be a string' })
  yaml!: string;
}

export class RollBackDto {
  @ApiProperty({ type: 'integer', example: 1, description: 'The version to make active; 0 is what ships with the server' })
  @IsInt({ message: 'must be a whole number' })
  @Min(0)
  @Max(MAXIMUM_VERSION)
  version!: number;
}

export class SopParameters {
  @ApiProperty({ example: 'hotel-rate' })
  @Matches(/^[a-z][a-z0-9-]{0,59}$/, { message: 'must be lower-case letters, digits and dashes' })
  id!: string;
}

export class SopVersionParameters extends SopParameters {
  @ApiProperty({ type: 'integer', example: 1 })
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(0)
  @Max(MAXIMUM_VERSION)
  version!: number;
}

export class AuditQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only what was done to this conversation' })
  @MayBeAbsent()
  @IsUUID('all', { message: 'must be the id of a conversation' })
  conversationId?: string;

  @ApiPropertyOptional({ example: 'conversation.taken_over' })
  @MayBeAbsent()
  @IsLine(100)
  action?: string;
}
