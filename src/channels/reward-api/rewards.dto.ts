import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { AreObjects, IsLine, IsPresentObject, IsReply, MayBeAbsent } from '../common/validators.js';

/** A batch of a trainer; each reply passes through judge and reward model. */
const MAXIMUM_ITEMS = 64;

export class ScoreItemDto {
  @ApiPropertyOptional({ description: 'Comes back with the answer' })
  @MayBeAbsent()
  @IsLine()
  id?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description:
      'The moment: `{negotiation?, history?, stage?, menu?, now?}` as in `npm run -s guard`; absent: a documented default',
    example: { history: [{ author: 'partner', text: '490 is what I can do' }] },
  })
  @MayBeAbsent()
  @IsPresentObject()
  context?: Record<string, unknown>;

  @ApiProperty({
    oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }],
    description: 'The exact words, or `{text, plan?}`',
    example: 'Thank you. Could you do EUR 452?',
  })
  @IsReply()
  reply!: string | Record<string, unknown>;
}

export class ScoreRepliesDto {
  @ApiProperty({ type: [ScoreItemDto], maxItems: MAXIMUM_ITEMS })
  @AreObjects(MAXIMUM_ITEMS)
  @ValidateNested({ each: true })
  @Type(() => ScoreItemDto)
  items!: ScoreItemDto[];
}

export class ScoredItemView {
  @ApiPropertyOptional() id?: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Raw score of the reward model; null where there is none' })
  rm!: number | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: '100 less twice the judge’s deductions; null where it could not judge',
  })
  judge!: number | null;
  @ApiProperty({ description: 'Points that soft guardrails cost, as a number below zero' }) rules!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Null where the reply could not be checked; `reason` then says why' })
  reward!: number | null;
  @ApiPropertyOptional() reason?: string;
  @ApiProperty({ type: [String], description: 'Guardrails that would stop the reply' }) blocking!: string[];
  @ApiProperty({ example: 'repo-bounded@1f2e3d4c5b6a', description: 'Reward spec and its hash' }) spec!: string;
}

export class ScoredRepliesView {
  @ApiProperty({ type: [ScoredItemView] }) items!: ScoredItemView[];
}

export class RemoteRewardDto {
  @ApiProperty({ type: [String], description: 'Prompt and response of each sample' }) query!: string[];
  @ApiPropertyOptional({ type: [String], description: 'The prompts; what stands behind them in `query` is the response' })
  prompts?: string[];
  @ApiProperty({ type: [String], description: 'The moment of each sample as JSON, as the `context` of `/v1/rewards/score`' })
  labels!: string[];
}

export class RemoteRewardView {
  @ApiProperty({ type: [Number] }) rewards!: number[];
  @ApiProperty({ type: [Number], description: 'From 0 to 1' }) scores!: number[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'number' } },
    description: '`rm`, `rj`, `rf`, `blocked`, `could_not_check`, `unreadable`, a number for each sample',
  })
  extra_logs!: Record<string, number[]>;
}
