import { Chance } from '../world/chance.js';
import { type Scenario } from '../world/scenario.js';
import { type Goodwill } from './goodwill.js';
import { type Persona } from './persona.js';
import { type Room } from './rooms.js';
import { type Voice } from './voice.js';

/** What was put off: the next time that they hear from us, they come back with it. */
export type Waiting = 'owner' | 'owner_on_terms' | 'back' | 'right_person' | 'person';

/** What a partner answers: texts of one burst, after a usual or a long time. */
export interface Answer {
  texts: string[];
  absent?: boolean;
}

export const SILENCE: Answer = { texts: [] };

/** State of one conversation, shared by the parts that decide what to answer. */
export interface Talk {
  readonly scenario: Scenario;
  readonly persona: Persona;
  readonly rooms: readonly Room[];
  readonly goodwill: Goodwill;
  readonly voice: Voice;
  readonly seed: number;
  readonly responsive: boolean;
  /** Messages of ours so far. */
  heard: number;
  /** Index of the room talked of last. */
  focus: number;
  waiting: Waiting | undefined;
  /** Says nothing any more. */
  gone: boolean;
  /** Has said a last no. */
  refusedForGood: boolean;
  ownerAsked: boolean;
  hesitated: boolean;
  retracted: boolean;
  slipped: boolean;
  silentBefore: boolean;
  readonly leversOffered: Set<number>;
  questionsAsked: number;
  reasonsGiven: number;
  putOff: number;
}

/** A stream for one decision at this message: what was drawn or written before makes no difference to it. */
export const chanceFor = (talk: Talk, decision: string): Chance => Chance.of(talk.seed, decision, talk.heard);

/** What the levers that we have put on the table are worth to this hotel, as a share of the current rate. */
export function leverWorth(talk: Talk): number {
  if (!talk.responsive) return 0;
  return [...talk.leversOffered].reduce((sum, index) => sum + (talk.scenario.levers[index]?.worth ?? 0), 0);
}

/** The floor of a room at this moment; wording moves nothing for the placebo. */
export const floorOf = (talk: Talk, room: Room): number =>
  room.floor(leverWorth(talk), talk.responsive ? talk.goodwill.trust : 0);
