/** How far apart two values are: different or not, by rank, or by their difference. */
export type Level = 'nominal' | 'ordinal' | 'interval';

/** What the readers said about one unit; undefined where a reader said nothing. The order of readers makes no difference. */
export type Readings<Value> = readonly (Value | undefined)[];

/** Bounds of a 95 % interval. */
export interface Interval {
  low: number;
  high: number;
}

export interface BootstrapSettings {
  /** How often units are drawn anew; 1000 or more for a result that is reported. */
  resamples: number;
  /** Numbers in [0, 1). The caller seeds it, so that the interval is the same in every run. */
  uniform: () => number;
}

/** The 97.5 % quantile of the standard normal distribution. */
const NORMAL_QUANTILE = 1.959963984540054;
const LOWER_TAIL = 0.025;
const UPPER_TAIL = 0.975;

/** How often each value was given to each unit; units with fewer than two readings say nothing about agreement. */
interface Tally {
  /** The values that occur, ascending. */
  values: number[];
  /** One row a unit, one entry a value. */
  counts: number[][];
}

/**
 * Krippendorff's alpha: 1 for perfect agreement, about 0 for chance, below 0 for systematic disagreement. Undefined where
 * no unit has two readings, or where all readings are the same value, as there is nothing then that could be told apart.
 *
 * Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania, 2011, section C:
 * alpha = 1 − (n − 1)·Σ o_ck·δ²_ck / Σ n_c·n_k·δ²_ck over pairs of values c < k, with coincidences
 * o_ck = Σ_u (pairs of c and k in unit u) / (m_u − 1), and δ² = 1 (nominal), (c − k)² (interval) or
 * (n_c/2 + n_between + n_k/2)² (ordinal).
 */
export function krippendorffAlpha(units: readonly Readings<number>[], level: Level): number | undefined {
  const { values, counts } = tallied(units);
  return alphaOf(values, counts, level);
}

/**
 * A 95 % percentile interval of Krippendorff's alpha: units are drawn with replacement. Resamples in which alpha is
 * undefined are left out; undefined where alpha itself is.
 *
 * Source: B. Efron, R. Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13 (percentile interval); A. Zapf et
 * al., "Measuring inter-rater reliability for nominal data", BMC Medical Research Methodology 16:93, 2016 (over units).
 */
export function alphaInterval(
  units: readonly Readings<number>[],
  level: Level,
  { resamples, uniform }: BootstrapSettings,
): Interval | undefined {
  const { values, counts } = tallied(units);
  if (alphaOf(values, counts, level) === undefined) return undefined;
  const alphas: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    const drawn = counts.map(() => counts[Math.floor(uniform() * counts.length)]!);
    const alpha = alphaOf(values, drawn, level);
    if (alpha !== undefined) alphas.push(alpha);
  }
  if (alphas.length === 0) return undefined;
  alphas.sort((one, other) => one - other);
  return { low: quantile(alphas, LOWER_TAIL), high: quantile(alphas, UPPER_TAIL) };
}

/**
 * Fleiss' kappa for yes and no. Units may have different numbers of readings; where they have the same number it is the
 * kappa of 1971. Undefined where no unit has two readings, or where all say yes or all say no.
 *
 * Source: J. L. Fleiss, "Measuring nominal scale agreement among many raters", Psychological Bulletin 76(5), 1971; for
 * unequal numbers J. L. Fleiss, B. Levin, M. C. Paik, "Statistical Methods for Rates and Proportions", 3rd edition, 2003,
 * section 18.3: kappa = 1 − Σ x_u·(m_u − x_u)/m_u / (N·(m̄ − 1)·p̄·q̄), with x_u yeses among the m_u readings of unit u.
 */
export function fleissKappa(units: readonly Readings<boolean>[]): number | undefined {
  let unitCount = 0;
  let readings = 0;
  let yeses = 0;
  let disagreement = 0;
  for (const unit of units) {
    const given = unit.filter((answer) => answer !== undefined);
    if (given.length < 2) continue;
    const yes = given.filter(Boolean).length;
    unitCount += 1;
    readings += given.length;
    yeses += yes;
    disagreement += (yes * (given.length - yes)) / given.length;
  }
  if (yeses === 0 || yeses === readings) return undefined;
  const share = yeses / readings;
  return 1 - disagreement / ((readings - unitCount) * share * (1 - share));
}

/**
 * The 95 % score interval of a proportion; undefined without trials.
 *
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
 * Statistical Association 22(158), 1927: (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n).
 */
export function wilsonInterval(successes: number, trials: number): Interval | undefined {
  if (trials === 0) return undefined;
  const proportion = successes / trials;
  const square = NORMAL_QUANTILE ** 2 / trials;
  const centre = proportion + square / 2;
  const reach = NORMAL_QUANTILE * Math.sqrt((proportion * (1 - proportion)) / trials + square / (4 * trials));
  // Rounding may leave a bound a hair outside where none or all succeed.
  return { low: Math.max(0, (centre - reach) / (1 + square)), high: Math.min(1, (centre + reach) / (1 + square)) };
}

function tallied(units: readonly Readings<number>[]): Tally {
  const pairable = units.map((unit) => unit.filter((value) => value !== undefined)).filter((unit) => unit.length > 1);
  const values = [...new Set(pairable.flat())].sort((one, other) => one - other);
  return { values, counts: pairable.map((unit) => values.map((value) => unit.filter((given) => given === value).length)) };
}

function alphaOf(values: readonly number[], counts: readonly (readonly number[])[], level: Level): number | undefined {
  const totals = values.map((_, index) => counts.reduce((sum, unit) => sum + unit[index]!, 0));
  const readings = totals.reduce((sum, total) => sum + total, 0);
  let observed = 0;
  let expected = 0;
  for (let one = 0; one < values.length; one++)
    for (let other = one + 1; other < values.length; other++) {
      const distance = squaredDistance(values, totals, one, other, level);
      observed += distance * coincidences(counts, one, other);
      expected += distance * totals[one]! * totals[other]!;
    }
  return expected === 0 ? undefined : 1 - ((readings - 1) * observed) / expected;
}

function coincidences(counts: readonly (readonly number[])[], one: number, other: number): number {
  return counts.reduce((sum, unit) => {
    const pairs = unit[one]! * unit[other]!;
    return pairs === 0 ? sum : sum + pairs / (unit.reduce((size, count) => size + count, 0) - 1);
  }, 0);
}

function squaredDistance(values: readonly number[], totals: readonly number[], one: number, other: number, level: Level): number {
  switch (level) {
    case 'nominal':
      return 1;
    case 'interval':
      return (values[one]! - values[other]!) ** 2;
    case 'ordinal': {
      const between = totals.slice(one + 1, other).reduce((sum, total) => sum + total, 0);
      return (totals[one]! / 2 + between + totals[other]! / 2) ** 2;
    }
  }
}

/** The quantile of sorted numbers, between neighbours in proportion. */
function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)]!;
  return below + (sorted[Math.ceil(position)]! - below) * (position - Math.floor(position));
}
