import { Injectable } from '@nestjs/common';
import { type Rating, type RatingReason, type RatingVerdict, type ReviewReason } from '../../../domain/conversation/rating.js';
import { type Page } from '../../../negotiations/ports/negotiation-queries.js';
import { type NewRating, RatingStore, type TurnToReview } from '../../../negotiations/ports/rating-store.js';
import { Randomness } from '../../../turn/ports/randomness.js';
import { boundTo } from '../conversation-row.js';
import { decodeCursor, toPage } from '../cursor.js';
import { PartnerCipher } from '../encryption/partner-cipher.js';
import { Prisma } from '../generated/client.js';
import { PrismaDatabase } from '../prisma-database.js';
import { asUuid } from '../uuid.js';

interface RatingRow {
  id: string;
  turnNumber: number;
  rater: string;
  verdict: string;
  reasons: string[];
  note: Uint8Array | null;
  ratedAt: Date;
}

interface QueueRow {
  id: string;
  negotiation_id: string;
  external_id: string;
  number: number;
  reason: ReviewReason;
  stage: string;
  arm: string;
  degraded_to: string | null;
  committed_at: Date;
  message_id: string | null;
  text: Uint8Array | null;
  partner_id: string;
  partner_data_key: Uint8Array;
}

/** Five of 256: about every fiftieth turn, always the same ones. */
const SAMPLED = Prisma.sql`get_byte(decode(md5(t.id::text), 'hex'), 0) < 5`;
const REASON = Prisma.sql`
  CASE WHEN t.resolution = 'person' THEN 'person' WHEN t.resolution = 'script' THEN 'script'
       WHEN t.degraded_to IS NOT NULL THEN 'degraded' WHEN t.resolution = 'candidate' AND ${SAMPLED} THEN 'sample' END`;

@Injectable()
export class PrismaRatingStore extends RatingStore {
  constructor(
    private readonly database: PrismaDatabase,
    private readonly randomness: Randomness,
  ) {
    super();
  }

  async rate(tenantId: string, negotiationId: string, rating: NewRating, at: Date): Promise<Rating | 'no_turn' | 'erased'> {
    const id = asUuid(negotiationId);
    const turn =
      id &&
      (await this.database.client.turn.findFirst({
        where: { negotiationId: id, number: rating.turn, negotiation: { tenantId } },
        select: { negotiation: { select: { partner: { select: { id: true, dataKey: true } } } } },
      }));
    if (!id || !turn) return 'no_turn';
    const { partner } = turn.negotiation;
    const cipher = PartnerCipher.unwrap(this.database.masterKey, partner.id, partner.dataKey);
    if (cipher.erased) return 'erased';
    const place = { negotiationId: id, turnNumber: rating.turn, rater: rating.by };
    const note = rating.note === undefined ? null : cipher.sealText(rating.note, boundTo.rating(id, rating.turn, rating.by));
    const said = { verdict: rating.verdict, reasons: rating.reasons, note, ratedAt: at };
    const row = await this.database.client.rating.upsert({
      where: { negotiationId_turnNumber_rater: place },
      create: { id: this.randomness.id(), tenantId, ...place, ...said },
      update: said,
    });
    return toRating(row, id, cipher);
  }

  async ofConversation(negotiationId: string): Promise<Rating[]> {
    const id = asUuid(negotiationId);
    if (!id) return [];
    const rows = await this.database.client.rating.findMany({
      where: { negotiationId: id },
      include: { negotiation: { select: { partner: { select: { id: true, dataKey: true } } } } },
      orderBy: [{ turnNumber: 'asc' }, { ratedAt: 'asc' }, { id: 'asc' }],
    });
    const partner = rows[0]?.negotiation.partner;
    if (!partner) return [];
    const cipher = PartnerCipher.unwrap(this.database.masterKey, partner.id, partner.dataKey);
    return rows.map((row) => toRating(row, id, cipher));
  }

  async queue(
    tenantId: string,
    { reasons, since }: { reasons: readonly ReviewReason[]; since: Date },
    page: { cursor?: string; limit: number },
  ): Promise<Page<TurnToReview>> {
    const cursor = decodeCursor(page.cursor);
    const rows = await this.database.client.$queryRaw<QueueRow[]>`
      SELECT t.id, t.negotiation_id, n.external_id, t.number, ${REASON} AS reason, n.stage, t.arm, t.degraded_to, t.committed_at,
             m.id AS message_id, m.text, p.id AS partner_id, p.data_key AS partner_data_key
      FROM turns t
      JOIN negotiations n ON n.id = t.negotiation_id
      JOIN partners p ON p.id = n.partner_id AND p.data_key IS NOT NULL
      LEFT JOIN messages m ON m.negotiation_id = t.negotiation_id AND m.seq = t.message_seq
      WHERE n.tenant_id = ${tenantId}::uuid AND t.committed_at >= ${since} AND ${REASON} IN (${Prisma.join([...reasons])})
        AND NOT EXISTS (SELECT 1 FROM ratings r WHERE r.negotiation_id = t.negotiation_id AND r.turn_number = t.number)
        ${cursor ? Prisma.sql`AND (t.committed_at, t.id) < (${cursor.at}, ${cursor.id}::uuid)` : Prisma.empty}
      ORDER BY t.committed_at DESC, t.id DESC LIMIT ${page.limit + 1}`;
    return toPage(
      rows,
      page.limit,
      (row) => ({ at: row.committed_at, id: row.id }),
      (row) => this.toReview(row),
    );
  }

  private toReview(row: QueueRow): TurnToReview {
    const { text, message_id } = row;
    const cipher = PartnerCipher.unwrap(this.database.masterKey, row.partner_id, row.partner_data_key);
    return {
      turnId: row.id,
      negotiationId: row.negotiation_id,
      externalId: row.external_id,
      turn: row.number,
      reason: row.reason,
      stage: row.stage,
      arm: row.arm,
      ...(row.degraded_to === null ? {} : { degradedTo: row.degraded_to }),
      ...(text === null || message_id === null ? {} : { text: cipher.openText(text, boundTo.message(message_id)) }),
      committedAt: row.committed_at.toISOString(),
    };
  }
}

function toRating(row: RatingRow, negotiationId: string, cipher: PartnerCipher): Rating {
  const bound = boundTo.rating(negotiationId, row.turnNumber, row.rater);
  return {
    id: row.id,
    turn: row.turnNumber,
    by: row.rater,
    verdict: row.verdict as RatingVerdict,
    reasons: row.reasons as RatingReason[],
    ...(row.note === null ? {} : { note: cipher.openText(row.note, bound) }),
    at: row.ratedAt.toISOString(),
  };
}
