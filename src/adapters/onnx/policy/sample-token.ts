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
  let best = allowed[0]!;
  for (const token of allowed) {
    if (logits[token]! > highest) {
      highest = logits[token]!;
      best = token;
    }
  }
  let total = 0;
  for (const token of allowed) total += Math.exp(logits[token]! - highest);
  const logTotal = Math.log(total);
  const sampled = (token: number): SampledToken => ({ token, logProbability: logits[token]! - highest - logTotal });
  if (allowed.length === 1 || temperature === 0) return sampled(best);
  const weights = allowed.map((token) => Math.exp((logits[token]! - highest) / temperature));
  return sampled(allowed[draw(weights, topP, random)]!);
}

/** Index of a weight, drawn in proportion to it among the largest that have `topP` of the sum. */
function draw(weights: readonly number[], topP: number, random: () => number): number {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (topP >= 1) return pick(weights, undefined, sum * random());
  const order = weights.map((_, index) => index).sort((one, other) => weights[other]! - weights[one]!);
  let kept = 0;
  let mass = 0;
  while (kept < order.length && mass < topP * sum) mass += weights[order[kept++]!]!;
  return pick(weights, order.slice(0, kept), mass * random());
}

function pick(weights: readonly number[], order: readonly number[] | undefined, at: number): number {
  const count = order?.length ?? weights.length;
  let left = at;
  for (let position = 0; position < count - 1; position++) {
    const index = order ? order[position]! : position;
    left -= weights[index]!;
    if (left < 0) return index;
  }
  return order ? order[count - 1]! : count - 1;
}
