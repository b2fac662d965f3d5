import { advanceConversation, type Advanced } from '../../domain/conversation/advance.js';
import { applyReply, restatesTerms } from '../../domain/conversation/apply-reply.js';
import { type ConversationSnapshot } from '../../domain/conversation/conversation.js';
import { emptyMemory } from '../../domain/conversation/empty-memory.js';
import { type TranscriptMessage } from '../../domain/conversation/message.js';
import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type DisclosureProbe } from '../../domain/guardrails/guardrail.js';
import { formatMoney } from '../../domain/negotiation/money.js';
import { openNegotiation } from '../../domain/negotiation/open.js';
import { sameAmount } from '../../domain/signals/amounts.js';
import { type CompiledSop } from '../../domain/sop/sop.js';
import { interpret } from '../../domain/understanding/interpret.js';
import { readMentions } from '../../domain/understanding/numbers/read-mentions.js';
import { type PartnerReading } from '../../domain/understanding/reading.js';
import { interpretInput } from '../../turn/interpret-input.js';
import { type BadCase, type OwnReply } from './bad-case.js';

/** A reply of the prefix in the moment in which it was given. */
export interface PlayedReply {
  reply: OwnReply;
  context: ReplyContext;
  disclosure: DisclosureProbe;
}

/** A bad case at the end of its prefix. */
export interface PlayedBadCase {
  badCase: BadCase;
  /** What the next reply is written from. */
  context: ReplyContext;
  disclosure: DisclosureProbe;
  /** Our replies of the prefix. */
  ours: PlayedReply[];
}

/** A prefix that does not play as it is written. */
export class BadCaseError extends Error {
  constructor(
    readonly caseId: string,
    /** Counted from 1. */
    readonly messageNumber: number,
    readonly reason: string,
  ) {
    super(`bad case ${caseId}, message ${messageNumber}: ${reason}`);
    this.name = 'BadCaseError';
  }
}

const MINUTE_MS = 60_000;
const FOLLOW_UPS_ALLOWED = 3;

/**
 * Plays the prefix through ledger and procedure: the deterministic interpreter reads the partner, our replies do what their
 * plans say. Pure: the same case and procedure give the same moment.
 *
 * @throws BadCaseError where a reply of ours does what the procedure or the menu does not permit, or does not say its ask
 */
export function playBadCase(badCase: BadCase, sop: CompiledSop): PlayedBadCase {
  const game = new Game(badCase, sop);
  badCase.messages.forEach((message, index) => {
    game.wait(message.minutes);
    if (message.author === 'partner') game.hear(message.text);
    else game.say(message, index + 1);
  });
  const { context, disclosure } = game.turn();
  return { badCase, context, disclosure, ours: game.ours };
}

class Game {
  readonly ours: PlayedReply[] = [];
  private readonly history: TranscriptMessage[] = [];
  private snapshot: ConversationSnapshot;
  private time: number;
  private unanswered: string[] = [];

  constructor(
    private readonly badCase: BadCase,
    private readonly sop: CompiledSop,
  ) {
    this.time = Date.parse(badCase.negotiation.openedAt);
    this.snapshot = {
      state: openNegotiation(badCase.negotiation),
      position: sop.start(),
      memory: emptyMemory('en'),
    };
  }

  wait(minutes: number): void {
    if (this.history.length > 0) this.time += minutes * MINUTE_MS;
  }

  hear(text: string): void {
    this.append('partner', text);
    this.unanswered.push(text);
  }

  say(reply: OwnReply, number: number): void {
    const advanced = this.turn();
    const objection = objectionTo(reply, advanced);
    if (objection !== undefined) throw new BadCaseError(this.badCase.id, number, objection);
    const { text, plan } = reply;
    const { context, disclosure } = advanced;
    // A copy: the history goes on growing while this moment stands still.
    this.ours.push({ reply: { text, plan }, context: { ...context, history: [...context.history] }, disclosure });
    const trigger = this.trigger();
    const { seq } = this.append('agent', text);
    this.snapshot = applyReply(this.sop, advanced, {
      reply: { plan, text, messageSeq: seq },
      trigger,
      ...(restatesTerms(advanced, plan) ? { termsId: `terms-${seq}` } : {}),
      at: this.now(),
      lastSeq: seq,
    }).snapshot;
    this.unanswered = [];
  }

  /** What the procedure says to the unanswered messages, or to the silence. */
  turn(): Advanced {
    const { negotiation, id } = this.badCase;
    const reading = this.read();
    return advanceConversation({
      snapshot: this.snapshot,
      trigger: this.trigger(),
      ...(reading === undefined ? {} : { reading }),
      messageSeq: this.history.length,
      history: this.history,
      mandates: negotiation.mandates,
      sop: this.sop,
      ota: negotiation.ota,
      hotel: negotiation.hotel,
      partner: negotiation.partner,
      now: this.now(),
      openedAt: negotiation.openedAt,
      concessionKey: `bad-case:${id}`,
      followUpsAllowed: FOLLOW_UPS_ALLOWED,
      allowedHosts: [],
    });
  }

  private read(): PartnerReading | undefined {
    if (this.unanswered.length === 0) return undefined;
    const { hotel } = this.badCase.negotiation;
    const text = this.unanswered.join('\n');
    return interpret(interpretInput({ snapshot: this.snapshot, partner: {}, hotel }, text, new Date(this.time)));
  }

  private trigger(): 'partner_message' | 'opening' | 'follow_up' {
    if (this.unanswered.length > 0) return 'partner_message';
    return this.history.length === 0 ? 'opening' : 'follow_up';
  }

  private now(): string {
    return new Date(this.time).toISOString();
  }

  private append(author: 'partner' | 'agent', text: string): TranscriptMessage {
    const seq = this.history.length + 1;
    const message = { id: `${this.badCase.id}:${seq}`, seq, author, text, sentAt: this.now() };
    this.history.push(message);
    return message;
  }
}

/** Why our reply cannot stand where it stands; undefined where it can. */
function objectionTo({ text, plan }: OwnReply, { context, menu }: Advanced): string | undefined {
  const { directive, tickets } = context;
  if (!directive.reply) return 'nothing is to be said here';
  if (!directive.may.includes(plan.act) && plan.act !== directive.prelude)
    return `the procedure does not permit "${plan.act}" here; it permits ${directive.may.join(', ')}${directive.prelude === undefined ? '' : ` after ${directive.prelude}`}`;
  if (directive.prelude !== undefined && plan.act !== directive.prelude && plan.prelude !== directive.prelude)
    return `the procedure wants "${directive.prelude}" first`;
  for (const { ticketId, step } of plan.asks) {
    if (step === 'none') continue;
    const currency = tickets.find((ticket) => ticket.id === ticketId)?.currency ?? '';
    const offered = menu.asks.filter((ask) => ask.ticketId === ticketId);
    const ask = offered.find((each) => each.step === step);
    const choice = offered.map((each) => `${each.step} ${formatMoney(each.rate, currency)}`).join(', ');
    if (ask === undefined) return `no ask "${step}" for ${ticketId} is on the menu; there are: ${choice || 'none'}`;
    if (!readMentions(text, { currency }).some(({ value }) => sameAmount(value, ask.rate)))
      return `the ask "${step}" is ${formatMoney(ask.rate, currency)}, which the text does not say; there are: ${choice}`;
  }
  const known = menu.levers.map(({ id }) => id);
  const unknown = plan.leverIds.find((id) => !known.includes(id));
  return unknown === undefined ? undefined : `the lever "${unknown}" may not be offered here`;
}
