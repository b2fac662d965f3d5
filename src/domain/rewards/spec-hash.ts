import { canonicalJson } from './canonical-json.js';
import { sha256 } from './sha256.js';
import { type RewardSpec } from './spec.js';
import { type RewardStatistics } from './statistics.js';

/** Hexadecimal digits: enough to tell a project's specs apart, short enough to be read. */
const HASH_LENGTH = 16;

const known = new WeakMap<RewardStatistics, WeakMap<RewardSpec, string>>();

/** Identifies the reward function: two scores with the same hash were made by the same formula, constants and statistics. */
export function specHash(spec: RewardSpec, statistics: RewardStatistics): string {
  const ofStatistics = known.get(statistics) ?? new WeakMap<RewardSpec, string>();
  known.set(statistics, ofStatistics);
  const hash = ofStatistics.get(spec) ?? sha256(canonicalJson({ spec, statistics })).slice(0, HASH_LENGTH);
  ofStatistics.set(spec, hash);
  return hash;
}
