import { Injectable } from '@nestjs/common';
import { type DatasetRange } from '../../../datasets/dataset.js';
import { DecisionLog, type LoggedConversation } from '../../../datasets/ports/decision-log.js';
import { type RatingReason, type RatingVerdict } from '../../../domain/conversation/rating.js';
import { type TurnRecord } from '../../../domain/conversation/turn-record.js';
import { boundTo, type SealedBy } from '../conversation-row.js';
import { type Cursor, inBatches } from '../cursor.js';
import { PartnerCipher } from '../encryption/partner-cipher.js';
import { Prisma } from '../generated/client.js';
import { PrismaDatabase } from '../prisma-database.js';

/** Conversations that are read at once. A turn's record has some tens of kilobytes. */
const BATCH = 10;

interface NegotiationRow extends SealedBy {
  id: string;
  created_at: Date;
}

@Injectable()
export class PrismaDecisionLog extends DecisionLog {
  constructor(private readonly database: PrismaDatabase) {
    super();
  }

  async *conversations(tenantId: string, range: DatasetRange): AsyncIterable<LoggedConversation> {
    const batches = inBatches(BATCH, (after) => this.batch(tenantId, range, after));
    for await (const batch of batches) yield* await this.opened(batch, range.until);
  }

  async erasedSince(tenantId: string, range: DatasetRange, since: Date): Promise<string[]> {
    const rows = await this.database.client.$queryRaw<{ id: string }[]>`
      SELECT n.id FROM negotiations n JOIN partners p ON p.id = n.partner_id
      WHERE n.tenant_id = ${tenantId}::uuid AND p.erased_at >= ${since}::timestamptz AND ${hasTurnIn(range)}
      ORDER BY n.created_at, n.id`;
    return rows.map(({ id }) => id);
  }

  private batch(tenantId: string, range: DatasetRange, after: Cursor | undefined): Promise<NegotiationRow[]> {
    return this.database.client.$queryRaw<NegotiationRow[]>`
      SELECT n.id, n.created_at, p.id AS partner_id, p.data_key AS partner_data_key
      FROM negotiations n JOIN partners p ON p.id = n.partner_id AND p.data_key IS NOT NULL
      WHERE n.tenant_id = ${tenantId}::uuid AND ${hasTurnIn(range)}
        ${after ? Prisma.sql`AND (n.created_at, n.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : Prisma.empty}
      ORDER BY n.created_at, n.id LIMIT ${BATCH}`;
  }

  private async opened(rows: NegotiationRow[], until: Date): Promise<LoggedConversation[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const negotiationId = { in: ids };
    const { client } = this.database;
    const [turns, ratings, messages] = await Promise.all([
      client.turn.findMany({
        where: { negotiationId, committedAt: { lt: until } },
        select: { id: true, negotiationId: true, record: true },
        orderBy: { number: 'asc' },
      }),
      client.rating.findMany({
        where: { negotiationId, ratedAt: { lt: until } },
        select: { negotiationId: true, turnNumber: true, verdict: true, reasons: true },
        orderBy: [{ turnNumber: 'asc' }, { id: 'asc' }],
      }),
      client.$queryRaw<{ id: string; negotiation_id: string; seq: number; author: string; text: Uint8Array | null }[]>`
        SELECT id, negotiation_id, seq, author, CASE WHEN author = 'human' THEN text END AS text
        FROM messages WHERE negotiation_id IN (${Prisma.join(ids.map((id) => Prisma.sql`${id}::uuid`))})
          AND sent_at < ${until}::timestamptz ORDER BY seq`,
    ]);
    return rows.map((row) => {
      const cipher = PartnerCipher.unwrap(this.database.masterKey, row.partner_id, row.partner_data_key);
      const own = <T>(all: readonly T[], idOf: (each: T) => string): T[] => all.filter((each) => idOf(each) === row.id);
      return {
        negotiationId: row.id,
        records: own(turns, (each) => each.negotiationId).flatMap(
          (each) => cipher.openJson<TurnRecord>(each.record, boundTo.turn(each.id)) ?? [],
        ),
        ratings: own(ratings, (each) => each.negotiationId).map(({ turnNumber, verdict, reasons }) => ({
          turn: turnNumber,
          verdict: verdict as RatingVerdict,
          reasons: reasons as RatingReason[],
        })),
        messages: own(messages, (each) => each.negotiation_id).map(({ id, seq, author, text }) => ({
          seq,
          author: author as LoggedConversation['messages'][number]['author'],
          ...(text === null ? {} : { text: cipher.openText(text, boundTo.message(id)) }),
        })),
      };
    });
  }
}

/** Arms are a matter of the turn's record; what is asked here is only whether a conversation is worth opening. */
function hasTurnIn({ from, until, arms }: DatasetRange): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT 1 FROM turns t WHERE t.negotiation_id = n.id AND t.committed_at < ${until}::timestamptz
      ${from ? Prisma.sql`AND t.committed_at >= ${from}::timestamptz` : Prisma.empty}
      ${arms ? Prisma.sql`AND coalesce(t.degraded_to, t.arm) IN (${Prisma.join(arms)})` : Prisma.empty})`;
}
