import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf } from '../../negotiations/actor.js';
import { type Caller } from '../../negotiations/ports/access-store.js';
import { ReviewTurns } from '../../negotiations/review-turns.js';
import { valueOf } from '../common/answer.js';
import { ApiIdempotent, ApiProblems, KeyedApi } from '../common/api.decorators.js';
import { RequireScope } from '../common/api-key.guard.js';
import { CurrentCaller } from '../common/caller.js';
import { pageOf } from '../common/page-query.dto.js';
import { RateTurnDto, RatingView, ReviewQueuePage, ReviewQueueQuery } from './reviews.dto.js';

@ApiTags('Ops')
@KeyedApi()
@Controller('ops/v1')
export class ReviewsController {
  constructor(private readonly reviewing: ReviewTurns) {}

  @Get('review-queue')
  @RequireScope('ops:read')
  @ApiOperation({
    summary: 'Turns that somebody should look at, the latest first',
    description: 'Of the last 30 days, as long as nobody has rated them.',
  })
  @ApiOkResponse({ type: ReviewQueuePage })
  @ApiProblems(422)
  async reviewQueue(@CurrentCaller() caller: Caller, @Query() query: ReviewQueueQuery): Promise<ReviewQueuePage> {
    const page = await this.reviewing.queue(caller.tenantId, query.reason ?? [], pageOf(query));
    return {
      items: page.items.map(({ negotiationId, ...item }) => ({ ...item, conversationId: negotiationId })),
      nextCursor: page.nextCursor,
    };
  }

  @Post('conversations/:id/ratings')
  @RequireScope('ops:write')
  @ApiOperation({
    summary: 'Say what you think of a turn',
    description: 'A later rating of the same person on the same turn takes the place of the earlier one.',
  })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: RatingView })
  @ApiProblems(404, 409, 422)
  async rateTurn(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: RateTurnDto): Promise<RatingView> {
    const { turn, verdict, reasons = [], note } = body;
    return valueOf(
      await this.reviewing.rate({
        tenantId: caller.tenantId,
        negotiationId: id,
        rating: { turn, verdict, reasons, ...(note === undefined ? {} : { note }) },
        actor: actorOf(caller),
      }),
    );
  }
}
