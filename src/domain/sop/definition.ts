import { type AgentAct, type EndStatus, type Stage } from '../taxonomy.js';

/**
 * A condition over the facts of a turn. Atoms: a fact of {@link SopFacts} that is true or false, `said.<act>` (among the
 * partner's acts), `mainly.<act>` (their surest act), `about.<topic>`, `follow_ups_left`, or a guard named in the
 * definition. A list means all of them.
 */
export type Guard = string | { all: Guard[] } | { any: Guard[] } | { not: Guard };

export type DefinitionEffect =
  | { type: 'end'; status: EndStatus }
  | { type: 'escalate'; reason: string }
  | { type: 'reopen'; reason: string }
  | { type: 'opt_out' }
  | { type: 'schedule_follow_up'; inHours: number }
  | { type: 'cancel_follow_ups' };

export interface Permission {
  act: AgentAct;
  when?: Guard;
}

export interface ScriptUse {
  id: string;
  when?: Guard;
}

/** What a rule says about the reply and what follows from it. Absent `may` and `scripts`: those of the stage. */
export interface Rule {
  id: string;
  when?: Guard;
  to?: Stage;
  may?: Permission[];
  scripts?: ScriptUse[];
  effects: DefinitionEffect[];
  /** False: nothing is said. */
  reply: boolean;
}

/** Something that can happen in any stage. With `prelude` it is answered in the same breath and the stage goes on. */
export interface Interruption extends Rule {
  prelude?: AgentAct;
}

export interface StageDefinition {
  purpose: string;
  may: Permission[];
  scripts: ScriptUse[];
  /** Where a message of the partner's leads before the reply is chosen; the first that holds. */
  onPartner: { when?: Guard; to: Stage }[];
  /** Where a reply of ours leads. */
  afterReply: Partial<Record<AgentAct, Stage>>;
  /** Whether silence after a reply of ours is followed up. */
  followUp: boolean;
}

export interface ScriptDefinition {
  act: AgentAct;
  texts: string[];
}

/** A standard operating procedure as people write it (`*.sop.yaml`), checked and normalised. */
export interface SopDefinition {
  format: 1;
  id: string;
  title: string;
  initial: Stage;
  followUpAfterHours: number;
  guards: Record<string, Guard>;
  interruptions: Interruption[];
  /** Rules of every stage, after interruptions and before the stage's own. */
  flow: Rule[];
  stages: Partial<Record<Stage, StageDefinition>>;
  followUps: { may: Permission[]; scripts: ScriptUse[] };
  /** What the partner can still bring about after the end; the first that holds, else nothing is said. */
  ended: Rule[];
  scripts: Record<string, ScriptDefinition>;
}
