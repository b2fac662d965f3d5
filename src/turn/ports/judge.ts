import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { type Verdict } from '../../domain/judge/verdict.js';
import { type ReplySignals } from '../../domain/signals/signals.js';
import { type EarlierTurns } from './earlier-turns.js';

export interface JudgeItem {
  text: string;
  plan?: ReplyPlan;
  /** The text with its slots, where the policy wrote slots. */
  template?: string;
  signals: ReplySignals;
}

export interface JudgeOptions {
  /** The conversation before this turn; a judge that reads only what was said last does without. */
  earlierTurns?: EarlierTurns;
  signal?: AbortSignal;
}

/** Deducts points against the rubric. Judges all candidates of a turn at once; a failure is a verdict, not an exception. */
export abstract class Judge {
  abstract readonly version: string;
  abstract judge(context: ReplyContext, items: JudgeItem[], options?: JudgeOptions): Promise<Verdict[]>;
}
