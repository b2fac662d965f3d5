import { type Finding } from '../guardrails/guardrail.js';
import { type Verdict } from '../judge/verdict.js';
import { type RewardScore } from '../rewards/score.js';
import { type Candidate } from './reply.js';
import { type ReplyContext } from './reply-context.js';
import { type SopEffect, type SopPosition } from '../sop/sop.js';
import { type TranscriptTurn } from './transcript-turn.js';

/** Owner of the payload is this file; readers must accept every version up to this one. */
export const TURN_RECORD_SCHEMA_VERSION = 2;

export type TurnTrigger =
  | 'partner_message'
  | 'opening'
  | 'follow_up'
  | 'deadline'
  | 'release'
  | 'cancel'
  | 'terms_answer'
  | 'ticket_change'
  | 'operator_close';

/** A candidate with everything that was found out about it. */
export interface EvaluatedCandidate {
  candidate: Candidate;
  /** Which try it came from: 0 first, 1 and up after repair. */
  attempt: number;
  findings: Finding[];
  verdict?: Verdict;
  score?: RewardScore;
  acceptable: boolean;
}

/** `candidate`: a policy's reply won. `script`: the stage's approved script. `person`: handed to a person. `silent`: nothing to say. */
export type Resolution =
  | { kind: 'candidate'; index: number; why: string }
  | { kind: 'script'; scriptId: string; text: string; why: string }
  | { kind: 'person'; why: string }
  | { kind: 'silent'; why: string };

/** Everything about one turn: append-only, complete enough to replay and to train from. Never holds the limit rate. */
export interface TurnRecord {
  schemaVersion: number;
  turnId: string;
  negotiationId: string;
  number: number;
  trigger: TurnTrigger;
  /** Messages that this turn answers. */
  answers: number[];
  context: ReplyContext;
  /** The turn as language models read it, with what came of it. Version 2 and up. */
  transcript?: TranscriptTurn;
  before: SopPosition;
  after: SopPosition;
  effects: SopEffect[];
  candidates: EvaluatedCandidate[];
  resolution: Resolution;
  messageSeq?: number;
  arm: string;
  /** The arm that really wrote, where the configured one was not available. */
  degradedTo?: string;
  versions: {
    sop: string;
    policy: string;
    interpreter: string;
    judge: string;
    rewardSpec: string;
    guardrails: string;
    serialiser: string;
  };
  propensity?: number;
  timings: Record<string, number>;
  startedAt: string;
  committedAt: string;
}
