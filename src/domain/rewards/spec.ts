/** How the sources become one number; docs/rewards.md has the formulas. */
type Combination =
  /** `r + |r|·E/100`: judge and rules scale the reward model. */
  | 'paper'
  /** `(a + (½|a| + ½)·e)/2`: bounded, and judge and rules count where the reward model has no opinion. */
  | 'bounded'
  /** Weighted mean of the normalised sources. */
  | 'additive';

/** The branch for replies with blocking findings: `−(below + severities·(1 − Π(1−s)) − rest·(a+e))`, times the spec's lowest clean reward. */
export interface BlockingFloor {
  below: number;
  severities: number;
  rest: number;
}

/** A published way to turn recorded signals into a reward. Its hash, with the statistics, is stored with every score. */
export interface RewardSpec {
  id: string;
  combination: Combination;
  /** Zero: the source is not used and need not be there. */
  weights: { rm: number; judge: number; rules: number };
  normalisation: {
    /** `standard`: (RM − median)/SD. `quantiles`: that, then its rank among the reference replies, −1 to 1. */
    rm: 'standard' | 'quantiles';
    /** `none`: points as they are. `standard`: (x − mean)/max(SD, smallestSpread). `tanh`: tanh of half of that. */
    points: 'none' | 'standard' | 'tanh';
    /** Points; keeps a judge that hardly ever deducts from being blown up. */
    smallestSpread: number;
  };
  /** Bounds of each normalised source before it is combined (± this); for `paper` the points are J + F. */
  clipping: { rm: number; points: number };
  floor: BlockingFloor | null;
}

/** REPO's own: blocked replies lie below −1.05, in the order of their severities. */
const FLOOR: BlockingFloor = { below: 1.1, severities: 0.5, rest: 0.025 };

const BOUNDED = {
  combination: 'bounded',
  normalisation: { rm: 'quantiles', points: 'tanh', smallestSpread: 10 },
  clipping: { rm: 1, points: 1 },
  floor: FLOOR,
} as const;

const ADDITIVE = { ...BOUNDED, combination: 'additive' } as const;

const CORE: readonly RewardSpec[] = [
  {
    id: 'repo-paper',
    combination: 'paper',
    weights: { rm: 1, judge: 1, rules: 1 },
    // The paper bounds E only. r is bounded as well, so that there is a lowest clean reward for the floor to lie below.
    normalisation: { rm: 'standard', points: 'none', smallestSpread: 10 },
    clipping: { rm: 3, points: 100 },
    floor: FLOOR,
  },
  { id: 'repo-bounded', ...BOUNDED, weights: { rm: 1, judge: 1, rules: 1 } },
  { id: 'rm-only', ...ADDITIVE, weights: { rm: 1, judge: 0, rules: 0 } },
  { id: 'rj-only', ...ADDITIVE, weights: { rm: 0, judge: 1, rules: 0 } },
  { id: 'rf-only', ...ADDITIVE, weights: { rm: 0, judge: 0, rules: 1 } },
  { id: 'rm-rj', ...BOUNDED, weights: { rm: 1, judge: 1, rules: 0 } },
  { id: 'rm-rf', ...BOUNDED, weights: { rm: 1, judge: 0, rules: 1 } },
  { id: 'rj-rf', ...ADDITIVE, weights: { rm: 0, judge: 1, rules: 1 } },
  { id: 'sum', ...ADDITIVE, weights: { rm: 1, judge: 1, rules: 1 } },
  {
    id: 'gdpo',
    ...ADDITIVE,
    weights: { rm: 1, judge: 1, rules: 1 },
    normalisation: { rm: 'standard', points: 'standard', smallestSpread: 10 },
    clipping: { rm: 3, points: 3 },
  },
  { id: 'judge-rules', ...BOUNDED, weights: { rm: 0, judge: 1, rules: 1 } },
];

/** The same spec without the blocking floor; blocking findings then leave the reward alone. */
function withoutFloor(spec: RewardSpec): RewardSpec {
  return { ...spec, id: `${spec.id}-nofloor`, floor: null };
}

/** Every spec of the ablation by id: with the floor (`repo-bounded`) and without it (`repo-bounded-nofloor`). */
export const REWARD_SPECS: ReadonlyMap<string, RewardSpec> = new Map(
  CORE.flatMap((spec) => [spec, withoutFloor(spec)]).map((spec) => [spec.id, spec]),
);

/** Ranks where there is a reward model, and trains policies. */
export const REPO_BOUNDED: RewardSpec = REWARD_SPECS.get('repo-bounded')!;

/** Ranks where there is no reward model: `repo-bounded` with a = 0. */
export const JUDGE_RULES: RewardSpec = REWARD_SPECS.get('judge-rules')!;

/** Size of the lowest (and highest) reward that a clean reply can get under the spec. */
export function boundOf(spec: RewardSpec): number {
  switch (spec.combination) {
    case 'paper':
      return spec.clipping.rm * (1 + spec.clipping.points / 100);
    case 'bounded':
      return 1;
    case 'additive':
      return Math.max(spec.clipping.rm * Math.sign(spec.weights.rm), spec.clipping.points);
  }
}
