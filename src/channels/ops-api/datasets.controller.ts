import { Readable } from 'node:stream';
import { Body, Controller, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Dataset } from '../../datasets/dataset.js';
import { type DatasetState, ManageDatasets } from '../../datasets/manage-datasets.js';
import { actorOf } from '../../negotiations/actor.js';
import { type Caller } from '../../negotiations/ports/access-store.js';
import { valueOf } from '../common/answer.js';
import { ApiIdempotent, ApiProblems, KeyedApi } from '../common/api.decorators.js';
import { RequireScope } from '../common/api-key.guard.js';
import { CurrentCaller } from '../common/caller.js';
import { PageQuery, pageOf } from '../common/page-query.dto.js';
import { CreateDatasetDto, DatasetManifestView, DatasetPage, DatasetStateView, type DatasetView } from './datasets.dto.js';

const NDJSON = 'application/x-ndjson';

@ApiTags('Training')
@KeyedApi()
@RequireScope('training')
@Controller('ops/v1/datasets')
export class DatasetsController {
  constructor(private readonly datasets: ManageDatasets) {}

  @Post()
  @ApiOperation({
    summary: 'Ask for a dataset of what was decided',
    description:
      'Turns are fixed by their time, so that the same rows can be read again. Nothing is copied: rows are made from the log whenever they are read, and what was erased is not in it.',
  })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: DatasetStateView })
  @ApiProblems(409, 422)
  async create(@CurrentCaller() caller: Caller, @Body() body: CreateDatasetDto): Promise<DatasetStateView> {
    const { kind, from, until, arms } = body;
    const created = await this.datasets.create({
      tenantId: caller.tenantId,
      wanted: {
        kind,
        ...(from === undefined ? {} : { from: new Date(from) }),
        ...(until === undefined ? {} : { until: new Date(until) }),
        ...(arms === undefined ? {} : { arms }),
      },
      actor: actorOf(caller),
    });
    return presentState(valueOf(created));
  }

  @Get()
  @ApiOperation({ summary: 'List datasets, the latest first' })
  @ApiOkResponse({ type: DatasetPage })
  @ApiProblems(422)
  async list(@CurrentCaller() caller: Caller, @Query() query: PageQuery): Promise<DatasetPage> {
    const page = await this.datasets.list(caller.tenantId, pageOf(query));
    return { items: page.items.map(present), nextCursor: page.nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'A dataset, and whether a partner in it was erased since' })
  @ApiOkResponse({ type: DatasetStateView })
  @ApiProblems(404)
  async find(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<DatasetStateView> {
    return presentState(valueOf(await this.datasets.find(caller.tenantId, id)));
  }

  @Get(':id/manifest')
  @ApiOperation({ summary: 'What it holds now: rows, hash, lineage', description: 'Reads the whole dataset to answer.' })
  @ApiOkResponse({ type: DatasetManifestView })
  @ApiProblems(404)
  async manifest(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<DatasetManifestView> {
    const { dataset, manifest } = valueOf(await this.datasets.manifest(caller.tenantId, id));
    return { ...presentState(dataset), ...manifest };
  }

  @Get(':id/rows')
  @ApiOperation({
    summary: 'The rows, a line of JSON each',
    description: 'Streamed. A connection that breaks before the end leaves less than the `bytes` of the manifest.',
  })
  @ApiProduces(NDJSON)
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiProblems(404)
  async rows(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<StreamableFile> {
    const found = await this.datasets.lines({ tenantId: caller.tenantId, id, actor: actorOf(caller) });
    const { dataset, lines } = valueOf(found);
    const disposition = `attachment; filename="${dataset.kind}-${dataset.id}.jsonl"`;
    return new StreamableFile(Readable.from(lines), { type: NDJSON, disposition });
  }
}

function present({ id, kind, range, createdBy, createdAt }: Dataset): DatasetView {
  return {
    id,
    kind,
    ...(range.from ? { from: range.from.toISOString() } : {}),
    until: range.until.toISOString(),
    ...(range.arms ? { arms: range.arms } : {}),
    createdBy,
    createdAt: createdAt.toISOString(),
  };
}

function presentState(dataset: DatasetState): DatasetStateView {
  const { erasedNegotiations } = dataset;
  return {
    ...present(dataset),
    status: erasedNegotiations.length > 0 ? 'outdated' : 'current',
    erasedConversations: erasedNegotiations,
  };
}
