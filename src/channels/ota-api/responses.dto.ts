import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PRICE_BASES, RATE_UNITS, STAGES, TAX_BASES } from '../../domain/taxonomy.js';
import { EvidenceDto, HotelDto, LeverDto, PartnerDto, StayDto } from './create-negotiation.dto.js';
import { STATUSES } from '../common/status-filter.js';

const TICKET_RESULTS = ['open', 'agreed', 'declined', 'withdrawn'] as const;

/** A ticket as the OTA sees it: without the limit rate, always. */
export class TicketView {
  @ApiProperty({ example: 'deluxe-march' }) id!: string;
  @ApiProperty({ example: 1, type: 'integer', description: 'For `PATCH`' }) version!: number;
  @ApiProperty({ enum: TICKET_RESULTS }) result!: string;
  @ApiProperty({ example: 'Deluxe Double' }) roomType!: string;
  @ApiPropertyOptional() ratePlan?: string;
  @ApiPropertyOptional({ type: 'integer' }) occupancy?: number;
  @ApiProperty({ type: StayDto }) stay!: StayDto;
  @ApiProperty({ example: 'EUR' }) currency!: string;
  @ApiProperty({ enum: PRICE_BASES }) priceBasis!: string;
  @ApiProperty({ enum: RATE_UNITS }) rateUnit!: string;
  @ApiProperty({ enum: TAX_BASES }) taxes!: string;
  @ApiPropertyOptional({ example: '0.15' }) commissionRate?: string;
  @ApiProperty({ example: '520.00' }) currentRate!: string;
  @ApiPropertyOptional({ example: '455.00', description: 'Not in lists' }) targetRate?: string;
  @ApiProperty({ type: [EvidenceDto] }) evidence!: EvidenceDto[];
  @ApiProperty() withdrawn!: boolean;
}

export class NegotiationView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'RATE-2027-0042' }) externalId!: string;
  @ApiProperty({ enum: STATUSES }) status!: string;
  @ApiProperty({ enum: STAGES }) stage!: string;
  @ApiProperty({ enum: ['agent', 'human'], description: 'Who talks to the partner' }) owner!: string;
  @ApiProperty({ type: HotelDto }) hotel!: HotelDto;
  @ApiProperty({ type: PartnerDto }) partner!: PartnerDto;
  @ApiProperty({ type: [TicketView] }) tickets!: TicketView[];
  @ApiProperty({ type: [LeverDto] }) levers!: LeverDto[];
  @ApiProperty({ example: { id: 'hotel-rate', version: 0 } }) sop!: { id: string; version: number };
  @ApiProperty({ example: 'intent' }) policy!: string;
  @ApiProperty({ enum: ['now', 'on_partner_message'] }) start!: string;
  @ApiPropertyOptional({ format: 'date-time' }) deadline?: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) metadata?: Record<string, unknown>;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
  @ApiPropertyOptional({ format: 'date-time' }) endedAt?: string;
}

/** The answer to a creation: nothing personal, because it is kept for repetitions. */
export class CreatedNegotiationView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'RATE-2027-0042' }) externalId!: string;
  @ApiProperty({ enum: STATUSES }) status!: string;
  @ApiProperty({ enum: STAGES }) stage!: string;
  @ApiProperty({ type: [TicketView] }) tickets!: TicketView[];
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

export class NegotiationPage {
  @ApiProperty({ type: [NegotiationView] }) items!: NegotiationView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class AgreedTermsView {
  @ApiProperty({ type: StayDto }) stay!: StayDto;
  @ApiProperty({ example: '455.00' }) rate!: string;
  @ApiProperty({ enum: PRICE_BASES }) basis!: string;
  @ApiProperty({ example: 'EUR' }) currency!: string;
  @ApiProperty({ enum: RATE_UNITS }) rateUnit!: string;
  @ApiProperty({ enum: TAX_BASES }) taxes!: string;
  @ApiProperty({ type: [String] }) conditions!: string[];
}

export class OutcomeTicketView {
  @ApiProperty() id!: string;
  @ApiProperty({ enum: TICKET_RESULTS }) result!: string;
  @ApiPropertyOptional({ example: '455.00', description: 'Where all agreed nights have the same rate' }) agreedRate?: string;
  @ApiPropertyOptional({ enum: PRICE_BASES }) basis?: string;
  @ApiProperty({ example: 'EUR' }) currency!: string;
  @ApiProperty({ type: [AgreedTermsView] }) agreedTerms!: AgreedTermsView[];
  @ApiPropertyOptional({ format: 'uuid', description: 'The message in which the partner said yes' }) agreedInMessage?: string;
}

export class OutcomeView {
  @ApiProperty({ enum: STATUSES }) status!: string;
  @ApiPropertyOptional({ enum: ['full', 'partial'] }) completeness?: string;
  @ApiProperty({ type: [OutcomeTicketView] }) tickets!: OutcomeTicketView[];
  @ApiProperty({ type: 'array', items: { type: 'object' }, example: [{ id: 'badge', ticketId: 'deluxe-march' }] })
  levers!: { id: string; ticketId?: string; terms?: string }[];
  @ApiPropertyOptional({ format: 'date-time' }) decidedAt?: string;
}

export class ChatTokenView {
  @ApiPropertyOptional({ description: 'Shown once; a repetition with the same Idempotency-Key is without it' }) token?: string;
  @ApiPropertyOptional({ example: 'https://parley.example/chat#token=…' }) url?: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}

export class MessageView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer', example: 1 }) seq!: number;
  @ApiProperty({ enum: ['partner', 'agent', 'human'] }) author!: string;
  @ApiProperty() text!: string;
  @ApiProperty({ format: 'date-time' }) sentAt!: string;
  @ApiPropertyOptional() clientMessageId?: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Terms restated in it: `{termsId, tickets}`' })
  terms?: { termsId: string; tickets: object[] };
}

export class MessagePage {
  @ApiProperty({ type: [MessageView] }) items!: MessageView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class ReceiptView {
  @ApiProperty({ format: 'uuid' }) messageId!: string;
  @ApiProperty({ type: 'integer' }) seq!: number;
  @ApiProperty({ description: 'It was received before' }) duplicate!: boolean;
}

export class VerificationView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() ticketId!: string;
  @ApiProperty({ description: 'Whether what is loaded is what was agreed' }) matches!: boolean;
}
