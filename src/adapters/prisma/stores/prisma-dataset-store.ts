import { Injectable } from '@nestjs/common';
import { type Dataset, type DatasetKind } from '../../../datasets/dataset.js';
import { DatasetStore } from '../../../datasets/ports/dataset-store.js';
import { type Page } from '../../../negotiations/ports/negotiation-queries.js';
import { createdBefore, decodeCursor, toPage } from '../cursor.js';
import { type Dataset as DatasetRow } from '../generated/client.js';
import { PrismaDatabase } from '../prisma-database.js';
import { asUuid } from '../uuid.js';

@Injectable()
export class PrismaDatasetStore extends DatasetStore {
  constructor(private readonly database: PrismaDatabase) {
    super();
  }

  async add(tenantId: string, { id, kind, range, createdBy, createdAt }: Dataset): Promise<void> {
    const { from = null, until, arms = [] } = range;
    await this.database.client.dataset.create({ data: { id, tenantId, kind, from, until, arms, createdBy, createdAt } });
  }

  async find(tenantId: string, datasetId: string): Promise<Dataset | null> {
    const id = asUuid(datasetId);
    const row = id && (await this.database.client.dataset.findFirst({ where: { id, tenantId } }));
    return row ? toDataset(row) : null;
  }

  async list(tenantId: string, page: { cursor?: string; limit: number }): Promise<Page<Dataset>> {
    const rows = await this.database.client.dataset.findMany({
      where: { tenantId, ...createdBefore(decodeCursor(page.cursor)) },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: page.limit + 1,
    });
    return toPage(rows, page.limit, (row) => ({ at: row.createdAt, id: row.id }), toDataset);
  }
}

function toDataset({ id, kind, from, until, arms, createdBy, createdAt }: DatasetRow): Dataset {
  return {
    id,
    kind: kind as DatasetKind,
    range: { ...(from ? { from } : {}), until, ...(arms.length > 0 ? { arms } : {}) },
    createdBy,
    createdAt,
  };
}
