import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf } from '../../negotiations/actor.js';
import { ManageSettings } from '../../negotiations/manage-settings.js';
import { type Caller } from '../../negotiations/ports/access-store.js';
import { NegotiationQueries } from '../../negotiations/ports/negotiation-queries.js';
import { SopLibrary } from '../../turn/sop-library.js';
import { valueOf } from '../common/answer.js';
import { ApiIdempotent, ApiProblems, KeyedApi } from '../common/api.decorators.js';
import { RequireScope } from '../common/api-key.guard.js';
import { CurrentCaller } from '../common/caller.js';
import { pageOf } from '../common/page-query.dto.js';
import { problem, ProblemException } from '../common/problem.js';
import {
  AuditQuery,
  DraftingDto,
  GuardrailModeDto,
  RollBackDto,
  SopParameters,
  SopVersionParameters,
  SopYamlDto,
} from './requests.dto.js';
import {
  AuditPage,
  DraftingSettingsView,
  GuardrailItem,
  GuardrailList,
  SopDefinitionView,
  SopList,
  SopReferenceView,
  SopValidationView,
} from './responses.dto.js';

@ApiTags('Ops')
@KeyedApi()
@RequireScope('ops:read')
@Controller('ops/v1')
export class SettingsController {
  constructor(
    private readonly settings: ManageSettings,
    private readonly sops: SopLibrary,
    private readonly queries: NegotiationQueries,
  ) {}

  @Get('guardrails')
  @ApiOperation({ summary: 'List guardrails and their modes' })
  @ApiOkResponse({ type: GuardrailList })
  @ApiProblems()
  async listGuardrails(@CurrentCaller() caller: Caller): Promise<GuardrailList> {
    return { items: await this.settings.guardrails(caller.tenantId), nextCursor: null };
  }

  @Patch('guardrails/:guardrail')
  @RequireScope('ops:admin')
  @ApiOperation({
    summary: 'Set the mode of a guardrail',
    description: 'Those that protect secrets, facts and consent are always enforced.',
  })
  @ApiOkResponse({ type: GuardrailItem })
  @ApiProblems(404, 409, 422)
  async setGuardrailMode(
    @CurrentCaller() caller: Caller,
    @Param('guardrail') guardrail: string,
    @Body() body: GuardrailModeDto,
  ): Promise<GuardrailItem> {
    const { tenantId } = caller;
    return valueOf(await this.settings.setGuardrailMode({ tenantId, guardrail, mode: body.mode, actor: actorOf(caller) }));
  }

  @Get('drafting-settings')
  @ApiOperation({ summary: 'Get how replies are drafted' })
  @ApiOkResponse({ type: DraftingSettingsView })
  @ApiProblems()
  async getDrafting(@CurrentCaller() caller: Caller): Promise<DraftingSettingsView> {
    return this.settings.drafting(caller.tenantId);
  }

  @Patch('drafting-settings')
  @RequireScope('ops:admin')
  @ApiOperation({
    summary: 'Change how replies are drafted',
    description:
      'For turns that begin from now on, in all conversations of the tenant; a turn in hand keeps what it began with. An arm is ' +
      'for new conversations. A model is opened and checked before it is chosen; one that must not be used changes nothing.',
  })
  @ApiOkResponse({ type: DraftingSettingsView })
  @ApiProblems(422)
  async changeDrafting(@CurrentCaller() caller: Caller, @Body() body: DraftingDto): Promise<DraftingSettingsView> {
    const { tenantId } = caller;
    return valueOf(await this.settings.changeDrafting({ tenantId, change: { ...body }, actor: actorOf(caller) }));
  }

  @Get('sops')
  @ApiOperation({ summary: 'List the versions of procedures' })
  @ApiOkResponse({ type: SopList })
  @ApiProblems()
  async listSops(@CurrentCaller() caller: Caller): Promise<SopList> {
    const versions = await this.sops.versions(caller.tenantId);
    const items = versions.map(({ id, version, publishedAt, publishedBy, active }) => ({
      id,
      version,
      publishedAt,
      publishedBy,
      active,
    }));
    return { items, nextCursor: null };
  }

  @Get('sops/:id/versions/:version')
  @ApiOperation({ summary: 'Get a version of a procedure as text' })
  @ApiOkResponse({ type: SopDefinitionView })
  @ApiProblems(404, 422)
  async getSop(@CurrentCaller() caller: Caller, @Param() { id, version }: SopVersionParameters): Promise<SopDefinitionView> {
    const yaml = await this.sops.yaml(caller.tenantId, id, version);
    if (yaml === null) throw new ProblemException(problem(404, 'not_found', 'There is no such version'));
    return { id, version, yaml };
  }

  @Post('sops/validate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Check a definition without publishing it' })
  @ApiOkResponse({ type: SopValidationView })
  @ApiProblems(422)
  validateSop(@Body() body: SopYamlDto): SopValidationView {
    const validated = this.sops.validate(body.yaml);
    if (validated.ok) return { valid: true, id: validated.id, errors: [] };
    return { valid: false, errors: validated.errors.map(({ path, message, line }) => ({ path, message, line })) };
  }

  @Post('sops')
  @RequireScope('ops:admin')
  @ApiOperation({ summary: 'Publish a definition', description: 'New conversations begin with it; running ones keep theirs.' })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: SopReferenceView })
  @ApiProblems(413, 422)
  async publishSop(@CurrentCaller() caller: Caller, @Body() body: SopYamlDto): Promise<SopReferenceView> {
    return valueOf(await this.settings.publishSop({ tenantId: caller.tenantId, yaml: body.yaml, actor: actorOf(caller) }));
  }

  @Post('sops/:id/rollback')
  @HttpCode(200)
  @RequireScope('ops:admin')
  @ApiOperation({ summary: 'Make an earlier version active again' })
  @ApiIdempotent()
  @ApiOkResponse({ type: SopReferenceView })
  @ApiProblems(404, 422)
  async rollBackSop(
    @CurrentCaller() caller: Caller,
    @Param() { id }: SopParameters,
    @Body() body: RollBackDto,
  ): Promise<SopReferenceView> {
    const { tenantId } = caller;
    return valueOf(await this.settings.rollBackSop({ tenantId, id, version: body.version, actor: actorOf(caller) }));
  }

  @Get('audit-log')
  @ApiOperation({ summary: 'Who did what, the latest first' })
  @ApiOkResponse({ type: AuditPage })
  @ApiProblems(422)
  async listAudit(@CurrentCaller() caller: Caller, @Query() query: AuditQuery): Promise<AuditPage> {
    const { conversationId, action } = query;
    const filter = {
      ...(conversationId === undefined ? {} : { negotiationId: conversationId }),
      ...(action === undefined ? {} : { action }),
    };
    const page = await this.queries.audit(caller.tenantId, filter, pageOf(query));
    return {
      items: page.items.map(({ id, negotiationId, actor, action: done, detail, at }) => ({
        id,
        ...(negotiationId === undefined ? {} : { conversationId: negotiationId }),
        actor,
        action: done,
        ...(detail === undefined ? {} : { detail }),
        at,
      })),
      nextCursor: page.nextCursor,
    };
  }
}
