import { type Interval } from './agreement.js';
import { normalQuantile } from './normal-quantile.js';

/** What one partner adds to a metric: `sum` over `count` negotiations, turns, or whatever the metric is per. */
export interface UnitTotals {
  sum: number;
  count: number;
}

/** A metric is the sum over all partners divided by their count; a share, where each of the count gives 0 or 1. */
export type MetricKind = 'share' | 'mean';

/** `interval` is absent where too little is known for one. */
export interface Estimate {
  value: number;
  interval?: Interval;
}

interface Moments {
  value: number;
  variance: number;
}

/** Groups of fewer than this are not looked at: a single partner of a small one would be an alarm. */
const SMALLEST_EXPECTED = 5;

/** The metric of one variant; undefined where nothing was counted. */
export function estimateOf(units: readonly UnitTotals[], kind: MetricKind, confidence: number): Estimate | undefined {
  const value = ratioOf(units);
  if (value === undefined) return undefined;
  const moments = momentsOf(units, kind);
  if (!moments) return { value };
  const reach = quantileOf(confidence) * Math.sqrt(moments.variance);
  return { value, interval: bounded(moments.value, reach, kind === 'share' ? [0, 1] : [-Infinity, Infinity]) };
}

/**
 * How much higher the metric is with `variant` than with `control`; undefined where one has nothing counted.
 *
 * Partners are the units that were assigned, and what is counted of one partner hangs together, so the variance is that of a ratio of
 * sums over partners. Source: A. Deng, U. Knoblich, J. Lu, "Applying the Delta Method in Metric Analytics", KDD 2018, section 3:
 * var(Σx/Σn) ≈ var(x − r·n) / (k·n̄²) over k partners. Shares get a partner of successes and one of failures more on either side, after A. Agresti,
 * B. Caffo, "Simple and Effective Confidence Intervals for Proportions", The American Statistician 54(4), 2000.
 */
export function differenceOf(
  variant: readonly UnitTotals[],
  control: readonly UnitTotals[],
  kind: MetricKind,
  confidence: number,
): Estimate | undefined {
  const [own, other] = [ratioOf(variant), ratioOf(control)];
  if (own === undefined || other === undefined) return undefined;
  const [moments, against] = [momentsOf(variant, kind), momentsOf(control, kind)];
  if (!moments || !against) return { value: own - other };
  const reach = quantileOf(confidence) * Math.sqrt(moments.variance + against.variance);
  const limits: [number, number] = kind === 'share' ? [-1, 1] : [-Infinity, Infinity];
  return { value: own - other, interval: bounded(moments.value - against.value, reach, limits) };
}

/**
 * Whether groups of these sizes can be explained by chance, given what each should get. Where they cannot, something takes partners
 * away from one variant, and nothing else that was measured means anything. One group in a thousand experiments is called so by
 * chance.
 *
 * @param shares of the groups, in their order; they sum to 1
 */
export function sizesFit(sizes: readonly number[], shares: readonly number[]): boolean {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const limit = normalQuantile(1 - 0.001 / (2 * sizes.length));
  return sizes.every((size, index) => {
    const share = shares[index]!;
    if (total * share < SMALLEST_EXPECTED) return true;
    return Math.abs(size - total * share) <= limit * Math.sqrt(total * share * (1 - share)) + 0.5;
  });
}

/** Chance to see a difference that is there. */
const POWER = 0.8;

/**
 * Partners of each variant that are needed to see a difference of a share, 80 times in 100, at this confidence; the larger number of
 * both directions, as far as they are possible.
 *
 * Source: J. L. Fleiss, B. Levin, M. C. Paik, "Statistical Methods for Rates and Proportions", 3rd edition, 2003, section 4.2, without
 * the correction for continuity: (z_α/2·√(2·p̄·q̄) + z_β·√(p₁q₁ + p₂q₂))² / (p₁ − p₂)².
 */
export function unitsNeeded(share: number, difference: number, confidence: number): number {
  const needed = [share + difference, share - difference]
    .filter((other) => other >= 0 && other <= 1)
    .map((other) => {
      const middle = (share + other) / 2;
      const spread = Math.sqrt(share * (1 - share) + other * (1 - other));
      const reach = quantileOf(confidence) * Math.sqrt(2 * middle * (1 - middle)) + normalQuantile(POWER) * spread;
      return Math.ceil((reach / difference) ** 2);
    });
  return Math.max(...needed);
}

const quantileOf = (confidence: number): number => normalQuantile(1 - (1 - confidence) / 2);

function ratioOf(units: readonly UnitTotals[]): number | undefined {
  const count = units.reduce((sum, unit) => sum + unit.count, 0);
  return count === 0 ? undefined : units.reduce((sum, unit) => sum + unit.sum, 0) / count;
}

function momentsOf(units: readonly UnitTotals[], kind: MetricKind): Moments | undefined {
  const counted = units.filter(({ count }) => count > 0);
  const all = kind === 'share' ? [...counted, ...successAndFailure(counted)] : counted;
  if (counted.length === 0 || all.length < 2) return undefined;
  const value = ratioOf(all)!;
  const meanCount = all.reduce((sum, unit) => sum + unit.count, 0) / all.length;
  const squares = all.reduce((sum, unit) => sum + (unit.sum - value * unit.count) ** 2, 0);
  return { value, variance: squares / (all.length - 1) / (all.length * meanCount ** 2) };
}

/** What makes the interval of a share honest where all or none succeeded: two partners more, as large as the others are on average. */
function successAndFailure(units: readonly UnitTotals[]): UnitTotals[] {
  const count = units.reduce((sum, unit) => sum + unit.count, 0) / units.length;
  return [
    { sum: count, count },
    { sum: 0, count },
  ];
}

const bounded = (centre: number, reach: number, [least, most]: [number, number]): Interval => ({
  low: Math.max(least, centre - reach),
  high: Math.min(most, centre + reach),
});
