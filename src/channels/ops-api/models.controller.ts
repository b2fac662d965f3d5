import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ManageSettings } from '../../negotiations/manage-settings.js';
import { type Caller } from '../../negotiations/ports/access-store.js';
import { ModelDirectory } from '../../turn/ports/model-directory.js';
import { RequireScope } from '../common/api-key.guard.js';
import { ApiProblems, KeyedApi } from '../common/api.decorators.js';
import { CurrentCaller } from '../common/caller.js';

const ROLES = ['policy', 'reward-model', 'interpreter'] as const;
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

export class PolicyModelItem {
  @ApiProperty({ example: 'policy@1.0.0/grpo-repo', description: 'What drafting settings name it by' }) identity!: string;
  @ApiProperty({ example: '1.0.0' }) version!: string;
  @ApiPropertyOptional({ example: 'grpo-repo', description: 'Absent: the base of the version' }) adapter?: string;
  @ApiProperty({ description: 'It writes where no tenant has chosen another' }) default!: boolean;
  @ApiProperty({ description: 'It writes for this tenant in conversations of the arm onnx' }) chosen!: boolean;
  @ApiProperty({ description: 'It lies in the memory of the process that answers' }) open!: boolean;
}

export class PolicyModelList {
  @ApiProperty({ type: [PolicyModelItem] }) items!: PolicyModelItem[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiTags('Ops')
@KeyedApi()
@RequireScope('ops:read')
@Controller('ops/v1/models')
export class ModelsController {
  constructor(
    private readonly directory: ModelDirectory,
    private readonly settings: ManageSettings,
  ) {}

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

  @Get('policies')
  @ApiOperation({
    summary: 'List the policies that can be chosen',
    description:
      'Every version in the folder of models and every adapter of it, as they lie there now. Drafting settings choose one for the tenant.',
  })
  @ApiOkResponse({ type: PolicyModelList })
  @ApiProblems()
  async listPolicies(@CurrentCaller() caller: Caller): Promise<PolicyModelList> {
    return { items: await this.settings.policyModels(caller.tenantId), nextCursor: null };
  }
}
