import { type Candidate } from '../../domain/conversation/reply.js';
import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type EarlierTurns } from './earlier-turns.js';

export interface RewardRequest {
  context: ReplyContext;
  earlierTurns: EarlierTurns;
  replies: Pick<Candidate, 'plan' | 'text' | 'template'>[];
  signal?: AbortSignal;
}

/** Scores replies by learned preference. Where none is configured the port is bound to null and ranking uses `judge-rules`. */
export abstract class RewardModel {
  abstract readonly version: string;
  /** One raw score a reply, in order; null where it could not be scored. */
  abstract score(request: RewardRequest): Promise<(number | null)[]>;

  /** Whether it scores sooner where it has read the conversation before. */
  get readsAhead(): boolean {
    return false;
  }

  /** Reads while nobody waits for it; scores are the same either way. */
  readAhead(_request: Pick<RewardRequest, 'context' | 'earlierTurns'>): Promise<void> {
    return Promise.resolve();
  }
}

/** Holds the reward model, or null where none is configured: absent is not failed. */
export class RewardModelSlot {
  constructor(readonly model: RewardModel | null) {}
}
