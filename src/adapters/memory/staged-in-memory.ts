import { type Conversation } from '../../domain/conversation/conversation.js';
import { type TurnRecord } from '../../domain/conversation/turn-record.js';
import { type Mandate } from '../../domain/negotiation/mandate.js';
import {
  type ConversationChange,
  type ConversationTransaction,
  type NewMessage,
  type OutboxEvent,
  type StoredMessage,
  type TimerKind,
} from '../../turn/ports/conversation-store.js';
import { type Randomness } from '../../turn/ports/randomness.js';
import { type QueuedEvent, type StoredConversation } from './memory-conversation-store.js';

/** What a piece of work wants to write to one conversation, gathered until it is done. */
export class StagedInMemory implements ConversationTransaction {
  readonly conversation: Conversation;
  readonly fence: number;
  readonly nextTurnAt: Date | null;
  readonly firstUnansweredAt: Date | null;

  private readonly messages: StoredMessage[] = [];
  private readonly turns: TurnRecord[] = [];
  private readonly events: Omit<QueuedEvent, 'outboxId' | 'negotiationId'>[] = [];
  private readonly timers: Map<TimerKind, Date>;
  private mandatesNow: Mandate[];
  private changes: ConversationChange = {};
  private optsOut = false;
  private lastSeq: number;
  private inboxHead: number;
  private eventSequence: number;

  constructor(
    private readonly stored: StoredConversation,
    private readonly randomness: Randomness,
    private readonly at: Date,
  ) {
    this.conversation = stored.conversation;
    this.fence = stored.fence;
    this.nextTurnAt = stored.nextTurnAt;
    this.firstUnansweredAt = stored.firstUnansweredAt;
    this.timers = new Map(stored.timers);
    this.mandatesNow = stored.mandates;
    this.lastSeq = stored.conversation.lastSeq;
    this.inboxHead = stored.conversation.inboxHead;
    this.eventSequence = stored.eventSequence;
  }

  findByClientMessageId(clientMessageId: string): Promise<{ id: string; seq: number } | null> {
    const found = this.stored.messages.find((message) => message.clientMessageId === clientMessageId);
    return Promise.resolve(found ? { id: found.id, seq: found.seq } : null);
  }

  mandates(): Promise<Mandate[]> {
    return Promise.resolve(this.mandatesNow);
  }

  append({ author, text, clientMessageId, terms }: NewMessage, at: Date): StoredMessage {
    const id = this.randomness.id();
    const seq = ++this.lastSeq;
    const message: StoredMessage = {
      id,
      seq,
      author,
      text,
      sentAt: at.toISOString(),
      ...(clientMessageId === undefined ? {} : { clientMessageId }),
      ...(terms === undefined ? {} : { terms }),
    };
    this.messages.push(message);
    if (author === 'partner') this.inboxHead = seq;
    this.emit({ type: 'message.created', messageId: id, seq });
    return message;
  }

  record(turn: TurnRecord): void {
    this.turns.push(turn);
  }

  emit(event: OutboxEvent): void {
    this.events.push({ eventId: this.randomness.id(), sequence: ++this.eventSequence, event, createdAt: this.at });
  }

  change(change: ConversationChange): void {
    this.changes = { ...this.changes, ...change };
  }

  timer(kind: TimerKind, dueAt: Date | null): void {
    if (dueAt) this.timers.set(kind, dueAt);
    else this.timers.delete(kind);
  }

  changeMandate(mandate: Mandate): void {
    this.mandatesNow = this.mandatesNow.map((each) => (each.ticketId === mandate.ticketId ? mandate : each));
  }

  optOutPartner(): void {
    this.optsOut = true;
  }

  /** Who did what is of no interest where nobody but the simulation does anything. */
  audit(): void {
    return;
  }

  outcome(): { next: StoredConversation; events: StagedInMemory['events']; optsOut: boolean } {
    const { conversation, stored, changes } = this;
    const { snapshot, ownerName, endedAt } = changes;
    const answeredSeq = changes.answeredSeq ?? conversation.answeredSeq;
    const { ownerName: hadName, endedAt: hadEnded, ...rest } = conversation;
    const name = ownerName === undefined ? hadName : (ownerName ?? undefined);
    const ended = endedAt === undefined ? hadEnded : endedAt?.toISOString();
    const next: StoredConversation = {
      ...stored,
      conversation: {
        ...rest,
        status: changes.status ?? snapshot?.position.status ?? conversation.status,
        stage: snapshot?.position.stage ?? conversation.stage,
        owner: changes.owner ?? conversation.owner,
        ...(name === undefined ? {} : { ownerName: name }),
        snapshot: snapshot ?? conversation.snapshot,
        version: conversation.version + (snapshot ? 1 : 0),
        lastSeq: this.lastSeq,
        inboxHead: this.inboxHead,
        answeredSeq,
        voids: changes.voids ?? conversation.voids,
        turnCount: changes.turnCount ?? conversation.turnCount,
        transcriptUpTo: this.turns.at(-1)?.transcript?.upTo ?? conversation.transcriptUpTo,
        updatedAt: this.at.toISOString(),
        ...(ended === undefined ? {} : { endedAt: ended }),
      },
      mandates: this.mandatesNow,
      messages: [...stored.messages, ...this.messages],
      turns: [...stored.turns, ...this.turns],
      timers: this.timers,
      leaseExpiresAt: changes.releaseLease ? null : stored.leaseExpiresAt,
      nextTurnAt: changes.nextTurnAt === undefined ? stored.nextTurnAt : changes.nextTurnAt,
      firstUnansweredAt: this.inboxHead <= answeredSeq ? null : (stored.firstUnansweredAt ?? this.at),
      eventSequence: this.eventSequence,
      revision: stored.revision + 1,
    };
    return { next, events: this.events, optsOut: this.optsOut };
  }
}
