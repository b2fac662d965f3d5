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
import { boundTo, selectMandates, type WritableRow } from '../conversation-row.js';
import { type Statements } from '../database/statements.js';
import { type PartnerCipher } from '../encryption/partner-cipher.js';
import { Prisma } from '../generated/client.js';
import {
  writeConversation,
  type NewAuditRow,
  type NewEventRow,
  type NewLedgerRow,
  type NewMessageRow,
} from './write-conversation.js';

/** One conversation as it was read: gathers what the work wants to write, then writes all of it in one statement, or nothing. */
export class StagedConversation implements ConversationTransaction {
  readonly fence: number;
  readonly nextTurnAt: Date | null;
  readonly firstUnansweredAt: Date | null;

  private readonly newMessages: NewMessageRow[] = [];
  private newTurn: TurnRecord | null = null;
  private readonly newEvents: NewEventRow[] = [];
  private readonly newAuditEntries: NewAuditRow[] = [];
  private readonly timers = new Map<TimerKind, Date | null>();
  private readonly newMandates: Mandate[] = [];
  private changes: ConversationChange = {};
  private dirty = false;
  private optOut = false;
  private lastSeq: number;
  private inboxHead: number;
  private eventSequence: number;

  constructor(
    private readonly statements: Statements,
    private readonly row: WritableRow,
    readonly conversation: Conversation,
    private readonly cipher: PartnerCipher,
    private readonly randomness: Randomness,
    private readonly at: Date,
  ) {
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
    const rows = await this.statements.rows<{ id: string; seq: number }>(
      Prisma.sql`SELECT id, seq FROM messages WHERE negotiation_id = ${this.row.id}::uuid AND client_message_id = ${clientMessageId}`,
    );
    return rows[0] ?? null;
  }

  mandates(): Promise<Mandate[]> {
    return this.statements.rows<Mandate>(selectMandates(this.row.id));
  }

  append(message: NewMessage, at: Date): StoredMessage {
    const id = this.randomness.id();
    const seq = ++this.lastSeq;
    this.newMessages.push({
      id,
      seq,
      author: message.author,
      sealed: base64(this.cipher.sealText(message.text, boundTo.message(id))),
      client_message_id: message.clientMessageId ?? null,
      terms: message.terms ?? null,
      sent_at: at,
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
    if (this.newTurn) throw new Error('A transaction decides one turn');
    this.newTurn = turn;
  }

  emit(event: OutboxEvent): void {
    const sequence = ++this.eventSequence;
    this.newEvents.push({ event_id: this.randomness.id(), sequence, type: event.type, payload: event });
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

  audit({ actor, action, detail }: Parameters<ConversationTransaction['audit']>[0]): void {
    this.newAuditEntries.push({ id: this.randomness.id(), actor, action, detail: detail ?? null });
  }

  /**
   * Writes everything gathered, provided that nobody has changed the conversation since it was read; false where somebody
   * has, and then nothing is written.
   */
  async flush(): Promise<boolean> {
    const { row, changes } = this;
    const ledger = this.newLedgerRows();
    const gathered = [this.newMessages, this.newEvents, this.newAuditEntries, this.newMandates, ledger];
    const writes = this.dirty || this.newTurn !== null || this.optOut || this.timers.size > 0;
    if (!writes && gathered.every(({ length }) => length === 0)) return true;
    const position = changes.snapshot?.position;
    const answeredSeq = changes.answeredSeq ?? row.answered_seq;
    const kept = <T>(change: T | undefined, before: T): T => (change === undefined ? before : change);
    return writeConversation(this.statements, {
      read: row,
      at: this.at,
      changed: this.dirty && {
        status: changes.status ?? position?.status ?? row.status,
        stage: position?.stage ?? row.stage,
        owner: changes.owner ?? row.owner,
        ownerName: kept(changes.ownerName, row.owner_name),
        snapshot: changes.snapshot ? this.cipher.sealJson(changes.snapshot, boundTo.snapshot(row.id)) : null,
        lastSeq: this.lastSeq,
        inboxHead: this.inboxHead,
        answeredSeq,
        firstUnansweredAt: this.inboxHead <= answeredSeq ? null : (row.first_unanswered_at ?? this.at),
        voids: changes.voids ?? row.voids,
        turnCount: changes.turnCount ?? row.turn_count,
        transcriptUpTo: this.newTurn?.transcript?.upTo ?? row.transcript_up_to,
        eventSequence: this.eventSequence,
        nextTurnAt: kept(changes.nextTurnAt, row.next_turn_at),
        releaseLease: changes.releaseLease ?? false,
        endedAt: kept(changes.endedAt, row.ended_at),
      },
      messages: this.newMessages,
      turn: this.newTurn && {
        record: this.newTurn,
        sealed: this.cipher.sealJson(this.newTurn, boundTo.turn(this.newTurn.turnId)),
        transcript:
          this.newTurn.transcript && this.cipher.sealJson(this.newTurn.transcript, boundTo.transcript(this.newTurn.turnId)),
      },
      ledger,
      timers: [...this.timers].map(([kind, dueAt]) => ({ kind, due_at: dueAt })),
      mandates: this.newMandates.map(({ ticketId, targetRate, limitRate }) => ({
        ticket_id: ticketId,
        target_rate: targetRate,
        limit_rate: limitRate,
      })),
      optOut: this.optOut,
      auditEntries: this.newAuditEntries,
      events: this.newEvents,
    });
  }

  /** The ledger only grows: rows are written for what the new snapshot has beyond the old one. */
  private newLedgerRows(): NewLedgerRow[] {
    const next = this.changes.snapshot?.state.ledger;
    if (!next) return [];
    const known = this.conversation.snapshot.state.ledger.length;
    if (next.length < known) throw new Error(`The ledger of ${this.row.id} would shrink from ${known} to ${next.length} entries`);
    return next.slice(known).map((entry, index) => ({
      position: known + index,
      ticket_id: entry.ticketId,
      type: entry.type,
      author: entry.author,
      message_seq: entry.messageSeq,
      rate: 'rate' in entry ? entry.rate : 'terms' in entry ? entry.terms.rate : null,
      sealed: base64(this.cipher.sealJson(entry, boundTo.ledger(this.row.id, known + index))),
      at: entry.at,
    }));
  }
}

const base64 = (sealed: Uint8Array): string =>
  Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength).toString('base64');
