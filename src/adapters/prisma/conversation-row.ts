import { type Conversation, type ConversationSnapshot } from '../../domain/conversation/conversation.js';
import { emptyMemory } from '../../domain/conversation/empty-memory.js';
import { type Mandate } from '../../domain/negotiation/mandate.js';
import { type NegotiationStatus, type Stage } from '../../domain/taxonomy.js';
import { ERASED_TEXT, type PartnerCipher } from './encryption/partner-cipher.js';
import { Prisma } from './generated/client.js';
import { type MessageRow } from './message-row.js';

/** Whose key opens a row. */
export interface SealedBy {
  partner_id: string;
  partner_data_key: Uint8Array | null;
}

/** Columns of `negotiations` joined with `partners`, as raw SQL returns them. */
export interface ConversationRow extends SealedBy {
  id: string;
  tenant_id: string;
  external_id: string;
  hotel: Conversation['hotel'];
  arm: string;
  policy_model: string | null;
  experiment_id: string | null;
  variant: string | null;
  sop_id: string;
  sop_version: number;
  start: string;
  metadata: Record<string, unknown> | null;
  status: string;
  stage: string;
  owner: string;
  owner_name: string | null;
  snapshot: Uint8Array;
  version: number;
  last_seq: number;
  inbox_head: number;
  answered_seq: number;
  first_unanswered_at: Date | null;
  voids: number;
  turn_count: number;
  transcript_up_to: number;
  event_sequence: number;
  next_turn_at: Date | null;
  fence: number;
  deadline: Date | null;
  created_at: Date;
  updated_at: Date;
  ended_at: Date | null;
  partner_external_id: string;
  partner_profile: Uint8Array;
  partner_opted_out_at: Date | null;
}

/** A conversation that is about to be written. */
export interface WritableRow extends ConversationRow {
  /** Names the transaction that wrote the row last. */
  row_version: string;
  /** The client id that the row was read with, and the message that was received under it before. */
  asked_client_message_id: string | null;
  known_message_id: string | null;
  known_message_seq: number | null;
}

const COLUMNS = `
  n.id, n.tenant_id, n.external_id, n.partner_id, n.hotel, n.arm, n.policy_model, n.experiment_id, n.variant, n.sop_id, n.sop_version, n.start, n.metadata, n.status,
  n.stage, n.owner, n.owner_name, n.snapshot, n.version, n.last_seq, n.inbox_head, n.answered_seq, n.first_unanswered_at,
  n.voids, n.turn_count, n.transcript_up_to, n.event_sequence, n.next_turn_at, n.fence, n.deadline, n.created_at, n.updated_at, n.ended_at,
  p.external_id AS partner_external_id, p.profile AS partner_profile, p.data_key AS partner_data_key,
  p.opted_out_at AS partner_opted_out_at`;
const TABLES = 'negotiations n JOIN partners p ON p.id = n.partner_id';

/** Selects {@link ConversationRow}; the caller adds WHERE. */
export const SELECT_CONVERSATION = `SELECT ${COLUMNS} FROM ${TABLES}`;

/** Selects {@link WritableRow}; the caller adds WHERE and locking. `m` is the message that was received under a client id. */
export const SELECT_WRITABLE = {
  plain: `
    SELECT ${COLUMNS}, n.xmin::text AS row_version,
      NULL AS asked_client_message_id, NULL::uuid AS known_message_id, NULL::int AS known_message_seq
    FROM ${TABLES}`,
  withMessage: `
    SELECT ${COLUMNS}, n.xmin::text AS row_version,
      asked.id AS asked_client_message_id, m.id AS known_message_id, m.seq AS known_message_seq
    FROM ${TABLES}`,
};

/** Columns that a turn starts from beside the conversation's own. */
export interface TurnStartRow extends WritableRow {
  mandates: Mandate[];
  /** As JSON; the sealed text is base64. */
  history: (Omit<MessageRow, 'text' | 'sent_at'> & { text: string; sent_at: string })[];
}

/** Selects {@link TurnStartRow} with that many of the last messages; the caller adds WHERE. One statement, so one moment. */
export const selectTurnStart = (historyLength: number): Prisma.Sql => Prisma.sql`
  SELECT ${Prisma.raw(COLUMNS)}, n.xmin::text AS row_version,
    NULL AS asked_client_message_id, NULL::uuid AS known_message_id, NULL::int AS known_message_seq,
    (SELECT coalesce(json_agg(json_build_object('ticketId', ticket_id, 'targetRate', target_rate, 'limitRate', limit_rate)
                              ORDER BY ticket_id), '[]')
     FROM mandates WHERE negotiation_id = n.id) AS mandates,
    (SELECT coalesce(json_agg(json_build_object('id', m.id, 'seq', m.seq, 'author', m.author, 'text', encode(m.text, 'base64'),
                                                'client_message_id', m.client_message_id, 'terms', m.terms, 'sent_at', m.sent_at)
                              ORDER BY m.seq), '[]')
     FROM messages m WHERE m.negotiation_id = n.id AND m.seq > n.last_seq - ${historyLength}::int) AS history
  FROM ${Prisma.raw(TABLES)}`;

export const selectMandates = (negotiationId: string): Prisma.Sql => Prisma.sql`
  SELECT ticket_id AS "ticketId", target_rate AS "targetRate", limit_rate AS "limitRate"
  FROM mandates WHERE negotiation_id = ${negotiationId}::uuid ORDER BY ticket_id`;

export interface PartnerProfile {
  name?: string;
  language?: string;
  timeZone?: string;
}

/** What rows are bound to when they are sealed, so that a value moved elsewhere does not open. */
export const boundTo = {
  profile: (partnerId: string) => `profile:${partnerId}`,
  snapshot: (negotiationId: string) => `snapshot:${negotiationId}`,
  message: (messageId: string) => `message:${messageId}`,
  turn: (turnId: string) => `turn:${turnId}`,
  transcript: (turnId: string) => `transcript:${turnId}`,
  rating: (negotiationId: string, turn: number, rater: string) => `rating:${negotiationId}:${turn}:${rater}`,
  webhookEndpoint: (endpointId: string) => `webhook-endpoint:${endpointId}`,
  webhook: (deliveryId: string) => `webhook:${deliveryId}`,
  ledger: (negotiationId: string, position: number) => `ledger:${negotiationId}:${position}`,
};

function erasedSnapshot(): ConversationSnapshot {
  return {
    state: { tickets: [], levers: [], ledger: [], results: {} },
    position: { stage: 'closing', status: 'cancelled' },
    memory: emptyMemory('und'),
  };
}

/** What is sealed is opened when it is asked for: a message that comes in asks for none of it. */
export function toConversation(row: ConversationRow, cipher: PartnerCipher): Conversation {
  let partner: Conversation['partner'] | undefined;
  let snapshot: ConversationSnapshot | undefined;
  return {
    id: row.id,
    tenantId: row.tenant_id,
    externalId: row.external_id,
    hotel: row.hotel,
    get partner() {
      return (partner ??= partnerOf(row, cipher));
    },
    ...(cipher.erased ? { erased: true } : {}),
    status: row.status as NegotiationStatus,
    stage: row.stage as Stage,
    owner: row.owner as Conversation['owner'],
    ...(row.owner_name === null ? {} : { ownerName: row.owner_name }),
    arm: row.arm,
    ...(row.policy_model === null ? {} : { policyModel: row.policy_model }),
    ...(row.experiment_id === null || row.variant === null
      ? {}
      : { experiment: { id: row.experiment_id, variant: row.variant } }),
    sop: { id: row.sop_id, version: row.sop_version },
    start: row.start as Conversation['start'],
    ...(row.deadline === null ? {} : { deadline: row.deadline.toISOString() }),
    ...(row.metadata === null ? {} : { metadata: row.metadata }),
    get snapshot() {
      return (snapshot ??= snapshotOf(row, cipher));
    },
    version: row.version,
    lastSeq: row.last_seq,
    inboxHead: row.inbox_head,
    answeredSeq: row.answered_seq,
    voids: row.voids,
    turnCount: row.turn_count,
    transcriptUpTo: row.transcript_up_to,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.toISOString() }),
  };
}

function partnerOf(row: ConversationRow, cipher: PartnerCipher): Conversation['partner'] {
  const profile = cipher.openJson<PartnerProfile>(row.partner_profile, boundTo.profile(row.partner_id)) ?? { name: ERASED_TEXT };
  return { id: row.partner_external_id, ...profile, optedOut: row.partner_opted_out_at !== null };
}

const snapshotOf = (row: ConversationRow, cipher: PartnerCipher): ConversationSnapshot =>
  cipher.openJson<ConversationSnapshot>(row.snapshot, boundTo.snapshot(row.id)) ?? erasedSnapshot();
