import { type Conversation } from '../../../domain/conversation/conversation.js';
import { type TurnRecord } from '../../../domain/conversation/turn-record.js';
import { type Mandate } from '../../../domain/negotiation/mandate.js';
import {
  type ConversationChange,
  type ConversationTransaction,
  type NewMessage,
  type OutboxEvent,
  type StoredMessage,
  type TimerKind,
} from '../../../turn/ports/conversation-store.js';
import { type Randomness } from '../../../turn/ports/randomness.js';
import { boundTo, toConversation, type WritableRow } from '../conversation-row.js';
import { type PartnerCipher } from '../encryption/partner-cipher.js';
import { Prisma } from '../generated/client.js';

interface NewMessageRow {
  id: string;
  seq: number;
  author: string;
  sealed: Uint8Array<ArrayBuffer>;
  clientMessageId: string | null;
  terms: NewMessage['terms'];
  sentAt: Date;
}

type AuditEntry = Parameters<ConversationTransaction['audit']>[0];

/** One conversation as it was read: gathers what the work wants to write, then writes all of it in one statement, or nothing. */
export class StagedConversation implements ConversationTransaction {
  readonly conversation: Conversation;
  readonly fence: number;
  readonly nextTurnAt: Date | null;
  readonly firstUnansweredAt: Date | null;

  private readonly newMessages: NewMessageRow[] = [];
  private readonly newTurns: TurnRecord[] = [];
  private readonly newEvents: { eventId: string; sequence: number; event: OutboxEvent }[] = [];
  private readonly newAuditEntries: AuditEntry[] = [];
  private readonly timers = new Map<TimerKind, Date | null>();
  private readonly newMandates: Mandate[] = [];
  private changes: ConversationChange = {};
  private dirty = false;
  private optOut = false;
  private lastSeq: number;
  private inboxHead: number;
  private eventSequence: number;

  constructor(
    private readonly client: Prisma.TransactionClient,
    private readonly row: WritableRow,
    private readonly cipher: PartnerCipher,
    private readonly randomness: Randomness,
    private readonly at: Date,
  ) {
    this.conversation = toConversation(row, cipher);
    this.fence = row.fence;
    this.nextTurnAt = row.next_turn_at;
    this.firstUnansweredAt = row.first_unanswered_at;
    this.lastSeq = row.last_seq;
    this.inboxHead = row.inbox_head;
    this.eventSequence = row.event_sequence;
  }

  async findByClientMessageId(clientMessageId: string): Promise<{ id: string; seq: number } | null> {
    if (this.row.asked_client_message_id === clientMessageId) {
      const { known_message_id: id, known_message_seq: seq } = this.row;
      return id === null || seq === null ? null : { id, seq };
    }
    const rows = await this.client.$queryRaw<{ id: string; seq: number }[]>`
      SELECT id, seq FROM messages WHERE negotiation_id = ${this.row.id}::uuid AND client_message_id = ${clientMessageId}`;
    return rows[0] ?? null;
  }

  async mandates(): Promise<Mandate[]> {
    const rows = await this.client.mandate.findMany({ where: { negotiationId: this.row.id } });
    return rows.map(({ ticketId, targetRate, limitRate }) => ({ ticketId, targetRate, limitRate }));
  }

  append(message: NewMessage, at: Date): StoredMessage {
    const id = this.randomness.id();
    const seq = ++this.lastSeq;
    this.newMessages.push({
      id,
      seq,
      author: message.author,
      sealed: this.cipher.sealText(message.text, boundTo.message(id)),
      clientMessageId: message.clientMessageId ?? null,
      terms: message.terms,
      sentAt: at,
    });
    if (message.author === 'partner') this.inboxHead = seq;
    this.dirty = true;
    this.emit({ type: 'message.created', messageId: id, seq });
    return {
      id,
      seq,
      author: message.author,
      text: message.text,
      sentAt: at.toISOString(),
      ...(message.clientMessageId === undefined ? {} : { clientMessageId: message.clientMessageId }),
      ...(message.terms === undefined ? {} : { terms: message.terms }),
    };
  }

  record(turn: TurnRecord): void {
    this.newTurns.push(turn);
  }

  emit(event: OutboxEvent): void {
    this.newEvents.push({ eventId: this.randomness.id(), sequence: ++this.eventSequence, event });
    this.dirty = true;
  }

  change(change: ConversationChange): void {
    this.changes = { ...this.changes, ...change };
    this.dirty = true;
  }

  timer(kind: TimerKind, dueAt: Date | null): void {
    this.timers.set(kind, dueAt);
  }

  changeMandate(mandate: Mandate): void {
    this.newMandates.push(mandate);
  }

  optOutPartner(): void {
    this.optOut = true;
  }

  audit(entry: AuditEntry): void {
    this.newAuditEntries.push(entry);
  }

  /**
   * Writes everything gathered, provided that nobody has changed the conversation since it was read; false where somebody
   * has, and then nothing is written. One statement for all of it: on the embedded database, which has one connection, the
   * number of statements decides how many messages a second it bears.
   */
  async flush(): Promise<boolean> {
    const writes = [
      ...this.messageWrites(),
      ...this.turnWrites(),
      ...this.ledgerWrites(),
      ...this.timerWrites(),
      ...this.mandateWrites(),
      ...this.partnerWrites(),
      ...this.auditWrites(),
      ...this.eventWrites(),
    ];
    if (writes.length === 0 && !this.dirty) return true;
    const named = [
      Prisma.sql`held AS (${this.holdingWrite()})`,
      ...writes.map((write, index) => Prisma.sql`${Prisma.raw(`write_${index}`)} AS (${write})`),
    ];
    const rows = await this.client.$queryRaw<
      { held: number }[]
    >`WITH ${Prisma.join(named)} SELECT count(*)::int AS held FROM held`;
    return rows[0]?.held === 1;
  }

  private messageWrites(): Prisma.Sql[] {
    if (this.newMessages.length === 0) return [];
    const rows = this.newMessages.map(
      ({ id, seq, author, sealed, clientMessageId, terms, sentAt }) =>
        Prisma.sql`(${id}::uuid, ${this.row.id}::uuid, ${seq}::int, ${author}, ${sealed}::bytea, ${clientMessageId}, ${json(terms)}::jsonb, ${sentAt}::timestamptz)`,
    );
    return [
      Prisma.sql`INSERT INTO messages (id, negotiation_id, seq, author, text, client_message_id, terms, sent_at) ${whileHeld(rows)}`,
    ];
  }

  private turnWrites(): Prisma.Sql[] {
    return this.newTurns.map(
      (turn) => Prisma.sql`
        INSERT INTO turns (id, negotiation_id, number, schema_version, trigger, resolution, arm, degraded_to, message_seq, record, committed_at)
        ${whileHeld([
          Prisma.sql`(${turn.turnId}::uuid, ${this.row.id}::uuid, ${turn.number}::int, ${turn.schemaVersion}::int, ${turn.trigger}, ${turn.resolution.kind},
                ${turn.arm}, ${turn.degradedTo ?? null}, ${turn.messageSeq ?? null}::int,
                ${this.cipher.sealJson(turn, boundTo.turn(turn.turnId))}::bytea, ${new Date(turn.committedAt)}::timestamptz)`,
        ])}`,
    );
  }

  private eventWrites(): Prisma.Sql[] {
    if (this.newEvents.length === 0) return [];
    const rows = this.newEvents.map(
      ({ eventId, sequence, event }) =>
        Prisma.sql`(${eventId}::uuid, ${this.row.id}::uuid, ${sequence}::int, ${event.type}, ${json(event)}::jsonb, ${this.at}::timestamptz)`,
    );
    return [
      Prisma.sql`INSERT INTO outbox_events (event_id, negotiation_id, sequence, type, payload, created_at) ${whileHeld(rows)}`,
    ];
  }

  private auditWrites(): Prisma.Sql[] {
    return this.newAuditEntries.map(
      ({ actor, action, detail }) => Prisma.sql`
        INSERT INTO audit_entries (id, tenant_id, negotiation_id, actor, action, detail, at)
        ${whileHeld([
          Prisma.sql`(${this.randomness.id()}::uuid, ${this.row.tenant_id}::uuid, ${this.row.id}::uuid, ${actor}, ${action},
                ${json(detail)}::jsonb, ${this.at}::timestamptz)`,
        ])}`,
    );
  }

  private mandateWrites(): Prisma.Sql[] {
    return this.newMandates.map(
      ({ ticketId, targetRate, limitRate }) => Prisma.sql`
        UPDATE mandates SET target_rate = ${targetRate}, limit_rate = ${limitRate}
        WHERE negotiation_id = ${this.row.id}::uuid AND ticket_id = ${ticketId} AND EXISTS (SELECT 1 FROM held)`,
    );
  }

  private partnerWrites(): Prisma.Sql[] {
    if (!this.optOut) return [];
    return [
      Prisma.sql`UPDATE partners SET opted_out_at = ${this.at} 
        WHERE id = ${this.row.partner_id}::uuid AND opted_out_at IS NULL AND EXISTS (SELECT 1 FROM held)`,
    ];
  }

  /** The ledger only grows: rows are written for what the new snapshot has beyond the old one. */
  private ledgerWrites(): Prisma.Sql[] {
    const next = this.changes.snapshot?.state.ledger;
    if (!next) return [];
    const known = this.conversation.snapshot.state.ledger.length;
    if (next.length < known) throw new Error(`The ledger of ${this.row.id} would shrink from ${known} to ${next.length} entries`);
    const added = next.slice(known);
    if (added.length === 0) return [];
    const rows = added.map((entry, index) => {
      const position = known + index;
      const rate = 'rate' in entry ? entry.rate : 'terms' in entry ? entry.terms.rate : null;
      const sealed = this.cipher.sealJson(entry, boundTo.ledger(this.row.id, position));
      return Prisma.sql`(${this.row.id}::uuid, ${position}::int, ${entry.ticketId}, ${entry.type}, ${entry.author}, ${entry.messageSeq}::int,
        ${rate}, ${sealed}::bytea, ${new Date(entry.at)}::timestamptz)`;
    });
    return [
      Prisma.sql`
        INSERT INTO ledger_entries (negotiation_id, position, ticket_id, type, author, message_seq, rate, entry, at)
        ${whileHeld(rows)}`,
    ];
  }

  private timerWrites(): Prisma.Sql[] {
    return [...this.timers].map(([kind, dueAt]) =>
      dueAt
        ? Prisma.sql`
            INSERT INTO timers (negotiation_id, kind, due_at) ${whileHeld([Prisma.sql`(${this.row.id}::uuid, ${kind}, ${dueAt}::timestamptz)`])}
            ON CONFLICT (negotiation_id, kind) DO UPDATE SET due_at = excluded.due_at`
        : Prisma.sql`DELETE FROM timers
                     WHERE negotiation_id = ${this.row.id}::uuid AND kind = ${kind} AND EXISTS (SELECT 1 FROM held)`,
    );
  }

  /**
   * The row itself. `xmin` names the transaction that last wrote it: where another has written it since, no row is
   * returned, and whatever is written while it is held is not.
   */
  private holdingWrite(): Prisma.Sql {
    const unchanged = Prisma.sql`WHERE id = ${this.row.id}::uuid AND xmin = ${this.row.row_version}::xid`;
    if (!this.dirty) return Prisma.sql`SELECT id FROM negotiations ${unchanged} FOR UPDATE`;
    const change = this.changes;
    const position = change.snapshot?.position;
    const answeredSeq = change.answeredSeq ?? this.row.answered_seq;
    const nextTurnAt = change.nextTurnAt === undefined ? this.row.next_turn_at : change.nextTurnAt;
    const firstUnansweredAt = this.inboxHead <= answeredSeq ? null : (this.row.first_unanswered_at ?? this.at);
    const endedAt = change.endedAt === undefined ? this.row.ended_at : change.endedAt;
    const ownerName = change.ownerName === undefined ? this.row.owner_name : change.ownerName;
    const snapshot = change.snapshot ? this.cipher.sealJson(change.snapshot, boundTo.snapshot(this.row.id)) : null;
    return Prisma.sql`
      UPDATE negotiations SET
        status = ${change.status ?? position?.status ?? this.row.status},
        stage = ${position?.stage ?? this.row.stage},
        owner = ${change.owner ?? this.row.owner},
        owner_name = ${ownerName},
        snapshot = coalesce(${snapshot}, snapshot),
        version = version + ${change.snapshot ? 1 : 0},
        last_seq = ${this.lastSeq},
        inbox_head = ${this.inboxHead},
        answered_seq = ${answeredSeq},
        first_unanswered_at = ${firstUnansweredAt},
        voids = ${change.voids ?? this.row.voids},
        turn_count = ${change.turnCount ?? this.row.turn_count},
        event_sequence = ${this.eventSequence},
        next_turn_at = ${nextTurnAt},
        lease_expires_at = CASE WHEN ${change.releaseLease ?? false} THEN NULL ELSE lease_expires_at END,
        ended_at = ${endedAt},
        updated_at = ${this.at}
      ${unchanged} RETURNING id`;
  }
}

/** Rows that are inserted only while the conversation is held; every value names its type, since nothing else tells it. */
function whileHeld(rows: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.sql`SELECT fresh.* FROM held, (VALUES ${Prisma.join(rows)}) AS fresh`;
}

/** For a column of JSON; what is absent becomes NULL. */
function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
