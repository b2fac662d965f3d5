import { type Verdict } from '../judge/verdict.js';
import { type PartnerAct, type Stage } from '../taxonomy.js';
import { type RewardScore } from './score.js';
import { boundOf, type BlockingFloor, type RewardSpec } from './spec.js';
import { specHash } from './spec-hash.js';
import { mismatchOf, quantilesFor, type RewardStatistics } from './statistics.js';

/** What was measured about one reply; a turn record holds all of it. */
export interface ScoreInput {
  /** Raw score of the reward model. Null: it failed. Absent: none is configured. */
  rm?: number | null;
  /** Version of the reward model that gave it. */
  rmVersion?: string;
  /** Absent where the judge was not asked. */
  verdict?: Verdict;
  /** Severities of the blocking findings, 0 to 1; empty for a clean reply. */
  blocking: readonly number[];
  /** A blocking guardrail could not run: the reply is not known to be clean. */
  couldNotCheck: boolean;
  /** Points that soft guardrails cost. */
  softPoints: number;
  stage: Stage;
  /** What the partner mainly did; null for a proactive turn. */
  partnerAct: PartnerAct | null;
}

/** Normalised sources; absent where the spec does not use or have one. */
interface Sources {
  rm?: number;
  judge?: number;
  rules?: number;
}

/** What a combination works with, for monitors: a reward that sits at the ends of its range has nothing left to teach. */
export interface NormalisedSources extends Sources {
  /** e of `repo-bounded`, −1 to 1: what judge and rules say together. */
  feedback: number;
}

/** One finding of severity 0 or 1 would make further ones count for nothing, or make the product zero. */
const SEVERITY_RANGE = [0.001, 0.999] as const;

/**
 * The reward of a reply. Pure, and the same function for ranking, evaluation and training. A missing or failed source
 * never becomes a number, but a reply with blocking findings is below every clean one whatever else is known of it.
 */
export function scoreReply(input: ScoreInput, spec: RewardSpec, statistics: RewardStatistics): RewardScore {
  const raw = rawSources(input);
  const { rm, rj, rf } = raw;
  const parts: Omit<RewardScore, 'result'> = {
    ...(rm === undefined ? {} : { rm }),
    ...(rj === undefined ? {} : { rj }),
    rf,
    blocking: [...input.blocking],
    spec: spec.id,
    specHash: specHash(spec, statistics),
  };
  const { sources, reason } = normalised(input, raw, spec, statistics);
  if (spec.floor && input.blocking.length > 0) {
    return { result: 'scored', reward: blockedReward(sources, input.blocking, spec, spec.floor), ...parts };
  }
  if (input.couldNotCheck) return { result: 'could_not_check', reason: 'a blocking guardrail could not run', ...parts };
  if (reason !== undefined) return { result: 'could_not_check', reason, ...parts };
  return { result: 'scored', reward: cleanReward(sources, spec), ...parts };
}

/** The sources of a score on the scale of its spec. */
export function normalisedSources(input: ScoreInput, spec: RewardSpec, statistics: RewardStatistics): NormalisedSources {
  const { sources } = normalised(input, rawSources(input), spec, statistics);
  return { ...sources, feedback: feedback(sources, spec) };
}

function rawSources(input: ScoreInput): { rm: number | undefined; rj: number | undefined; rf: number } {
  return {
    rm: typeof input.rm === 'number' && Number.isFinite(input.rm) ? input.rm : undefined,
    rj: judgeScore(input.verdict),
    rf: 0 - Math.min(100, Math.max(0, input.softPoints)),
  };
}

/** J = 100 − 2·min(deductions, 100). */
function judgeScore(verdict: Verdict | undefined): number | undefined {
  if (verdict?.result !== 'judged' || !Number.isFinite(verdict.total)) return undefined;
  return 100 - 2 * Math.min(Math.max(verdict.total, 0), 100);
}

/** Every source that the spec uses on the spec's scale, and why one that it needs is missing. */
function normalised(
  input: ScoreInput,
  raw: { rm: number | undefined; rj: number | undefined; rf: number },
  spec: RewardSpec,
  statistics: RewardStatistics,
): { sources: Sources; reason?: string } {
  const { weights } = spec;
  const sources: Sources = weights.rules > 0 ? { rules: points(raw.rf, statistics.rules, spec) } : {};
  let reason: string | undefined;
  if (weights.judge > 0) {
    const why = whyNoJudge(input.verdict, statistics);
    if (why === undefined && raw.rj !== undefined) sources.judge = points(raw.rj, statistics.judge, spec);
    else reason = why ?? 'the judge gave no number';
  }
  if (weights.rm > 0) {
    const why = whyNoModel(input, spec, statistics);
    if (why === undefined && raw.rm !== undefined) sources.rm = modelReward(raw.rm, input, spec, statistics);
    else reason = why ?? 'the reward model failed';
  }
  return { sources, ...(reason === undefined ? {} : { reason }) };
}

function whyNoJudge(verdict: Verdict | undefined, statistics: RewardStatistics): string | undefined {
  if (verdict === undefined) return 'the judge was not asked';
  if (verdict.result === 'could_not_check') return `the judge could not check: ${verdict.reason}`;
  return mismatchOf(statistics, { judge: verdict.judge, rubric: verdict.rubric });
}

function whyNoModel({ rm, rmVersion }: ScoreInput, spec: RewardSpec, statistics: RewardStatistics): string | undefined {
  if (rm === undefined) return `no reward model is configured, and ${spec.id} needs one`;
  if (!statistics.rm || !statistics.quantiles) return `the statistics ${statistics.id} have none of a reward model`;
  return mismatchOf(statistics, { rm: rmVersion ?? null });
}

function points(value: number, { mean, sd }: { mean: number; sd: number }, spec: RewardSpec): number {
  const { points: how, smallestSpread } = spec.normalisation;
  if (how === 'none') return value;
  const distance = (value - mean) / Math.max(sd, smallestSpread);
  return how === 'standard' ? clip(distance, spec.clipping.points) : distance;
}

function modelReward(raw: number, { stage, partnerAct }: ScoreInput, spec: RewardSpec, statistics: RewardStatistics): number {
  const { median, sd } = statistics.rm!;
  const r = (raw - median) / sd;
  return spec.normalisation.rm === 'standard'
    ? clip(r, spec.clipping.rm)
    : referenceReward(r, quantilesFor(statistics.quantiles!, stage, partnerAct));
}

/** a = 2·mean σ(r − q) − 1: how far r lies above the reference replies of such a moment. */
function referenceReward(r: number, quantiles: readonly number[]): number {
  const mean = quantiles.reduce((sum, quantile) => sum + 1 / (1 + Math.exp(quantile - r)), 0) / quantiles.length;
  return 2 * mean - 1;
}

function cleanReward(sources: Sources, spec: RewardSpec): number {
  const { weights } = spec;
  switch (spec.combination) {
    case 'paper': {
      const r = sources.rm ?? 0;
      const e = clip(weights.judge * (sources.judge ?? 0) + weights.rules * (sources.rules ?? 0), spec.clipping.points);
      return r + (Math.abs(r) * e) / 100;
    }
    case 'bounded': {
      const a = sources.rm ?? 0;
      return (a + (Math.abs(a) / 2 + 0.5) * feedback(sources, spec)) / 2;
    }
    case 'additive': {
      const tanh = spec.normalisation.points === 'tanh';
      const squashed = (value: number | undefined): number => (tanh ? Math.tanh((value ?? 0) / 2) : (value ?? 0));
      const sum =
        weights.rm * (sources.rm ?? 0) + weights.judge * squashed(sources.judge) + weights.rules * squashed(sources.rules);
      return sum / (weights.rm + weights.judge + weights.rules);
    }
  }
}

/** e = tanh(½·judge + ½·rules), the sources in spreads from their means. */
function feedback({ judge, rules }: Sources, { weights }: RewardSpec): number {
  return Math.tanh((weights.judge * (judge ?? 0) + weights.rules * (rules ?? 0)) / 2);
}

/** The blocking branch. What else is known of the reply only orders it among others as bad; a source that is missing is left out. */
function blockedReward(sources: Sources, severities: readonly number[], spec: RewardSpec, floor: BlockingFloor): number {
  const harmless = severities.reduce(
    (product, severity) => product * (1 - Math.min(Math.max(severity, SEVERITY_RANGE[0]), SEVERITY_RANGE[1])),
    1,
  );
  const bound = boundOf(spec);
  // a + e, which elsewhere is written as twice the clean reward on a scale of one.
  const rest =
    spec.combination === 'bounded' ? (sources.rm ?? 0) + feedback(sources, spec) : (2 * cleanReward(sources, spec)) / bound;
  return bound * (-floor.below - floor.severities * (1 - harmless) + floor.rest * rest);
}

function clip(value: number, bound: number): number {
  return Math.min(Math.max(value, -bound), bound);
}
