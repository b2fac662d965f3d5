import { lengthGap, PAIR_KINDS, wordCount, type PairKind, type PreferencePair } from './pairs.js';

/** Whether length alone would tell the chosen reply from the rejected one. */
export interface LengthStatistics {
  pairs: number;
  /** Mean words. */
  chosenWords: number;
  rejectedWords: number;
  /** Shares of the pairs. */
  chosenLonger: number;
  chosenShorter: number;
  /** Mean of ln(chosen words / rejected words). */
  meanGap: number;
}

/** Statistics of all pairs and of each kind. */
export function lengthStatistics(pairs: readonly PreferencePair[]): Record<'all' | PairKind, LengthStatistics> {
  const entries = PAIR_KINDS.map((kind) => [kind, statisticsOf(pairs.filter((pair) => pair.kind === kind))] as const);
  return { all: statisticsOf(pairs), ...(Object.fromEntries(entries) as Record<PairKind, LengthStatistics>) };
}

function statisticsOf(pairs: readonly PreferencePair[]): LengthStatistics {
  const mean = (value: (pair: PreferencePair) => number): number =>
    pairs.length === 0 ? 0 : pairs.reduce((sum, pair) => sum + value(pair), 0) / pairs.length;
  return {
    pairs: pairs.length,
    chosenWords: mean(({ chosen }) => wordCount(chosen.text)),
    rejectedWords: mean(({ rejected }) => wordCount(rejected.text)),
    chosenLonger: mean((pair) => (lengthGap(pair) > 0 ? 1 : 0)),
    chosenShorter: mean((pair) => (lengthGap(pair) < 0 ? 1 : 0)),
    meanGap: mean(lengthGap),
  };
}
