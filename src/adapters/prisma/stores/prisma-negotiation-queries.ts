import { Injectable } from '@nestjs/common';
import { type Conversation } from '../../../domain/conversation/conversation.js';
import { type TurnRecord } from '../../../domain/conversation/turn-record.js';
import { type NegotiationStatus } from '../../../domain/taxonomy.js';
import {
  NegotiationQueries,
  type AuditEntryView,
  type ConversationSummary,
  type NegotiationFilter,
  type Page,
} from '../../../negotiations/ports/negotiation-queries.js';
import { Clock } from '../../../turn/ports/clock.js';
import { Randomness } from '../../../turn/ports/randomness.js';
import { boundTo, SELECT_CONVERSATION, toConversation, type ConversationRow } from '../conversation-row.js';
import { decodeCursor, toPage } from '../cursor.js';
import { PartnerCipher } from '../encryption/partner-cipher.js';
import { Prisma } from '../generated/client.js';
import { PrismaDatabase } from '../prisma-database.js';

const DAY_MS = 86_400_000;

@Injectable()
export class PrismaNegotiationQueries extends NegotiationQueries {
  constructor(
    private readonly database: PrismaDatabase,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {
    super();
  }

  async list(tenantId: string, filter: NegotiationFilter, page: { cursor?: string; limit: number }): Promise<Page<Conversation>> {
    const cursor = decodeCursor(page.cursor);
    const rows = await this.database.client.$queryRaw<ConversationRow[]>`
      ${Prisma.raw(SELECT_CONVERSATION)}
      WHERE ${conditions(tenantId, filter)}
        ${cursor ? Prisma.sql`AND (n.updated_at, n.id) > (${cursor.at}, ${cursor.id}::uuid)` : Prisma.empty}
      ORDER BY n.updated_at, n.id LIMIT ${page.limit + 1}`;
    return toPage(
      rows,
      page.limit,
      (row) => ({ at: row.updated_at, id: row.id }),
      (row) => toConversation(row, PartnerCipher.unwrap(this.database.masterKey, row.partner_id, row.partner_data_key)),
    );
  }

  async summaries(
    tenantId: string,
    filter: NegotiationFilter,
    page: { cursor?: string; limit: number },
  ): Promise<Page<ConversationSummary>> {
    const cursor = decodeCursor(page.cursor);
    const rows = await this.database.client.$queryRaw<ConversationRow[]>`
      ${Prisma.raw(SELECT_CONVERSATION)}
      WHERE ${conditions(tenantId, filter)}
        ${cursor ? Prisma.sql`AND (n.updated_at, n.id) < (${cursor.at}, ${cursor.id}::uuid)` : Prisma.empty}
      ORDER BY n.updated_at DESC, n.id DESC LIMIT ${page.limit + 1}`;
    return toPage(rows, page.limit, (row) => ({ at: row.updated_at, id: row.id }), toSummary);
  }

  async turns(negotiationId: string): Promise<TurnRecord[]> {
    const [partner, rows] = await Promise.all([
      this.database.client.partner.findFirst({
        where: { negotiations: { some: { id: negotiationId } } },
        select: { id: true, dataKey: true },
      }),
      this.database.client.turn.findMany({ where: { negotiationId }, orderBy: { number: 'asc' } }),
    ]);
    if (!partner) return [];
    const cipher = PartnerCipher.unwrap(this.database.masterKey, partner.id, partner.dataKey);
    return rows.flatMap((row) => cipher.openJson<TurnRecord>(row.record, boundTo.turn(row.id)) ?? []);
  }

  async counts(tenantId: string) {
    const since = new Date(this.clock.now().getTime() - DAY_MS);
    const { negotiation, turn } = this.database.client;
    const [statuses, stages, owners, waitingForPerson, turnsLastDay, fallbacksLastDay, arms] = await Promise.all([
      negotiation.groupBy({ by: ['status'], where: { tenantId }, _count: true }),
      negotiation.groupBy({ by: ['stage'], where: { tenantId, status: 'open' }, _count: true }),
      negotiation.groupBy({ by: ['owner'], where: { tenantId, status: { in: ['open', 'escalated'] } }, _count: true }),
      negotiation.count({ where: { tenantId, status: 'escalated', owner: 'agent' } }),
      turn.count({ where: { committedAt: { gte: since }, negotiation: { tenantId } } }),
      turn.count({ where: { committedAt: { gte: since }, resolution: { in: ['script', 'person'] }, negotiation: { tenantId } } }),
      negotiation.groupBy({ by: ['arm', 'status'], where: { tenantId }, _count: true }),
    ]);
    const byArm = new Map<string, { arm: string; conversations: number; agreed: number }>();
    for (const row of arms) {
      const entry = byArm.get(row.arm) ?? { arm: row.arm, conversations: 0, agreed: 0 };
      entry.conversations += row._count;
      if (row.status === 'agreed') entry.agreed += row._count;
      byArm.set(row.arm, entry);
    }
    return {
      byStatus: Object.fromEntries(statuses.map((row) => [row.status, row._count])),
      byStage: Object.fromEntries(stages.map((row) => [row.stage, row._count])),
      openByOwner: Object.fromEntries(owners.map((row) => [row.owner, row._count])),
      waitingForPerson,
      turnsLastDay,
      fallbacksLastDay,
      byArm: [...byArm.values()].sort((a, b) => a.arm.localeCompare(b.arm)),
    };
  }

  async audit(
    tenantId: string,
    filter: { negotiationId?: string; action?: string },
    page: { cursor?: string; limit: number },
  ): Promise<Page<AuditEntryView>> {
    const cursor = decodeCursor(page.cursor);
    const rows = await this.database.client.auditEntry.findMany({
      where: {
        tenantId,
        ...(filter.negotiationId === undefined ? {} : { negotiationId: filter.negotiationId }),
        ...(filter.action === undefined ? {} : { action: filter.action }),
        ...(cursor ? { OR: [{ at: { lt: cursor.at } }, { at: cursor.at, id: { lt: cursor.id } }] } : {}),
      },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: page.limit + 1,
    });
    return toPage(
      rows,
      page.limit,
      (row) => ({ at: row.at, id: row.id }),
      (row) => ({
        id: row.id,
        ...(row.negotiationId === null ? {} : { negotiationId: row.negotiationId }),
        actor: row.actor,
        action: row.action,
        ...(row.detail === null ? {} : { detail: row.detail as Record<string, unknown> }),
        at: row.at.toISOString(),
      }),
    );
  }

  async recordAudit(
    tenantId: string,
    entry: { negotiationId?: string; actor: string; action: string; detail?: Record<string, unknown> },
    at: Date,
  ): Promise<void> {
    const { detail, ...rest } = entry;
    await this.database.client.auditEntry.create({
      data: { id: this.randomness.id(), tenantId, ...rest, ...(detail ? { detail: detail as Prisma.InputJsonObject } : {}), at },
    });
  }

  async recordVerification(
    input: { negotiationId: string; ticketId: string; loadedRate: string; matches: boolean; observedAt: Date },
    at: Date,
  ): Promise<string> {
    const id = this.randomness.id();
    await this.database.client.verification.create({ data: { id, ...input, createdAt: at } });
    return id;
  }

  async oldestUndelivered(): Promise<Date | null> {
    const row = await this.database.client.outboxEvent.findFirst({
      where: { deliveredAt: null },
      orderBy: { id: 'asc' },
      select: { createdAt: true },
    });
    return row?.createdAt ?? null;
  }

  async ping(): Promise<void> {
    await this.database.client.$queryRaw`SELECT 1`;
  }
}

function conditions(tenantId: string, filter: NegotiationFilter): Prisma.Sql {
  const all = [Prisma.sql`n.tenant_id = ${tenantId}::uuid`];
  if (filter.externalId !== undefined) all.push(Prisma.sql`n.external_id = ${filter.externalId}`);
  if (filter.status?.length) all.push(Prisma.sql`n.status IN (${Prisma.join(filter.status)})`);
  if (filter.stage?.length) all.push(Prisma.sql`n.stage IN (${Prisma.join(filter.stage)})`);
  if (filter.owner !== undefined) all.push(Prisma.sql`n.owner = ${filter.owner}`);
  if (filter.arm !== undefined) all.push(Prisma.sql`n.arm = ${filter.arm}`);
  if (filter.partnerId !== undefined)
    all.push(Prisma.sql`p.tenant_id = ${tenantId}::uuid AND p.external_id = ${filter.partnerId}`);
  if (filter.hotelId !== undefined) all.push(searched(tenantId, Prisma.sql`s.hotel_id = ${filter.hotelId}`));
  if (filter.updatedSince !== undefined) all.push(Prisma.sql`n.updated_at >= ${filter.updatedSince}`);
  if (filter.search !== undefined) {
    const pattern = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`;
    all.push(searched(tenantId, Prisma.sql`s.names ILIKE ${pattern}`));
  }
  return Prisma.join(all, ' AND ');
}

const searched = (tenantId: string, condition: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`n.id IN (SELECT s.negotiation_id FROM negotiation_search s WHERE s.tenant_id = ${tenantId}::uuid AND ${condition})`;

function toSummary(row: ConversationRow): ConversationSummary {
  return {
    id: row.id,
    externalId: row.external_id,
    hotel: { id: row.hotel.id, name: row.hotel.name },
    partnerId: row.partner_external_id,
    status: row.status as NegotiationStatus,
    stage: row.stage,
    owner: row.owner as ConversationSummary['owner'],
    ...(row.owner_name === null ? {} : { ownerName: row.owner_name }),
    arm: row.arm,
    messageCount: row.last_seq,
    waitingForReply: row.inbox_head > row.answered_seq,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
