import { type Page } from '../../negotiations/ports/negotiation-queries.js';
import { type OutboxEvent } from '../../turn/ports/conversation-store.js';
import { type EventType } from '../event-types.js';

export interface NewEndpoint {
  id: string;
  tenantId: string;
  url: string;
  /** None: all of them. */
  events: EventType[];
  description?: string;
  secret: Buffer;
}

export interface WebhookEndpoint {
  id: string;
  url: string;
  events: EventType[];
  description?: string;
  /** Nothing is sent any more: the receiver said that it is gone. */
  disabled: boolean;
  createdAt: Date;
}

/** `pending`: it will be tried (again); `failed`: it was tried often enough; `cancelled`: its endpoint is gone. */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export interface WebhookDelivery {
  id: string;
  endpointId: string;
  negotiationId: string;
  /** `webhook-id` of every attempt. */
  eventId: string;
  type: EventType;
  sequence: number;
  status: DeliveryStatus;
  attempts: number;
  /** Where it is pending. */
  nextAttemptAt?: Date;
  /** HTTP status of the last answer. */
  responseStatus?: number;
  error?: string;
  createdAt: Date;
  deliveredAt?: Date;
}

export interface DeliveryFilter {
  endpointId?: string;
  negotiationId?: string;
  status?: DeliveryStatus[];
}

/** A delivery that this process may try now, with all that it takes. */
export interface ClaimedDelivery {
  id: string;
  endpointId: string;
  tenantId: string;
  negotiationId: string;
  eventId: string;
  event: OutboxEvent;
  sequence: number;
  /** Sequence of the negotiation's latest event when it was claimed. */
  latestSequence: number;
  externalId: string;
  createdAt: Date;
  url: string;
  /** Secrets that sign: the endpoint's own, and the one before where it still holds. */
  secrets: Buffer[];
  /** What was sent before; null where this is the first attempt, or the partner has been erased since. */
  body: string | null;
  /** The partner was erased: nothing may be told of them. */
  erased: boolean;
  /** Attempts with this one; whoever has claimed it later has a higher number. */
  attempts: number;
  /** The same since it was last asked for. */
  tries: number;
}

/** What came of an attempt. */
export type AttemptOutcome =
  | { kind: 'delivered'; responseStatus: number }
  /** `nextAttemptAt` absent: it is not tried any more. */
  | { kind: 'failed'; error: string; responseStatus?: number; nextAttemptAt?: Date }
  /** The receiver is gone for good: its endpoint is disabled and what waits for it is cancelled. */
  | { kind: 'gone'; responseStatus: number };

/** Endpoints and what is sent to them. Deliveries come into being with the events themselves. */
export abstract class WebhookStore {
  /** False where the tenant has as many as it may. */
  abstract createEndpoint(endpoint: NewEndpoint, maximum: number, at: Date): Promise<boolean>;
  abstract endpoints(tenantId: string, page: { cursor?: string; limit: number }): Promise<Page<WebhookEndpoint>>;
  /** Its deliveries go with it. False where there is none. */
  abstract removeEndpoint(tenantId: string, endpointId: string): Promise<boolean>;
  /** The secret before goes on signing until `previousValidUntil`. False where there is no such endpoint. */
  abstract rotateSecret(tenantId: string, endpointId: string, secret: Buffer, previousValidUntil: Date): Promise<boolean>;
  /** The latest first. */
  abstract deliveries(
    tenantId: string,
    filter: DeliveryFilter,
    page: { cursor?: string; limit: number },
  ): Promise<Page<WebhookDelivery>>;
  /** Makes it due again, with the same id and body. Null where there is none; `in_flight` while it is being sent. */
  abstract redeliver(tenantId: string, deliveryId: string, at: Date): Promise<WebhookDelivery | 'in_flight' | 'disabled' | null>;
  /**
   * Due deliveries, oldest first, leased to this process. No endpoint gets more than `perEndpoint` at a time, less what it
   * has in flight here: a slow receiver takes nothing from another.
   */
  abstract claim(input: {
    at: Date;
    leaseMs: number;
    perEndpoint: number;
    inFlight: ReadonlyMap<string, number>;
    limit: number;
  }): Promise<ClaimedDelivery[]>;
  /**
   * Keeps what is about to be sent, so that every attempt sends the same. Returns what counts: the body kept first;
   * null where the endpoint was removed meanwhile.
   * @param delivery as it was claimed, the very object
   */
  abstract keepBody(delivery: ClaimedDelivery, body: string): Promise<string | null>;
  /** Writes what came of an attempt, unless somebody has claimed the delivery since. */
  abstract settle(
    delivery: Pick<ClaimedDelivery, 'id' | 'endpointId' | 'attempts'>,
    outcome: AttemptOutcome,
    at: Date,
  ): Promise<void>;
  /** When the pending delivery that is due first can be tried: nobody holds it any more; null where none is pending. */
  abstract nextDueAt(): Promise<Date | null>;
}
