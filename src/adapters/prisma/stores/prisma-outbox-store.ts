import { Injectable } from '@nestjs/common';
import { type NegotiationStatus } from '../../../domain/taxonomy.js';
import { type OutboxEvent } from '../../../turn/ports/conversation-store.js';
import { OutboxStore, type OutgoingEvent } from '../../../turn/ports/outbox-store.js';
import { type SealedBy } from '../conversation-row.js';
import { PartnerCipher } from '../encryption/partner-cipher.js';
import { Prisma } from '../generated/client.js';
import { toStoredMessage, type MessageRow } from '../message-row.js';
import { PrismaDatabase } from '../prisma-database.js';

/** An event with its negotiation and, for `message.created`, the message; columns of the latter are null otherwise. */
type OutboxRow = SealedBy &
  MessageRow & {
    outbox_id: string;
    event_id: string;
    negotiation_id: string;
    sequence: number;
    payload: OutboxEvent;
    created_at: Date;
    tenant_id: string;
    external_id: string;
    status: string;
    stage: string;
  };

/** After which time events of a process that died between reading and marking are handed over by another one. */
const CLAIM_MS = 10_000;

@Injectable()
export class PrismaOutboxStore extends OutboxStore {
  constructor(private readonly database: PrismaDatabase) {
    super();
  }

  async next(delivered: readonly bigint[], at: Date, limit: number): Promise<OutgoingEvent[]> {
    const ids = [...delivered];
    const claimedUntil = new Date(at.getTime() + CLAIM_MS);
    // Marking and reading see the same state of the table, so what is being marked is left out by its id.
    const rows = await this.database.statements.rows<OutboxRow>(Prisma.sql`
      WITH marked AS (UPDATE outbox_events SET delivered_at = ${at}::timestamptz WHERE id = ANY (${ids}::bigint[])),
      claimed AS (
        UPDATE outbox_events SET claimed_until = ${claimedUntil}::timestamptz
        WHERE id IN (
          SELECT id FROM outbox_events
          WHERE delivered_at IS NULL AND id <> ALL (${ids}::bigint[])
            AND (claimed_until IS NULL OR claimed_until <= ${at}::timestamptz)
          ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING id, event_id, negotiation_id, sequence, payload, created_at)
      SELECT o.id AS outbox_id, o.event_id, o.negotiation_id, o.sequence, o.payload, o.created_at,
             n.tenant_id, n.external_id, n.status, n.stage, p.id AS partner_id, p.data_key AS partner_data_key,
             m.id, m.seq, m.author, m.text, m.client_message_id, m.terms, m.sent_at
      FROM claimed o
      JOIN negotiations n ON n.id = o.negotiation_id
      JOIN partners p ON p.id = n.partner_id
      LEFT JOIN messages m ON m.id = (o.payload->>'messageId')::uuid
      ORDER BY o.id`);
    const ciphers = new Map<string, PartnerCipher>();
    return rows.map((row) => ({
      outboxId: BigInt(row.outbox_id),
      eventId: row.event_id,
      negotiationId: row.negotiation_id,
      tenantId: row.tenant_id,
      externalId: row.external_id,
      sequence: row.sequence,
      event: row.payload,
      ...(row.payload.type === 'message.created' && row.id !== null
        ? { message: toStoredMessage(row, this.cipherOf(row, ciphers)) }
        : {}),
      status: row.status as NegotiationStatus,
      stage: row.stage,
      createdAt: row.created_at,
    }));
  }

  private cipherOf({ partner_id, partner_data_key }: SealedBy, known: Map<string, PartnerCipher>): PartnerCipher {
    const cipher = known.get(partner_id) ?? PartnerCipher.unwrap(this.database.masterKey, partner_id, partner_data_key);
    known.set(partner_id, cipher);
    return cipher;
  }
}
