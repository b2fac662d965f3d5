import { Injectable } from '@nestjs/common';
import { type ConversationSnapshot } from '../../../domain/conversation/conversation.js';
import { type Experiment, type ExperimentPlan } from '../../../domain/experiments/experiment.js';
import { type Observation } from '../../../domain/experiments/results.js';
import { reductionOf } from '../../../domain/negotiation/reduction.js';
import { ExperimentStore, type NewExperiment } from '../../../negotiations/ports/experiment-store.js';
import { type Page } from '../../../negotiations/ports/negotiation-queries.js';
import { boundTo, type SealedBy } from '../conversation-row.js';
import { createdBefore as before, type Cursor, decodeCursor, inBatches, toPage } from '../cursor.js';
import { PartnerCipher } from '../encryption/partner-cipher.js';
import { type Experiment as ExperimentRow, Prisma } from '../generated/client.js';
import { PrismaDatabase } from '../prisma-database.js';
import { isUniqueViolation } from '../prisma-errors.js';
import { asUuid } from '../uuid.js';

/** Negotiations that are read and opened at once. */
const BATCH = 50;
const DAY_MS = 86_400_000;

interface ObservedRow extends SealedBy {
  id: string;
  created_at: Date;
  variant: string;
  /** A rate stood as agreed at the end of the window, on one ticket at least. */
  agreed: boolean;
  opted_out: boolean;
  person: boolean;
  replies: number;
  turns: number;
  scripted: number;
  elsewhere: number;
  snapshot: Uint8Array;
  until: Date;
}

@Injectable()
export class PrismaExperimentStore extends ExperimentStore {
  constructor(private readonly database: PrismaDatabase) {
    super();
  }

  async add(tenantId: string, { id, createdBy, createdAt, ...plan }: NewExperiment): Promise<void> {
    const data = { id, tenantId, plan: plan as unknown as Prisma.InputJsonObject, createdBy, createdAt };
    await this.database.client.experiment.create({ data });
  }

  async find(tenantId: string, experimentId: string): Promise<Experiment | null> {
    const id = asUuid(experimentId);
    const row = id && (await this.database.client.experiment.findFirst({ where: { id, tenantId } }));
    return row ? toExperiment(row) : null;
  }

  async list(tenantId: string, page: { cursor?: string; limit: number }): Promise<Page<Experiment>> {
    const rows = await this.database.client.experiment.findMany({
      where: { tenantId, ...before(decodeCursor(page.cursor)) },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: page.limit + 1,
    });
    return toPage(rows, page.limit, (row) => ({ at: row.createdAt, id: row.id }), toExperiment);
  }

  async running(tenantId: string): Promise<Experiment | null> {
    const row = await this.database.client.experiment.findUnique({ where: { runsFor: tenantId } });
    return row && toExperiment(row);
  }

  async start(tenantId: string, experimentId: string, at: Date): Promise<'started' | 'another_runs' | 'not_a_draft'> {
    const id = asUuid(experimentId);
    if (!id) return 'not_a_draft';
    try {
      const { count } = await this.database.client.experiment.updateMany({
        where: { id, tenantId, startedAt: null },
        data: { startedAt: at, runsFor: tenantId },
      });
      return count === 1 ? 'started' : 'not_a_draft';
    } catch (error) {
      if (isUniqueViolation(error)) return 'another_runs';
      throw error;
    }
  }

  async stop(tenantId: string, experimentId: string, at: Date): Promise<boolean> {
    const id = asUuid(experimentId);
    if (!id) return false;
    const where = { id, tenantId, runsFor: tenantId };
    const { count } = await this.database.client.experiment.updateMany({ where, data: { stoppedAt: at, runsFor: null } });
    return count === 1;
  }

  async *observations(tenantId: string, experiment: Experiment, createdBefore: Date): AsyncIterable<Observation> {
    const batches = inBatches(BATCH, (after) => this.batch(tenantId, experiment, createdBefore, after));
    for await (const rows of batches) for (const row of rows) yield this.observed(row);
  }

  countSince(tenantId: string, experimentId: string, since: Date): Promise<number> {
    return this.database.client.negotiation.count({ where: { tenantId, experimentId, createdAt: { gte: since } } });
  }

  /**
   * What happened after the window is not counted: it would favour negotiations that were begun early. Nor are turns that the
   * backend or a person made, and those in which nothing was to be said.
   */
  private batch(
    tenantId: string,
    { id, variants, windowDays }: Experiment,
    createdBefore: Date,
    after: Cursor | undefined,
  ): Promise<ObservedRow[]> {
    const until = Prisma.sql`n.created_at + ${windowDays * DAY_MS} * interval '1 millisecond'`;
    const arms = Prisma.join(variants.map(({ name, arm }) => Prisma.sql`(${name}::text, ${arm}::text)`));
    return this.database.client.$queryRaw<ObservedRow[]>`
      SELECT n.id, n.created_at, n.variant, n.snapshot, p.id AS partner_id, p.data_key AS partner_data_key, ${until} AS until,
        l.agreed, n.status = 'opted_out' AND n.ended_at <= ${until} AS opted_out,
        n.status = 'escalated' OR n.owner = 'human' OR coalesce(m.person, false) OR t.handed > 0 AS person,
        m.replies::int, t.turns::int, t.scripted::int, t.elsewhere::int
      FROM negotiations n
      JOIN partners p ON p.id = n.partner_id
      JOIN (VALUES ${arms}) AS v(name, arm) ON v.name = n.variant
      CROSS JOIN LATERAL (
        SELECT coalesce(bool_or(latest = 'agreement'), false) AS agreed FROM (
          SELECT DISTINCT ON (ticket_id) type AS latest FROM ledger_entries
          WHERE negotiation_id = n.id AND type IN ('agreement', 'retraction') AND at <= ${until}
          ORDER BY ticket_id, position DESC) AS standing) l
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE author = 'agent') AS replies, bool_or(author = 'human') AS person
        FROM messages WHERE negotiation_id = n.id AND sent_at <= ${until}) m
      CROSS JOIN LATERAL (
        SELECT count(*) AS turns, count(*) FILTER (WHERE resolution = 'person') AS handed,
          count(*) FILTER (WHERE resolution IN ('script', 'person')) AS scripted,
          count(*) FILTER (WHERE coalesce(degraded_to, turns.arm) <> v.arm) AS elsewhere
        FROM turns WHERE negotiation_id = n.id AND committed_at <= ${until}
          AND resolution <> 'silent' AND trigger NOT IN ('cancel', 'operator_close', 'release')) t
      WHERE n.tenant_id = ${tenantId}::uuid AND n.experiment_id = ${id}::uuid AND n.created_at < ${createdBefore}::timestamptz
        ${after ? Prisma.sql`AND (n.created_at, n.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : Prisma.empty}
      ORDER BY n.created_at, n.id LIMIT ${BATCH}`;
  }

  private observed(row: ObservedRow): Observation {
    const reduction = this.reductionIn(row);
    return {
      variant: row.variant,
      partnerId: row.partner_id,
      agreed: row.agreed,
      ...(reduction === undefined ? {} : { reduction }),
      optedOut: row.opted_out,
      person: row.person,
      replies: row.replies,
      turns: row.turns,
      scripted: row.scripted,
      elsewhere: row.elsewhere,
    };
  }

  /** As it stood at the end of the window; undefined for partners who were erased. */
  private reductionIn(row: ObservedRow): number | undefined {
    const cipher = PartnerCipher.unwrap(this.database.masterKey, row.partner_id, row.partner_data_key);
    const snapshot = cipher.openJson<ConversationSnapshot>(row.snapshot, boundTo.snapshot(row.id));
    if (!snapshot) return undefined;
    return reductionOf({
      ...snapshot.state,
      ledger: snapshot.state.ledger.filter(({ at }) => new Date(at) <= row.until),
    });
  }
}

function toExperiment({ id, plan, runsFor, createdBy, createdAt, startedAt, stoppedAt }: ExperimentRow): Experiment {
  return {
    id,
    ...(plan as unknown as ExperimentPlan),
    status: runsFor ? 'running' : startedAt ? 'stopped' : 'draft',
    createdBy,
    createdAt,
    ...(startedAt ? { startedAt } : {}),
    ...(stoppedAt ? { stoppedAt } : {}),
  };
}
