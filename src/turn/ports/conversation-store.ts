import { type Conversation, type ConversationOwner, type ConversationSnapshot } from '../../domain/conversation/conversation.js';
import { type MessageAuthor, type TranscriptMessage } from '../../domain/conversation/message.js';
import { type TranscriptTurn } from '../../domain/conversation/transcript-turn.js';
import { type TurnRecord } from '../../domain/conversation/turn-record.js';
import { type Mandate } from '../../domain/negotiation/mandate.js';
import { type AgreedTerms } from '../../domain/negotiation/ledger.js';
import { type NegotiationStatus } from '../../domain/taxonomy.js';

/** A message as stored; `terms` lets a client show buttons under it. */
export interface StoredMessage extends TranscriptMessage {
  clientMessageId?: string;
  terms?: { termsId: string; tickets: AgreedTerms[] };
}

export interface NewMessage {
  author: MessageAuthor;
  text: string;
  clientMessageId?: string;
  terms?: StoredMessage['terms'];
}

/** Something the world has to be told after the commit. Text is referred to by message, never copied. */
export type OutboxEvent =
  | { type: 'message.created'; messageId: string; seq: number }
  | { type: 'negotiation.opened' }
  | { type: 'negotiation.stage_changed'; from: string; to: string }
  | {
      type:
        'negotiation.agreed' | 'negotiation.declined' | 'negotiation.expired' | 'negotiation.opted_out' | 'negotiation.cancelled';
    }
  | { type: 'negotiation.escalated'; reason: string }
  | { type: 'negotiation.taken_over' | 'negotiation.released' | 'negotiation.reopened' }
  | { type: 'ticket.agreed'; ticketId: string };

export type TimerKind = 'follow_up' | 'deadline';

/** Permission to draft: no transaction, only a fence that a later claim raises. */
export interface DraftLease {
  negotiationId: string;
  fence: number;
}

/** What changes on the conversation row; absent fields stay as they are. */
export interface ConversationChange {
  snapshot?: ConversationSnapshot;
  status?: NegotiationStatus;
  owner?: ConversationOwner;
  ownerName?: string | null;
  answeredSeq?: number;
  voids?: number;
  turnCount?: number;
  endedAt?: Date | null;
  /** When the next turn is due; null: none is. */
  nextTurnAt?: Date | null;
  /** Give the lease back. */
  releaseLease?: boolean;
}

/**
 * All writes to one conversation. Writes are gathered and sent together when the work returns, provided that what the
 * work has seen is still so; a throw leaves nothing behind.
 */
export interface ConversationTransaction {
  readonly conversation: Conversation;
  /** Fence of the current lease, and whether it is still valid. */
  readonly fence: number;
  readonly nextTurnAt: Date | null;
  readonly firstUnansweredAt: Date | null;
  /** The partner's message with this client id, if it was received before. */
  findByClientMessageId(clientMessageId: string): Promise<{ id: string; seq: number } | null>;
  mandates(): Promise<Mandate[]>;
  /** Gives it the next sequence number. Queues `message.created`. */
  append(message: NewMessage, at: Date): StoredMessage;
  /** Puts a turn on record; its transcript, if it has one, continues that of the conversation. */
  record(turn: TurnRecord): void;
  emit(event: OutboxEvent): void;
  change(change: ConversationChange): void;
  /** Replaces the pending timer of this kind; null removes it. */
  timer(kind: TimerKind, dueAt: Date | null): void;
  /** Writes the secret side of a ticket. */
  changeMandate(mandate: Mandate): void;
  /** Binds the partner within the tenant, over all their negotiations. */
  optOutPartner(): void;
  audit(entry: { actor: string; action: string; detail?: Record<string, unknown> }): void;
}

export interface NewConversation {
  tenantId: string;
  externalId: string;
  hotel: Conversation['hotel'];
  partner: { id: string; name?: string; language?: string; timeZone?: string };
  arm: string;
  policyModel?: string;
  experiment?: { id: string; variant: string };
  sop: { id: string; version: number };
  start: Conversation['start'];
  deadline?: Date;
  metadata?: Record<string, unknown>;
  snapshot: ConversationSnapshot;
  mandates: Mandate[];
  /** When the opening turn is due; null: wait for the partner. */
  firstTurnAt: Date | null;
}

/** What is read along with a conversation that is to be written. */
export interface WriteReading {
  /** Only where it is this tenant's. */
  tenantId?: string;
  /** Whether a message was received under this id, for `findByClientMessageId`. */
  clientMessageId?: string;
  /** The conversation as `forTurn` gave it: where nobody has written to it since, it need not be read again. */
  asRead?: Conversation;
}

/** What a turn starts from, as it stood at one moment. */
export interface TurnStart {
  conversation: Conversation;
  /** The last messages, oldest first. */
  history: StoredMessage[];
  /** Secret; for domain functions only. */
  mandates: Mandate[];
}

export interface DueTurns {
  leases: DraftLease[];
  /** When the next turn falls due that was not claimed, or the lease that blocks a due one runs out; null: none waits. */
  nextTurnAt: Date | null;
  /** When the next timer falls due, past or to come. */
  nextTimerAt: Date | null;
}

export interface DueTimer {
  negotiationId: string;
  kind: TimerKind;
  dueAt: Date;
}

export abstract class ConversationStore {
  /** `already_exists` for the external id, `partner_opted_out`; else the new conversation. */
  abstract create(conversation: NewConversation, at: Date): Promise<Conversation | 'already_exists' | 'partner_opted_out'>;
  /** Without a lock. Null where it does not exist (in that tenant, where one is given). */
  abstract load(negotiationId: string, tenantId?: string): Promise<Conversation | null>;
  /** Without a lock; `historyLength`: how many of the last messages. Null where it does not exist. */
  abstract forTurn(negotiationId: string, historyLength: number): Promise<TurnStart | null>;
  abstract mandates(negotiationId: string): Promise<Mandate[]>;
  abstract messages(negotiationId: string, options: { afterSeq?: number; limit?: number }): Promise<StoredMessage[]>;
  /** The transcript of the conversation, oldest turn first: of all its turns, or of the last `limit`. */
  abstract transcript(negotiationId: string, limit: number): Promise<TranscriptTurn[]>;
  /**
   * Reads the conversation, does the work, writes its outcome in one statement. Where somebody else has written in
   * between, the work is done again under the row lock, so it must not do anything but gather writes. Null where the
   * conversation does not exist.
   */
  abstract write<T>(
    negotiationId: string,
    work: (transaction: ConversationTransaction) => Promise<T> | T,
    reading?: WriteReading,
  ): Promise<T | null>;
  /** Conversations whose turn is due and which nobody drafts for are leased to the caller; and when to look again. */
  abstract claimDueTurns(at: Date, leaseMs: number, limit: number): Promise<DueTurns>;
  /** The same for one conversation, due or not; null while somebody else drafts for it. */
  abstract claim(negotiationId: string, at: Date, leaseMs: number): Promise<DraftLease | null>;
  /** Keeps the lease for longer; false where a later claim has taken it. */
  abstract renew(lease: DraftLease, at: Date, leaseMs: number): Promise<boolean>;
  abstract dueTimers(at: Date, limit: number): Promise<DueTimer[]>;
  /** The timers of one conversation, due or not, the next one first. */
  abstract timersOf(negotiationId: string): Promise<DueTimer[]>;
  /** Messages that we sent to this partner unasked since then, over all their negotiations of the tenant. */
  abstract proactiveMessagesSince(negotiationId: string, since: Date): Promise<number>;
}
