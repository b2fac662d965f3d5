import { type ReplyContext } from '../conversation/reply-context.js';
import { type PartnerAct } from '../taxonomy.js';

const SURE_ENOUGH = 0.5;

/** Whether the unanswered messages do this. */
export function partnerDid({ reading }: ReplyContext, act: PartnerAct): boolean {
  return reading?.acts.some((each) => each.act === act && each.confidence >= SURE_ENOUGH) ?? false;
}

/** Whether the procedure gives an interruption of this name as its reason. */
export function interruptedBy({ directive }: ReplyContext, act: PartnerAct): boolean {
  return directive.because.includes(`interruption:${act}`);
}
