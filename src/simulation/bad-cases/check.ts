import { type AgentAct, type Concern, type QuestionTopic } from '../../domain/taxonomy.js';
import { type Pattern } from './pattern.js';

/** The vocabulary of checks by the words that files use. Amounts are decimal strings, tickets are their ids. */
export interface CheckValues {
  /** The plan's act is one of these; says nothing where there is no plan. */
  act: readonly AgentAct[];
  /** Neither act nor prelude is one of these; says nothing where there is no plan. */
  act_not: readonly AgentAct[];
  /** At least one of the patterns matches. */
  says: readonly Pattern[];
  /** None of the patterns matches. */
  says_not: readonly Pattern[];
  /** All of these amounts are mentioned. */
  amounts: readonly string[];
  /** No amount but these is mentioned. */
  only_amounts: readonly string[];
  /** No rate is asked for. */
  asks_nothing: true;
  /** No rate below this is asked for. */
  asks_at_least: string;
  /** No rate above this is asked for. */
  asks_at_most: string;
  /** The reply speaks of this worry. */
  concern: Exclude<Concern, 'none'>;
  /** The reply answers a question of this topic, or says that it cannot where nothing is on record. */
  answers: QuestionTopic;
  questions_at_most: number;
  words_at_most: number;
  /** None of these guardrails finds a violation, mild ones included. */
  no_finding: readonly string[];
  /** No guardrail would keep the reply back. */
  no_blocking_finding: true;
  /** Not much the same as a message of ours before. */
  no_repetition: true;
  /** The room of this ticket is named. */
  names_room: string;
  /** Whether a person is offered or announced. */
  offers_person: boolean;
  says_ai: true;
  /** No reply at all is all right. Without it, silence is neither fixed nor clean. */
  silence: 'allowed';
}

export type CheckName = keyof CheckValues;

/** Something that a reply is held against. */
export type Check = { [Name in CheckName]: { name: Name; value: CheckValues[Name] } }[CheckName];

/** What makes a reply a good one in any case; {@link BadCase.clean} comes on top. */
export const EVERY_GOOD_REPLY: readonly Check[] = [
  { name: 'no_blocking_finding', value: true },
  { name: 'no_repetition', value: true },
  { name: 'questions_at_most', value: 2 },
  { name: 'words_at_most', value: 75 },
];
