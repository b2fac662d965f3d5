import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, Max, Min } from 'class-validator';
import {
  RATING_REASONS,
  RATING_VERDICTS,
  REVIEW_REASONS,
  type RatingReason,
  type RatingVerdict,
  type ReviewReason,
} from '../../domain/conversation/rating.js';
import { PageQuery } from '../common/page-query.dto.js';
import { toList } from '../common/status-filter.js';
import { IsProse, MayBeAbsent } from '../common/validators.js';

/** As many as the column of turn numbers holds. */
const MAXIMUM_TURN = 2_147_483_647;
const MAXIMUM_NOTE = 2_000;

export class RateTurnDto {
  @ApiProperty({ type: 'integer', minimum: 1, example: 3, description: 'Number of the turn in its conversation' })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(MAXIMUM_TURN, { message: `must be at most ${MAXIMUM_TURN}` })
  turn!: number;

  @ApiProperty({ enum: RATING_VERDICTS, example: 'bad' })
  @IsIn(RATING_VERDICTS, { message: `must be one of ${RATING_VERDICTS.join(', ')}` })
  verdict!: RatingVerdict;

  @ApiPropertyOptional({
    enum: RATING_REASONS,
    isArray: true,
    example: ['question_ignored'],
    description: 'What is wrong with it',
  })
  @MayBeAbsent()
  @IsIn(RATING_REASONS, { each: true, message: `must be of ${RATING_REASONS.join(', ')}` })
  @ArrayMaxSize(RATING_REASONS.length, { message: 'has too many entries' })
  @IsArray({ message: 'must be a list' })
  reasons?: RatingReason[];

  @ApiPropertyOptional({ maxLength: MAXIMUM_NOTE, example: 'They asked about the season and got a rate.' })
  @MayBeAbsent()
  @IsProse(MAXIMUM_NOTE)
  note?: string;
}

export class RatingView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer' }) turn!: number;
  @ApiProperty({ example: 'Ines' }) by!: string;
  @ApiProperty({ enum: RATING_VERDICTS }) verdict!: RatingVerdict;
  @ApiProperty({ enum: RATING_REASONS, isArray: true }) reasons!: RatingReason[];
  @ApiPropertyOptional() note?: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

export class ReviewQueueQuery extends PageQuery {
  @ApiPropertyOptional({ enum: REVIEW_REASONS, isArray: true, description: 'One or more, separated by commas' })
  @MayBeAbsent()
  @Transform(toList)
  @IsIn(REVIEW_REASONS, { each: true, message: `must be one of ${REVIEW_REASONS.join(', ')}` })
  reason?: ReviewReason[];
}

export class TurnToReviewView {
  @ApiProperty({ format: 'uuid' }) turnId!: string;
  @ApiProperty({ format: 'uuid' }) conversationId!: string;
  @ApiProperty() externalId!: string;
  @ApiProperty({ type: 'integer' }) turn!: number;
  @ApiProperty({
    enum: REVIEW_REASONS,
    description:
      '`person`: handed to one. `script`: no reply of the policy was acceptable. `degraded`: another arm wrote. `sample`: about every fiftieth of the rest',
  })
  reason!: ReviewReason;
  @ApiProperty({ description: 'Where the conversation is now' }) stage!: string;
  @ApiProperty() arm!: string;
  @ApiPropertyOptional() degradedTo?: string;
  @ApiPropertyOptional({ description: 'What was said' }) text?: string;
  @ApiProperty({ format: 'date-time' }) committedAt!: string;
}

export class ReviewQueuePage {
  @ApiProperty({ type: [TurnToReviewView] }) items!: TurnToReviewView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
