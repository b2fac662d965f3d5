import { type LabelledReply } from './labelled-replies.js';
import { type ContextReference } from './quality-levels.js';

export const PAIR_KINDS = ['good-flawed', 'good-plain', 'plain-flawed'] as const;
export type PairKind = (typeof PAIR_KINDS)[number];

/** Two replies in one context, the better one first: one line of a file for a reward model. */
export interface PreferencePair {
  id: string;
  dialogue: string;
  writer: string;
  context: ContextReference;
  kind: PairKind;
  /** Class of the first fault of the rejected reply. */
  class?: string;
  chosen: PairedReply;
  rejected: PairedReply;
}

/** A reply of a pair; the label has its plan and its faults. */
export interface PairedReply {
  /** Id of the labelled reply. */
  reply: string;
  text: string;
}

const PAIRS_PER_CONTEXT = 3;
/** A fault that is worse than being generic, so that a plain reply is better than a good one with it. */
const WORSE_THAN_PLAIN = 0.7;
/** Width of a bucket of lengths, in the natural logarithm of their quotient: about a fifth. */
const BUCKET = 0.2;
/** Its length is the fault. */
const ABOUT_LENGTH: ReadonlySet<string> = new Set(['over-length']);
/** Pairs that a class keeps, whatever that does to the balance of lengths. */
const KEPT_OF_A_CLASS = 150;

/**
 * Pairs of labelled replies, at most three a context. Within each kind as many chosen replies are longer than the rejected
 * ones as are shorter, by as much, so that length alone tells nothing; surplus pairs are left out, those of frequent
 * classes first. Pure.
 */
export function pairsOf(labels: readonly LabelledReply[]): PreferencePair[] {
  const contexts = new Map<string, LabelledReply[]>();
  for (const label of labels) {
    const key = `${label.context.dialogue}#${label.context.reply}`;
    contexts.set(key, [...(contexts.get(key) ?? []), label]);
  }
  // Running sums of the signs, so that of several possible pairs the one is taken that evens them out.
  const tilt = new Map<PairKind, number>();
  const pairs = [...contexts.values()].flatMap((context) => pairsIn(context, tilt));
  return PAIR_KINDS.flatMap((kind) => evened(pairs.filter((pair) => pair.kind === kind)));
}

/** Logarithm of chosen to rejected length in words: above 0 where the better reply is longer. */
export const lengthGap = ({ chosen, rejected }: PreferencePair): number =>
  Math.log(wordCount(chosen.text) / wordCount(rejected.text));

export const wordCount = (text: string): number => Math.max(1, text.split(/\s+/).filter((word) => word !== '').length);

function pairsIn(labels: readonly LabelledReply[], tilt: Map<PairKind, number>): PreferencePair[] {
  const good = labels.find(({ quality }) => quality === 'good');
  const plain = labels.find(({ quality }) => quality === 'plain');
  if (good === undefined) return [];
  const flawed = labels.filter(({ quality }) => quality === 'flawed');
  const possible: Record<PairKind, PreferencePair[]> = {
    'good-flawed': flawed.map((each) => pairOf('good-flawed', good, each)),
    'good-plain': plain === undefined ? [] : [pairOf('good-plain', good, plain)],
    'plain-flawed':
      plain === undefined
        ? []
        : flawed
            .filter(({ base, flaws }) => base === 'plain' || (flaws[0]?.severity ?? 0) >= WORSE_THAN_PLAIN)
            .map((each) => pairOf('plain-flawed', plain, each)),
  };
  const taken: PreferencePair[] = [];
  const take = (kind: PairKind): void => {
    const left = possible[kind].filter(
      (pair) => !taken.some(({ rejected }) => rejected.reply === pair.rejected.reply && kind !== 'good-plain'),
    );
    const candidates = left.length > 0 ? left : possible[kind].filter((pair) => !taken.includes(pair));
    const sum = tilt.get(kind) ?? 0;
    const pair = candidates.reduce<PreferencePair | undefined>(
      (best, each) => (best === undefined || Math.abs(sum + sign(each)) < Math.abs(sum + sign(best)) ? each : best),
      undefined,
    );
    if (pair === undefined || taken.length >= PAIRS_PER_CONTEXT) return;
    tilt.set(kind, sum + sign(pair));
    taken.push(pair);
  };
  take('good-flawed');
  take('plain-flawed');
  take(plain === undefined ? 'good-flawed' : 'good-plain');
  return taken;
}

const sign = (pair: PreferencePair): number => Math.sign(bucketOf(pair));
/** 0 for equal lengths; otherwise the buckets of longer and shorter ones lie opposite each other. */
const bucketOf = (pair: PreferencePair): number => Math.sign(lengthGap(pair)) * Math.ceil(Math.abs(lengthGap(pair)) / BUCKET);

/** Undefined where the first is not of a better quality than the second. */
export const kindOf = (chosen: LabelledReply, rejected: LabelledReply): PairKind | undefined =>
  PAIR_KINDS.find((kind) => kind === `${chosen.quality}-${rejected.quality}`);

/** The second of two labelled replies of a context is the worse one. */
export function pairOf(kind: PairKind, chosen: LabelledReply, rejected: LabelledReply): PreferencePair {
  const { context, dialogue, writer } = chosen;
  const flaw = rejected.flaws[0]?.class;
  return {
    id: `${rejected.id}<${chosen.quality}`,
    dialogue,
    writer,
    context,
    kind,
    ...(flaw === undefined ? {} : { class: flaw }),
    chosen: { reply: chosen.id, text: chosen.text },
    rejected: { reply: rejected.id, text: rejected.text },
  };
}

/** As many pairs in each bucket of lengths as in the opposite one, those of rare classes before others. */
function evened(pairs: readonly PreferencePair[]): PreferencePair[] {
  const classes = new Map<string, number>();
  for (const { class: flaw = '' } of pairs) classes.set(flaw, (classes.get(flaw) ?? 0) + 1);
  const frequency = ({ class: flaw = '' }: PreferencePair): number => classes.get(flaw)!;
  const free = (pair: PreferencePair): boolean =>
    pair.class !== undefined && (ABOUT_LENGTH.has(pair.class) || frequency(pair) <= KEPT_OF_A_CLASS);
  const buckets = new Map<number, PreferencePair[]>();
  for (const pair of pairs) {
    const bucket = free(pair) && ABOUT_LENGTH.has(pair.class!) ? 0 : bucketOf(pair);
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), pair]);
  }
  const kept = new Set<PreferencePair>();
  for (const [bucket, inBucket] of buckets) {
    const room = bucket === 0 ? inBucket.length : Math.min(inBucket.length, buckets.get(-bucket)?.length ?? 0);
    const rarestFirst = inBucket
      .map((pair, index) => ({ pair, index }))
      .sort((one, other) => frequency(one.pair) - frequency(other.pair) || one.index - other.index);
    rarestFirst.forEach(({ pair }, index) => {
      if (index < room || free(pair)) kept.add(pair);
    });
  }
  return pairs.filter((pair) => kept.has(pair));
}
