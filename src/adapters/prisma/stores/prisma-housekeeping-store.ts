import { Injectable } from '@nestjs/common';
import { HousekeepingStore } from '../../../negotiations/ports/housekeeping-store.js';
import { PrismaDatabase } from '../prisma-database.js';

/** Rows that one statement removes: no lock is held for long. */
const BATCH = 5_000;

@Injectable()
export class PrismaHousekeepingStore extends HousekeepingStore {
  constructor(private readonly database: PrismaDatabase) {
    super();
  }

  async clean(before: Date, at: Date): Promise<number> {
    const { client } = this.database;
    const { count: answers } = await client.idempotencyRecord.deleteMany({ where: { expiresAt: { lte: at } } });
    const { count: tokens } = await client.chatToken.deleteMany({ where: { expiresAt: { lt: before } } });
    const webhooks = await client.$executeRaw`
      DELETE FROM webhook_deliveries WHERE id IN (
        SELECT id FROM webhook_deliveries
        WHERE status IN ('delivered', 'failed', 'cancelled') AND next_attempt_at < ${before}::timestamptz LIMIT ${BATCH})`;
    // What a webhook still has to tell is looked up by its event.
    const events = await client.$executeRaw`
      DELETE FROM outbox_events WHERE id IN (
        SELECT o.id FROM outbox_events o
        WHERE o.delivered_at < ${before}::timestamptz
          AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.negotiation_id = o.negotiation_id AND d.event_id = o.event_id)
        LIMIT ${BATCH})`;
    return answers + tokens + webhooks + events;
  }

  async partnersDoneBefore(before: Date, limit: number): Promise<{ tenantId: string; partnerId: string }[]> {
    const rows = await this.database.client.$queryRaw<{ tenant_id: string; external_id: string }[]>`
      SELECT p.tenant_id, p.external_id FROM partners p
      WHERE p.data_key IS NOT NULL
        AND EXISTS (SELECT 1 FROM negotiations n WHERE n.partner_id = p.id)
        AND NOT EXISTS (
          SELECT 1 FROM negotiations n
          WHERE n.partner_id = p.id AND (n.ended_at IS NULL OR n.ended_at >= ${before}::timestamptz))
      ORDER BY p.created_at LIMIT ${limit}`;
    return rows.map(({ tenant_id, external_id }) => ({ tenantId: tenant_id, partnerId: external_id }));
  }
}
