import {
  differenceOf,
  type Estimate,
  estimateOf,
  type MetricKind,
  sizesFit,
  unitsNeeded,
  type UnitTotals,
} from './comparison.js';
import { type Experiment } from './experiment.js';

/** What became of one negotiation within the window of its experiment. */
export interface Observation {
  variant: string;
  partnerId: string;
  agreed: boolean;
  /** By how much of the current rate the agreed one is lower, over all tickets, 0 where nothing was agreed; absent where it cannot be known any more. */
  reduction?: number;
  optedOut: boolean;
  /** A person wrote, or was asked for. */
  person: boolean;
  /** Messages of the agent. */
  replies: number;
  turns: number;
  /** Turns that ended in an approved script or with a person, because no candidate could be sent. */
  scripted: number;
  /** Turns that another arm wrote than the variant's. */
  elsewhere: number;
}

/** What is measured, in the order in which it is shown. `agreed` decides; the others are there to see at what price. */
const EXPERIMENT_METRICS = ['agreed', 'reduction', 'optedOut', 'person', 'replies', 'scripted', 'elsewhere'] as const;
export type ExperimentMetric = (typeof EXPERIMENT_METRICS)[number];

const KINDS: Readonly<Record<ExperimentMetric, MetricKind>> = {
  agreed: 'share',
  reduction: 'mean',
  optedOut: 'share',
  person: 'share',
  replies: 'mean',
  scripted: 'share',
  elsewhere: 'share',
};

/** A negotiation is one, a turn is one, or nothing is known of it. */
const PARTS: Readonly<Record<ExperimentMetric, (observation: Observation) => UnitTotals>> = {
  agreed: ({ agreed }) => ({ sum: Number(agreed), count: 1 }),
  reduction: ({ reduction }) => (reduction === undefined ? { sum: 0, count: 0 } : { sum: reduction, count: 1 }),
  optedOut: ({ optedOut }) => ({ sum: Number(optedOut), count: 1 }),
  person: ({ person }) => ({ sum: Number(person), count: 1 }),
  replies: ({ replies }) => ({ sum: replies, count: 1 }),
  scripted: ({ scripted, turns }) => ({ sum: scripted, count: turns }),
  elsewhere: ({ elsewhere, turns }) => ({ sum: elsewhere, count: turns }),
};

export type Metrics = Partial<Record<ExperimentMetric, Estimate>>;

/**
 * `sizes_do_not_fit`: partners got lost on one side, so nothing can be concluded. `too_early`: not as many partners yet as were planned, and
 * who stops as soon as it looks good finds differences that are not there. The others say what the planned number shows of `agreed`.
 */
export const VERDICTS = ['sizes_do_not_fit', 'too_early', 'better', 'worse', 'no_difference_shown'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface VariantResult {
  name: string;
  partners: number;
  negotiations: number;
  metrics: Metrics;
}

export interface Comparison {
  variant: string;
  /** Metrics of the variant less those of the control. */
  differences: Metrics;
  verdict: Verdict;
}

export interface ExperimentResults {
  /** Of every interval of a comparison: with several of them each is held to a stricter one (Bonferroni). */
  confidence: number;
  /** Partners of each variant that the plan asks for. */
  partnersNeeded: number;
  sizesFit: boolean;
  variants: VariantResult[];
  comparisons: Comparison[];
}

/** Of one metric in one variant. */
const CONFIDENCE = 0.95;

/** Partners that each variant needs. */
export function partnersNeeded({
  variants,
  expectedAgreed,
  smallestDifference,
}: Pick<Experiment, 'variants' | 'expectedAgreed' | 'smallestDifference'>): number {
  return unitsNeeded(expectedAgreed, smallestDifference, confidenceOf(variants.length));
}

/** Counts what is observed, and holds every variant against the control. */
export class ExperimentTally {
  private readonly byVariant: Map<string, Map<string, Record<ExperimentMetric, UnitTotals>>>;
  private readonly negotiations = new Map<string, number>();

  constructor(private readonly experiment: Experiment) {
    this.byVariant = new Map(
      experiment.variants.map(({ name }) => [name, new Map<string, Record<ExperimentMetric, UnitTotals>>()]),
    );
  }

  add(observation: Observation): void {
    const partners = this.byVariant.get(observation.variant);
    if (!partners) throw new Error(`${this.experiment.id} has no variant ${observation.variant}`);
    const known = partners.get(observation.partnerId);
    partners.set(observation.partnerId, known ? added(known, partsOf(observation)) : partsOf(observation));
    this.negotiations.set(observation.variant, (this.negotiations.get(observation.variant) ?? 0) + 1);
  }

  results(): ExperimentResults {
    const { variants, control } = this.experiment;
    const confidence = confidenceOf(variants.length);
    const needed = partnersNeeded(this.experiment);
    const weight = variants.reduce((sum, each) => sum + each.weight, 0);
    const sizes = variants.map(({ name }) => this.byVariant.get(name)!.size);
    const fit = sizesFit(
      sizes,
      variants.map((each) => each.weight / weight),
    );
    const enough = sizes.every((size) => size >= needed);
    return {
      confidence,
      partnersNeeded: needed,
      sizesFit: fit,
      variants: variants.map(({ name }, index) => ({
        name,
        partners: sizes[index]!,
        negotiations: this.negotiations.get(name) ?? 0,
        metrics: measured((metric) => estimateOf(this.unitsOf(name, metric), KINDS[metric], CONFIDENCE)),
      })),
      comparisons: variants.flatMap(({ name }) => {
        if (name === control) return [];
        const differences = measured((metric) =>
          differenceOf(this.unitsOf(name, metric), this.unitsOf(control, metric), KINDS[metric], confidence),
        );
        return [{ variant: name, differences, verdict: verdictOf(differences.agreed, { fit, enough }) }];
      }),
    };
  }

  private unitsOf(variant: string, metric: ExperimentMetric): UnitTotals[] {
    return [...this.byVariant.get(variant)!.values()].map((totals) => totals[metric]);
  }
}

function verdictOf(agreed: Estimate | undefined, { fit, enough }: { fit: boolean; enough: boolean }): Verdict {
  if (!fit) return 'sizes_do_not_fit';
  if (!enough || !agreed?.interval) return 'too_early';
  if (agreed.interval.low > 0) return 'better';
  return agreed.interval.high < 0 ? 'worse' : 'no_difference_shown';
}

const confidenceOf = (variants: number): number => 1 - (1 - CONFIDENCE) / (variants - 1);

const partsOf = (observation: Observation): Record<ExperimentMetric, UnitTotals> =>
  byMetric((metric) => PARTS[metric](observation));

const added = (
  one: Record<ExperimentMetric, UnitTotals>,
  other: Record<ExperimentMetric, UnitTotals>,
): Record<ExperimentMetric, UnitTotals> =>
  byMetric((metric) => ({ sum: one[metric].sum + other[metric].sum, count: one[metric].count + other[metric].count }));

const byMetric = <T>(of: (metric: ExperimentMetric) => T): Record<ExperimentMetric, T> =>
  Object.fromEntries(EXPERIMENT_METRICS.map((metric) => [metric, of(metric)])) as Record<ExperimentMetric, T>;

function measured(of: (metric: ExperimentMetric) => Estimate | undefined): Metrics {
  const found = byMetric(of);
  return Object.fromEntries(Object.entries(found).filter(([, estimate]) => estimate !== undefined));
}
