import { Injectable } from '@nestjs/common';
import { type Rating, REVIEW_REASONS, type ReviewReason } from '../domain/conversation/rating.js';
import { fail, PARTNER_ERASED, succeed, type Result } from '../domain/failure.js';
import { Clock } from '../turn/ports/clock.js';
import { type Actor, auditEntry } from './actor.js';
import { NegotiationQueries, type Page } from './ports/negotiation-queries.js';
import { type NewRating, RatingStore, type TurnToReview } from './ports/rating-store.js';

/** What nobody looked at within this time is no news any more. */
const QUEUE_DAYS = 30;
const DAY_MS = 86_400_000;

/** People look at what the agent decided and say what they think of it. */
@Injectable()
export class ReviewTurns {
  constructor(
    private readonly ratings: RatingStore,
    private readonly queries: NegotiationQueries,
    private readonly clock: Clock,
  ) {}

  async rate(input: {
    tenantId: string;
    negotiationId: string;
    rating: Omit<NewRating, 'by'>;
    actor: Actor;
  }): Promise<Result<Rating>> {
    const { tenantId, negotiationId, actor } = input;
    const at = this.clock.now();
    const reasons = [...new Set(input.rating.reasons)];
    const rated = await this.ratings.rate(tenantId, negotiationId, { ...input.rating, reasons, by: actor.name }, at);
    if (rated === 'no_turn') return fail('not_found', 'There is no such turn');
    if (rated === 'erased') return PARTNER_ERASED;
    const entry = auditEntry(actor, 'turn.rated', { turn: rated.turn, verdict: rated.verdict });
    await this.queries.recordAudit(tenantId, { negotiationId, ...entry }, at);
    return succeed(rated);
  }

  /** @param reasons none: every reason */
  queue(
    tenantId: string,
    reasons: readonly ReviewReason[],
    page: { cursor?: string; limit: number },
  ): Promise<Page<TurnToReview>> {
    const since = new Date(this.clock.now().getTime() - QUEUE_DAYS * DAY_MS);
    return this.ratings.queue(tenantId, { reasons: reasons.length > 0 ? reasons : REVIEW_REASONS, since }, page);
  }
}
