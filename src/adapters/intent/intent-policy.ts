import { INTENT_POLICY_VERSION, proposeByIntent } from '../../domain/policy/intent/intent-policy.js';
import { ReplyPolicy, type Proposal, type ProposeRequest } from '../../turn/ports/reply-policy.js';

/** The control arm: approved lines chosen by the partner's intent. Always available. */
export class IntentPolicy extends ReplyPolicy {
  readonly arm = 'intent';

  propose({ context, count, feedback, seed }: ProposeRequest): Promise<Proposal> {
    const refused = new Set(feedback.map((entry) => entry.text));
    // Lines that were refused once are refused again: ask for as many more and leave them out.
    const candidates = proposeByIntent(context, { count: count + refused.size, seed }).filter(
      (candidate) => !refused.has(candidate.text),
    );
    return Promise.resolve({ candidates: candidates.slice(0, count), policy: INTENT_POLICY_VERSION });
  }
}
