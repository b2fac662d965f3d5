import { type AgentAct, type AskStep, type Tactic } from '../taxonomy.js';

/** What a reply means to do, decided before its words. */
export interface ReplyPlan {
  act: AgentAct;
  /** An interruption answered in the same breath, before the main act ("I'm the AI assistant of … Could you do …?"). */
  prelude?: AgentAct;
  tactic: Tactic;
  /** At most one ask a ticket; amounts come from the menu. */
  asks: { ticketId: string; step: AskStep }[];
  leverIds: string[];
}

/** What a language model cost to produce this. */
export interface Usage {
  promptTokens: number;
  completionTokens: number;
  /** In US dollars, decimal string, where prices are configured. */
  cost?: string;
}

/** Token-level record of a sampled reply, for training; absent for scripted text. */
export interface SamplingRecord {
  tokenIds: number[];
  logProbabilities: number[];
  temperature: number;
  serialiserVersion: string;
  maskHash: string;
}

/** A reply that a policy proposes. */
export interface Candidate {
  plan: ReplyPlan;
  /** The text with its slots, where the policy writes slots. */
  template?: string;
  /** The exact final text. */
  text: string;
  /** Sum over tokens, natural logarithm. */
  logProbability?: number;
  sampling?: SamplingRecord;
  usage?: Usage;
  /** Where it came from: a script id, a model and version. */
  source: string;
}
