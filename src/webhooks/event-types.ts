import { type OutboxEvent } from '../turn/ports/conversation-store.js';

/** What an endpoint can be told of. */
export const EVENT_TYPES = [
  'negotiation.opened',
  'negotiation.stage_changed',
  'negotiation.agreed',
  'negotiation.declined',
  'negotiation.escalated',
  'negotiation.taken_over',
  'negotiation.released',
  'negotiation.reopened',
  'negotiation.expired',
  'negotiation.opted_out',
  'negotiation.cancelled',
  'ticket.agreed',
  'message.created',
] as const satisfies readonly OutboxEvent['type'][];

export type EventType = (typeof EVENT_TYPES)[number];
