import { Injectable } from '@nestjs/common';
import { type Conversation } from '../domain/conversation/conversation.js';
import { type Rating } from '../domain/conversation/rating.js';
import { type TurnRecord } from '../domain/conversation/turn-record.js';
import { succeed, type Result } from '../domain/failure.js';
import { outcomeOf } from '../domain/negotiation/outcome.js';
import { agreementsOf } from '../domain/negotiation/standing.js';
import { type Outcome } from '../domain/negotiation/state.js';
import { ConversationStore, type StoredMessage } from '../turn/ports/conversation-store.js';
import { NegotiationQueries, type ConversationSummary, type NegotiationFilter, type Page } from './ports/negotiation-queries.js';
import { RatingStore } from './ports/rating-store.js';
import { NOT_FOUND } from './scene.js';

interface Request {
  tenantId: string;
  negotiationId: string;
}

/** Everything about one conversation, for the people who watch over it. */
export interface ConversationTrace {
  conversation: Conversation;
  messages: StoredMessage[];
  turns: TurnRecord[];
  /** What people think of the turns. */
  ratings: Rating[];
}

/** Reads of negotiations, each bound to a tenant. */
@Injectable()
export class ReadNegotiations {
  constructor(
    private readonly store: ConversationStore,
    private readonly queries: NegotiationQueries,
    private readonly ratings: RatingStore,
  ) {}

  async get({ tenantId, negotiationId }: Request): Promise<Result<Conversation>> {
    const conversation = await this.store.load(negotiationId, tenantId);
    return conversation ? succeed(conversation) : NOT_FOUND;
  }

  /** Target rates by ticket, for the OTA that set them. */
  async targetRates(negotiationId: string): Promise<ReadonlyMap<string, string>> {
    const mandates = await this.store.mandates(negotiationId);
    return new Map(mandates.map(({ ticketId, targetRate }) => [ticketId, targetRate]));
  }

  list(tenantId: string, filter: NegotiationFilter, page: { cursor?: string; limit: number }): Promise<Page<Conversation>> {
    return this.queries.list(tenantId, filter, page);
  }

  summaries(
    tenantId: string,
    filter: NegotiationFilter,
    page: { cursor?: string; limit: number },
  ): Promise<Page<ConversationSummary>> {
    return this.queries.summaries(tenantId, filter, page);
  }

  async outcome(request: Request): Promise<Result<Outcome>> {
    const found = await this.get(request);
    if (!found.ok) return found;
    const { id, snapshot, status, endedAt } = found.value;
    const seqs = snapshot.state.tickets.flatMap((ticket) =>
      agreementsOf(snapshot.state, ticket.id).map((entry) => entry.messageSeq),
    );
    const messageIds = new Map<number, string>();
    for (const seq of new Set(seqs)) {
      const [message] = await this.store.messages(id, { afterSeq: seq - 1, limit: 1 });
      if (message?.seq === seq) messageIds.set(seq, message.id);
    }
    return succeed(
      outcomeOf(snapshot.state, {
        status,
        messageIdOf: (seq) => messageIds.get(seq),
        ...(endedAt === undefined ? {} : { decidedAt: endedAt }),
      }),
    );
  }

  /** One more than `limit` is read, so that the caller knows whether there are more. */
  async messages(
    request: Request,
    options: { afterSeq: number; limit: number },
  ): Promise<Result<{ messages: StoredMessage[]; hasMore: boolean }>> {
    const found = await this.get(request);
    if (!found.ok) return found;
    const messages = await this.store.messages(found.value.id, { afterSeq: options.afterSeq, limit: options.limit + 1 });
    return succeed({ messages: messages.slice(0, options.limit), hasMore: messages.length > options.limit });
  }

  async trace(request: Request): Promise<Result<ConversationTrace>> {
    const found = await this.get(request);
    if (!found.ok) return found;
    const { id } = found.value;
    const [messages, turns, ratings] = await Promise.all([
      this.store.messages(id, {}),
      this.queries.turns(id),
      this.ratings.ofConversation(id),
    ]);
    // A turn may have been committed since the conversation was read. Both lists only grow, so this is all of it as it was then.
    const { lastSeq, turnCount } = found.value;
    return succeed({
      conversation: found.value,
      messages: messages.filter(({ seq }) => seq <= lastSeq),
      turns: turns.filter(({ number }) => number <= turnCount),
      ratings: ratings.filter(({ turn }) => turn <= turnCount),
    });
  }
}
