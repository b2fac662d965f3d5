import { Injectable } from '@nestjs/common';
import { type Conversation } from '../../../domain/conversation/conversation.js';
import { type TranscriptTurn } from '../../../domain/conversation/transcript-turn.js';
import { type Mandate } from '../../../domain/negotiation/mandate.js';
import {
  ConversationStore,
  type ConversationTransaction,
  type DraftLease,
  type DueTimer,
  type DueTurns,
  type NewConversation,
  type StoredMessage,
  type TimerKind,
  type TurnStart,
  type WriteReading,
} from '../../../turn/ports/conversation-store.js';
import { Clock } from '../../../turn/ports/clock.js';
import { Randomness } from '../../../turn/ports/randomness.js';
import {
  boundTo,
  SELECT_CONVERSATION,
  SELECT_WRITABLE,
  selectMandates,
  selectTurnStart,
  toConversation,
  type ConversationRow,
  type PartnerProfile,
  type SealedBy,
  type TurnStartRow,
  type WritableRow,
} from '../conversation-row.js';
import { statementsIn, type Statements } from '../database/statements.js';
import { deliveriesOf } from './deliveries-of.js';
import { StagedConversation } from './staged-conversation.js';
import { PartnerCipher } from '../encryption/partner-cipher.js';
import { Prisma } from '../generated/client.js';
import { PrismaDatabase } from '../prisma-database.js';
import { isUniqueViolation } from '../prisma-errors.js';
import { toStoredMessage, type MessageRow } from '../message-row.js';
import { asUuid } from '../uuid.js';

const OPENED = 'negotiation.opened';

/** Conversations in PostgreSQL. The row lock on `negotiations` is the arbiter between all writers of all processes. */
@Injectable()
export class PrismaConversationStore extends ConversationStore {
  /** What the conversations that turns have begun with were read from, for their commits. */
  private readonly rowsRead = new WeakMap<Conversation, { row: WritableRow; cipher: PartnerCipher }>();

  constructor(
    private readonly database: PrismaDatabase,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {
    super();
  }

  async create(conversation: NewConversation, at: Date): Promise<Conversation | 'already_exists' | 'partner_opted_out'> {
    const id = this.randomness.id();
    const eventId = this.randomness.id();
    try {
      const outcome = await this.database.client.$transaction(async (transaction) => {
        const partner = await this.partnerFor(transaction, conversation, at);
        if (partner.optedOut) return 'partner_opted_out' as const;
        await transaction.negotiation.create({
          data: {
            id,
            tenantId: conversation.tenantId,
            externalId: conversation.externalId,
            partnerId: partner.id,
            hotel: conversation.hotel,
            hotelName: conversation.hotel.name,
            arm: conversation.arm,
            policyModel: conversation.policyModel ?? null,
            experimentId: conversation.experiment?.id ?? null,
            variant: conversation.experiment?.variant ?? null,
            sopId: conversation.sop.id,
            sopVersion: conversation.sop.version,
            start: conversation.start,
            ...(conversation.metadata ? { metadata: conversation.metadata as Prisma.InputJsonObject } : {}),
            status: conversation.snapshot.position.status,
            stage: conversation.snapshot.position.stage,
            snapshot: partner.cipher.sealJson(conversation.snapshot, boundTo.snapshot(id)),
            eventSequence: 1,
            nextTurnAt: conversation.firstTurnAt,
            deadline: conversation.deadline ?? null,
            createdAt: at,
            updatedAt: at,
            mandates: {
              create: conversation.mandates.map(({ ticketId, targetRate, limitRate }) => ({ ticketId, targetRate, limitRate })),
            },
            outbox: {
              create: {
                eventId,
                sequence: 1,
                type: OPENED,
                payload: { type: OPENED },
                createdAt: at,
              },
            },
            ...(conversation.deadline ? { timers: { create: { kind: 'deadline', dueAt: conversation.deadline } } } : {}),
          },
        });
        const events = Prisma.sql`(SELECT ${eventId}::uuid AS event_id, 1 AS sequence, ${OPENED}::text AS type)`;
        const { tenantId } = conversation;
        await transaction.$executeRaw(deliveriesOf(events, { tenantId, negotiationId: id, at }));
        return 'created' as const;
      });
      if (outcome !== 'created') return outcome;
    } catch (error) {
      if (isUniqueViolation(error)) return 'already_exists';
      throw error;
    }
    const created = await this.load(id);
    if (!created) throw new Error(`Negotiation ${id} is gone right after it was created`);
    return created;
  }

  async load(negotiationId: string, tenantId?: string): Promise<Conversation | null> {
    const id = asUuid(negotiationId);
    if (!id) return null;
    const [row] = await this.database.statements.rows<ConversationRow>(
      Prisma.sql`${Prisma.raw(SELECT_CONVERSATION)} WHERE n.id = ${id}::uuid ${ofTenant(tenantId)}`,
    );
    return row ? toConversation(row, this.cipherOf(row)) : null;
  }

  async forTurn(negotiationId: string, historyLength: number): Promise<TurnStart | null> {
    const id = asUuid(negotiationId);
    if (!id) return null;
    const [row] = await this.database.statements.rows<TurnStartRow>(
      Prisma.sql`${selectTurnStart(historyLength)} WHERE n.id = ${id}::uuid`,
    );
    if (!row) return null;
    const cipher = this.cipherOf(row);
    const conversation = toConversation(row, cipher);
    this.rowsRead.set(conversation, { row, cipher });
    const history = row.history.map(({ text, sent_at, ...message }) =>
      toStoredMessage({ ...message, text: Buffer.from(text, 'base64'), sent_at: new Date(sent_at) }, cipher),
    );
    return { conversation, history, mandates: row.mandates };
  }

  mandates(negotiationId: string): Promise<Mandate[]> {
    return this.database.statements.rows<Mandate>(selectMandates(negotiationId));
  }

  async messages(negotiationId: string, options: { afterSeq?: number; limit?: number }): Promise<StoredMessage[]> {
    const id = asUuid(negotiationId);
    if (!id) return [];
    const rows = await this.database.statements.rows<MessageRow & SealedBy>(Prisma.sql`
      SELECT m.id, m.seq, m.author, m.text, m.client_message_id, m.terms, m.sent_at, p.id AS partner_id, p.data_key AS partner_data_key
      FROM negotiations n JOIN partners p ON p.id = n.partner_id JOIN messages m ON m.negotiation_id = n.id
      WHERE n.id = ${id}::uuid AND m.seq > ${options.afterSeq ?? 0}
      ORDER BY m.seq
      ${options.limit === undefined ? Prisma.empty : Prisma.sql`LIMIT ${options.limit}`}`);
    const first = rows[0];
    if (!first) return [];
    const cipher = this.cipherOf(first);
    return rows.map((row) => toStoredMessage(row, cipher));
  }

  async transcript(negotiationId: string, limit: number): Promise<TranscriptTurn[]> {
    const id = asUuid(negotiationId);
    if (!id) return [];
    const rows = await this.database.statements.rows<SealedBy & { id: string; transcript: Uint8Array }>(Prisma.sql`
      SELECT t.id, t.transcript, p.id AS partner_id, p.data_key AS partner_data_key
      FROM negotiations n JOIN partners p ON p.id = n.partner_id JOIN turns t ON t.negotiation_id = n.id
      WHERE n.id = ${id}::uuid AND t.transcript IS NOT NULL
      ORDER BY t.number DESC LIMIT ${limit}`);
    const first = rows[0];
    if (!first) return [];
    const cipher = this.cipherOf(first);
    const turns = rows.flatMap((row) => cipher.openJson<TranscriptTurn>(row.transcript, boundTo.transcript(row.id)) ?? []);
    return turns.reverse();
  }

  async write<T>(
    negotiationId: string,
    work: (transaction: ConversationTransaction) => Promise<T> | T,
    reading: WriteReading = {},
  ): Promise<T | null> {
    const { statements } = this.database;
    const read = reading.asRead && this.rowsRead.get(reading.asRead);
    const row = read?.row ?? (await this.rowToWrite(statements, negotiationId, reading, false));
    if (!row) return null;
    const staged = this.staged(statements, row, read?.cipher ?? this.cipherOf(row), read && reading.asRead);
    const result = await work(staged);
    return (await staged.flush()) ? result : this.writeLocked(negotiationId, work, reading);
  }

  /** Somebody else was quicker: once more, and this time nobody can be. */
  private writeLocked<T>(
    negotiationId: string,
    work: (transaction: ConversationTransaction) => Promise<T> | T,
    reading: WriteReading,
  ): Promise<T | null> {
    return this.database.client.$transaction(async (transaction) => {
      const statements = statementsIn(transaction);
      // The lock first: a statement that waits for it still sees other tables, such as a message sent twice, as they were before.
      await statements.rows(Prisma.sql`SELECT id FROM negotiations WHERE id = ${asUuid(negotiationId)}::uuid FOR UPDATE`);
      const row = await this.rowToWrite(statements, negotiationId, reading, true);
      if (!row) return null;
      const staged = this.staged(statements, row, this.cipherOf(row));
      const result = await work(staged);
      if (!(await staged.flush())) throw new Error(`Negotiation ${negotiationId} changed while it was locked`);
      return result;
    });
  }

  private staged(statements: Statements, row: WritableRow, cipher: PartnerCipher, read?: Conversation): StagedConversation {
    const conversation = read ?? toConversation(row, cipher);
    return new StagedConversation(statements, row, conversation, cipher, this.randomness, this.clock.now());
  }

  async claimDueTurns(at: Date, leaseMs: number, limit: number): Promise<DueTurns> {
    const expires = new Date(at.getTime() + leaseMs);
    const [row] = await this.database.statements.rows<{
      leases: DraftLease[] | null;
      next_turn: Date | null;
      next_timer: Date | null;
    }>(Prisma.sql`
      WITH claimed AS (
        UPDATE negotiations SET fence = fence + 1, lease_expires_at = ${expires}
        WHERE id IN (
          SELECT id FROM negotiations
          WHERE next_turn_at <= ${at} AND (lease_expires_at IS NULL OR lease_expires_at <= ${at})
          ORDER BY next_turn_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING id, fence)
      SELECT (SELECT json_agg(json_build_object('negotiationId', id, 'fence', fence)) FROM claimed) AS leases,
             (SELECT min(greatest(next_turn_at, lease_expires_at)) FROM negotiations
              WHERE next_turn_at IS NOT NULL AND id NOT IN (SELECT id FROM claimed)) AS next_turn,
             (SELECT min(due_at) FROM timers) AS next_timer`);
    return { leases: row?.leases ?? [], nextTurnAt: row?.next_turn ?? null, nextTimerAt: row?.next_timer ?? null };
  }

  async claim(negotiationId: string, at: Date, leaseMs: number): Promise<DraftLease | null> {
    const expires = new Date(at.getTime() + leaseMs);
    const rows = await this.database.client.$queryRaw<{ fence: number }[]>`
      UPDATE negotiations SET fence = fence + 1, lease_expires_at = ${expires}
      WHERE id = ${negotiationId}::uuid AND (lease_expires_at IS NULL OR lease_expires_at <= ${at})
      RETURNING fence`;
    return rows[0] ? { negotiationId, fence: rows[0].fence } : null;
  }

  async renew(lease: DraftLease, at: Date, leaseMs: number): Promise<boolean> {
    const expires = new Date(at.getTime() + leaseMs);
    const renewed = await this.database.client.$executeRaw`
      UPDATE negotiations SET lease_expires_at = ${expires}
      WHERE id = ${lease.negotiationId}::uuid AND fence = ${lease.fence} AND lease_expires_at IS NOT NULL`;
    return renewed === 1;
  }

  async dueTimers(at: Date, limit: number): Promise<DueTimer[]> {
    return this.timers({ where: { dueAt: { lte: at } }, take: limit });
  }

  async timersOf(negotiationId: string): Promise<DueTimer[]> {
    return this.timers({ where: { negotiationId } });
  }

  private async timers(selection: { where: Prisma.TimerWhereInput; take?: number }): Promise<DueTimer[]> {
    const rows = await this.database.client.timer.findMany({ ...selection, orderBy: { dueAt: 'asc' } });
    return rows.map((row) => ({ negotiationId: row.negotiationId, kind: row.kind as TimerKind, dueAt: row.dueAt }));
  }

  async proactiveMessagesSince(negotiationId: string, since: Date): Promise<number> {
    return this.database.client.turn.count({
      where: {
        trigger: { in: ['opening', 'follow_up'] },
        messageSeq: { not: null },
        committedAt: { gte: since },
        negotiation: { partner: { negotiations: { some: { id: negotiationId } } } },
      },
    });
  }

  private cipherOf(row: SealedBy): PartnerCipher {
    return PartnerCipher.unwrap(this.database.masterKey, row.partner_id, row.partner_data_key);
  }

  private async rowToWrite(
    statements: Statements,
    negotiationId: string,
    { tenantId, clientMessageId }: WriteReading,
    locking: boolean,
  ): Promise<WritableRow | null> {
    const id = asUuid(negotiationId);
    if (!id) return null;
    const select =
      clientMessageId === undefined
        ? Prisma.raw(SELECT_WRITABLE.plain)
        : Prisma.sql`${Prisma.raw(SELECT_WRITABLE.withMessage)}
            CROSS JOIN (SELECT ${clientMessageId}::text AS id) asked
            LEFT JOIN messages m ON m.negotiation_id = n.id AND m.client_message_id = asked.id`;
    const [row] = await statements.rows<WritableRow>(
      Prisma.sql`${select} WHERE n.id = ${id}::uuid ${ofTenant(tenantId)} ${locking ? Prisma.raw('FOR UPDATE OF n') : Prisma.empty}`,
    );
    return row ?? null;
  }

  /** The partner of a new negotiation; what the OTA now says about them replaces what it said before. */
  private async partnerFor(
    client: Prisma.TransactionClient,
    conversation: NewConversation,
    at: Date,
  ): Promise<{ id: string; cipher: PartnerCipher; optedOut: boolean }> {
    const { id: externalId, ...profile } = conversation.partner;
    const known = await client.partner.findUnique({
      where: { tenantId_externalId: { tenantId: conversation.tenantId, externalId } },
    });
    if (known) {
      const optedOut = known.optedOutAt !== null;
      const cipher = PartnerCipher.unwrap(this.database.masterKey, known.id, known.dataKey);
      // Only who has opted out is known after having been erased: nothing is written for them.
      if (!optedOut) {
        const before = cipher.openJson<PartnerProfile>(known.profile, boundTo.profile(known.id));
        if (JSON.stringify({ ...before, ...profile }) !== JSON.stringify(before)) {
          await client.partner.update({
            where: { id: known.id },
            data: { profile: cipher.sealJson({ ...before, ...profile }, boundTo.profile(known.id)) },
          });
        }
      }
      return { id: known.id, cipher, optedOut };
    }
    const id = this.randomness.id();
    const { cipher, wrapped } = PartnerCipher.create(this.database.masterKey, id);
    await client.partner.create({
      data: {
        id,
        tenantId: conversation.tenantId,
        externalId,
        profile: cipher.sealJson(profile, boundTo.profile(id)),
        dataKey: wrapped,
        createdAt: at,
      },
    });
    return { id, cipher, optedOut: false };
  }
}

const ofTenant = (tenantId: string | undefined): Prisma.Sql =>
  tenantId === undefined ? Prisma.empty : Prisma.sql`AND n.tenant_id = ${tenantId}::uuid`;
