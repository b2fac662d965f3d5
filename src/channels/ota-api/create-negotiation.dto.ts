import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, Matches, Max, Min, ValidateNested } from 'class-validator';
import { PRICE_BASES, RATE_UNITS, TAX_BASES, type PriceBasis, type RateUnit, type TaxBasis } from '../../domain/taxonomy.js';
import {
  AreLines,
  AreObjects,
  IsLanguageTag,
  IsLine,
  IsMetadata,
  IsPresentObject,
  IsProse,
  IsRate,
  IsTimeZoneName,
  IsTimestamp,
  MayBeAbsent,
} from '../common/validators.js';

const DAY = { pattern: /^\d{4}-\d{2}-\d{2}$/, message: 'must be a day, YYYY-MM-DD' };
const DISCLOSURES = ['full', 'rate', 'none'] as const;

export class HotelDto {
  @ApiProperty({ example: 'lisbon-1042' })
  @IsLine()
  id!: string;

  @ApiProperty({ example: 'Hotel Aurora' })
  @IsLine()
  name!: string;

  @ApiPropertyOptional({ example: 'Lisbon' })
  @MayBeAbsent()
  @IsLine()
  city?: string;

  @ApiProperty({ example: 'Europe/Lisbon', description: 'IANA time zone; quiet hours follow it' })
  @IsTimeZoneName()
  timeZone!: string;
}

export class PartnerDto {
  @ApiProperty({ example: 'partner-77' })
  @IsLine()
  id!: string;

  @ApiPropertyOptional({ example: 'Marta' })
  @MayBeAbsent()
  @IsLine()
  name?: string;

  @ApiPropertyOptional({ example: 'en', description: 'BCP 47; an unsupported language is refused' })
  @MayBeAbsent()
  @IsLanguageTag()
  language?: string;

  @ApiPropertyOptional({ example: 'Europe/Lisbon', description: "The partner's own time zone, where it is not the hotel's" })
  @MayBeAbsent()
  @IsTimeZoneName()
  timeZone?: string;
}

export class StayDto {
  @ApiProperty({ example: '2027-03-10', format: 'date' })
  @Matches(DAY.pattern, { message: DAY.message })
  from!: string;

  @ApiProperty({ example: '2027-03-13', format: 'date', description: 'Check-out day, exclusive' })
  @Matches(DAY.pattern, { message: DAY.message })
  to!: string;

  @ApiPropertyOptional({ type: [Number], description: '0 = Sunday … 6 = Saturday; absent: every night' })
  @MayBeAbsent()
  @IsArray({ message: 'must be a list' })
  @ArrayUnique({ message: 'must not repeat days' })
  @IsInt({ each: true, message: 'must hold whole numbers from 0 (Sunday) to 6' })
  @Min(0, { each: true, message: 'must hold whole numbers from 0 (Sunday) to 6' })
  @Max(6, { each: true, message: 'must hold whole numbers from 0 (Sunday) to 6' })
  daysOfWeek?: number[];

  @ApiPropertyOptional({ type: [String], format: 'date', example: ['2027-03-11'] })
  @MayBeAbsent()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(366)
  @Matches(DAY.pattern, { each: true, message: 'must hold days, YYYY-MM-DD' })
  excludedDates?: string[];
}

export class EvidenceDto {
  @ApiProperty({ example: 'competitor_rate' })
  @IsLine(60)
  kind!: string;

  @ApiPropertyOptional({ example: 'Booking.com' })
  @MayBeAbsent()
  @IsLine()
  source?: string;

  @ApiPropertyOptional({ example: '462.00' })
  @MayBeAbsent()
  @IsRate()
  rate?: string;

  @ApiPropertyOptional({ example: 'Same room, same dates, free cancellation' })
  @MayBeAbsent()
  @IsProse(1_000)
  text?: string;

  @ApiProperty({ example: '2026-11-24T08:00:00Z', format: 'date-time' })
  @IsTimestamp()
  observedAt!: string;

  @ApiPropertyOptional({
    example: '2026-11-25T08:00:00Z',
    format: 'date-time',
    description: 'Default: 24 hours after `observedAt`',
  })
  @MayBeAbsent()
  @IsTimestamp()
  expiresAt?: string;

  @ApiPropertyOptional({ enum: DISCLOSURES, default: 'none', description: 'What of it the partner may be told' })
  @MayBeAbsent()
  @IsIn(DISCLOSURES, { message: `must be one of ${DISCLOSURES.join(', ')}` })
  disclose?: (typeof DISCLOSURES)[number];
}

export class TicketDto {
  @ApiProperty({ example: 'deluxe-march' })
  @IsLine(100)
  id!: string;

  @ApiProperty({ example: 'Deluxe Double' })
  @IsLine()
  roomType!: string;

  @ApiPropertyOptional({ example: 'Flexible with breakfast' })
  @MayBeAbsent()
  @IsLine()
  ratePlan?: string;

  @ApiPropertyOptional({ example: 2, type: 'integer', minimum: 1 })
  @MayBeAbsent()
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(100)
  occupancy?: number;

  @ApiProperty({ type: StayDto })
  @ValidateNested()
  @Type(() => StayDto)
  @IsPresentObject()
  stay!: StayDto;

  @ApiProperty({ example: 'EUR', description: 'ISO 4217' })
  @Matches(/^[A-Z]{3}$/, { message: 'must be an ISO 4217 code' })
  currency!: string;

  @ApiProperty({ enum: PRICE_BASES, description: '`selling`: what the guest pays; `net`: what the hotel receives' })
  @IsIn(PRICE_BASES, { message: `must be one of ${PRICE_BASES.join(', ')}` })
  priceBasis!: PriceBasis;

  @ApiPropertyOptional({ enum: RATE_UNITS, default: 'per_night' })
  @MayBeAbsent()
  @IsIn(RATE_UNITS, { message: `must be one of ${RATE_UNITS.join(', ')}` })
  rateUnit?: RateUnit;

  @ApiPropertyOptional({ enum: TAX_BASES, default: 'included' })
  @MayBeAbsent()
  @IsIn(TAX_BASES, { message: `must be one of ${TAX_BASES.join(', ')}` })
  taxes?: TaxBasis;

  @ApiPropertyOptional({ example: '0.15', description: 'Share of the selling rate; needed to convert between selling and net' })
  @MayBeAbsent()
  @IsRate()
  commissionRate?: string;

  @ApiProperty({ example: '520.00' })
  @IsRate()
  currentRate!: string;

  @ApiProperty({ example: '455.00', description: 'What we ask for' })
  @IsRate()
  targetRate!: string;

  @ApiProperty({
    example: '480.00',
    description: 'The highest rate that still counts as success. Secret: it is in no answer',
    writeOnly: true,
  })
  @IsRate()
  limitRate!: string;

  @ApiProperty({ type: [EvidenceDto] })
  @AreObjects(20)
  @ValidateNested({ each: true })
  @Type(() => EvidenceDto)
  evidence!: EvidenceDto[];
}

export class LeverDto {
  @ApiProperty({ example: 'badge' })
  @IsLine(100)
  id!: string;

  @ApiProperty({ example: 'badge' })
  @IsLine(60)
  kind!: string;

  @ApiProperty({ example: 'a Preferred badge for 60 days', description: 'As the partner reads it, within a sentence' })
  @IsLine()
  title!: string;

  @ApiPropertyOptional({ example: 'from the first of next month' })
  @MayBeAbsent()
  @IsProse(1_000)
  terms?: string;

  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsLine()
  value?: string;

  @ApiPropertyOptional({ example: 'rate at or below our ask' })
  @MayBeAbsent()
  @IsLine(500)
  requires?: string;

  @ApiPropertyOptional({ type: [String], description: 'Tickets it may be used for; absent: all' })
  @MayBeAbsent()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(100)
  @AreLines(100)
  ticketIds?: string[];

  @ApiPropertyOptional({ type: 'integer', minimum: 1 })
  @MayBeAbsent()
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(1_000)
  maxUses?: number;
}

const STARTS = ['now', 'on_partner_message'] as const;

export class CreateNegotiationDto {
  @ApiProperty({ example: 'RATE-2027-0042', description: 'Your id; a second negotiation with it is refused' })
  @IsLine()
  externalId!: string;

  @ApiProperty({ type: HotelDto })
  @ValidateNested()
  @Type(() => HotelDto)
  @IsPresentObject()
  hotel!: HotelDto;

  @ApiProperty({ type: PartnerDto })
  @ValidateNested()
  @Type(() => PartnerDto)
  @IsPresentObject()
  partner!: PartnerDto;

  @ApiProperty({ type: [TicketDto] })
  @AreObjects(50)
  @ValidateNested({ each: true })
  @Type(() => TicketDto)
  tickets!: TicketDto[];

  @ApiProperty({ type: [LeverDto], description: 'What may be offered in return; nothing else is promised' })
  @AreObjects(50)
  @ValidateNested({ each: true })
  @Type(() => LeverDto)
  levers!: LeverDto[];

  @ApiPropertyOptional({ example: '2027-02-28T18:00:00+01:00', format: 'date-time' })
  @MayBeAbsent()
  @IsTimestamp()
  deadline?: string;

  @ApiPropertyOptional({ example: 'hotel-rate', description: 'Id of a procedure; its active version is used' })
  @MayBeAbsent()
  @IsLine(60)
  sop?: string;

  @ApiPropertyOptional({
    example: 'intent',
    description:
      'The arm that writes the replies. Absent: what a running experiment assigns to the partner, or the arm of new negotiations',
  })
  @MayBeAbsent()
  @IsLine(60)
  policy?: string;

  @ApiPropertyOptional({ enum: STARTS, default: 'now' })
  @MayBeAbsent()
  @IsIn(STARTS, { message: `must be one of ${STARTS.join(', ')}` })
  start?: (typeof STARTS)[number];

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, example: { campaign: 'spring' } })
  @MayBeAbsent()
  @IsMetadata()
  metadata?: Record<string, unknown>;
}
