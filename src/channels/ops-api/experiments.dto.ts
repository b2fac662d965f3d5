import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsInt, IsNumber, Max, Min, ValidateNested } from 'class-validator';
import { EXPERIMENT_STATUSES, type ExperimentStatus } from '../../domain/experiments/experiment.js';
import { type ExperimentMetric, VERDICTS, type Verdict } from '../../domain/experiments/results.js';
import { AreObjects, IsLine, MayBeAbsent } from '../common/validators.js';

const MAXIMUM_VARIANTS = 5;
const NUMBER = { message: 'must be a number' };
export class VariantDto {
  @ApiProperty({ example: 'model', description: 'How results name it' })
  @IsLine(60)
  name!: string;

  @ApiProperty({ example: 'onnx' })
  @IsLine(60)
  arm!: string;

  @ApiPropertyOptional({
    example: 'policy@1.0.0/grpo-repo',
    description:
      'For the arm `onnx`, one of `GET /ops/v1/models/policies`; absent: the one that writes for the tenant when the experiment is planned',
  })
  @MayBeAbsent()
  @IsLine(200)
  policyModel?: string;

  @ApiPropertyOptional({
    default: 1,
    minimum: 1,
    maximum: 100,
    description: 'Partners it gets, in proportion to the other weights',
  })
  @MayBeAbsent()
  @Max(100)
  @Min(1)
  @IsInt({ message: 'must be a whole number' })
  weight?: number;
}

export class CreateExperimentDto {
  @ApiProperty({ example: 'Does the trained policy bargain better than the script?' })
  @IsLine()
  name!: string;

  @ApiProperty({ type: [VariantDto] })
  @Type(() => VariantDto)
  @ValidateNested({ each: true })
  @ArrayMinSize(2, { message: 'must have two entries or more: there is nothing to compare otherwise' })
  @ArrayMaxSize(MAXIMUM_VARIANTS, { message: `has more than ${MAXIMUM_VARIANTS} entries` })
  @AreObjects(MAXIMUM_VARIANTS)
  variants!: VariantDto[];

  @ApiProperty({ example: 'script', description: 'Name of the variant that the others are compared with' })
  @IsLine(60)
  control!: string;

  @ApiPropertyOptional({
    default: 14,
    minimum: 1,
    maximum: 90,
    description: 'Days after its creation in which a negotiation counts. Younger ones are not in the results yet',
  })
  @MayBeAbsent()
  @Max(90)
  @Min(1)
  @IsInt({ message: 'must be a whole number' })
  windowDays?: number;

  @ApiProperty({
    example: 0.4,
    minimum: 0.01,
    maximum: 0.99,
    description: 'Share of negotiations that end agreed with the control',
  })
  @Max(0.99)
  @Min(0.01)
  @IsNumber({}, NUMBER)
  expectedAgreed!: number;

  @ApiProperty({
    example: 0.1,
    minimum: 0.01,
    maximum: 0.9,
    description: 'The smallest difference of that share that must not be missed; how many partners are needed follows from it',
  })
  @Max(0.9)
  @Min(0.01)
  @IsNumber({}, NUMBER)
  smallestDifference!: number;
}

export class VariantView {
  @ApiProperty({ example: 'model' }) name!: string;
  @ApiProperty({ example: 'onnx' }) arm!: string;
  @ApiPropertyOptional({ example: 'policy@1.0.0/grpo-repo' }) policyModel?: string;
  @ApiProperty({ type: 'integer' }) weight!: number;
}

export class ExperimentView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: EXPERIMENT_STATUSES }) status!: ExperimentStatus;
  @ApiProperty({ type: [VariantView] }) variants!: VariantView[];
  @ApiProperty() control!: string;
  @ApiProperty({ type: 'integer' }) windowDays!: number;
  @ApiProperty() expectedAgreed!: number;
  @ApiProperty() smallestDifference!: number;
  @ApiProperty({ type: 'integer', description: 'Of each variant, before anything can be concluded' }) partnersNeeded!: number;
  @ApiProperty({ example: 'Ines' }) createdBy!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiPropertyOptional({ format: 'date-time' }) startedAt?: string;
  @ApiPropertyOptional({ format: 'date-time' }) stoppedAt?: string;
}

export class ExperimentPage {
  @ApiProperty({ type: [ExperimentView] }) items!: ExperimentView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class EstimateView {
  @ApiProperty({ example: 0.42 }) value!: number;
  @ApiPropertyOptional({ example: 0.35, description: 'Absent where too little is known for an interval' }) low?: number;
  @ApiPropertyOptional({ example: 0.49 }) high?: number;
}

const estimate = (description: string): PropertyDecorator => ApiPropertyOptional({ type: EstimateView, description });

/** Those are absent of which nothing was counted. `agreed` decides; the others show at what price. */
export class MetricsView implements Partial<Record<ExperimentMetric, EstimateView>> {
  @estimate('Negotiations with a rate agreed, of all; it decides') agreed?: EstimateView;
  @estimate('By how much of the current rate the agreed one is lower; 0 where nothing was agreed') reduction?: EstimateView;
  @estimate('Negotiations in which the partner opted out') optedOut?: EstimateView;
  @estimate('Negotiations in which a person wrote or was asked for') person?: EstimateView;
  @estimate('Messages of the agent, a negotiation') replies?: EstimateView;
  @estimate('Turns that ended in a script or with a person') scripted?: EstimateView;
  @estimate("Turns that another arm wrote than the variant's") elsewhere?: EstimateView;
}

export class VariantResultView {
  @ApiProperty({ example: 'model' }) name!: string;
  @ApiProperty({ type: 'integer' }) partners!: number;
  @ApiProperty({ type: 'integer', description: 'That are old enough to count' }) negotiations!: number;
  @ApiProperty() metrics!: MetricsView;
}

export class ComparisonView {
  @ApiProperty({ example: 'model' }) variant!: string;
  @ApiProperty({ description: "The variant's less the control's" }) differences!: MetricsView;
  @ApiProperty({
    enum: VERDICTS,
    description:
      'Of `agreed`. `sizes_do_not_fit`: partners got lost on one side, so nothing can be concluded. `too_early`: fewer partners than were planned',
  })
  verdict!: Verdict;
}

export class ExperimentResultsView {
  @ApiProperty() experiment!: ExperimentView;
  @ApiProperty({ description: 'The sizes of the groups can be explained by chance' }) sizesFit!: boolean;
  @ApiProperty({ type: 'integer', description: 'Negotiations whose window has not passed; not counted yet' }) tooYoung!: number;
  @ApiProperty({ example: 0.95, description: "Of the comparisons' intervals; several are held to stricter ones" })
  confidence!: number;
  @ApiProperty({ type: [VariantResultView] }) variants!: VariantResultView[];
  @ApiProperty({ type: [ComparisonView] }) comparisons!: ComparisonView[];
}
