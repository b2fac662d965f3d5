import { OutboxStore, type OutgoingEvent } from '../../turn/ports/outbox-store.js';
import { type MemoryConversationStore } from './memory-conversation-store.js';

/** What conversations in memory have to tell. */
export class MemoryOutboxStore extends OutboxStore {
  constructor(private readonly conversations: MemoryConversationStore) {
    super();
  }

  async next(delivered: readonly bigint[], _at: Date, limit: number): Promise<OutgoingEvent[]> {
    const done = new Set(delivered);
    const { outbox } = this.conversations;
    while (outbox[0] && done.has(outbox[0].outboxId)) outbox.shift();
    const events: OutgoingEvent[] = [];
    for (const queued of outbox.filter(({ outboxId }) => !done.has(outboxId)).slice(0, limit)) {
      const { negotiationId, event } = queued;
      const conversation = await this.conversations.load(negotiationId);
      if (!conversation) continue;
      const { tenantId, externalId, status, stage } = conversation;
      const message =
        event.type === 'message.created'
          ? (await this.conversations.messages(negotiationId, { afterSeq: event.seq - 1, limit: 1 }))[0]
          : undefined;
      events.push({ ...queued, tenantId, externalId, status, stage, ...(message === undefined ? {} : { message }) });
    }
    return events;
  }
}
