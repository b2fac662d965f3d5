import { type PriceBasis, type QuestionTopic } from '../../domain/taxonomy.js';
import { type ScenarioTicket } from '../world/scenario.js';
import { type Interruption } from './interruption-kinds.js';
import { type Worry } from './persona.js';
import { type RoomRate } from './read-amounts.js';
import { type Request } from './reader-cues.js';

/** A figure as a partner put it. */
export interface NamedFigure {
  /** In the ticket's own basis, unit and currency. */
  rate: number;
  /** What was written, in `basis`. */
  said: number;
  basis: PriceBasis;
  labelled: boolean;
}

/** Where a partner stands with one room. All rates in the ticket's basis, unit and currency. */
export interface RoomStanding {
  terms: ScenarioTicket;
  /** What they find good enough at present; never below the floor. */
  aspiration: number;
  /** An owner who was asked wants at least this. */
  ownerMinimum: number;
  /** Our latest ask. */
  ask?: number;
  /** Our latest ask waits for an answer of theirs. */
  unanswered: boolean;
  /** What our asks have cost of their patience: see `strainAfter`. */
  strain: number;
  named: NamedFigure[];
  /** Rates of ours that they said yes to in bargaining. */
  accepted: number[];
  /** Rate of terms they said a clear yes to. */
  agreed?: number;
}

/** What a partner remembers of a conversation. */
export interface Memory {
  /** Messages of ours heard so far. */
  heard: number;
  /** How they feel treated, -1 to 1. */
  goodwill: number;
  rooms: RoomStanding[];
  /** Ticket last talked about. */
  focusId: string;
  question?: QuestionTopic;
  worry?: Worry;
  worriesSaid: Worry[];
  questionsAsked: QuestionTopic[];
  /** Terms of ours that wait for a yes. */
  pending: readonly RoomRate[];
  refusedLast: boolean;
  /** Answered at least once. */
  present: boolean;
  silentInARow: number;
  /** Sentences of ours with figures masked, each as its words. */
  sentences: (readonly string[])[];
  leversOffered: string[];
  /** What our messages have asked of them so far. */
  requests: Request[];
  interruptions: Interruption[];
  /** What their last message left open, to be taken up in the next. */
  open?:
    | { kind: 'right_person' }
    | { kind: 'later' }
    | { kind: 'person' }
    | { kind: 'owner'; ticketId: string }
    | { kind: 'slip'; ticketId: string };
  slips: number[];
  askedOwner: boolean;
  hesitated: boolean;
  hardened: boolean;
  ended: boolean;
}

/** The room of a ticket. @throws Error where the scenario has no such ticket */
export function roomOf(memory: Memory, ticketId: string): RoomStanding {
  const room = memory.rooms.find(({ terms }) => terms.ticket.id === ticketId);
  if (!room) throw new Error('No such ticket in the scenario');
  return room;
}

/** Least rate a partner would say yes to at present. */
export function leastAcceptable(room: RoomStanding): number {
  return Math.max(room.aspiration, room.ownerMinimum, room.terms.reservationRate);
}
