import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { fail, succeed, type Failure, type Result } from '../domain/failure.js';
import { type Actor, auditEntry } from '../negotiations/actor.js';
import { NegotiationQueries, type Page } from '../negotiations/ports/negotiation-queries.js';
import { Clock } from '../turn/ports/clock.js';
import { Randomness } from '../turn/ports/randomness.js';
import { type Dataset, type DatasetKind } from './dataset.js';
import { type DatasetManifest, LineageCount } from './manifest.js';
import { DatasetStore } from './ports/dataset-store.js';
import { DecisionLog } from './ports/decision-log.js';
import { momentsOf } from './rows/moments.js';
import { rowsOf } from './rows/rows-of.js';

/** A dataset, and the conversations in it that were erased since it was asked for: rows of them in copies have to go. */
export interface DatasetState extends Dataset {
  erasedNegotiations: string[];
}

export interface NewDataset {
  kind: DatasetKind;
  from?: Date;
  until?: Date;
  arms?: string[];
}

/** Datasets out of what was decided. None is a copy: rows are made from the log whenever they are read. */
@Injectable()
export class ManageDatasets {
  constructor(
    private readonly store: DatasetStore,
    private readonly log: DecisionLog,
    private readonly queries: NegotiationQueries,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  async create(input: { tenantId: string; wanted: NewDataset; actor: Actor }): Promise<Result<DatasetState>> {
    const { tenantId, wanted, actor } = input;
    const now = this.clock.now();
    const until = wanted.until ?? now;
    // The log is complete up to now: a dataset that ended later would grow while somebody trains with it.
    if (until > now) return invalid('until', 'must not lie in the future');
    if (wanted.from && wanted.from >= until) return invalid('from', 'must be before until');
    const { kind, from, arms } = wanted;
    const dataset: Dataset = {
      id: this.randomness.id(),
      kind,
      range: { ...(from ? { from } : {}), until, ...(arms ? { arms: [...new Set(arms)] } : {}) },
      createdBy: actor.name,
      createdAt: now,
    };
    await this.store.add(tenantId, dataset);
    await this.queries.recordAudit(tenantId, auditEntry(actor, 'dataset.created', { dataset: dataset.id, kind }), now);
    return succeed({ ...dataset, erasedNegotiations: [] });
  }

  list(tenantId: string, page: { cursor?: string; limit: number }): Promise<Page<Dataset>> {
    return this.store.list(tenantId, page);
  }

  async find(tenantId: string, id: string): Promise<Result<DatasetState>> {
    const dataset = await this.store.find(tenantId, id);
    if (!dataset) return NOT_FOUND;
    return succeed({ ...dataset, erasedNegotiations: await this.log.erasedSince(tenantId, dataset.range, dataset.createdAt) });
  }

  /** The rows as lines of JSON, conversation by conversation; who takes them is on record. */
  async lines(input: {
    tenantId: string;
    id: string;
    actor: Actor;
  }): Promise<Result<{ dataset: Dataset; lines: AsyncIterable<string> }>> {
    const { tenantId, id, actor } = input;
    const dataset = await this.store.find(tenantId, id);
    if (!dataset) return NOT_FOUND;
    const entry = auditEntry(actor, 'dataset.downloaded', { dataset: id, kind: dataset.kind });
    await this.queries.recordAudit(tenantId, entry, this.clock.now());
    return succeed({ dataset, lines: this.linesOf(tenantId, dataset) });
  }

  /** What the dataset holds now, and where that comes from. Reads the log once from end to end. */
  async manifest(tenantId: string, id: string): Promise<Result<{ dataset: DatasetState; manifest: DatasetManifest }>> {
    const found = await this.find(tenantId, id);
    if (!found.ok) return found;
    const lineage = new LineageCount();
    const digest = createHash('sha256');
    let bytes = 0;
    for await (const line of this.linesOf(tenantId, found.value, lineage)) {
      digest.update(line);
      bytes += Buffer.byteLength(line);
    }
    return succeed({ dataset: found.value, manifest: lineage.manifest({ bytes, sha256: digest.digest('hex') }) });
  }

  private async *linesOf(tenantId: string, { kind, range }: Dataset, lineage?: LineageCount): AsyncIterable<string> {
    for await (const conversation of this.log.conversations(tenantId, range)) {
      const turns = momentsOf(conversation, range)
        .map((moment) => ({ record: moment.record, rows: rowsOf(kind, moment) }))
        .filter(({ rows }) => rows.length > 0);
      if (turns.length === 0) continue;
      lineage?.add(turns);
      yield turns.flatMap(({ rows }) => rows.map((row) => `${JSON.stringify(row)}\n`)).join('');
    }
  }
}

const NOT_FOUND = fail('not_found', 'There is no such dataset');

const invalid = (path: string, message: string): { ok: false; failure: Failure } =>
  fail('invalid', `${path} ${message}`, [{ path, message }]);
