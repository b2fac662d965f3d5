export const RATING_VERDICTS = ['good', 'bad'] as const;
export type RatingVerdict = (typeof RATING_VERDICTS)[number];

/** What can be wrong with a reply: the items of the rubric, and what a rubric of style has none for. */
export const RATING_REASONS = [
  'feelings_ignored',
  'asks_without_acknowledging',
  'cold_style',
  'repetition',
  'too_long',
  'several_questions',
  'question_ignored',
  'wrong_step',
  'terms_incomplete',
  'no_progress',
  'pressure',
  'over_promise',
  'repeated_confirmation',
  'silence_taken_for_consent',
  'misunderstood',
  'untrue',
  'other',
] as const;
export type RatingReason = (typeof RATING_REASONS)[number];

/** A person's word on a turn. */
export interface Rating {
  id: string;
  turn: number;
  by: string;
  verdict: RatingVerdict;
  reasons: RatingReason[];
  note?: string;
  at: string;
}

/**
 * Why somebody should look at a turn. `person`: it was handed to one. `script`: no reply of the policy was acceptable.
 * `degraded`: another arm than the configured one wrote. `sample`: nothing is known against it; every fiftieth, by its id, so that
 * what is rated is not only what went wrong.
 */
export const REVIEW_REASONS = ['person', 'script', 'degraded', 'sample'] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];
