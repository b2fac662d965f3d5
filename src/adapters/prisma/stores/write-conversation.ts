import { type TurnRecord } from '../../../domain/conversation/turn-record.js';
import { type WritableRow } from '../conversation-row.js';
import { type Statements } from '../database/statements.js';
import { Prisma } from '../generated/client.js';
import { deliveriesOf } from './deliveries-of.js';

/** Rows travel as JSON, so that the statement is the same for any number of them; sealed columns are base64. */
export interface NewMessageRow {
  id: string;
  seq: number;
  author: string;
  sealed: string;
  client_message_id: string | null;
  terms: unknown;
  sent_at: Date;
}

export interface NewLedgerRow {
  position: number;
  ticket_id: string;
  type: string;
  author: string;
  message_seq: number;
  rate: string | null;
  sealed: string;
  at: string;
}

export interface NewEventRow {
  event_id: string;
  sequence: number;
  type: string;
  payload: unknown;
}

export interface NewAuditRow {
  id: string;
  actor: string;
  action: string;
  detail: unknown;
}

/** New values of the conversation's own row. */
export interface ChangedConversation {
  status: string;
  stage: string;
  owner: string;
  ownerName: string | null;
  /** Sealed; null: it stays as it is. */
  snapshot: Uint8Array | null;
  lastSeq: number;
  inboxHead: number;
  answeredSeq: number;
  firstUnansweredAt: Date | null;
  voids: number;
  turnCount: number;
  transcriptUpTo: number;
  eventSequence: number;
  nextTurnAt: Date | null;
  releaseLease: boolean;
  endedAt: Date | null;
}

export interface ConversationWrite {
  /** The row as it was when the conversation was read. */
  read: WritableRow;
  at: Date;
  /** False: the row itself stays as it is, and is only held while the rest is written. */
  changed: ChangedConversation | false;
  messages: readonly NewMessageRow[];
  /** The record, and its transcript once more by itself: a policy reads those of all turns, and nothing else of them. */
  turn: { record: TurnRecord; sealed: Uint8Array; transcript: Uint8Array | undefined } | null;
  ledger: readonly NewLedgerRow[];
  /** Null removes the timer of that kind. */
  timers: readonly { kind: string; due_at: Date | null }[];
  mandates: readonly { ticket_id: string; target_rate: string; limit_rate: string }[];
  optOut: boolean;
  auditEntries: readonly NewAuditRow[];
  events: readonly NewEventRow[];
}

/**
 * Writes to one conversation, provided that nobody else has since it was read: all in one statement, or nothing and false.
 * The text of the statement is always the same (but for a row that stays as it is), so a connection plans it once; on the
 * embedded database, planning would cost as much as the writing.
 */
export async function writeConversation(statements: Statements, write: ConversationWrite): Promise<boolean> {
  const { read, at, messages, turn, ledger, timers, mandates, optOut, auditEntries, events } = write;
  const record = turn?.record;
  const id = Prisma.sql`${read.id}::uuid`;
  const rows = await statements.rows<{ held: number }>(Prisma.sql`
    WITH held AS (${holding(write)}),
    written_messages AS (
      INSERT INTO messages (id, negotiation_id, seq, author, text, client_message_id, terms, sent_at)
      SELECT fresh.id, ${id}, seq, author, decode(sealed, 'base64'), client_message_id, terms, sent_at
      FROM held, jsonb_to_recordset(${json(messages)}::jsonb)
        AS fresh(id uuid, seq int, author text, sealed text, client_message_id text, terms jsonb, sent_at timestamptz)),
    written_turn AS (
      INSERT INTO turns (id, negotiation_id, number, schema_version, trigger, resolution, arm, degraded_to, message_seq, record,
                         transcript, committed_at)
      SELECT ${record?.turnId ?? null}::uuid, ${id}, ${record?.number ?? null}::int, ${record?.schemaVersion ?? null}::int,
             ${record?.trigger ?? null}, ${record?.resolution.kind ?? null}, ${record?.arm ?? null},
             ${record?.degradedTo ?? null}, ${record?.messageSeq ?? null}::int, ${turn?.sealed ?? null}::bytea,
             ${turn?.transcript ?? null}::bytea, ${record?.committedAt ?? null}::timestamptz
      FROM held WHERE ${record !== undefined}::boolean),
    written_ledger AS (
      INSERT INTO ledger_entries (negotiation_id, position, ticket_id, type, author, message_seq, rate, entry, at)
      SELECT ${id}, position, ticket_id, type, author, message_seq, rate, decode(sealed, 'base64'), at
      FROM held, jsonb_to_recordset(${json(ledger)}::jsonb)
        AS fresh(position int, ticket_id text, type text, author text, message_seq int, rate text, sealed text, at timestamptz)),
    set_timers AS (
      INSERT INTO timers (negotiation_id, kind, due_at)
      SELECT ${id}, kind, due_at
      FROM held, jsonb_to_recordset(${json(timers)}::jsonb) AS fresh(kind text, due_at timestamptz) WHERE due_at IS NOT NULL
      ON CONFLICT (negotiation_id, kind) DO UPDATE SET due_at = excluded.due_at),
    removed_timers AS (
      DELETE FROM timers
      USING held, jsonb_to_recordset(${json(timers)}::jsonb) AS fresh(kind text, due_at timestamptz)
      WHERE timers.negotiation_id = ${id} AND timers.kind = fresh.kind AND fresh.due_at IS NULL),
    changed_mandates AS (
      UPDATE mandates SET target_rate = fresh.target_rate, limit_rate = fresh.limit_rate
      FROM held, jsonb_to_recordset(${json(mandates)}::jsonb) AS fresh(ticket_id text, target_rate text, limit_rate text)
      WHERE mandates.negotiation_id = ${id} AND mandates.ticket_id = fresh.ticket_id),
    opted_out AS (
      UPDATE partners SET opted_out_at = ${at}::timestamptz
      FROM held
      WHERE ${optOut}::boolean AND partners.id = ${read.partner_id}::uuid AND opted_out_at IS NULL),
    written_audit_entries AS (
      INSERT INTO audit_entries (id, tenant_id, negotiation_id, actor, action, detail, at)
      SELECT fresh.id, ${read.tenant_id}::uuid, ${id}, actor, action, detail, ${at}::timestamptz
      FROM held, jsonb_to_recordset(${json(auditEntries)}::jsonb) AS fresh(id uuid, actor text, action text, detail jsonb)),
    written_events AS (
      INSERT INTO outbox_events (event_id, negotiation_id, sequence, type, payload, created_at)
      SELECT event_id, ${id}, sequence, type, payload, ${at}::timestamptz
      FROM held, jsonb_to_recordset(${json(events)}::jsonb) AS fresh(event_id uuid, sequence int, type text, payload jsonb)
      RETURNING event_id, sequence, type),
    written_deliveries AS (${deliveriesOf(Prisma.sql`written_events`, { tenantId: read.tenant_id, negotiationId: read.id, at })})
    SELECT count(*)::int AS held FROM held`);
  return rows[0]?.held === 1;
}

/**
 * The row itself. `xmin` names the transaction that last wrote it: where another has written it since, or the partner has
 * opted out in another negotiation, no row is returned, and what is written while it is held is not.
 */
function holding({ read, at, changed }: ConversationWrite): Prisma.Sql {
  const unchanged = Prisma.sql`WHERE id = ${read.id}::uuid AND xmin = ${read.row_version}::xid
      AND (SELECT opted_out_at IS NULL FROM partners WHERE partners.id = partner_id) = ${read.partner_opted_out_at === null}::boolean`;
  if (!changed) return Prisma.sql`SELECT id FROM negotiations ${unchanged} FOR UPDATE`;
  return Prisma.sql`
    UPDATE negotiations SET
      status = ${changed.status},
      stage = ${changed.stage},
      owner = ${changed.owner},
      owner_name = ${changed.ownerName},
      snapshot = coalesce(${changed.snapshot}::bytea, snapshot),
      version = version + ${changed.snapshot ? 1 : 0}::int,
      last_seq = ${changed.lastSeq},
      inbox_head = ${changed.inboxHead},
      answered_seq = ${changed.answeredSeq},
      first_unanswered_at = ${changed.firstUnansweredAt}::timestamptz,
      voids = ${changed.voids},
      turn_count = ${changed.turnCount},
      transcript_up_to = ${changed.transcriptUpTo},
      event_sequence = ${changed.eventSequence},
      next_turn_at = ${changed.nextTurnAt}::timestamptz,
      lease_expires_at = CASE WHEN ${changed.releaseLease}::boolean THEN NULL ELSE lease_expires_at END,
      ended_at = ${changed.endedAt}::timestamptz,
      updated_at = ${at}::timestamptz
    ${unchanged} RETURNING id`;
}

const json = (rows: readonly unknown[]): string => JSON.stringify(rows);
