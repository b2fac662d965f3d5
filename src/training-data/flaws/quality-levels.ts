import { proposeByIntent } from '../../domain/policy/intent/intent-policy.js';
import { type ReplayedDialogue } from '../corpus/replay/replay-dialogue.js';
import { findingsOf } from './inject.js';
import { momentOf, type Moment } from './moment.js';
import { writtenReplies, type WrittenReply } from './written-replies.js';

/** A reply's context in the corpus. */
export interface ContextReference {
  dialogue: string;
  /** Which of our replies, from 0. */
  reply: number;
}

/** A context with what a good writer and the scripted arm say in it. */
export interface QualityContext {
  reference: ContextReference;
  writer: string;
  good: Moment;
  /** Absent where the script has no clean line, or the very same. */
  plain?: Moment;
}

/**
 * Contexts whose written reply may count as good: its slots are filled, the procedure permits it, and no guardrail has
 * anything against it.
 */
export function* qualityContexts(dialogues: readonly ReplayedDialogue[], seed: number): Generator<QualityContext> {
  const written = writtenReplies(dialogues);
  for (const { dialogue, replies } of dialogues) {
    const others = written.get(dialogue.writer) ?? [];
    for (const [reply, { text, plan, context, disclosure, findings, permitted }] of replies.entries()) {
      if (text === undefined || !permitted || findings.length > 0) continue;
      const good = momentOf(context, { text, plan }, disclosure, others);
      if (good === undefined) continue;
      const plain = plainOf(good, `${seed}:${dialogue.id}:${reply}`, others);
      yield {
        reference: { dialogue: dialogue.id, reply },
        writer: dialogue.writer,
        good,
        ...(plain === undefined ? {} : { plain }),
      };
    }
  }
}

/** What the scripted arm says, where the guardrails let it out. */
function plainOf({ context, disclosure, text }: Moment, seed: string, others: readonly WrittenReply[]): Moment | undefined {
  const candidates = proposeByIntent(context, { count: 3, seed });
  const clean = candidates.find(
    (candidate) => candidate.text !== text && findingsOf({ context, disclosure }, candidate.text, candidate.plan).length === 0,
  );
  return clean && momentOf(context, { text: clean.text, plan: clean.plan }, disclosure, others);
}
