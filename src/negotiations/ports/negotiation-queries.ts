import { type Conversation } from '../../domain/conversation/conversation.js';
import { type TurnRecord } from '../../domain/conversation/turn-record.js';
import { type NegotiationStatus } from '../../domain/taxonomy.js';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface NegotiationFilter {
  externalId?: string;
  status?: NegotiationStatus[];
  stage?: string[];
  owner?: 'agent' | 'human';
  arm?: string;
  partnerId?: string;
  hotelId?: string;
  /** Substring of hotel name or external id, case-insensitive; metadata only, never message text. */
  search?: string;
  updatedSince?: Date;
}

export interface ConversationSummary {
  id: string;
  externalId: string;
  hotel: { id: string; name: string };
  partnerId: string;
  status: NegotiationStatus;
  stage: string;
  owner: 'agent' | 'human';
  ownerName?: string;
  arm: string;
  messageCount: number;
  waitingForReply: boolean;
  createdAt: string;
  updatedAt: string;
}

export interface AuditEntryView {
  id: string;
  negotiationId?: string;
  actor: string;
  action: string;
  detail?: Record<string, unknown>;
  at: string;
}

/** Reads for lists and dashboards; every one is bound to a tenant. Throws {@link InvalidCursorError} for a cursor it did not issue. */
export abstract class NegotiationQueries {
  /** Whole conversations, newest change last, for the OTA backend. */
  abstract list(
    tenantId: string,
    filter: NegotiationFilter,
    page: { cursor?: string; limit: number },
  ): Promise<Page<Conversation>>;
  /** Rows for ops, newest change first. */
  abstract summaries(
    tenantId: string,
    filter: NegotiationFilter,
    page: { cursor?: string; limit: number },
  ): Promise<Page<ConversationSummary>>;
  abstract turns(negotiationId: string): Promise<TurnRecord[]>;
  /** Counts for the dashboard. */
  abstract counts(tenantId: string): Promise<{
    byStatus: Record<string, number>;
    byStage: Record<string, number>;
    openByOwner: Record<string, number>;
    waitingForPerson: number;
    turnsLastDay: number;
    fallbacksLastDay: number;
    byArm: { arm: string; conversations: number; agreed: number }[];
  }>;
  abstract audit(
    tenantId: string,
    filter: { negotiationId?: string; action?: string },
    page: { cursor?: string; limit: number },
  ): Promise<Page<AuditEntryView>>;
  abstract recordAudit(
    tenantId: string,
    entry: { negotiationId?: string; actor: string; action: string; detail?: Record<string, unknown> },
    at: Date,
  ): Promise<void>;
  abstract recordVerification(
    input: { negotiationId: string; ticketId: string; loadedRate: string; matches: boolean; observedAt: Date },
    at: Date,
  ): Promise<string>;
  /** Oldest undelivered outbox event, for readiness and metrics; null where none waits. */
  abstract oldestUndelivered(): Promise<Date | null>;
  /** Cheap round trip to the database. */
  abstract ping(): Promise<void>;
}

export class InvalidCursorError extends Error {
  constructor() {
    super('The cursor was not issued by this server');
    this.name = 'InvalidCursorError';
  }
}
