/** What a reply is worth under a reward spec, with every part that made it up. */
export interface RewardScore {
  /** Combined reward; absent where a source that the spec needs could not answer. */
  reward?: number;
  result: 'scored' | 'could_not_check';
  /** Why it could not be checked. */
  reason?: string;
  /** Raw reward-model score; absent where there is none. */
  rm?: number;
  /** Judge score 100 − 2·min(deductions, 100). */
  rj?: number;
  /** Rule score, −100 to 0. */
  rf: number;
  /** Severities of the blocking findings. */
  blocking: number[];
  spec: string;
  specHash: string;
}
