import { type Candidate } from '../../../domain/conversation/reply.js';
import { type ReplyContext } from '../../../domain/conversation/reply-context.js';
import { serialiseContext } from '../../../domain/policy/serialiser/serialise.js';
import { completionOf } from '../../../domain/policy/serialiser/turn.js';
import { type EarlierTurns } from '../../../turn/ports/earlier-turns.js';
import { type RewardJudgeDescription, type ReplyScore } from './reward-judge-model.js';
import { type ReplyScorer } from './scorer-thread.js';

/** A reply as reward model and judge are asked about it. */
export type ScoredReply = Pick<Candidate, 'plan' | 'text' | 'template'>;

const NO_TURNS: EarlierTurns = () => Promise.resolve([]);

/**
 * Scores of replies by the model that is reward model and judge in one. Both ports ask about the same replies of a turn, one after
 * the other; the model reads them once.
 */
export class TrainedScores {
  private readonly known = new WeakMap<ReplyContext, Map<string, Promise<ReplyScore>>>();

  constructor(
    private readonly scorer: ReplyScorer,
    readonly description: RewardJudgeDescription,
  ) {}

  /** @throws whatever the model's thread fails with; it is asked again the next time */
  async of(
    context: ReplyContext,
    replies: readonly ScoredReply[],
    earlierTurns: EarlierTurns = NO_TURNS,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<ReplyScore[]> {
    const completions = replies.map((reply) => completionOf(context, { kind: 'reply', ...reply }));
    const known = this.knownOf(context);
    const fresh = [...new Set(completions)].filter((completion) => !known.has(completion));
    if (fresh.length > 0) {
      const scoring = earlierTurns().then((turns) => {
        const { text } = serialiseContext(context, turns);
        return this.scorer.run({ prompt: text, completions: fresh }, signal);
      });
      fresh.forEach((completion, index) => {
        const score = scoring.then((scores) => scores[index]!);
        known.set(completion, score);
        score.catch(() => known.delete(completion));
      });
    }
    return Promise.all(completions.map((completion) => known.get(completion)!));
  }

  /** Reads the conversation before there are replies to it. @throws whatever the model's thread fails with */
  async readAhead(context: ReplyContext, earlierTurns: EarlierTurns): Promise<void> {
    const { text } = serialiseContext(context, await earlierTurns());
    await this.scorer.run({ prompt: text, completions: [] }, new AbortController().signal);
  }

  private knownOf(context: ReplyContext): Map<string, Promise<ReplyScore>> {
    const found = this.known.get(context);
    if (found) return found;
    const made = new Map<string, Promise<ReplyScore>>();
    this.known.set(context, made);
    return made;
  }
}
