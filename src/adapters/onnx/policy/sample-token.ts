export interface SamplingSettings {
  /** 0 takes the likeliest token. */
  temperature: number;
  /** The likeliest tokens that together have this probability are drawn from; 1 for all. */
  topP: number;
}

export interface SampledToken {
  token: number;
  /** Natural logarithm of its probability at temperature 1 among the allowed tokens: what a trainer compares policies by. */
  logProbability: number;
}

/**
 * Draws one of the allowed tokens.
 *
 * @param logits one for each token of the vocabulary
 * @param random uniform in [0, 1)
 */
export function sampleToken(
  logits: Float32Array,
  allowed: readonly number[],
  { temperature, topP }: SamplingSettings,
  random: () => number,
): SampledToken {
  if (allowed.length === 0) throw new RangeError('No token is allowed');
  let highest = -Infinity;
  let best = 0;
  for (let index = 0; index < allowed.length; index++) {
    const logit = logits[allowed[index]!]!;
    if (logit > highest) {
      highest = logit;
      best = index;
    }
  }
  // Nearly all of the vocabulary, once for every token of every candidate: worth plain loops over numbers that lie together.
  const weights = new Float64Array(allowed.length);
  let total = 0;
  for (let index = 0; index < weights.length; index++) total += weights[index] = Math.exp(logits[allowed[index]!]! - highest);
  const logTotal = Math.log(total);
  const sampled = (index: number): SampledToken => {
    const token = allowed[index]!;
    return { token, logProbability: logits[token]! - highest - logTotal };
  };
  if (allowed.length === 1 || temperature === 0) return sampled(best);
  let sum = total;
  if (temperature !== 1) {
    sum = 0;
    for (let index = 0; index < weights.length; index++)
      sum += weights[index] = Math.exp((logits[allowed[index]!]! - highest) / temperature);
  }
  return sampled(topP >= 1 ? drawnOfAll(weights, sum * random()) : drawnOfLikeliest(weights, sum, topP, random));
}

function drawnOfAll(weights: Float64Array, at: number): number {
  let left = at;
  for (let index = 0; index < weights.length - 1; index++) {
    left -= weights[index]!;
    if (left < 0) return index;
  }
  return weights.length - 1;
}

/** Index of a weight, drawn in proportion to it among the largest that have `topP` of the sum. */
function drawnOfLikeliest(weights: Float64Array, sum: number, topP: number, random: () => number): number {
  // All that are smaller than this have less than 1 − topP together, so the largest that have topP are among the others: few to sort.
  const smallest = ((1 - topP) * sum) / weights.length;
  const order: number[] = [];
  for (let index = 0; index < weights.length; index++) if (weights[index]! >= smallest) order.push(index);
  order.sort((one, other) => weights[other]! - weights[one]!);
  let kept = 0;
  let mass = 0;
  while (kept < order.length && mass < topP * sum) mass += weights[order[kept++]!]!;
  let left = mass * random();
  for (let position = 0; position < kept - 1; position++) {
    left -= weights[order[position]!]!;
    if (left < 0) return order[position]!;
  }
  return order[kept - 1]!;
}
