import { type Conversation } from '../../domain/conversation/conversation.js';
import { type TranscriptTurn } from '../../domain/conversation/transcript-turn.js';
import { type TurnRecord } from '../../domain/conversation/turn-record.js';
import { type Mandate } from '../../domain/negotiation/mandate.js';
import {
  ConversationStore,
  type ConversationTransaction,
  type DraftLease,
  type DueTimer,
  type DueTurns,
  type NewConversation,
  type OutboxEvent,
  type StoredMessage,
  type TimerKind,
  type TurnStart,
  type WriteReading,
} from '../../turn/ports/conversation-store.js';
import { type Clock } from '../../turn/ports/clock.js';
import { type Randomness } from '../../turn/ports/randomness.js';
import { StagedInMemory } from './staged-in-memory.js';

/** A conversation as it lies in memory; what a row and its children are in the database. */
export interface StoredConversation {
  conversation: Conversation;
  mandates: Mandate[];
  messages: StoredMessage[];
  turns: TurnRecord[];
  timers: Map<TimerKind, Date>;
  fence: number;
  leaseExpiresAt: Date | null;
  nextTurnAt: Date | null;
  firstUnansweredAt: Date | null;
  eventSequence: number;
  /** Rises with every write, so that a write to something that has changed since can be told. */
  revision: number;
}

/** An event on its way out, with what a receiver has to know of its conversation. */
export interface QueuedEvent {
  outboxId: bigint;
  eventId: string;
  negotiationId: string;
  sequence: number;
  event: OutboxEvent;
  createdAt: Date;
}

/**
 * Conversations of one process, gone with it: for simulations, in which nothing has to outlive the run and the database
 * would take most of the time. Keeps the promises of the port, locks and fences included, but for durability.
 */
export class MemoryConversationStore extends ConversationStore {
  private readonly stored = new Map<string, StoredConversation>();
  private readonly externalIds = new Set<string>();
  private readonly optedOut = new Set<string>();
  readonly outbox: QueuedEvent[] = [];
  private outboxCount = 0n;

  constructor(
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {
    super();
  }

  create(conversation: NewConversation, at: Date): Promise<Conversation | 'already_exists' | 'partner_opted_out'> {
    const external = `${conversation.tenantId}/${conversation.externalId}`;
    if (this.externalIds.has(external)) return Promise.resolve('already_exists');
    if (this.optedOut.has(partnerKey(conversation))) return Promise.resolve('partner_opted_out');
    this.externalIds.add(external);
    const id = this.randomness.id();
    const { snapshot, mandates, deadline, firstTurnAt, partner, ...rest } = conversation;
    const created: Conversation = {
      ...rest,
      id,
      partner: { ...partner, optedOut: false },
      status: snapshot.position.status,
      stage: snapshot.position.stage,
      owner: 'agent',
      ...(deadline === undefined ? {} : { deadline: deadline.toISOString() }),
      snapshot,
      version: 0,
      lastSeq: 0,
      inboxHead: 0,
      answeredSeq: 0,
      voids: 0,
      turnCount: 0,
      transcriptUpTo: 0,
      createdAt: at.toISOString(),
      updatedAt: at.toISOString(),
    };
    this.stored.set(id, {
      conversation: created,
      mandates: [...mandates],
      messages: [],
      turns: [],
      timers: new Map(deadline === undefined ? [] : [['deadline', deadline]]),
      fence: 0,
      leaseExpiresAt: null,
      nextTurnAt: firstTurnAt,
      firstUnansweredAt: null,
      eventSequence: 1,
      revision: 0,
    });
    this.queue({
      eventId: this.randomness.id(),
      negotiationId: id,
      sequence: 1,
      event: { type: 'negotiation.opened' },
      createdAt: at,
    });
    return Promise.resolve(created);
  }

  load(negotiationId: string, tenantId?: string): Promise<Conversation | null> {
    const found = this.stored.get(negotiationId);
    const other = tenantId !== undefined && found?.conversation.tenantId !== tenantId;
    return Promise.resolve(found && !other ? found.conversation : null);
  }

  forTurn(negotiationId: string, historyLength: number): Promise<TurnStart | null> {
    const found = this.stored.get(negotiationId);
    if (!found) return Promise.resolve(null);
    const { conversation, messages, mandates } = found;
    return Promise.resolve({ conversation, history: messages.slice(-historyLength), mandates });
  }

  mandates(negotiationId: string): Promise<Mandate[]> {
    return Promise.resolve(this.stored.get(negotiationId)?.mandates ?? []);
  }

  messages(negotiationId: string, { afterSeq = 0, limit }: { afterSeq?: number; limit?: number }): Promise<StoredMessage[]> {
    const after = this.stored.get(negotiationId)?.messages.filter(({ seq }) => seq > afterSeq) ?? [];
    return Promise.resolve(limit === undefined ? after : after.slice(0, limit));
  }

  transcript(negotiationId: string, limit: number): Promise<TranscriptTurn[]> {
    const turns = this.stored.get(negotiationId)?.turns.flatMap(({ transcript }) => transcript ?? []) ?? [];
    return Promise.resolve(turns.slice(-limit));
  }

  /** Records of all turns, oldest first. */
  turns(negotiationId: string): readonly TurnRecord[] {
    return this.stored.get(negotiationId)?.turns ?? [];
  }

  /** Lets go of a conversation that nobody will ask for again. */
  forget(negotiationId: string): void {
    this.stored.delete(negotiationId);
  }

  async write<T>(
    negotiationId: string,
    work: (transaction: ConversationTransaction) => Promise<T> | T,
    reading: WriteReading = {},
  ): Promise<T | null> {
    for (;;) {
      const found = this.stored.get(negotiationId);
      const other = reading.tenantId !== undefined && found?.conversation.tenantId !== reading.tenantId;
      if (!found || other) return null;
      const staged = new StagedInMemory(found, this.randomness, this.clock.now());
      const result = await work(staged);
      // Whoever was quicker goes first, and the work is done again on what they left.
      if (this.stored.get(negotiationId)?.revision !== found.revision) continue;
      const { next, events, optsOut } = staged.outcome();
      this.stored.set(negotiationId, next);
      for (const event of events) this.queue({ negotiationId, ...event });
      if (optsOut) this.optOut(next.conversation);
      return result;
    }
  }

  claimDueTurns(at: Date, leaseMs: number, limit: number): Promise<DueTurns> {
    const waiting = [...this.stored.values()].filter(({ nextTurnAt }) => nextTurnAt !== null);
    const due = waiting
      .filter((each) => each.nextTurnAt! <= at && !isLeased(each, at))
      .sort((one, other) => one.nextTurnAt!.getTime() - other.nextTurnAt!.getTime())
      .slice(0, limit);
    const leases = due.map(({ conversation }) => this.lease(conversation.id, at, leaseMs));
    const later = waiting
      .filter((each) => !due.includes(each))
      .map(({ nextTurnAt, leaseExpiresAt }) => Math.max(nextTurnAt!.getTime(), leaseExpiresAt?.getTime() ?? 0));
    const timers = [...this.stored.values()].flatMap((each) => [...each.timers.values()].map((time) => time.getTime()));
    const soonest = (times: readonly number[]): Date | null => (times.length === 0 ? null : new Date(Math.min(...times)));
    return Promise.resolve({ leases, nextTurnAt: soonest(later), nextTimerAt: soonest(timers) });
  }

  claim(negotiationId: string, at: Date, leaseMs: number): Promise<DraftLease | null> {
    const found = this.stored.get(negotiationId);
    return Promise.resolve(!found || isLeased(found, at) ? null : this.lease(negotiationId, at, leaseMs));
  }

  renew({ negotiationId, fence }: DraftLease, at: Date, leaseMs: number): Promise<boolean> {
    const found = this.stored.get(negotiationId);
    if (!found || found.fence !== fence || found.leaseExpiresAt === null) return Promise.resolve(false);
    this.stored.set(negotiationId, { ...found, leaseExpiresAt: new Date(at.getTime() + leaseMs) });
    return Promise.resolve(true);
  }

  dueTimers(at: Date, limit: number): Promise<DueTimer[]> {
    const due = [...this.stored.keys()].flatMap((id) => this.timersIn(id)).filter(({ dueAt }) => dueAt <= at);
    return Promise.resolve(due.sort(byTime).slice(0, limit));
  }

  timersOf(negotiationId: string): Promise<DueTimer[]> {
    return Promise.resolve(this.timersIn(negotiationId).sort(byTime));
  }

  proactiveMessagesSince(negotiationId: string, since: Date): Promise<number> {
    const own = this.stored.get(negotiationId)?.conversation;
    if (!own) return Promise.resolve(0);
    const ofPartner = [...this.stored.values()].filter(({ conversation }) => partnerKey(conversation) === partnerKey(own));
    const sent = ofPartner.flatMap(({ turns }) =>
      turns.filter(
        ({ trigger, messageSeq, committedAt }) =>
          (trigger === 'opening' || trigger === 'follow_up') && messageSeq !== undefined && new Date(committedAt) >= since,
      ),
    );
    return Promise.resolve(sent.length);
  }

  private lease(negotiationId: string, at: Date, leaseMs: number): DraftLease {
    const found = this.stored.get(negotiationId)!;
    const fence = found.fence + 1;
    this.stored.set(negotiationId, {
      ...found,
      fence,
      leaseExpiresAt: new Date(at.getTime() + leaseMs),
      revision: found.revision + 1,
    });
    return { negotiationId, fence };
  }

  private timersIn(negotiationId: string): DueTimer[] {
    return [...(this.stored.get(negotiationId)?.timers ?? [])].map(([kind, dueAt]) => ({ negotiationId, kind, dueAt }));
  }

  private queue(event: Omit<QueuedEvent, 'outboxId'>): void {
    this.outbox.push({ outboxId: ++this.outboxCount, ...event });
  }

  private optOut(conversation: Conversation): void {
    this.optedOut.add(partnerKey(conversation));
    for (const [id, each] of this.stored)
      if (partnerKey(each.conversation) === partnerKey(conversation))
        this.stored.set(id, {
          ...each,
          conversation: { ...each.conversation, partner: { ...each.conversation.partner, optedOut: true } },
        });
  }
}

const partnerKey = ({ tenantId, partner }: { tenantId: string; partner: { id: string } }): string => `${tenantId}/${partner.id}`;
const isLeased = ({ leaseExpiresAt }: StoredConversation, at: Date): boolean => leaseExpiresAt !== null && leaseExpiresAt > at;
const byTime = (one: DueTimer, other: DueTimer): number => one.dueAt.getTime() - other.dueAt.getTime();
