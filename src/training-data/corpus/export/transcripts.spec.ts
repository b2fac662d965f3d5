import { describe, expect, it } from 'vitest';
import { builtInSop } from '../../../platform/built-in-sop.js';
import { SLOTS, TAGS } from '../../../domain/policy/serialiser/tags.js';
import { SAMPLE_FILE } from '../dialogues.fixtures.js';
import { parseDialogues } from '../parse-dialogues.js';
import { factsOfDialogue } from '../replay/dialogue-facts.js';
import { replayDialogue } from '../replay/replay-dialogue.js';
import { examplesOf, transcriptOf } from './transcripts.js';

const replayed = parseDialogues('sample.txt', SAMPLE_FILE).dialogues.map((dialogue) => replayDialogue(dialogue, builtInSop()));

describe.each(replayed.map((each) => [each.dialogue.id, each] as const))('the transcript of %s', (_, played) => {
  const transcript = transcriptOf(played)!;
  const { sft, contexts } = examplesOf(transcript, played);

  it('grows at its end: what was read before one reply is the beginning of what is read before the next', () => {
    for (let index = 1; index < sft.length; index++)
      expect(sft[index]!.prompt.startsWith(`${sft[index - 1]!.prompt}${sft[index - 1]!.completion}`)).toBe(true);
    expect(contexts.map(({ prompt }) => prompt)).toEqual(sft.map(({ prompt }) => prompt));
  });

  it('holds no amount, neither ours nor the secret one', () => {
    const { mandates } = factsOfDialogue(played.dialogue);
    const text = JSON.stringify(transcript.turns) + transcript.header;
    for (const { limitRate } of mandates) expect(text).not.toContain(limitRate);
    expect(text.replace(/<[a-z/][^<> ]*>|\{[a-z0-9_]+\}|room-\d/g, '')).not.toMatch(/\d/);
  });

  it('holds tags and slots of the vocabulary only', () => {
    const text = [transcript.header, ...transcript.turns.flatMap(({ prompt, completion }) => [prompt, completion])].join(' ');
    const known = new Set<string>([...TAGS, ...SLOTS.map((slot) => `{${slot}}`)]);
    expect(text.match(/<[a-z/][^<> ]*>|\{[a-z0-9_]+\}/g)!.filter((each) => !known.has(each))).toEqual([]);
  });

  it('learns from every reply, since all are good', () => {
    expect(transcript.turns.every(({ learn }) => learn)).toBe(true);
    expect(sft).toHaveLength(played.replies.length);
  });
});
