import { type EvaluatedCandidate } from '../conversation/turn-record.js';

/** The candidate to send, and a sentence for people on why. Null where none may be sent. */
export interface Ranking {
  index: number;
  why: string;
}

/**
 * The acceptable candidate with the highest reward; of equals the one that was proposed first. A candidate whose
 * score could not be made is never chosen.
 */
export function rankCandidates(evaluated: readonly EvaluatedCandidate[]): Ranking | null {
  const ranked = evaluated
    .flatMap(({ acceptable, score }, index) =>
      acceptable && score?.result === 'scored' && score.reward !== undefined && Number.isFinite(score.reward)
        ? [{ index, score, reward: score.reward }]
        : [],
    )
    .sort((one, other) => other.reward - one.reward || one.index - other.index);
  const [best, second] = ranked;
  if (!best) return null;
  const { rm, rj, rf } = best.score;
  const parts = [
    ...(rm === undefined ? [] : [`model ${written(rm)}`]),
    ...(rj === undefined ? [] : [`judge ${written(rj)}`]),
    `rules ${written(rf)}`,
  ];
  const lead = second
    ? `The best of ${ranked.length} acceptable replies`
    : evaluated.length === 1
      ? 'The only reply, and acceptable'
      : `The only acceptable one of ${evaluated.length} replies`;
  const margin = second ? ` The next one has ${written(second.reward)}.` : '';
  return { index: best.index, why: `${lead}: reward ${written(best.reward)} (${parts.join(', ')}).${margin}` };
}

function written(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
