import { type AgentAct, type Tactic } from '../../taxonomy.js';
import { type Situation } from './situation.js';

/** Approved wording for an act in a situation. Texts are templates with slots; numbers only ever come from slots. */
export interface Line {
  act: AgentAct;
  tactic: Tactic;
  texts: readonly string[];
  when?: (situation: Situation) => boolean;
}

/** A short clause that takes up what the partner said, before the line itself. */
export interface Lead {
  texts: readonly string[];
  /** Acts of ours that it may stand before. */
  before: readonly AgentAct[];
  when: (situation: Situation) => boolean;
}
