import { type NegotiationStatus } from '../../domain/taxonomy.js';
import { type OutboxEvent, type StoredMessage } from './conversation-store.js';

/** A committed event on its way out, with what receivers need to know about its negotiation. */
export interface OutgoingEvent {
  /** Position in the outbox, for marking. */
  outboxId: bigint;
  eventId: string;
  negotiationId: string;
  tenantId: string;
  externalId: string;
  /** Counts the events of one negotiation from 1. */
  sequence: number;
  event: OutboxEvent;
  /** The message of a `message.created`. */
  message?: StoredMessage;
  status: NegotiationStatus;
  stage: string;
  createdAt: Date;
}

/** Events that were committed and not yet handed to every channel, oldest first. */
export abstract class OutboxStore {
  /**
   * Marks what was delivered and answers with what comes next, in one go. What one process was given, no other is for a while;
   * it is given again where it is not marked by then.
   */
  abstract next(delivered: readonly bigint[], at: Date, limit: number): Promise<OutgoingEvent[]>;
}
