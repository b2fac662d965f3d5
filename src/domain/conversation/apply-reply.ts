import { declineTicket, recordReply } from '../negotiation/agreement.js';
import { type NegotiationState } from '../negotiation/state.js';
import { type IsoDateTime } from '../negotiation/ticket.js';
import { offersPerson } from '../signals/self-description.js';
import { sentencesOf } from '../signals/sentences.js';
import { type CompiledSop, type SopEffect, type SopPosition } from '../sop/sop.js';
import { type AgentAct } from '../taxonomy.js';
import { type AskedFor } from '../understanding/reading.js';
import { type Advanced } from './advance.js';
import { type ConversationMemory, type ConversationSnapshot } from './conversation.js';
import { type ReplyPlan } from './reply.js';
import { type TurnTrigger } from './turn-record.js';

/** What an answer to this act would answer; acts that are not listed leave the question that was open. */
const ASKS_FOR: Partial<Record<AgentAct, AskedFor>> = {
  greet: 'greeting',
  brief: 'nothing',
  propose: 'rate',
  counter: 'rate',
  hold: 'rate',
  offer_lever: 'rate',
  follow_up: 'rate',
  ask_reason: 'reason',
  clarify: 'clarification',
  accept: 'confirm',
  confirm_terms: 'confirm',
  defer: 'time',
  hand_over: 'nothing',
  stop: 'nothing',
  close_agreed: 'nothing',
  close_declined: 'nothing',
};

/** What is said, or that nothing is, and why a person has to take over where one has to. */
export interface Spoken {
  reply?: { plan: ReplyPlan; text: string; messageSeq: number };
  trigger: TurnTrigger;
  /** Names the terms that the reply restates; see {@link restatesTerms}. */
  termsId?: string;
  /** Reason to call a person, whatever the reply does. */
  personCalledFor?: string;
  at: IsoDateTime;
  /** Last message before the reply. */
  lastSeq: number;
}

/** Whether a reply puts terms on the table that then wait for a yes, under an id of their own. */
export function restatesTerms({ menu }: Advanced, plan: ReplyPlan | undefined): boolean {
  return (plan?.act === 'confirm_terms' || plan?.act === 'accept') && menu.terms.length > 0;
}

/** Puts our reply on the ledger and through the procedure: the conversation as it is when the turn is over. */
export function applyReply(
  sop: CompiledSop,
  advanced: Advanced,
  spoken: Spoken,
): { snapshot: ConversationSnapshot; effects: SopEffect[] } {
  const { reply, termsId, at } = spoken;
  let { position } = advanced.step;
  let { state } = advanced;
  const effects: SopEffect[] = [...advanced.step.effects];
  if (reply) {
    const { plan, messageSeq } = reply;
    state = recordReply(state, {
      plan,
      menu: advanced.menu,
      ...(termsId === undefined ? {} : { termsId }),
      messageSeq,
      at,
      author: 'agent',
    });
    const replied = sop.advance(
      position,
      { type: 'agent.replied', act: plan.act, ...(plan.prelude ? { prelude: plan.prelude } : {}) },
      { ...advanced.facts, termsPending: state.pendingTerms !== undefined },
    );
    position = replied.position;
    // A time that the partner named stands before the usual one.
    const scheduled = effects.some((effect) => effect.type === 'schedule_follow_up');
    effects.push(...replied.effects.filter((effect) => !(scheduled && effect.type === 'schedule_follow_up')));
  }
  const reason = spoken.personCalledFor ?? (reply?.plan.act === 'hand_over' ? 'the reply hands over to a person' : undefined);
  if (reason !== undefined) {
    const passed = handedOver(position, reason);
    position = passed.position;
    effects.push(...passed.effects);
  }
  return {
    snapshot: {
      state: settle(state, effects, { at, messageSeq: reply?.messageSeq ?? spoken.lastSeq }),
      position,
      memory: remember(advanced, spoken),
    },
    effects,
  };
}

/** Whoever is told that a person takes over must find one called, and what has ended is open again for them. */
export function handedOver(position: SopPosition, reason: string): { position: SopPosition; effects: SopEffect[] } {
  const escalated: SopPosition = { ...position, status: 'escalated' };
  switch (position.status) {
    case 'open':
      return { position: escalated, effects: [{ type: 'escalate', reason }] };
    case 'agreed':
    case 'declined':
      return { position: escalated, effects: [{ type: 'reopen', reason }] };
    // A person has it already, or nobody is to write any more.
    case 'escalated':
    case 'expired':
    case 'opted_out':
    case 'cancelled':
      return { position, effects: [] };
  }
}

/** A conversation that ends declined leaves no ticket open. */
function settle(
  state: NegotiationState,
  effects: readonly SopEffect[],
  said: { at: string; messageSeq: number },
): NegotiationState {
  const declines = effects.some(
    (effect) => effect.type === 'end' && (effect.status === 'declined' || effect.status === 'agreed'),
  );
  if (!declines) return state;
  return state.tickets.reduce(
    (settled, ticket) => (settled.results[ticket.id] === 'open' ? declineTicket(settled, ticket.id, said) : settled),
    state,
  );
}

function remember({ memory, menu, state: before }: Advanced, spoken: Spoken): ConversationMemory {
  const { reply, trigger, termsId } = spoken;
  if (!reply) return memory;
  const { plan, text } = reply;
  const restated = termsId !== undefined;
  const focus = plan.asks[0]?.ticketId ?? (restated ? menu.terms[0]?.ticketId : undefined);
  return {
    ...memory,
    briefed: memory.briefed || plan.act === 'brief' || plan.act === 'propose' || plan.prelude === 'brief',
    asked: askedBy(plan.act, text) ?? memory.asked,
    usedTactics: plan.tactic === 'none' ? memory.usedTactics : [...memory.usedTactics, plan.tactic],
    timesTermsRestated: restated ? memory.timesTermsRestated + 1 : before.pendingTerms ? memory.timesTermsRestated : 0,
    followUpsSent: trigger === 'follow_up' ? memory.followUpsSent + 1 : memory.followUpsSent,
    ...(focus === undefined ? {} : { focusTicketId: focus }),
  };
}

/** What an answer to this reply would answer; undefined where the question that was open stays open. */
export function askedBy(act: AgentAct, text: string): AskedFor | undefined {
  const questions = sentencesOf(text).filter((sentence) => sentence.question);
  // "Shall I ask a colleague?": a yes to that is no yes to a rate.
  if (act !== 'confirm_terms' && questions.some((question) => offersPerson([question]))) return 'person';
  return ASKS_FOR[act] ?? (questions.length > 0 ? 'nothing' : undefined);
}
