import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { STAGES } from '../../domain/taxonomy.js';
import { STATUSES } from '../common/status-filter.js';
import { MODES } from './requests.dto.js';
import { RatingView } from './reviews.dto.js';

const OBJECT = { type: 'object', additionalProperties: true } as const;

export class DraftingDefaultsView {
  @ApiProperty({ type: 'integer' }) candidates!: number;
  @ApiProperty({ type: 'integer' }) maximumDeductions!: number;
  @ApiProperty() exploration!: number;
  @ApiProperty({ example: 'intent' }) arm!: string;
}

export class DraftingSettingsView {
  @ApiProperty({ type: 'integer', nullable: true, description: 'Null, here and below: as the installation does it' })
  candidates!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Where it is null, each policy has its own' }) temperature!:
    number | null;
  @ApiProperty({ type: 'integer', nullable: true }) maximumDeductions!: number | null;
  @ApiProperty({ type: Number, nullable: true }) exploration!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of new conversations' }) arm!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'policy@1.0.0/grpo-repo',
    description: 'The model that writes for the arm onnx',
  })
  policyModel!: string | null;
  @ApiProperty() defaults!: DraftingDefaultsView;
  @ApiPropertyOptional({ format: 'date-time' }) changedAt?: string;
  @ApiPropertyOptional() changedBy?: string;
}

export class SummaryView {
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, example: { open: 12, agreed: 3 } }) byStatus!: Record<
    string,
    number
  >;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, description: 'Open ones' }) byStage!: Record<
    string,
    number
  >;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } }) openByOwner!: Record<string, number>;
  @ApiProperty({ type: 'integer', description: 'Escalated, and nobody has taken over' }) waitingForPerson!: number;
  @ApiProperty({ type: 'integer' }) turnsLastDay!: number;
  @ApiProperty({ type: 'integer', description: 'Turns in which no candidate was sent' }) fallbacksLastDay!: number;
  @ApiProperty({ type: 'array', items: OBJECT, example: [{ arm: 'intent', conversations: 15, agreed: 3 }] })
  byArm!: { arm: string; conversations: number; agreed: number }[];
}

export class ConversationRowView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() externalId!: string;
  @ApiProperty({ ...OBJECT, example: { id: 'lisbon-1042', name: 'Hotel Aurora' } }) hotel!: { id: string; name: string };
  @ApiProperty() partnerId!: string;
  @ApiProperty({ enum: STATUSES }) status!: string;
  @ApiProperty({ enum: STAGES }) stage!: string;
  @ApiProperty({ enum: ['agent', 'human'] }) owner!: string;
  @ApiPropertyOptional() ownerName?: string;
  @ApiProperty({ example: 'intent' }) arm!: string;
  @ApiProperty({ type: 'integer' }) messageCount!: number;
  @ApiProperty() waitingForReply!: boolean;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
}

export class ConversationPage {
  @ApiProperty({ type: [ConversationRowView] }) items!: ConversationRowView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class FindingView {
  @ApiProperty({ example: 'numeric-grounding' }) guardrail!: string;
  @ApiProperty({ enum: ['pass', 'violation', 'could_not_check'] }) result!: string;
  @ApiProperty({ minimum: 0, maximum: 1 }) severity!: number;
  @ApiPropertyOptional({ type: [Number] }) span?: readonly [number, number];
  @ApiProperty() reason!: string;
}

export class CandidateView {
  @ApiProperty({ type: 'integer' }) index!: number;
  @ApiProperty({ description: 'This one was sent' }) won!: boolean;
  @ApiProperty({ type: 'integer', description: '0: first try, then repairs' }) attempt!: number;
  @ApiProperty() text!: string;
  @ApiProperty({ example: 'intent:propose#2' }) source!: string;
  @ApiProperty({ ...OBJECT, description: 'Act, tactic, asks and levers' }) plan!: object;
  @ApiPropertyOptional() logProbability?: number;
  @ApiProperty() acceptable!: boolean;
  @ApiProperty({ type: [FindingView] }) findings!: FindingView[];
  @ApiPropertyOptional({ ...OBJECT, description: "The judge's deductions" }) verdict?: object;
  @ApiPropertyOptional({ ...OBJECT, description: 'Reward and its parts' }) score?: object;
}

export class TurnView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer' }) number!: number;
  @ApiProperty({ example: 'partner_message' }) trigger!: string;
  @ApiProperty({ type: [Number], description: 'Messages that it answers' }) answers!: number[];
  @ApiPropertyOptional({ type: 'integer', description: 'The message that it sent' }) messageSeq?: number;
  @ApiProperty({ ...OBJECT, description: 'Position in the procedure before' }) before!: object;
  @ApiProperty({ ...OBJECT, description: 'Position in the procedure after' }) after!: object;
  @ApiProperty({ type: 'array', items: OBJECT }) effects!: object[];
  @ApiProperty({ ...OBJECT, description: 'What the procedure permitted, and why' }) directive!: object;
  @ApiPropertyOptional({ ...OBJECT, description: 'How the messages were understood' }) reading?: object;
  @ApiProperty({ ...OBJECT, description: 'What could be put on the table' }) menu!: object;
  @ApiProperty({ type: [CandidateView] }) candidates!: CandidateView[];
  @ApiProperty({ ...OBJECT, description: 'What was sent and why' }) resolution!: object;
  @ApiProperty() arm!: string;
  @ApiPropertyOptional() degradedTo?: string;
  @ApiPropertyOptional({
    example: 0.985,
    description: 'How likely the choice among the acceptable replies was; absent where nothing was left to chance',
  })
  propensity?: number;
  @ApiProperty({ ...OBJECT }) versions!: object;
  @ApiProperty({ ...OBJECT, description: 'Milliseconds in each step' }) timings!: object;
  @ApiProperty({ format: 'date-time' }) startedAt!: string;
  @ApiProperty({ format: 'date-time' }) committedAt!: string;
}

export class ConversationView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() externalId!: string;
  @ApiProperty({ ...OBJECT }) hotel!: object;
  @ApiProperty({ ...OBJECT }) partner!: object;
  @ApiProperty({ enum: STATUSES }) status!: string;
  @ApiProperty({ enum: STAGES }) stage!: string;
  @ApiProperty({ enum: ['agent', 'human'] }) owner!: string;
  @ApiPropertyOptional() ownerName?: string;
  @ApiProperty() arm!: string;
  @ApiPropertyOptional({ ...OBJECT, description: 'The experiment that chose the arm, and as which variant' })
  experiment?: { id: string; variant: string };
  @ApiProperty({ ...OBJECT }) sop!: { id: string; version: number };
  @ApiPropertyOptional({ format: 'date-time' }) deadline?: string;
  @ApiProperty({ type: 'array', items: OBJECT, description: 'Without target and limit rates' }) tickets!: object[];
  @ApiProperty({ type: 'array', items: OBJECT }) levers!: object[];
  @ApiProperty({ type: 'array', items: OBJECT, description: 'Where each ticket stands' }) standings!: object[];
  @ApiPropertyOptional({ ...OBJECT, description: 'Terms that wait for a yes' }) pendingTerms?: object;
  @ApiProperty({ type: 'array', items: OBJECT }) messages!: object[];
  @ApiProperty({ type: 'array', items: OBJECT, description: 'Asks, quotes, terms, agreements, refusals, in order' })
  ledger!: object[];
  @ApiProperty({ type: 'array', items: OBJECT, description: 'Stages in the order in which they were reached' }) path!: object[];
  @ApiProperty({ type: [TurnView] }) turns!: TurnView[];
  @ApiProperty({ type: [RatingView], description: 'What people think of the turns' }) ratings!: RatingView[];
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
  @ApiPropertyOptional({ format: 'date-time' }) endedAt?: string;
}

export class TakeoverView {
  @ApiProperty({ enum: ['human'] }) owner!: 'human';
  @ApiProperty({ example: 'Ines' }) ownerName!: string;
}

export class ReleaseView {
  @ApiProperty({ enum: ['agent'] }) owner!: 'agent';
  @ApiProperty({ description: 'The agent answers now' }) partnerWaits!: boolean;
}

/** Without the text: the answer is kept for repetitions, and message text is kept encrypted only. */
export class SentMessageView {
  @ApiProperty({ format: 'uuid' }) messageId!: string;
  @ApiProperty({ type: 'integer' }) seq!: number;
  @ApiProperty({ format: 'date-time' }) sentAt!: string;
}

export class ClosedView {
  @ApiProperty({ enum: ['agreed', 'declined'] }) status!: string;
}

export class GuardrailItem {
  @ApiProperty({ example: 'near-repetition' }) id!: string;
  @ApiProperty() title!: string;
  @ApiProperty() blocking!: boolean;
  @ApiProperty() severity!: number;
  @ApiProperty({ description: 'Always enforced' }) locked!: boolean;
  @ApiProperty() appliesToHumans!: boolean;
  @ApiProperty({ enum: MODES }) mode!: string;
  @ApiPropertyOptional({ format: 'date-time' }) changedAt?: string;
  @ApiPropertyOptional() changedBy?: string;
}

export class GuardrailList {
  @ApiProperty({ type: [GuardrailItem] }) items!: GuardrailItem[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class SopVersionItem {
  @ApiProperty({ example: 'hotel-rate' }) id!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ format: 'date-time' }) publishedAt!: string;
  @ApiProperty() publishedBy!: string;
  @ApiProperty({ description: 'New conversations begin with it' }) active!: boolean;
}

export class SopList {
  @ApiProperty({ type: [SopVersionItem] }) items!: SopVersionItem[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class SopDefinitionView {
  @ApiProperty() id!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty() yaml!: string;
}

export class SopReferenceView {
  @ApiProperty({ example: 'hotel-rate' }) id!: string;
  @ApiProperty({ type: 'integer', example: 2 }) version!: number;
}

export class SopValidationView {
  @ApiProperty() valid!: boolean;
  @ApiPropertyOptional({ example: 'hotel-rate' }) id?: string;
  @ApiProperty({ type: 'array', items: OBJECT, example: [{ path: 'stages.opening.may[0]', message: 'is not an act', line: 12 }] })
  errors!: { path: string; message: string; line: number }[];
}

export class AuditEntryItem {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiPropertyOptional({ format: 'uuid' }) conversationId?: string;
  @ApiProperty({ example: 'Ines' }) actor!: string;
  @ApiProperty({ example: 'conversation.taken_over' }) action!: string;
  @ApiPropertyOptional({ ...OBJECT }) detail?: object;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

export class AuditPage {
  @ApiProperty({ type: [AuditEntryItem] }) items!: AuditEntryItem[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
