import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn } from 'class-validator';
import { DATASET_KINDS, type DatasetKind } from '../../datasets/dataset.js';
import { AreLines, IsTimestamp, MayBeAbsent } from '../common/validators.js';

const MAXIMUM_ARMS = 20;
const KINDS = `\`sft\`: replies that were sent and nobody found bad. \`preference\`: two replies to one moment, one better. \`unpaired\`: a reply
and whether it is good. \`prompts\`: moments without their reply. \`reward-replay\`: every candidate with all that its reward was made of`;

export class CreateDatasetDto {
  @ApiProperty({ enum: DATASET_KINDS, example: 'preference', description: KINDS })
  @IsIn(DATASET_KINDS, { message: `must be one of ${DATASET_KINDS.join(', ')}` })
  kind!: DatasetKind;

  @ApiPropertyOptional({ format: 'date-time', description: 'Turns from then on; absent: from the first one on' })
  @MayBeAbsent()
  @IsTimestamp()
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Turns and ratings before then; absent: before now' })
  @MayBeAbsent()
  @IsTimestamp()
  until?: string;

  @ApiPropertyOptional({ type: [String], example: ['onnx'], description: 'Turns that one of these arms wrote; absent: all' })
  @MayBeAbsent()
  @AreLines(100)
  @ArrayMinSize(1, { message: 'must have an entry; leave it out for all arms' })
  @ArrayMaxSize(MAXIMUM_ARMS, { message: `has more than ${MAXIMUM_ARMS} entries` })
  @IsArray({ message: 'must be a list' })
  arms?: string[];
}

export class DatasetView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: DATASET_KINDS }) kind!: DatasetKind;
  @ApiPropertyOptional({ format: 'date-time' }) from?: string;
  @ApiProperty({ format: 'date-time' }) until!: string;
  @ApiPropertyOptional({ type: [String] }) arms?: string[];
  @ApiProperty({ example: 'Ines' }) createdBy!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

export class DatasetStateView extends DatasetView {
  @ApiProperty({ enum: ['current', 'outdated'], description: '`outdated`: a partner in it was erased since it was created' })
  status!: 'current' | 'outdated';

  @ApiProperty({
    type: [String],
    description: 'Conversations whose partner was erased since: rows whose id begins with one of these have to go out of copies',
  })
  erasedConversations!: string[];
}

export class DatasetPage {
  @ApiProperty({ type: [DatasetView] }) items!: DatasetView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

const COUNTS = { type: 'object', additionalProperties: { type: 'integer' } } as const;

export class DatasetLineageView {
  @ApiProperty({ type: 'integer' }) negotiations!: number;
  @ApiProperty({ type: 'integer' }) turns!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) firstTurnAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastTurnAt!: string | null;
  @ApiProperty({ ...COUNTS, description: 'Turns by arm, and so on' }) arms!: Record<string, number>;
  @ApiProperty(COUNTS) policies!: Record<string, number>;
  @ApiProperty(COUNTS) judges!: Record<string, number>;
  @ApiProperty(COUNTS) rewardSpecs!: Record<string, number>;
  @ApiProperty(COUNTS) guardrails!: Record<string, number>;
  @ApiProperty({ ...COUNTS, description: 'Rows by where their label comes from' }) sources!: Record<string, number>;
}

export class DatasetManifestView extends DatasetStateView {
  @ApiProperty({ type: 'integer' }) rows!: number;
  @ApiProperty({ type: 'integer' }) bytes!: number;
  @ApiProperty({ description: 'SHA-256 of the rows as they are downloaded now, in hexadecimal' }) sha256!: string;
  @ApiProperty({ example: 'transcript-2', description: 'Format of prompts and completions' }) serialiser!: string;
  @ApiProperty({ example: 'redaction-1', description: 'Rules by which personal data were taken out' }) redaction!: string;
  @ApiProperty() lineage!: DatasetLineageView;
}
