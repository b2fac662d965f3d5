import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { type Verdict } from '../../domain/judge/verdict.js';
import { type ReplySignals } from '../../domain/signals/signals.js';

export interface JudgeItem {
  text: string;
  plan?: ReplyPlan;
  signals: ReplySignals;
}

/** Deducts points against the rubric. Judges all candidates of a turn at once; a failure is a verdict, not an exception. */
export abstract class Judge {
  abstract readonly version: string;
  abstract judge(context: ReplyContext, items: JudgeItem[], signal?: AbortSignal): Promise<Verdict[]>;
}
