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
}

/** Holds the reward model, or null where none is configured: absent is not failed. */
export class RewardModelSlot {
  constructor(readonly model: RewardModel | null) {}
}
