import { Injectable } from '@nestjs/common';
import { PartnerStore, type Erasure } from '../../../negotiations/ports/partner-store.js';
import { Randomness } from '../../../turn/ports/randomness.js';
import { Prisma } from '../generated/client.js';
import { PrismaDatabase } from '../prisma-database.js';
import { deliveriesOf } from './deliveries-of.js';

const CANCELLED = 'negotiation.cancelled';

@Injectable()
export class PrismaPartnerStore extends PartnerStore {
  constructor(
    private readonly database: PrismaDatabase,
    private readonly randomness: Randomness,
  ) {
    super();
  }

  async erase(tenantId: string, partnerId: string, at: Date): Promise<Erasure | null> {
    return this.database.client.$transaction(async (transaction) => {
      const partner = await transaction.partner.findFirst({ where: { tenantId, externalId: partnerId } });
      if (!partner?.dataKey) return null;
      const { id } = partner;
      // Every row is written, so that no turn or message that was read before can still be committed.
      const ended = await transaction.$queryRaw<{ id: string; was_open: boolean; event_sequence: number }[]>`
        UPDATE negotiations n
        SET status = CASE WHEN before.was_open THEN 'cancelled' ELSE n.status END,
            ended_at = CASE WHEN before.was_open THEN ${at}::timestamptz ELSE n.ended_at END,
            owner = 'agent', owner_name = NULL, next_turn_at = NULL, lease_expires_at = NULL, metadata = NULL,
            fence = n.fence + 1, updated_at = ${at}::timestamptz,
            event_sequence = n.event_sequence + CASE WHEN before.was_open THEN 1 ELSE 0 END
        FROM (SELECT id, status IN ('open', 'escalated') AS was_open FROM negotiations
              WHERE partner_id = ${id}::uuid ORDER BY id FOR UPDATE) before
        WHERE n.id = before.id
        RETURNING n.id, before.was_open, n.event_sequence`;
      const negotiationIds = ended.map((row) => row.id);
      const ofPartner = { negotiationId: { in: negotiationIds } };
      await transaction.timer.deleteMany({ where: ofPartner });
      await transaction.chatToken.updateMany({ where: { ...ofPartner, revokedAt: null }, data: { revokedAt: at } });
      await transaction.message.updateMany({ where: ofPartner, data: { terms: Prisma.DbNull } });
      const open = ended.filter((row) => row.was_open);
      for (const { id: negotiationId, event_sequence: sequence } of open) {
        const eventId = this.randomness.id();
        const data = { eventId, negotiationId, sequence, type: CANCELLED, payload: { type: CANCELLED }, createdAt: at };
        await transaction.outboxEvent.create({ data });
        const event = Prisma.sql`(SELECT ${eventId}::uuid AS event_id, ${sequence}::int AS sequence, ${CANCELLED}::text AS type)`;
        await transaction.$executeRaw(deliveriesOf(event, { tenantId, negotiationId, at }));
      }
      await transaction.partner.update({
        where: { id },
        data: {
          dataKey: null,
          erasedAt: at,
          profile: new Uint8Array(),
          // Whoever is negotiated with under that id from now on is somebody new.
          ...(partner.optedOutAt === null ? { externalId: `erased-${id}` } : {}),
        },
      });
      return { negotiationIds, cancelled: open.length };
    });
  }
}
