import { type Rating, type ReviewReason } from '../../domain/conversation/rating.js';
import { type Page } from './negotiation-queries.js';

export type NewRating = Omit<Rating, 'id' | 'at'>;

/** A turn that waits for somebody to look at it. */
export interface TurnToReview {
  turnId: string;
  negotiationId: string;
  externalId: string;
  turn: number;
  reason: ReviewReason;
  stage: string;
  arm: string;
  degradedTo?: string;
  /** What was said, where something was. */
  text?: string;
  committedAt: string;
}

/** What people think of turns. Notes are sealed with the partner's key and go with it. */
export abstract class RatingStore {
  /**
   * Keeps the rating in the place of an earlier one of the same person on the same turn.
   * `no_turn`: the tenant has no such turn. `erased`: the partner was, and nothing more is written for them.
   */
  abstract rate(tenantId: string, negotiationId: string, rating: NewRating, at: Date): Promise<Rating | 'no_turn' | 'erased'>;

  /** By turn, then by time. */
  abstract ofConversation(negotiationId: string): Promise<Rating[]>;

  /** Turns since then that nobody has rated, the latest first. Throws {@link InvalidCursorError} for a cursor it did not issue. */
  abstract queue(
    tenantId: string,
    filter: { reasons: readonly ReviewReason[]; since: Date },
    page: { cursor?: string; limit: number },
  ): Promise<Page<TurnToReview>>;
}
