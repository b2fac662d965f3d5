import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SERIALISER_VERSION } from '../domain/policy/serialiser/version.js';
import { SLOTS, TAGS } from '../domain/policy/serialiser/tags.js';
import { GUARDRAILS_VERSION } from '../domain/guardrails/registry.js';
import { builtInRubric } from '../platform/rubric-file.js';
import { builtInSop } from '../platform/built-in-sop.js';
import {
  examplesOf,
  transcriptOf,
  type ContextLine,
  type SftLine,
  type TranscriptLine,
} from '../training-data/corpus/export/transcripts.js';
import { corpusFiles, readCorpus } from '../training-data/corpus/read-corpus.js';
import { replayDialogue } from '../training-data/corpus/replay/replay-dialogue.js';
import { splitOf, SPLITS } from '../training-data/corpus/splits.js';
import { labelledReplies } from '../training-data/flaws/labelled-replies.js';
import { pairsOf } from '../training-data/flaws/pairs.js';
import { LABEL_SEED } from './corpus-items.js';

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/**
 * Writes the trainer's files: transcripts, supervised examples and contexts by split, the vocabulary of tags and slots, and a
 * manifest that names what they were made from and their hashes. The same corpus and code give the same bytes.
 */
export function exportCorpus(out: string): void {
  const { dialogues, faults } = readCorpus();
  if (faults.length > 0) throw new Error(`The corpus has ${faults.length} faults; see "corpus check"`);
  const sop = builtInSop();
  const transcripts: TranscriptLine[] = [];
  const sft: SftLine[] = [];
  const contexts: ContextLine[] = [];
  const rubric = builtInRubric();
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
  const labels = labelledReplies(replays, { seed: LABEL_SEED, rubric });
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
    const labelled = labels.filter((label) => splitOf(label) === split);
    const prompt = ({ dialogue, reply }: { dialogue: string; reply: number }): string =>
      promptOf.get(`${dialogue}:${reply}`) ?? '';
    write(
      `labels.${split}.jsonl`,
      labelled.map((label) => ({ ...label, prompt: prompt(label.context) })),
    );
    write(
      `pairs.${split}.jsonl`,
      pairsOf(labelled).map(({ chosen, rejected, context, ...pair }) => ({
        ...pair,
        prompt: prompt(context),
        chosen: chosen.text,
        rejected: rejected.text,
      })),
    );
  }
  write('vocabulary.jsonl', [{ tags: TAGS, slots: SLOTS.map((slot) => `{${slot}}`) }]);
  const manifest = {
    corpus: Object.fromEntries(corpusFiles().map((file) => [basename(file), sha256(readFileSync(file))])),
    writtenBy: 'a language model, dialogue by dialogue, following training/corpus/GUIDE.md',
    serialiser: SERIALISER_VERSION,
    guardrails: GUARDRAILS_VERSION,
    sop: `${sop.id}@${sop.version}`,
    rubric: `${rubric.id}@${rubric.version}`,
    labels: 'by construction: faults that were put in, not judgements (docs/flaws.md)',
    files,
  };
  writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  console.table(files);
}
