import { advanceConversation, type Advanced } from '../../domain/conversation/advance.js';
import { applyReply, restatesTerms } from '../../domain/conversation/apply-reply.js';
import { type ConversationSnapshot } from '../../domain/conversation/conversation.js';
import { emptyMemory } from '../../domain/conversation/empty-memory.js';
import { type TranscriptMessage } from '../../domain/conversation/message.js';
import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { type TurnTrigger } from '../../domain/conversation/turn-record.js';
import { type Mandate } from '../../domain/negotiation/mandate.js';
import { openNegotiation } from '../../domain/negotiation/open.js';
import { applyReading } from '../../domain/negotiation/resolve-quotes.js';
import { type NegotiationState } from '../../domain/negotiation/state.js';
import { outcomeOf } from '../../domain/negotiation/outcome.js';
import { type CompiledSop, type SopEffect } from '../../domain/sop/sop.js';
import { type PartnerReading } from '../../domain/understanding/reading.js';
import { interpret } from '../../domain/understanding/interpret.js';
import { interpretInput } from '../../turn/interpret-input.js';
import { type Scenario } from '../world/scenario.js';
import { ConversationUnderPlay, type OurMessage, type PlayedOutcome } from './conversation-under-play.js';

/** A reply as a writer under simulation gives it. */
export interface WrittenReply {
  plan: ReplyPlan;
  text: string;
}

/** Writes our side: from the moment to a reply, or to silence. It may take its time: the simulated clock stands still. */
export type ReplyWriter = (advanced: Advanced, turn: number) => WrittenReply | undefined | Promise<WrittenReply | undefined>;

export interface MemoryConversationOptions {
  /** What we may agree to, where it is something else than the scenario says. */
  mandates?: (state: NegotiationState) => Mandate[];
  /** Told of every decision to say nothing. */
  silent?: (advanced: Advanced) => void;
}

const HOUR_MS = 3_600_000;
/** The partner's burst is over this long after their last message. */
const BURST_MS = 1_200;
const FOLLOW_UPS_ALLOWED = 2;

/**
 * A conversation on the pure domain and a transcript in memory: ledger, procedure and interpreter are the server's own,
 * replies are taken as they are written, without guardrails, judge or outbox. For self-play and unguarded evaluation.
 */
export class MemoryConversation extends ConversationUnderPlay {
  private snapshot: ConversationSnapshot;
  private readonly messages: TranscriptMessage[] = [];
  private readonly openedAt: number;
  private readonly deadlineAt: number;
  private followUpAt: number | undefined;
  private clock: number;
  private turns = 0;

  constructor(
    private readonly scenario: Scenario,
    private readonly sop: CompiledSop,
    private readonly writer: ReplyWriter,
    private readonly options: MemoryConversationOptions = {},
  ) {
    super();
    this.openedAt = Date.parse(scenario.startsAt);
    this.clock = this.openedAt;
    this.deadlineAt = this.openedAt + scenario.deadlineHours * HOUR_MS;
    this.snapshot = {
      state: openNegotiation({
        tickets: scenario.tickets.map(({ ticket }) => ticket),
        levers: scenario.levers.map(({ lever }) => lever),
      }),
      position: sop.start(),
      memory: emptyMemory('en'),
    };
  }

  get now(): number {
    return this.clock;
  }

  get ended(): boolean {
    return this.snapshot.position.status !== 'open';
  }

  open(): Promise<OurMessage[]> {
    return this.decide('opening', undefined);
  }

  nextTimer(): Promise<number | undefined> {
    return Promise.resolve(Math.min(this.followUpAt ?? Infinity, this.deadlineAt));
  }

  runTimer(): Promise<OurMessage[]> {
    const trigger = (this.followUpAt ?? Infinity) < this.deadlineAt ? 'follow_up' : 'deadline';
    this.clock = Math.max(this.clock, trigger === 'follow_up' ? this.followUpAt! : this.deadlineAt);
    this.followUpAt = undefined;
    return this.decide(trigger, undefined);
  }

  hear(messages: readonly { text: string; at: number }[]): Promise<OurMessage[]> {
    for (const { text, at } of messages) {
      this.clock = Math.max(this.clock, at);
      this.append('partner', text);
    }
    this.clock += BURST_MS;
    this.followUpAt = undefined;
    return this.decide('partner_message', this.read(messages.map(({ text }) => text).join('\n')));
  }

  result(): Promise<PlayedOutcome> {
    const { state, position } = this.snapshot;
    const outcome = outcomeOf(state, { status: position.status, messageIdOf: (seq) => String(seq) });
    return Promise.resolve({
      status: position.status,
      tickets: outcome.tickets.map(({ id, result, agreedRate }) => ({
        id,
        result,
        ...(agreedRate === undefined ? {} : { agreedRate }),
      })),
      fallbacks: 0,
    });
  }

  private async decide(trigger: TurnTrigger, reading: PartnerReading | undefined): Promise<OurMessage[]> {
    const { scenario } = this;
    const at = new Date(this.clock).toISOString();
    const advanced = advanceConversation({
      snapshot: this.snapshot,
      trigger,
      ...(reading === undefined ? {} : { reading }),
      messageSeq: this.messages.length,
      history: this.messages,
      mandates: this.mandatesAfter(reading),
      sop: this.sop,
      ota: scenario.ota,
      hotel: scenario.hotel,
      partner: scenario.partner,
      now: at,
      openedAt: new Date(this.openedAt).toISOString(),
      deadline: new Date(this.deadlineAt).toISOString(),
      concessionKey: scenario.id,
      followUpsAllowed: FOLLOW_UPS_ALLOWED,
      allowedHosts: [],
    });
    const written = advanced.step.directive.reply ? await this.writer(advanced, this.turns++) : undefined;
    if (!written) this.options.silent?.(advanced);
    const lastSeq = this.messages.length;
    const sent = written && this.append('agent', written.text);
    const restated = written !== undefined && restatesTerms(advanced, written.plan);
    const { snapshot, effects } = applyReply(this.sop, advanced, {
      ...(written && sent ? { reply: { plan: written.plan, text: written.text, messageSeq: sent.seq } } : {}),
      trigger,
      ...(restated ? { termsId: `terms-${lastSeq + 1}` } : {}),
      at,
      lastSeq,
    });
    this.snapshot = snapshot;
    this.schedule(effects);
    if (!sent) return [];
    const terms = restated ? { terms: advanced.menu.terms.map(({ ticketId, rate }) => ({ ticketId, rate })) } : {};
    return [{ text: sent.text, at: this.clock, ...terms }];
  }

  /** Mandates go by the ledger with the partner's latest words on it. */
  private mandatesAfter(reading: PartnerReading | undefined): Mandate[] {
    const { state, memory } = this.snapshot;
    const mandatesNow = this.options.mandates ?? (() => this.scenario.tickets.map(({ mandate }) => mandate));
    if (!reading) return mandatesNow(state);
    const said = { messageSeq: this.messages.length, at: new Date(this.clock).toISOString() };
    return mandatesNow(applyReading(state, reading, said, { asked: memory.asked, now: said.at }).state);
  }

  private schedule(effects: readonly SopEffect[]): void {
    for (const effect of effects) {
      if (effect.type === 'schedule_follow_up') this.followUpAt = this.clock + effect.inHours * HOUR_MS;
      if (effect.type === 'cancel_follow_ups' || effect.type === 'end' || effect.type === 'escalate') this.followUpAt = undefined;
    }
    if (this.followUpAt !== undefined && this.snapshot.memory.followUpsSent >= FOLLOW_UPS_ALLOWED) this.followUpAt = undefined;
  }

  private append(author: 'agent' | 'partner', text: string): TranscriptMessage {
    const seq = this.messages.length + 1;
    const message = { id: `${this.scenario.id}:${seq}`, seq, author, text, sentAt: new Date(this.clock).toISOString() };
    this.messages.push(message);
    return message;
  }

  private read(text: string): PartnerReading {
    // Simulated partners name neither a language nor a time zone.
    return interpret(
      interpretInput({ snapshot: this.snapshot, partner: {}, hotel: this.scenario.hotel }, text, new Date(this.clock)),
    );
  }
}
