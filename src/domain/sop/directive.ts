import { type AgentAct } from '../taxonomy.js';

/** What the SOP says about the reply of this turn. */
export interface Directive {
  /** False where nothing is to be said (a person owns it, it has ended, the partner only said thanks). */
  reply: boolean;
  /** Main acts that are permitted, the preferred one first. Never empty while `reply`. */
  may: AgentAct[];
  /** An interruption that must be answered first, in the same reply. */
  prelude?: AgentAct;
  /** Scripts to fall back to, in order: ids in the definition. */
  scripts: string[];
  /** Machine-readable reasons, for traces: `stage:bargaining`, `interruption:ask_if_ai` … */
  because: string[];
}
