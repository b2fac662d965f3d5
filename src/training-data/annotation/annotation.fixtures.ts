import { type Rubric } from '../../domain/judge/rubric.js';
import { deal, type Dealt } from './deal.js';
import { type AnnotationItem, type PairItem, type ReplyItem } from './item.js';
import { type PairLabel, type ReplyLabel } from './label.js';
import { type TextFile } from './read-lines.js';

export const rubric: Rubric = {
  id: 'small',
  version: 1,
  items: ['too_long', 'pressure', 'repetition'].map((id) => ({
    id,
    title: id,
    points: 10,
    description: `The reply has the fault ${id}.`,
    examples: { loses: ['…'], keeps: ['…'] },
  })),
};

const context = {
  header: 'Hotel Aurora, Deluxe Double',
  transcript: [{ who: 'partner' as const, text: 'Which nights do you mean?' }],
};

export const pairItem = (id: string, changes: Partial<PairItem> = {}): PairItem => ({
  id,
  kind: 'pair',
  context,
  a: `The first words of ${id.length} letters, said by A.`,
  b: `The other words of ${id.length} letters, said by B.`,
  source: { a: { arm: 'hidden-arm-one' }, b: { arm: 'hidden-arm-two' } },
  ...changes,
});

export const replyItem = (id: string, changes: Partial<ReplyItem> = {}): ReplyItem => ({
  id,
  kind: 'reply',
  context,
  reply: 'It is about the nights from the tenth.',
  source: { arm: 'hidden-arm-three' },
  ...changes,
});

export const itemFile = (items: readonly object[]): TextFile => ({
  file: 'items.jsonl',
  content: items.map((item) => JSON.stringify(item)).join('\n'),
});

export const dealt = (
  items: readonly AnnotationItem[],
  options: { reader?: string; seed?: number; batch?: number } = {},
): Dealt => deal(items, { set: 'pilot', reader: 'r1', seed: 7, batch: 50, rubric, ...options });

export const labelFile = (lines: readonly object[], file = 'labels.jsonl'): TextFile => ({
  file,
  content: lines.map((line) => JSON.stringify(line)).join('\n'),
});

export const pairLabel = (itemId: string, reader: string, choice: 'a' | 'b' | 'tie', strength = 2): PairLabel => ({
  itemId,
  itemKind: 'pair',
  reader,
  kind: 'language-model',
  choice,
  ...(choice === 'tie' ? {} : { strength }),
  shownFirst: 'a',
});

export const replyLabel = (
  itemId: string,
  reader: string,
  overall: number,
  violations: ReplyLabel['violations'] = {},
): ReplyLabel => ({
  itemId,
  itemKind: 'reply',
  reader,
  kind: 'language-model',
  overall,
  violations: { too_long: 0, pressure: 0, repetition: 0, ...violations },
  rubric: 'small@1#00000000',
});
