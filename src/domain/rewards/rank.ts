import { type Candidate } from '../conversation/reply.js';
import { type EvaluatedCandidate } from '../conversation/turn-record.js';

/** The candidate to send, and a sentence for people on why. Null where none may be sent. */
export interface Ranking {
  index: number;
  why: string;
  /** How likely it was that this one would be chosen; absent where nothing was left to chance. */
  propensity?: number;
}

/** With a chance of `exploration` any acceptable candidate is sent; `draw` is uniform in [0, 1). */
export interface Exploration {
  exploration: number;
  draw: () => number;
}

const NONE: Exploration = { exploration: 0, draw: () => 0 };

/**
 * The acceptable candidate with the highest reward; of equals the one that its policy was surest of, then the one that was proposed
 * first. A candidate whose score could not be made is never chosen. Where there is exploration the ranking says how likely its choice was.
 */
export function rankCandidates(
  evaluated: readonly EvaluatedCandidate[],
  { exploration, draw }: Exploration = NONE,
): Ranking | null {
  const ranked = evaluated
    .flatMap(({ acceptable, score }, index) =>
      acceptable && score?.result === 'scored' && score.reward !== undefined && Number.isFinite(score.reward)
        ? [{ index, score, reward: score.reward }]
        : [],
    )
    .sort(
      (one, other) =>
        other.reward - one.reward ||
        sureness(evaluated[other.index]!.candidate) - sureness(evaluated[one.index]!.candidate) ||
        one.index - other.index,
    );
  const best = ranked[0];
  if (!best) return null;
  if (exploration <= 0) return { index: best.index, why: whyBest(ranked, evaluated.length) };
  const explored = draw() < exploration ? ranked[Math.floor(draw() * ranked.length)]! : best;
  const propensity = exploration / ranked.length + (explored === best ? 1 - exploration : 0);
  const why =
    explored === best
      ? whyBest(ranked, evaluated.length)
      : `Drawn from ${ranked.length} acceptable replies to explore: reward ${written(explored.reward)}; the best has ${written(best.reward)}.`;
  return { index: explored.index, why, propensity };
}

/**
 * Mean log-probability of a sampled reply's tokens; 0 for text that was not sampled, such as a script's. It agrees with blind
 * readers of a policy's replies more often than not (docs/rewards.md).
 */
function sureness({ sampling }: Candidate): number {
  if (!sampling || sampling.logProbabilities.length === 0) return 0;
  return sampling.logProbabilities.reduce((sum, each) => sum + each, 0) / sampling.logProbabilities.length;
}

interface Ranked {
  score: NonNullable<EvaluatedCandidate['score']>;
  reward: number;
}

function whyBest(ranked: readonly Ranked[], replies: number): string {
  const [best, second] = ranked;
  const { rm, rj, rf } = best!.score;
  const parts = [
    ...(rm === undefined ? [] : [`model ${written(rm)}`]),
    ...(rj === undefined ? [] : [`judge ${written(rj)}`]),
    `rules ${written(rf)}`,
  ];
  const lead = second
    ? `The best of ${ranked.length} acceptable replies`
    : replies === 1
      ? 'The only reply, and acceptable'
      : `The only acceptable one of ${replies} replies`;
  const margin = second ? ` The next one has ${written(second.reward)}.` : '';
  return `${lead}: reward ${written(best!.reward)} (${parts.join(', ')}).${margin}`;
}

function written(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
