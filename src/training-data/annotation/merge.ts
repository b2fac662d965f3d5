import { type Choice, CHOICES, type PairLabel, type RawLabel, type ReplyLabel, signedPreference } from './label.js';

interface CommonGold<Label extends RawLabel> {
  itemId: string;
  /** What had no majority: more than half of the readings, and two at least. Empty where everything had one. */
  withoutMajority: string[];
  readings: Omit<Label, 'itemId' | 'itemKind'>[];
}

export interface GoldPair extends CommonGold<PairLabel> {
  itemKind: 'pair';
  /** Absent without a majority. */
  choice?: Choice;
  /** Median on the signed scale, without its sign; absent for a tie and without a majority. */
  strength?: number;
}

export interface GoldReply extends CommonGold<ReplyLabel> {
  itemKind: 'reply';
  /** Median; there is one even where no rating had a majority. */
  overall: number;
  /** Median severity where the majority sees the fault, 0 where it does not; a fault without a majority is left out. */
  violations: Record<string, number>;
}

export type Gold = GoldPair | GoldReply;

/** One label an item, in order of the ids, with the readings that it comes from. */
export function merge(labels: readonly RawLabel[]): Gold[] {
  const byItem = new Map<string, RawLabel[]>();
  for (const label of labels) byItem.set(label.itemId, [...(byItem.get(label.itemId) ?? []), label]);
  return [...byItem]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([itemId, readings]) => {
      const pairs = readings.filter((label) => label.itemKind === 'pair');
      return pairs.length > 0
        ? mergePair(itemId, pairs)
        : mergeReply(
            itemId,
            readings.filter((label) => label.itemKind === 'reply'),
          );
    });
}

function mergePair(itemId: string, labels: readonly PairLabel[]): GoldPair {
  const choice = CHOICES.find((candidate) => isMajority(labels, (label) => label.choice === candidate));
  const strength = Math.abs(median(labels.map(signedPreference)));
  return {
    itemId,
    itemKind: 'pair',
    ...(choice === undefined ? {} : { choice }),
    ...(choice === 'a' || choice === 'b' ? { strength } : {}),
    withoutMajority: choice === undefined ? ['choice'] : [],
    readings: labels.map(readingOf),
  };
}

function mergeReply(itemId: string, labels: readonly ReplyLabel[]): GoldReply {
  const withoutMajority = labels.some(({ overall }) => isMajority(labels, (label) => label.overall === overall))
    ? []
    : ['overall'];
  const violations: Record<string, number> = {};
  for (const name of new Set(labels.flatMap((label) => Object.keys(label.violations)))) {
    const severities = labels.flatMap((label) => label.violations[name] ?? []);
    const present = isMajority(severities, (severity) => severity > 0);
    if (present || isMajority(severities, (severity) => severity === 0)) violations[name] = present ? median(severities) : 0;
    else withoutMajority.push(name);
  }
  return {
    itemId,
    itemKind: 'reply',
    overall: median(labels.map(({ overall }) => overall)),
    violations,
    withoutMajority,
    readings: labels.map(readingOf),
  };
}

function readingOf<Label extends RawLabel>({ itemId: _itemId, itemKind: _itemKind, ...reading }: Label) {
  return reading;
}

/** One reading is no majority. */
function isMajority<Value>(values: readonly Value[], agrees: (value: Value) => boolean): boolean {
  return values.length > 1 && values.filter(agrees).length * 2 > values.length;
}

/** The middle value; between the two in the middle of an even number. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
