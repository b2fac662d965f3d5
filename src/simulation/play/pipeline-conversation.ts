import { type Conversation } from '../../domain/conversation/conversation.js';
import { type TurnRecord } from '../../domain/conversation/turn-record.js';
import { outcomeOf } from '../../domain/negotiation/outcome.js';
import { type CreateNegotiation } from '../../negotiations/create-negotiation.js';
import { type Inbox } from '../../turn/inbox.js';
import { type OutboxDrain } from '../../turn/outbox-drain.js';
import { type ConversationStore, type DueTimer } from '../../turn/ports/conversation-store.js';
import { type TurnCause, type TurnPipeline } from '../../turn/turn.pipeline.js';
import { type SeededRandomness } from '../world/seeded-randomness.js';
import { type SteppedClock } from '../world/stepped-clock.js';
import { type Scenario } from '../world/scenario.js';
import { ConversationUnderPlay, type OurMessage, type PlayedOutcome } from './conversation-under-play.js';

/** The parts of a server that a conversation passes through. */
export interface PipelineParts {
  create: CreateNegotiation;
  inbox: Inbox;
  pipeline: TurnPipeline;
  outbox: OutboxDrain;
  store: ConversationStore;
  turns(negotiationId: string): readonly TurnRecord[];
  /** A conversation that is over and counted. */
  forget(negotiationId: string): void;
  /** The OTA in whose name the next conversation is led. */
  writeFor(ota: string): void;
  clock: SteppedClock;
  randomness: SeededRandomness;
}

const TENANT = 'simulation';

const HOUR_MS = 3_600_000;
/** The burst window is over this long after the partner's last message. */
const BURST_MS = 5_000;
const LEASE_MS = 600_000;
/** Turns that are postponed (quiet hours, a daily cap) are tried again at most so often. */
const MOST_POSTPONEMENTS = 8;

/** One conversation through the real turn pipeline, its guardrails, judge, database and outbox, on a simulated clock. */
export class PipelineConversation extends ConversationUnderPlay {
  private negotiationId = '';
  private over = false;
  private heardSeq = 0;
  private spoken = 0;
  private timers: DueTimer[] = [];

  constructor(
    private readonly scenario: Scenario,
    private readonly parts: PipelineParts,
    private readonly arm: string,
  ) {
    super();
    parts.randomness.reseed(scenario.id);
    parts.clock.set(new Date(scenario.startsAt));
    parts.writeFor(scenario.ota);
  }

  get now(): number {
    return this.parts.clock.now().getTime();
  }

  get ended(): boolean {
    return this.over;
  }

  async open(): Promise<OurMessage[]> {
    const { scenario, parts } = this;
    const created = await parts.create.execute({
      tenantId: TENANT,
      externalId: scenario.id,
      hotel: scenario.hotel,
      partner: { ...scenario.partner, language: 'en', timeZone: scenario.hotel.timeZone },
      tickets: scenario.tickets.map(({ ticket }) => ticket),
      mandates: scenario.tickets.map(({ mandate }) => mandate),
      levers: scenario.levers.map(({ lever }) => lever),
      deadline: new Date(this.now + scenario.deadlineHours * HOUR_MS),
      policy: this.arm,
      start: 'now',
    });
    if (!created.ok) throw new Error(`${scenario.id}: ${JSON.stringify(created.failure)}`);
    this.negotiationId = created.value.id;
    return this.turn('messages');
  }

  nextTimer(): Promise<number | undefined> {
    return Promise.resolve(this.timers[0]?.dueAt.getTime());
  }

  async runTimer(): Promise<OurMessage[]> {
    const [timer] = this.timers;
    if (!timer) return [];
    this.moveTo(timer.dueAt.getTime());
    return this.turn(timer.kind);
  }

  async hear(messages: readonly { text: string; at: number }[]): Promise<OurMessage[]> {
    for (const { text, at } of messages) {
      this.moveTo(at);
      const received = await this.parts.inbox.receive({
        negotiationId: this.negotiationId,
        clientMessageId: `w${++this.spoken}`,
        text,
      });
      if (!received.ok) throw new Error(`${this.scenario.id}: ${JSON.stringify(received.failure)}`);
    }
    this.parts.clock.advance(BURST_MS);
    return this.turn('messages');
  }

  async result(): Promise<PlayedOutcome> {
    const conversation = await this.conversation();
    const { tickets } = outcomeOf(conversation.snapshot.state, {
      status: conversation.status,
      messageIdOf: (seq) => String(seq),
    });
    const turns = this.parts.turns(this.negotiationId);
    this.parts.forget(this.negotiationId);
    return {
      status: conversation.status,
      tickets: tickets.map(({ id, result, agreedRate }) => ({ id, result, ...(agreedRate === undefined ? {} : { agreedRate }) })),
      fallbacks: turns.filter(({ resolution }) => resolution.kind === 'script' || resolution.kind === 'person').length,
    };
  }

  private async turn(cause: TurnCause): Promise<OurMessage[]> {
    const { store, pipeline, outbox } = this.parts;
    for (let tries = 0; tries < MOST_POSTPONEMENTS; tries++) {
      const lease = await store.claim(this.negotiationId, this.parts.clock.now(), LEASE_MS);
      if (!lease) throw new Error(`${this.scenario.id} is drafted for by somebody else`);
      await pipeline.run(lease, cause);
      const conversation = await this.conversation();
      this.over = conversation.endedAt !== undefined || conversation.status === 'escalated';
      this.timers = this.over ? [] : await store.timersOf(this.negotiationId);
      const fresh = await store.messages(this.negotiationId, { afterSeq: this.heardSeq });
      this.heardSeq = fresh.at(-1)?.seq ?? this.heardSeq;
      const ours = fresh.filter(({ author }) => author === 'agent');
      // An opening outside of office hours waits for them.
      if (conversation.turnCount === 0 && !this.over) {
        this.parts.clock.advance(HOUR_MS);
        continue;
      }
      await outbox.settle();
      return ours.map(({ text, sentAt, terms }) => ({
        text,
        at: Date.parse(sentAt),
        ...(terms === undefined ? {} : { terms: terms.tickets.map(({ ticketId, rate }) => ({ ticketId, rate })) }),
      }));
    }
    return [];
  }

  private moveTo(time: number): void {
    if (time > this.now) this.parts.clock.set(new Date(time));
  }

  private async conversation(): Promise<Conversation> {
    const conversation = await this.parts.store.load(this.negotiationId);
    if (!conversation) throw new Error(`${this.scenario.id} is gone`);
    return conversation;
  }
}
