/** In the order of the trainer (training/parley_training/scorers/policy_features.py says what each one is). */
export const POLICY_FEATURES = ['words', 'least_likely', 'excess', 'entropy', 'rare'] as const;
export type PolicyFeature = (typeof POLICY_FEATURES)[number];
export type PolicyFeatures = Record<PolicyFeature, number>;

/** Words that are less likely than this, in nats, stand out. */
const RARE = -5;
const LEAST_LIKELY = 3;
/** A token that is less likely than the likeliest one by this many nats adds nothing that could be seen. */
const NEGLIGIBLE = -20;
/** No words at all are what the policy would never have written. */
const NO_WORDS: PolicyFeatures = { words: RARE, least_likely: RARE, excess: RARE, entropy: 0, rare: 1 };

/**
 * What a policy finds of a reply's words.
 *
 * @param logits before each token of the words, (tokens, vocabulary)
 * @param tokens the words, without the plan
 */
export function policyFeatures(logits: readonly Float32Array[], tokens: readonly number[]): PolicyFeatures {
  if (tokens.length === 0) return NO_WORDS;
  const found = tokens.map((token, index) => surenessOf(logits[index]!, token));
  const logProbabilities = found.map(({ logProbability }) => logProbability);
  const least = [...logProbabilities].sort((one, other) => one - other).slice(0, LEAST_LIKELY);
  return {
    words: mean(logProbabilities),
    least_likely: mean(least),
    excess: mean(found.map(({ logProbability, entropy }) => logProbability + entropy)),
    entropy: mean(found.map(({ entropy }) => entropy)),
    rare: mean(logProbabilities.map((each) => (each < RARE ? 1 : 0))),
  };
}

/** Log-probability of a token and entropy of what might have stood there, nats. */
function surenessOf(logits: Float32Array, token: number): { logProbability: number; entropy: number } {
  // By index: some thousand tokens for every word of every reply, and iterators take three times as long.
  const size = logits.length;
  let highest = -Infinity;
  for (let index = 0; index < size; index++) if (logits[index]! > highest) highest = logits[index]!;
  let total = 0;
  let weighted = 0;
  for (let index = 0; index < size; index++) {
    const below = logits[index]! - highest;
    if (below < NEGLIGIBLE) continue;
    const weight = Math.exp(below);
    total += weight;
    weighted += weight * below;
  }
  const logTotal = Math.log(total);
  // −Σ p·ln p with p = weight / total.
  return { logProbability: logits[token]! - highest - logTotal, entropy: logTotal - weighted / total };
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
