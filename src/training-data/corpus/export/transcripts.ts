import { headerOf, serialise } from '../../../domain/policy/serialiser/serialise.js';
import { type TranscriptTurn } from '../../../domain/conversation/transcript-turn.js';
import { turnOf } from '../../../domain/policy/serialiser/turn.js';
import { type ReplayedDialogue, type ReplayedReply } from '../replay/replay-dialogue.js';
import { splitOf, type Split } from '../splits.js';

/** A whole dialogue in the append-only context format: `header`, then each turn's prompt and completion, as a model reads them. */
export interface TranscriptLine {
  id: string;
  split: Split;
  writer: string;
  header: string;
  turns: TrainingTurn[];
}

export interface TrainingTurn {
  prompt: string;
  completion: string;
  /** Whether the loss counts this turn: its reply is good, filled and let out by the guardrails. */
  learn: boolean;
  /** The procedure itself permits the act; otherwise the writer's act was added to `<may>`. */
  permitted: boolean;
}

/** One reply with everything before it: what supervised fine-tuning reads where a trainer wants examples and not transcripts. */
export interface SftLine {
  id: string;
  split: Split;
  prompt: string;
  completion: string;
}

/** A moment to write a reply to, without the reply. */
export interface ContextLine {
  id: string;
  split: Split;
  stage: string;
  /** The partner's main act; `none` where we write unasked. */
  partnerAct: string;
  prompt: string;
}

/** A reply that a model may learn from. */
export const isGood = ({ text, findings }: ReplayedReply): boolean =>
  text !== undefined && findings.every(({ result, soft }) => result === 'violation' && soft === true);

export function transcriptOf({ dialogue, replies }: ReplayedDialogue): TranscriptLine | undefined {
  const [first] = replies;
  if (!first) return undefined;
  const turns: TrainingTurn[] = [];
  let previous: TranscriptTurn | undefined;
  for (const reply of replies) {
    const { context, plan, text, template, permitted } = reply;
    const turn = turnOf(context, previous?.upTo ?? 0, { kind: 'reply', plan, text: text ?? template, template });
    turns.push({ prompt: turn.prompt, completion: turn.completion ?? '', learn: isGood(reply), permitted });
    previous = turn;
  }
  return { id: dialogue.id, split: splitOf(dialogue), writer: dialogue.writer, header: headerOf(first.context), turns };
}

/** Prompts are cut to the budget as in serving: the oldest turns go first, in blocks. */
export function examplesOf(transcript: TranscriptLine, replayed: ReplayedDialogue): { sft: SftLine[]; contexts: ContextLine[] } {
  const { split, header } = transcript;
  const turns: TranscriptTurn[] = [];
  const sft: SftLine[] = [];
  const contexts: ContextLine[] = [];
  transcript.turns.forEach(({ prompt, completion, learn }, index) => {
    const { context } = replayed.replies[index]!;
    const { text } = serialise(header, [...turns, { upTo: 0, prompt }]);
    const id = `${transcript.id}:${index}`;
    if (learn) sft.push({ id, split, prompt: text, completion });
    contexts.push({ id, split, stage: context.stage, partnerAct: context.reading?.acts[0]?.act ?? 'none', prompt: text });
    turns.push({ upTo: 0, prompt, completion });
  });
  return { sft, contexts };
}
