import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf } from '../../negotiations/actor.js';
import { ManageExperiments } from '../../negotiations/manage-experiments.js';
import { type Caller } from '../../negotiations/ports/access-store.js';
import { valueOf } from '../common/answer.js';
import { ApiIdempotent, ApiProblems, KeyedApi } from '../common/api.decorators.js';
import { RequireScope } from '../common/api-key.guard.js';
import { CurrentCaller } from '../common/caller.js';
import { PageQuery, pageOf } from '../common/page-query.dto.js';
import { CreateExperimentDto, ExperimentPage, ExperimentResultsView, ExperimentView } from './experiments.dto.js';
import { presentExperiment, presentResults } from './experiments.presenter.js';

const WINDOW_DAYS = 14;

@ApiTags('Ops')
@KeyedApi()
@RequireScope('ops:read')
@Controller('ops/v1/experiments')
export class ExperimentsController {
  constructor(private readonly experiments: ManageExperiments) {}

  @Post()
  @RequireScope('ops:admin')
  @ApiOperation({
    summary: 'Plan a comparison of arms or models',
    description:
      'What is measured, against what, and with how many partners is fixed here and never changed. Nothing happens before it is started.',
  })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: ExperimentView })
  @ApiProblems(409, 422)
  async createExperiment(@CurrentCaller() caller: Caller, @Body() body: CreateExperimentDto): Promise<ExperimentView> {
    const { name, variants, control, windowDays = WINDOW_DAYS, expectedAgreed, smallestDifference } = body;
    const created = await this.experiments.create({
      tenantId: caller.tenantId,
      plan: {
        name,
        variants: variants.map(({ weight = 1, policyModel, ...variant }) => ({
          name: variant.name,
          arm: variant.arm,
          ...(policyModel === undefined ? {} : { policyModel }),
          weight,
        })),
        control,
        windowDays,
        expectedAgreed,
        smallestDifference,
      },
      actor: actorOf(caller),
    });
    return presentExperiment(valueOf(created));
  }

  @Get()
  @ApiOperation({ summary: 'List experiments, the latest first' })
  @ApiOkResponse({ type: ExperimentPage })
  @ApiProblems(422)
  async listExperiments(@CurrentCaller() caller: Caller, @Query() query: PageQuery): Promise<ExperimentPage> {
    const page = await this.experiments.list(caller.tenantId, pageOf(query));
    return { items: page.items.map(presentExperiment), nextCursor: page.nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get an experiment' })
  @ApiOkResponse({ type: ExperimentView })
  @ApiProblems(404)
  async getExperiment(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ExperimentView> {
    return presentExperiment(valueOf(await this.experiments.find({ tenantId: caller.tenantId, id })));
  }

  @Post(':id/start')
  @HttpCode(200)
  @RequireScope('ops:admin')
  @ApiOperation({
    summary: 'Assign the partners of new negotiations from now on',
    description:
      'Negotiations that name a `policy` themselves take no part. One experiment of a tenant runs at a time. Models are opened and checked first.',
  })
  @ApiOkResponse({ type: ExperimentView })
  @ApiProblems(404, 409, 422)
  async startExperiment(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ExperimentView> {
    const started = await this.experiments.start({ tenantId: caller.tenantId, id, actor: actorOf(caller) });
    return presentExperiment(valueOf(started));
  }

  @Post(':id/stop')
  @HttpCode(200)
  @RequireScope('ops:admin')
  @ApiOperation({
    summary: 'Assign nobody any more',
    description: 'Negotiations that take part go on as they began, and count when they are old enough.',
  })
  @ApiOkResponse({ type: ExperimentView })
  @ApiProblems(404, 409)
  async stopExperiment(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ExperimentView> {
    return presentExperiment(valueOf(await this.experiments.stop({ tenantId: caller.tenantId, id, actor: actorOf(caller) })));
  }

  @Get(':id/results')
  @ApiOperation({
    summary: 'What the experiment shows so far',
    description: 'Every negotiation counts for the variant that it was assigned to, whoever wrote in the end.',
  })
  @ApiOkResponse({ type: ExperimentResultsView })
  @ApiProblems(404)
  async getExperimentResults(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ExperimentResultsView> {
    return presentResults(valueOf(await this.experiments.results({ tenantId: caller.tenantId, id })));
  }
}
