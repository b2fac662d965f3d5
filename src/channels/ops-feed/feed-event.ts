import { type ConversationEvent } from '../../turn/conversation-events.js';
import { type FeedEvent } from './ops-feed.dto.js';

/** A committed event as people who watch see it. Field by field: what events gain later does not leak out by itself. */
export function feedEvent(committed: Extract<ConversationEvent, { kind: 'committed' }>): FeedEvent {
  const { eventId, event, negotiationId, externalId, sequence, status, stage, createdAt, message } = committed;
  return {
    eventId,
    type: event.type,
    conversationId: negotiationId,
    externalId,
    sequence,
    status,
    stage,
    at: createdAt.toISOString(),
    ...(event.type === 'negotiation.stage_changed' ? { fromStage: event.from, toStage: event.to } : {}),
    ...(event.type === 'negotiation.escalated' ? { reason: event.reason } : {}),
    ...(event.type === 'ticket.agreed' ? { ticketId: event.ticketId } : {}),
    ...(message === undefined
      ? {}
      : {
          message: {
            id: message.id,
            seq: message.seq,
            author: message.author,
            text: message.text,
            sentAt: message.sentAt,
          },
        }),
  };
}
