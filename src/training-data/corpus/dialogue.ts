import {
  type AgentAct,
  type AskStep,
  type Concern,
  type Mood,
  type PartnerAct,
  type Stage,
  type Tactic,
} from '../../domain/taxonomy.js';

/** How a dialogue ends: an end of the procedure, `partial` where only one of two rooms was agreed, or a person takes over. */
export const DIALOGUE_OUTCOMES = ['agreed', 'partial', 'declined', 'expired', 'opted_out', 'cancelled', 'escalated'] as const;
export type DialogueOutcome = (typeof DIALOGUE_OUTCOMES)[number];

/** How the partner writes: as most people do, carelessly (typos, fragments), or as somebody who is hard to please. */
export const MANNERS = ['ordinary', 'careless', 'demanding'] as const;
export type Manner = (typeof MANNERS)[number];

export const SEASONS = ['low', 'shoulder', 'high', 'event'] as const;
export type Season = (typeof SEASONS)[number];

/** A message of the partner's, labelled with what it does; the main act first. Amounts are slots. */
export interface PartnerLine {
  who: 'partner';
  /** Line of the file, counted from one. */
  line: number;
  acts: PartnerAct[];
  mood: Mood;
  concern: Concern;
  text: string;
}

/** A reply of ours with its plan. Amounts, rooms and stays are slots. */
export interface AgentLine {
  who: 'agent';
  line: number;
  stage: Stage;
  act: AgentAct;
  prelude?: AgentAct;
  tactic: Tactic;
  /** One ask a room: the first is about the room in focus, the second (`2:small`) about the other one. */
  asks: { room: 1 | 2; step: AskStep }[];
  /** Whether the lever of the dialogue is offered here. */
  lever: boolean;
  text: string;
}

export type DialogueLine = PartnerLine | AgentLine;

/** A whole conversation, written out in full with slots for facts. */
export interface Dialogue {
  id: string;
  /** The part of the corpus that it belongs to: one writer, one set of personas. */
  writer: string;
  persona: string;
  concern: Concern;
  season: Season;
  manner: Manner;
  /** What `{lever}` stands for; absent where nothing may be offered. */
  lever?: string;
  /** Whether another site's rate is on record; without it nothing may be said of other sites. */
  evidence: boolean;
  rooms: 1 | 2;
  outcome: DialogueOutcome;
  lines: DialogueLine[];
}
