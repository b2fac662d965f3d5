import { type ReplyContext } from '../../domain/conversation/reply-context.js';

/** Scores replies by learned preference. Where none is configured the port is bound to null and ranking uses `judge-rules`. */
export abstract class RewardModel {
  abstract readonly version: string;
  /** One raw score a text, in order; null where it could not be scored. */
  abstract score(context: ReplyContext, texts: string[], signal?: AbortSignal): Promise<(number | null)[]>;
}

/** Holds the reward model, or null where none is configured: absent is not failed. */
export class RewardModelSlot {
  constructor(readonly model: RewardModel | null) {}
}
