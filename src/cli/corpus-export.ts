import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completionOf } from '../domain/policy/serialiser/turn.js';
import { SERIALISER_VERSION } from '../domain/policy/serialiser/version.js';
import { SLOTS, TAGS } from '../domain/policy/serialiser/tags.js';
import { GUARDRAILS_VERSION } from '../domain/guardrails/registry.js';
import { builtInSop } from '../platform/built-in-sop.js';
import {
  examplesOf,
  transcriptOf,
  type ContextLine,
  type SftLine,
  type TranscriptLine,
} from '../training-data/corpus/export/transcripts.js';
import { corpusHashes, readCorpus } from '../training-data/corpus/read-corpus.js';
import { replayDialogue } from '../training-data/corpus/replay/replay-dialogue.js';
import { SPLITS } from '../training-data/corpus/splits.js';
import { PAIR_KINDS } from '../training-data/flaws/pairs.js';
import { type ContextReference } from '../training-data/flaws/quality-levels.js';
import { frozenLabelsDirectory, readFrozenLabels, readManifest } from '../training-data/frozen-labels/frozen-files.js';

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/**
 * Writes the trainer's files: transcripts, supervised examples and contexts by split, labels and pairs as they are frozen with
 * their prompts, the vocabulary of tags and slots, and a manifest that names what they were made from and their hashes. The
 * same corpus, frozen labels and code give the same bytes.
 * @throws where the corpus has faults, or labels are not those of their manifest or have no moment in the corpus
 */
export function exportCorpus(out: string): void {
  const { dialogues, faults } = readCorpus();
  if (faults.length > 0) throw new Error(`The corpus has ${faults.length} faults; see "corpus check"`);
  const sop = builtInSop();
  const transcripts: TranscriptLine[] = [];
  const sft: SftLine[] = [];
  const contexts: ContextLine[] = [];
  const replays = dialogues.map((dialogue) => replayDialogue(dialogue, sop));
  for (const replayed of replays) {
    const transcript = transcriptOf(replayed);
    if (!transcript) continue;
    transcripts.push(transcript);
    const examples = examplesOf(transcript, replayed);
    sft.push(...examples.sft);
    contexts.push(...examples.contexts);
  }
  const promptOf = new Map(contexts.map(({ id, prompt }) => [id, prompt]));
  const replayOf = new Map(replays.map((replayed) => [replayed.dialogue.id, replayed]));
  const parts = readFrozenLabels();
  const inCorpus = <T>(found: T | undefined, { dialogue, reply }: ContextReference): T => {
    if (found === undefined) throw new Error(`${dialogue}#${reply} is labelled and not in the corpus; see "corpus check"`);
    return found;
  };
  const prompt = (of: ContextReference): string => inCorpus(promptOf.get(`${of.dialogue}:${of.reply}`), of);
  mkdirSync(out, { recursive: true });
  const files: Record<string, { lines: number; sha256: string }> = {};
  const write = (name: string, lines: readonly object[]): void => {
    const content = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(join(out, name), content);
    files[name] = { lines: lines.length, sha256: sha256(content) };
  };
  for (const split of SPLITS) {
    const own = <T extends { split: string }>(lines: readonly T[]): T[] => lines.filter((line) => line.split === split);
    write(`transcripts.${split}.jsonl`, own(transcripts));
    write(`sft.${split}.jsonl`, own(sft));
    write(`contexts.${split}.jsonl`, own(contexts));
    const ownParts = own(parts);
    const completions = new Map<string, string>();
    write(
      `labels.${split}.jsonl`,
      ownParts.flatMap(({ labels }) =>
        labels.map((label) => {
          const { context } = inCorpus(replayOf.get(label.context.dialogue)?.replies[label.context.reply], label.context);
          const completion = completionOf(context, { kind: 'reply', plan: label.plan, text: label.text });
          completions.set(label.id, completion);
          return { ...label, prompt: prompt(label.context), completion };
        }),
      ),
    );
    const pairs = ownParts.flatMap((part) => part.pairs);
    write(
      `pairs.${split}.jsonl`,
      PAIR_KINDS.flatMap((kind) => pairs.filter((pair) => pair.kind === kind)).map(({ chosen, rejected, context, ...pair }) => ({
        ...pair,
        prompt: prompt(context),
        chosen: inCorpus(completions.get(chosen.reply), context),
        rejected: inCorpus(completions.get(rejected.reply), context),
      })),
    );
  }
  write('vocabulary.jsonl', [{ tags: TAGS, slots: SLOTS.map((slot) => `{${slot}}`) }]);
  const frozen = readManifest(frozenLabelsDirectory);
  const manifest = {
    corpus: corpusHashes(),
    writtenBy: 'a language model, dialogue by dialogue, following training/corpus/GUIDE.md',
    serialiser: SERIALISER_VERSION,
    guardrails: GUARDRAILS_VERSION,
    sop: `${sop.id}@${sop.version}`,
    rubric: frozen.rubric,
    labels: frozen.made,
    frozenLabels: frozen.files,
    files,
  };
  writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  console.table(files);
}
