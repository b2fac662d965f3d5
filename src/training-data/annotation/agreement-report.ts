import {
  alphaInterval,
  fleissKappa,
  type Interval,
  krippendorffAlpha,
  type Level,
  type Readings,
  wilsonInterval,
} from '../../domain/experiments/agreement.js';
import { SeededRandomness } from '../../simulation/world/seeded-randomness.js';
import { type PairLabel, type RawLabel, type ReaderKind, type ReplyLabel, signedPreference } from './label.js';

/** How far readers agree about one thing. What cannot be told, for want of readings or of any difference, is null. */
export interface Agreement {
  /** Items that two readers or more have read. */
  items: number;
  alpha: number | null;
  /** 95 %, by bootstrap over items. */
  interval: Interval | null;
}

/** A part of a whole, with its 95 % Wilson interval. */
export interface Share {
  count: number;
  of: number;
  share: number | null;
  interval: Interval | null;
}

export interface RubricItemAgreement extends Agreement {
  item: string;
  /** Fleiss' kappa on whether the fault is there at all. */
  kappa: number | null;
  present: Share;
}

export interface ReaderSummary {
  reader: string;
  kind: ReaderKind;
  pairs: number;
  ties: Share;
  firstShownWon: Share;
  replies: number;
  meanOverall: number | null;
}

export interface AgreementReport {
  set: string;
  readers: ReaderSummary[];
  pairs: Agreement & { ties: Share; firstShownWon: Share };
  overall: Agreement;
  rubricItems: RubricItemAgreement[];
}

export interface ReportSettings {
  seed: number;
  resamples: number;
}

/** Agreement within a set: preferences and ratings by rank, faults by severity and by presence. */
export function agreementReport(set: string, labels: readonly RawLabel[], settings: ReportSettings): AgreementReport {
  const pairs = labels.filter((label) => label.itemKind === 'pair');
  const replies = labels.filter((label) => label.itemKind === 'reply');
  const names = [...new Set(replies.flatMap(({ violations }) => Object.keys(violations)))];
  return {
    set,
    readers: [...new Set(labels.map(({ reader }) => reader))].map((reader) => readerSummary(reader, labels)),
    pairs: {
      ...agreement(byItem(pairs, signedPreference), 'ordinal', settings),
      ties: tiesOf(pairs),
      firstShownWon: firstShownWonOf(pairs),
    },
    overall: agreement(
      byItem(replies, ({ overall }) => overall),
      'ordinal',
      settings,
    ),
    rubricItems: names.map((item) => rubricItemAgreement(item, replies, settings)),
  };
}

function rubricItemAgreement(item: string, replies: readonly ReplyLabel[], settings: ReportSettings): RubricItemAgreement {
  const severity = ({ violations }: ReplyLabel): number | undefined => violations[item];
  const asked = replies.filter((label) => severity(label) !== undefined);
  return {
    item,
    ...agreement(byItem(asked, severity), 'ordinal', settings),
    kappa: fleissKappa(byItem(asked, (label) => severity(label)! > 0)) ?? null,
    present: shareOf(asked, (label) => severity(label)! > 0),
  };
}

function readerSummary(reader: string, labels: readonly RawLabel[]): ReaderSummary {
  const own = labels.filter((label) => label.reader === reader);
  const pairs = own.filter((label) => label.itemKind === 'pair');
  const replies = own.filter((label) => label.itemKind === 'reply');
  return {
    reader,
    kind: own[0]!.kind,
    pairs: pairs.length,
    ties: tiesOf(pairs),
    firstShownWon: firstShownWonOf(pairs),
    replies: replies.length,
    meanOverall: replies.length === 0 ? null : replies.reduce((sum, { overall }) => sum + overall, 0) / replies.length,
  };
}

function agreement(units: readonly Readings<number>[], level: Level, { seed, resamples }: ReportSettings): Agreement {
  // Every measure begins with the same chance, so that one does not change with another.
  const randomness = new SeededRandomness(seed);
  return {
    items: units.filter((unit) => unit.length > 1).length,
    alpha: krippendorffAlpha(units, level) ?? null,
    interval: alphaInterval(units, level, { resamples, uniform: () => randomness.uniform() }) ?? null,
  };
}

function byItem<Label extends RawLabel, Value>(labels: readonly Label[], value: (label: Label) => Value): Value[][] {
  const units = new Map<string, Value[]>();
  for (const label of labels) units.set(label.itemId, [...(units.get(label.itemId) ?? []), value(label)]);
  // In order of their ids: a resample takes items by place, and the files may come in any order.
  return [...units].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, values]) => values);
}

const tiesOf = (pairs: readonly PairLabel[]): Share => shareOf(pairs, ({ choice }) => choice === 'tie');

/** Position bias: among the decided, half should go to the reply that stood first. */
const firstShownWonOf = (pairs: readonly PairLabel[]): Share =>
  shareOf(
    pairs.filter(({ choice }) => choice !== 'tie'),
    ({ choice, shownFirst }) => choice === shownFirst,
  );

function shareOf<Label>(labels: readonly Label[], counts: (label: Label) => boolean): Share {
  const count = labels.filter(counts).length;
  const of = labels.length;
  return { count, of, share: of === 0 ? null : count / of, interval: wilsonInterval(count, of) ?? null };
}
