import { Injectable } from '@nestjs/common';
import { type Page } from '../../../negotiations/ports/negotiation-queries.js';
import { type OutboxEvent } from '../../../turn/ports/conversation-store.js';
import { open, seal } from '../../../platform/sealed.js';
import { type EventType } from '../../../webhooks/event-types.js';
import {
  type AttemptOutcome,
  type ClaimedDelivery,
  type DeliveryFilter,
  type DeliveryStatus,
  type NewEndpoint,
  type WebhookDelivery,
  type WebhookEndpoint,
  WebhookStore,
} from '../../../webhooks/ports/webhook-store.js';
import { boundTo, type SealedBy } from '../conversation-row.js';
import { createdBefore, decodeCursor, toPage } from '../cursor.js';
import { PartnerCipher } from '../encryption/partner-cipher.js';
import { Prisma, type WebhookDelivery as DeliveryRow } from '../generated/client.js';
import { PrismaDatabase } from '../prisma-database.js';
import { asUuid } from '../uuid.js';

/** What is wrong with a receiver can be said in a line. */
const ERROR_LENGTH = 300;

interface ClaimedRow extends SealedBy {
  id: string;
  endpoint_id: string;
  tenant_id: string;
  negotiation_id: string;
  event_id: string;
  sequence: number;
  body: Uint8Array | null;
  attempts: number;
  tries: number;
  created_at: Date;
  payload: OutboxEvent;
  event_sequence: number;
  external_id: string;
  url: string;
  secret: Uint8Array;
  previous_secret: Uint8Array | null;
}

@Injectable()
export class PrismaWebhookStore extends WebhookStore {
  /** Whose key seals the body of a claimed delivery. */
  private readonly ciphers = new WeakMap<ClaimedDelivery, PartnerCipher>();

  constructor(private readonly database: PrismaDatabase) {
    super();
  }

  async createEndpoint(endpoint: NewEndpoint, maximum: number, at: Date): Promise<boolean> {
    const { id, tenantId, url, events, description } = endpoint;
    return this.database.client.$transaction(async (transaction) => {
      // Requests at the same time would all find room for one more.
      await transaction.$queryRaw`SELECT id FROM tenants WHERE id = ${tenantId}::uuid FOR UPDATE`;
      if ((await transaction.webhookEndpoint.count({ where: { tenantId } })) >= maximum) return false;
      const secret = this.sealed(endpoint.secret, id);
      const data = { id, tenantId, url, events, description: description ?? null, secret, createdAt: at };
      await transaction.webhookEndpoint.create({ data });
      return true;
    });
  }

  async endpoints(tenantId: string, page: { cursor?: string; limit: number }): Promise<Page<WebhookEndpoint>> {
    const cursor = decodeCursor(page.cursor);
    const rows = await this.database.client.webhookEndpoint.findMany({
      where: {
        tenantId,
        ...(cursor ? { OR: [{ createdAt: { gt: cursor.at } }, { createdAt: cursor.at, id: { gt: cursor.id } }] } : {}),
      },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: page.limit + 1,
      omit: { secret: true, previousSecret: true },
    });
    return toPage(
      rows,
      page.limit,
      (row) => ({ at: row.createdAt, id: row.id }),
      ({ id, url, events, description, disabledAt, createdAt }) => ({
        id,
        url,
        events: events as EventType[],
        ...(description === null ? {} : { description }),
        disabled: disabledAt !== null,
        createdAt,
      }),
    );
  }

  async removeEndpoint(tenantId: string, endpointId: string): Promise<boolean> {
    const id = asUuid(endpointId);
    if (!id) return false;
    return (await this.database.client.webhookEndpoint.deleteMany({ where: { id, tenantId } })).count === 1;
  }

  async rotateSecret(tenantId: string, endpointId: string, secret: Buffer, previousValidUntil: Date): Promise<boolean> {
    const id = asUuid(endpointId);
    if (!id) return false;
    // The right-hand sides are those of the row as it was.
    const rotated = await this.database.client.$executeRaw`
      UPDATE webhook_endpoints
      SET previous_secret = secret, previous_valid_until = ${previousValidUntil}::timestamptz, secret = ${this.sealed(secret, id)}
      WHERE id = ${id}::uuid AND tenant_id = ${tenantId}::uuid`;
    return rotated === 1;
  }

  async deliveries(
    tenantId: string,
    filter: DeliveryFilter,
    page: { cursor?: string; limit: number },
  ): Promise<Page<WebhookDelivery>> {
    const { endpointId, negotiationId, status } = filter;
    const cursor = decodeCursor(page.cursor);
    if ([endpointId, negotiationId].some((id) => id !== undefined && !asUuid(id))) return { items: [], nextCursor: null };
    const rows = await this.database.client.webhookDelivery.findMany({
      where: {
        tenantId,
        ...(endpointId === undefined ? {} : { endpointId }),
        ...(negotiationId === undefined ? {} : { negotiationId }),
        ...(status === undefined ? {} : { status: { in: status } }),
        ...createdBefore(cursor),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: page.limit + 1,
      omit: { body: true },
    });
    return toPage(rows, page.limit, (row) => ({ at: row.createdAt, id: row.id }), toDelivery);
  }

  async redeliver(tenantId: string, deliveryId: string, at: Date): Promise<WebhookDelivery | 'in_flight' | 'disabled' | null> {
    const id = asUuid(deliveryId);
    if (!id) return null;
    const { count } = await this.database.client.webhookDelivery.updateMany({
      where: {
        id,
        tenantId,
        endpoint: { disabledAt: null },
        OR: [{ leaseExpiresAt: null }, { leaseExpiresAt: { lte: at } }],
      },
      data: { status: 'pending', tries: 0, nextAttemptAt: at, leaseExpiresAt: null, deliveredAt: null, error: null },
    });
    const row = await this.database.client.webhookDelivery.findFirst({
      where: { id, tenantId },
      include: { endpoint: { select: { disabledAt: true } } },
      omit: { body: true },
    });
    if (!row) return null;
    if (count === 1) return toDelivery(row);
    return row.endpoint.disabledAt ? 'disabled' : 'in_flight';
  }

  async claim(input: {
    at: Date;
    leaseMs: number;
    perEndpoint: number;
    inFlight: ReadonlyMap<string, number>;
    limit: number;
  }): Promise<ClaimedDelivery[]> {
    const { at, leaseMs, perEndpoint, limit } = input;
    const leaseExpiresAt = new Date(at.getTime() + leaseMs);
    const inFlight = JSON.stringify(Object.fromEntries(input.inFlight));
    const rows = await this.database.statements.rows<ClaimedRow & { previous_valid_until: Date | null }>(Prisma.sql`
      WITH due AS (
        SELECT one.id
        FROM webhook_endpoints e
        CROSS JOIN LATERAL (
          SELECT d.id, d.next_attempt_at, d.sequence
          FROM webhook_deliveries d
          WHERE d.endpoint_id = e.id AND d.status = 'pending' AND d.next_attempt_at <= ${at}::timestamptz
            AND (d.lease_expires_at IS NULL OR d.lease_expires_at <= ${at}::timestamptz)
          ORDER BY d.next_attempt_at, d.sequence
          LIMIT greatest(0, ${perEndpoint}::int - coalesce((${inFlight}::jsonb ->> e.id::text)::int, 0))
          FOR UPDATE OF d SKIP LOCKED) one
        WHERE e.disabled_at IS NULL
        ORDER BY one.next_attempt_at, one.sequence
        LIMIT ${limit}::int),
      claimed AS (
        UPDATE webhook_deliveries d
        SET lease_expires_at = ${leaseExpiresAt}::timestamptz, attempts = attempts + 1, tries = tries + 1
        FROM due WHERE d.id = due.id
        RETURNING d.*)
      SELECT c.id, c.endpoint_id, c.tenant_id, c.negotiation_id, c.event_id, c.sequence, c.body, c.attempts, c.tries, c.created_at,
             o.payload, n.event_sequence, n.external_id, p.id AS partner_id, p.data_key AS partner_data_key,
             e.url, e.secret, e.previous_secret, e.previous_valid_until
      FROM claimed c
      JOIN webhook_endpoints e ON e.id = c.endpoint_id
      JOIN outbox_events o ON o.event_id = c.event_id
      JOIN negotiations n ON n.id = c.negotiation_id
      JOIN partners p ON p.id = n.partner_id
      ORDER BY c.next_attempt_at, c.sequence`);
    return rows.map((row) => this.toClaimed(row, at));
  }

  async keepBody(delivery: ClaimedDelivery, body: string): Promise<string | null> {
    const cipher = this.ciphers.get(delivery);
    if (!cipher) throw new Error('Only a claimed delivery has a body to keep');
    const bound = boundTo.webhook(delivery.id);
    const [kept] = await this.database.statements.rows<{ body: Uint8Array }>(Prisma.sql`
      UPDATE webhook_deliveries SET body = coalesce(body, ${cipher.sealText(body, bound)}::bytea)
      WHERE id = ${delivery.id}::uuid RETURNING body`);
    return kept ? cipher.openText(kept.body, bound) : null;
  }

  async settle(
    { id, endpointId, attempts }: Pick<ClaimedDelivery, 'id' | 'endpointId' | 'attempts'>,
    outcome: AttemptOutcome,
    at: Date,
  ): Promise<void> {
    const where = { id, attempts };
    const free = { leaseExpiresAt: null };
    if (outcome.kind === 'delivered') {
      const { responseStatus } = outcome;
      const data = { ...free, status: 'delivered', deliveredAt: at, responseStatus, error: null };
      await this.database.client.webhookDelivery.updateMany({ where, data });
    } else if (outcome.kind === 'failed') {
      const { error, responseStatus = null, nextAttemptAt } = outcome;
      const next = nextAttemptAt === undefined ? { status: 'failed' } : { nextAttemptAt };
      const data = { ...free, ...next, responseStatus, error: error.slice(0, ERROR_LENGTH) };
      await this.database.client.webhookDelivery.updateMany({ where, data });
    } else {
      const { responseStatus } = outcome;
      await this.database.client.$transaction([
        this.database.client.webhookDelivery.updateMany({ where, data: { responseStatus } }),
        this.database.client.webhookEndpoint.updateMany({
          where: { id: endpointId, disabledAt: null },
          data: { disabledAt: at },
        }),
        this.database.client.webhookDelivery.updateMany({
          where: { endpointId, status: 'pending' },
          data: { ...free, status: 'cancelled', error: 'the receiver said that it is gone' },
        }),
      ]);
    }
  }

  async nextDueAt(): Promise<Date | null> {
    const [row] = await this.database.statements.rows<{ due: Date }>(Prisma.sql`
      SELECT greatest(next_attempt_at, lease_expires_at) AS due
      FROM webhook_deliveries WHERE status = 'pending' ORDER BY next_attempt_at LIMIT 1`);
    return row?.due ?? null;
  }

  private sealed(secret: Buffer, endpointId: string): Uint8Array<ArrayBuffer> {
    return seal(this.database.masterKey, secret, boundTo.webhookEndpoint(endpointId));
  }

  private toClaimed(row: ClaimedRow & { previous_valid_until: Date | null }, at: Date): ClaimedDelivery {
    const cipher = PartnerCipher.unwrap(this.database.masterKey, row.partner_id, row.partner_data_key);
    const previous = row.previous_valid_until && row.previous_valid_until > at ? row.previous_secret : null;
    const delivery: ClaimedDelivery = {
      id: row.id,
      endpointId: row.endpoint_id,
      tenantId: row.tenant_id,
      negotiationId: row.negotiation_id,
      eventId: row.event_id,
      event: row.payload,
      sequence: row.sequence,
      latestSequence: row.event_sequence,
      externalId: row.external_id,
      createdAt: row.created_at,
      url: row.url,
      secrets: [row.secret, previous].flatMap((secret) =>
        secret ? [open(this.database.masterKey, secret, boundTo.webhookEndpoint(row.endpoint_id))] : [],
      ),
      body: row.body && !cipher.erased ? cipher.openText(row.body, boundTo.webhook(row.id)) : null,
      erased: cipher.erased,
      attempts: row.attempts,
      tries: row.tries,
    };
    this.ciphers.set(delivery, cipher);
    return delivery;
  }
}

function toDelivery(row: Omit<DeliveryRow, 'body'>): WebhookDelivery {
  const status = row.status as DeliveryStatus;
  return {
    id: row.id,
    endpointId: row.endpointId,
    negotiationId: row.negotiationId,
    eventId: row.eventId,
    type: row.type as EventType,
    sequence: row.sequence,
    status,
    attempts: row.attempts,
    ...(status === 'pending' ? { nextAttemptAt: row.nextAttemptAt } : {}),
    ...(row.responseStatus === null ? {} : { responseStatus: row.responseStatus }),
    ...(row.error === null ? {} : { error: row.error }),
    createdAt: row.createdAt,
    ...(row.deliveredAt === null ? {} : { deliveredAt: row.deliveredAt }),
  };
}
