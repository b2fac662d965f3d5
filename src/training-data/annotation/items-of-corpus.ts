import { type ReplayedDialogue } from '../corpus/replay/replay-dialogue.js';
import { type LabelledReply } from '../flaws/labelled-replies.js';
import { PAIR_KINDS, type PreferencePair } from '../flaws/pairs.js';
import { Chance } from '../../simulation/world/chance.js';
import { type AnnotationItem, type ItemContext } from './item.js';
import { itemContext } from './item-context.js';

/** How many items of which kind a set is made of. */
export interface ItemCounts {
  pairs: number;
  replies: number;
}

/** Items for readers out of labelled replies: kinds and classes in equal shares, no context twice, the same for a seed. */
export function itemsOfCorpus(
  dialogues: readonly ReplayedDialogue[],
  labels: readonly LabelledReply[],
  pairs: readonly PreferencePair[],
  counts: ItemCounts,
  seed: number,
): AnnotationItem[] {
  const byId = new Map(dialogues.map((each) => [each.dialogue.id, each]));
  const contextOf = ({ dialogue, reply }: { dialogue: string; reply: number }): ItemContext | undefined => {
    const replayed = byId.get(dialogue)?.replies[reply];
    return replayed && itemContext(replayed.context);
  };
  // Each kind of pair has its share: what a reader prefers is an open question where nothing was put in.
  const chosenPairs = PAIR_KINDS.flatMap((kind, index) => {
    const share =
      Math.floor((counts.pairs * (index + 1)) / PAIR_KINDS.length) - Math.floor((counts.pairs * index) / PAIR_KINDS.length);
    const own = pairs.filter((pair) => pair.kind === kind);
    return spread(own, share, (pair) => pair.class ?? '', seed, kind);
  });
  const used = new Set(chosenPairs.map(({ context }) => `${context.dialogue}#${context.reply}`));
  const others = labels.filter(({ context }) => !used.has(`${context.dialogue}#${context.reply}`));
  const chosenReplies = spread(
    others,
    counts.replies,
    (label) => `${label.quality}/${label.flaws[0]?.class ?? ''}`,
    seed,
    'replies',
  );
  return [
    ...chosenPairs.flatMap((pair): AnnotationItem[] => {
      const context = contextOf(pair.context);
      const source = {
        kind: pair.kind,
        class: pair.class,
        chosen: pair.chosen.reply,
        rejected: pair.rejected.reply,
        better: 'a',
      };
      if (!context || pair.chosen.text === pair.rejected.text) return [];
      return [{ id: pair.id, kind: 'pair', context, a: pair.chosen.text, b: pair.rejected.text, source }];
    }),
    ...chosenReplies.flatMap((label): AnnotationItem[] => {
      const context = contextOf(label.context);
      const source = { quality: label.quality, flaws: label.flaws, deductions: label.deductions };
      return context ? [{ id: label.id, kind: 'reply', context, reply: label.text, source }] : [];
    }),
  ];
}

/** As evenly over the groups as they allow, at random within them, one a context. */
function spread<T extends { context: { dialogue: string; reply: number } }>(
  all: readonly T[],
  count: number,
  groupOf: (each: T) => string,
  seed: number,
  name: string,
): T[] {
  const chance = Chance.of(seed, 'annotation items', name);
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(groupOf(each), [...(groups.get(groupOf(each)) ?? []), each]);
  const left = [...groups.entries()].sort(([one], [other]) => one.localeCompare(other)).map(([, members]) => [...members]);
  const contexts = new Set<string>();
  const taken: T[] = [];
  while (taken.length < count && left.some((members) => members.length > 0))
    for (const members of left) {
      if (taken.length >= count || members.length === 0) continue;
      const [each] = members.splice(chance.whole(0, members.length - 1), 1);
      const key = `${each!.context.dialogue}#${each!.context.reply}`;
      if (contexts.has(key)) continue;
      contexts.add(key);
      taken.push(each!);
    }
  return taken;
}
