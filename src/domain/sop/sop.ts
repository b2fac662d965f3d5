import { type AgentAct, type NegotiationStatus, type PartnerAct, type QuestionTopic, type Stage } from '../taxonomy.js';
import { type Directive } from './directive.js';

/**
 * What the guards of a definition may ask about. Computed by the domain from state, ledger and reading before every
 * transition; a definition cannot see anything else, least of all the mandate.
 */
export interface SopFacts {
  /** The verified gap has been told to the partner. */
  briefed: boolean;
  /** The ticket that is talked about (any open one, where none is) has an ask of ours on the ledger. */
  hasStandingAsk: boolean;
  /** Some open ticket has a quote of the partner's on the ledger. */
  hasQuote: boolean;
  /** The latest partner messages brought a new quote. */
  newQuote: boolean;
  /** Some open ticket's quote may be accepted now (or an ask of ours was accepted). */
  hasAcceptable: boolean;
  /** The menu offers at least one ask. */
  mayAsk: boolean;
  /** The menu offers at least one lever. */
  mayOfferLever: boolean;
  /** Rounds of asking are used up on every open ticket. */
  exhausted: boolean;
  /** Something must be asked back before going on (basis, ticket, currency, amount …). */
  needsClarification: boolean;
  /** The partner's reason for hesitating is known. */
  concernKnown: boolean;
  /** Terms were restated and are waiting for a yes. */
  termsPending: boolean;
  /** The latest messages are an explicit yes to the pending terms. */
  termsAccepted: boolean;
  /** The latest messages are an explicit no to, or a change of, the pending terms. */
  termsRefused: boolean;
  anyAgreed: boolean;
  /** Every ticket is agreed, declined or withdrawn. */
  allDecided: boolean;
  /** The partner refused for good, or refused after the last round. */
  finalRefusal: boolean;
  /** The partner said a last no to one room, and another is still to be asked for. */
  movesOn: boolean;
  /** The partner's latest figure hangs on something that the mandate does not cover. */
  conditionOutside: boolean;
  /** We said that we would come back, and nothing was asked since. */
  putOff: boolean;
  /** Consecutive proactive messages without an answer, and how many are allowed. */
  followUpsSent: number;
  followUpsAllowed: number;
}

/** Where a conversation is in its procedure. Serialisable; stored with the negotiation. */
export interface SopPosition {
  stage: Stage;
  status: NegotiationStatus;
  /** The interruption being answered, if any; the stage is kept to return to. */
  interruption?: string;
}

export type SopEvent =
  /** We may write first. */
  | { type: 'conversation.opened' }
  /** The partner's unanswered messages, read as one; acts sorted by confidence. */
  | { type: 'partner.said'; acts: PartnerAct[]; topics: QuestionTopic[]; comeBackInHours?: number }
  /** A reply of ours was committed. */
  | { type: 'agent.replied'; act: AgentAct; prelude?: AgentAct }
  | { type: 'timer.follow_up_due' }
  | { type: 'timer.deadline_passed' }
  | { type: 'operator.took_over' }
  /** A person hands back; `partnerWaits` where the last word is the partner's. */
  | { type: 'operator.released'; partnerWaits: boolean }
  | { type: 'operator.closed'; status: 'agreed' | 'declined' }
  | { type: 'backend.cancelled' };

export type SopEffect =
  | { type: 'end'; status: Exclude<NegotiationStatus, 'open' | 'escalated'> }
  /** Waits for a person. */
  | { type: 'escalate'; reason: string }
  /** The partner spoke again after the end (retraction): open to a person. */
  | { type: 'reopen'; reason: string }
  | { type: 'schedule_follow_up'; inHours: number }
  | { type: 'cancel_follow_ups' }
  /** Binds the partner within the tenant. */
  | { type: 'opt_out' };

export interface SopStep {
  position: SopPosition;
  directive: Directive;
  effects: SopEffect[];
}

/** A definition compiled to a statechart. Pure: same inputs, same step. */
export interface CompiledSop {
  readonly id: string;
  readonly version: number;
  start(): SopPosition;
  advance(position: SopPosition, event: SopEvent, facts: SopFacts): SopStep;
  /** Approved texts with slots, in order of preference; empty for an unknown id. */
  scripts(id: string): readonly string[];
  /** What a script does; undefined for an unknown id. */
  scriptAct(id: string): AgentAct | undefined;
}
