import { type Candidate } from '../../domain/conversation/reply.js';
import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type Finding } from '../../domain/guardrails/guardrail.js';
import { type EarlierTurns } from './earlier-turns.js';

export interface Proposal {
  candidates: Candidate[];
  /** Identity of what wrote them: arm, model, version. */
  policy: string;
  /** Set where the configured arm could not answer and another wrote instead. */
  degradedTo?: string;
}

export interface ProposeRequest {
  /** Whose conversation: what was read of it for the last turn need not be read again. */
  negotiationId: string;
  context: ReplyContext;
  earlierTurns: EarlierTurns;
  /** How many candidates to write. */
  count: number;
  /** For a policy that samples, instead of its own. */
  temperature?: number;
  /** For an arm with several models, the one that is to write; absent: the arm's own. Others pass over it. */
  model?: string;
  /** Replies that were refused in this turn, with what was found: do it differently. */
  feedback: { text: string; findings: Finding[] }[];
  /** Aborts at the turn's deadline, or when a newer partner message voids the draft. */
  signal: AbortSignal;
  /** Seeds choices, so that a turn can be replayed. */
  seed: string;
}

/** A conversation that a policy will have to write in soon. */
export type ReadRequest = Pick<ProposeRequest, 'negotiationId' | 'context' | 'earlierTurns' | 'model'>;

/** Writes replies. One implementation an arm. Throws {@link PolicyUnavailableError} where it cannot. */
export abstract class ReplyPolicy {
  abstract readonly arm: string;
  abstract propose(request: ProposeRequest): Promise<Proposal>;

  /** Whether it writes sooner where it has read the conversation before. */
  get readsAhead(): boolean {
    return false;
  }

  /** Reads while nobody waits for it. It may do nothing, where it has better things to do; what is written is the same either way. */
  readAhead(_request: ReadRequest): Promise<void> {
    return Promise.resolve();
  }
}

/** The arm cannot answer now: not configured, overloaded, past its deadline, circuit open. */
export class PolicyUnavailableError extends Error {
  constructor(
    readonly arm: string,
    readonly reason: string,
    options?: { cause?: unknown },
  ) {
    super(`The ${arm} policy cannot answer: ${reason}`, options);
    this.name = 'PolicyUnavailableError';
  }
}

/** The arms of this server by name. */
export abstract class PolicyRegistry {
  /** The policy of the arm, or of the default arm where it is not configured; `degraded` says so. */
  abstract resolve(arm: string): { policy: ReplyPolicy; degraded: boolean };
  abstract arms(): string[];
  /** The arm of negotiations for which nobody has chosen one. */
  abstract readonly defaultArm: string;
}
