import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ModelDirectory } from '../../turn/ports/model-directory.js';
import { RequireScope } from '../common/api-key.guard.js';
import { ApiProblems, KeyedApi } from '../common/api.decorators.js';

const ROLES = ['policy', 'reward-model'] as const;
const STATUSES = ['serving', 'refused'] as const;

export class ModelView {
  @ApiProperty({ enum: ROLES }) role!: (typeof ROLES)[number];
  @ApiPropertyOptional({ example: 'onnx', description: 'The arm that it writes as' }) arm?: string;
  @ApiPropertyOptional({ example: 'policy@1.0.0', description: 'Name, version and adapter' }) identity?: string;
  @ApiProperty({ enum: STATUSES }) status!: (typeof STATUSES)[number];
  @ApiPropertyOptional({ description: 'Why it was refused' }) reason?: string;
  @ApiPropertyOptional({ example: 'intent', description: 'What does its work instead: an arm, or a reward spec' })
  degradedTo?: string;
}

export class ModelList {
  @ApiProperty({ type: [ModelView] }) items!: ModelView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiTags('Ops')
@KeyedApi()
@RequireScope('ops:read')
@Controller('ops/v1/models')
export class ModelsController {
  constructor(private readonly directory: ModelDirectory) {}

  @Get()
  @ApiOperation({
    summary: 'List the models of this server',
    description: 'Those that it was told to use, and what became of them.',
  })
  @ApiOkResponse({ type: ModelList })
  @ApiProblems()
  listModels(): ModelList {
    return { items: this.directory.models(), nextCursor: null };
  }
}
