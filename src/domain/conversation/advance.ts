import { type DisclosureProbe } from '../guardrails/guardrail.js';
import { acceptTerms, refuseTerms, retractAgreement, voidPendingTerms } from '../negotiation/agreement.js';
import { buildMenu } from '../negotiation/concession.js';
import { type ConcessionMoment } from '../negotiation/concession-moment.js';
import { createDisclosureProbe } from '../negotiation/disclosure.js';
import { factsOf } from '../negotiation/facts-of.js';
import { spokenOf } from '../negotiation/focus.js';
import { type Mandate } from '../negotiation/mandate.js';
import { type TurnMenu } from '../negotiation/menu.js';
import { applyReading, type AppliedReading } from '../negotiation/resolve-quotes.js';
import { slotsOf } from '../negotiation/slots-of.js';
import { sopFactsOf } from '../negotiation/sop-facts.js';
import { agreedTermsOf, standingsOf } from '../negotiation/standing.js';
import { type NegotiationState } from '../negotiation/state.js';
import { type IsoDateTime } from '../negotiation/ticket.js';
import { type CompiledSop, type SopEvent, type SopFacts, type SopStep } from '../sop/sop.js';
import { type PartnerReading } from '../understanding/reading.js';
import { type ConversationMemory, type ConversationSnapshot } from './conversation.js';
import { type TranscriptMessage } from './message.js';
import { type ReplyContext } from './reply-context.js';
import { type TurnTrigger } from './turn-record.js';

/** From this confidence on the procedure hears an act; the surest one always. */
export const ACT_COUNTS_FROM = 0.5;

/** A conversation at the moment of a turn: who talks, what was said, and what happened to make it a turn. */
export interface ConversationMoment {
  snapshot: ConversationSnapshot;
  trigger: TurnTrigger;
  /** The unanswered messages, read as one; absent for a turn that no message of the partner's has caused. */
  reading?: PartnerReading;
  /** Sequence number of the last unanswered message; that of the last message where there is none. */
  messageSeq: number;
  /** Oldest first, unanswered messages included. */
  history: readonly TranscriptMessage[];
  /** Secret; goes into functions of the domain only. */
  mandates: readonly Mandate[];
  sop: CompiledSop;
  ota: string;
  hotel: { id: string; name: string; city?: string };
  partner: { id: string; name?: string };
  now: IsoDateTime;
  openedAt: IsoDateTime;
  deadline?: IsoDateTime;
  /** Keys the jitter of concessions. */
  concessionKey: string;
  followUpsAllowed: number;
  allowedHosts: readonly string[];
}

/** What the partner's words changed, and what the reply must and may do. */
export interface Advanced {
  reading?: PartnerReading;
  /** Ledger and results after the partner's words, before ours. */
  state: NegotiationState;
  memory: ConversationMemory;
  menu: TurnMenu;
  facts: SopFacts;
  step: SopStep;
  context: ReplyContext;
  /** Knows the limit; answers only whether an amount gives it away. */
  disclosure: DisclosureProbe;
  /** The partner's yes in these messages made an agreement. */
  agreedNow: boolean;
}

/** Applies the partner's words to ledger and procedure. */
export function advanceConversation(moment: ConversationMoment): Advanced {
  const { snapshot, mandates, reading, now } = moment;
  const applied = reading ? applyWords(moment, reading) : undefined;
  const understood = reading && applied ? withDoubts(reading, applied.reading) : undefined;
  const state = applied?.state ?? snapshot.state;
  const memory = remember(snapshot.memory, reading);

  const concession: ConcessionMoment = {
    key: moment.concessionKey,
    now,
    openedAt: moment.openedAt,
    ...(moment.deadline === undefined ? {} : { deadline: moment.deadline }),
  };
  const menu = buildMenu(state, mandates, concession);
  const facts = sopFactsOf(state, menu, {
    ...(reading === undefined ? {} : { reading }),
    ...(applied === undefined ? {} : { applied: applied.reading }),
    briefed: memory.briefed,
    concerns: memory.concerns,
    asked: memory.asked,
    ...(memory.focusTicketId === undefined ? {} : { focusTicketId: memory.focusTicketId }),
    followUpsSent: memory.followUpsSent,
    followUpsAllowed: moment.followUpsAllowed,
  });
  const step = moment.sop.advance(snapshot.position, eventOf(moment), facts);
  return {
    ...(understood === undefined ? {} : { reading: understood }),
    state,
    memory,
    menu,
    facts,
    step,
    context: contextOf(moment, state, memory, menu, step, understood),
    disclosure: createDisclosureProbe(mandates, state),
    agreedNow: applied?.agreedNow ?? false,
  };
}

function applyWords(
  { snapshot, messageSeq, now }: ConversationMoment,
  reading: PartnerReading,
): { state: NegotiationState; reading: AppliedReading; agreedNow: boolean } {
  const said = { messageSeq, at: now };
  const applied = applyReading(snapshot.state, reading, said, {
    asked: snapshot.memory.asked,
    now,
    ...(snapshot.memory.focusTicketId === undefined ? {} : { focusTicketId: snapshot.memory.focusTicketId }),
  });
  const pending = snapshot.state.pendingTerms;
  if (applied.retracted) return { state: retractAgreement(applied.state, said), reading: applied, agreedNow: false };
  if (!pending) return { state: applied.state, reading: applied, agreedNow: false };
  switch (applied.termsAnswer) {
    case 'accepted':
      return { state: acceptTerms(applied.state, { termsId: pending.termsId, ...said }), reading: applied, agreedNow: true };
    case 'refused':
      return { state: refuseTerms(applied.state, { termsId: pending.termsId, ...said }), reading: applied, agreedNow: false };
    case 'changed':
      return { state: voidPendingTerms(applied.state, said), reading: applied, agreedNow: false };
    case 'none':
      return { state: applied.state, reading: applied, agreedNow: false };
  }
}

function remember(memory: ConversationMemory, reading: PartnerReading | undefined): ConversationMemory {
  if (!reading) return memory;
  const concerns = reading.concerns.filter((concern) => concern !== 'none');
  const ticket = spokenOf(reading)[0];
  return {
    ...memory,
    concerns: [...new Set([...memory.concerns, ...concerns])],
    followUpsSent: 0,
    language: reading.language === 'und' ? memory.language : reading.language,
    ...(ticket === undefined ? {} : { focusTicketId: ticket }),
  };
}

function contextOf(
  moment: ConversationMoment,
  state: NegotiationState,
  memory: ConversationMemory,
  menu: TurnMenu,
  step: SopStep,
  reading: PartnerReading | undefined,
): ReplyContext {
  const { ota, hotel, partner, now } = moment;
  return {
    ota,
    hotel: { id: hotel.id, name: hotel.name, ...(hotel.city === undefined ? {} : { city: hotel.city }) },
    partner: { id: partner.id, ...(partner.name === undefined ? {} : { name: partner.name }) },
    language: 'en',
    now,
    stage: step.position.stage,
    directive: step.directive,
    tickets: state.tickets,
    levers: state.levers,
    standings: standingsOf(state),
    results: state.results,
    agreed: agreedTermsOf(state),
    menu,
    facts: factsOf(state, menu, now),
    slots: slotsOf(state, menu, {
      ota,
      hotelName: hotel.name,
      ...(partner.name === undefined ? {} : { partnerName: partner.name }),
      now,
    }),
    history: moment.history.map(({ id, seq, author, text, sentAt }) => ({ id, seq, author, text, sentAt })),
    ...(reading === undefined ? {} : { reading }),
    usedTactics: memory.usedTactics,
    timesTermsRestated: memory.timesTermsRestated,
    allowedHosts: [...moment.allowedHosts],
  };
}

/** What the ledger could not take is in doubt as well, so that it is asked for what it is. */
function withDoubts(reading: PartnerReading, { clarifications }: AppliedReading): PartnerReading {
  if (clarifications.length === 0) return reading;
  return { ...reading, ambiguous: true, ambiguities: [...new Set([...reading.ambiguities, ...clarifications])] };
}

function eventOf({ reading, trigger }: ConversationMoment): SopEvent {
  if (reading) {
    const certain = reading.acts.filter((entry, index) => index === 0 || entry.confidence >= ACT_COUNTS_FROM);
    return {
      type: 'partner.said',
      acts: certain.map((entry) => entry.act),
      topics: reading.topics,
      ...(reading.comeBackInHours === undefined ? {} : { comeBackInHours: reading.comeBackInHours }),
    };
  }
  switch (trigger) {
    case 'follow_up':
      return { type: 'timer.follow_up_due' };
    case 'deadline':
      return { type: 'timer.deadline_passed' };
    default:
      return { type: 'conversation.opened' };
  }
}
