import { Controller, Get, Logger, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { NegotiationQueries } from '../../negotiations/ports/negotiation-queries.js';
import { Clock } from '../../turn/ports/clock.js';
import { ModelDirectory } from '../../turn/ports/model-directory.js';
import { Telemetry } from '../../turn/ports/telemetry.js';

/** For Prometheus. No key needed, as for health: counts and durations of this process, of no tenant and no person. */
@ApiTags('Health')
@Controller()
export class MetricsController {
  private readonly logger = new Logger(MetricsController.name);

  constructor(
    private readonly telemetry: Telemetry,
    private readonly queries: NegotiationQueries,
    private readonly models: ModelDirectory,
    private readonly clock: Clock,
  ) {}

  @Get('metrics')
  @ApiOperation({ summary: 'Numbers of this process, in Prometheus text format' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async getMetrics(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const lag = await this.outboxLag();
    const models = this.models.models();
    const { contentType, text } = await this.telemetry.page({ models, ...(lag === undefined ? {} : { outboxLagSeconds: lag }) });
    void reply.header('content-type', contentType).header('cache-control', 'no-store');
    return text;
  }

  /** The other numbers are worth having while the database is away. */
  private async outboxLag(): Promise<number | undefined> {
    try {
      const oldest = await this.queries.oldestUndelivered();
      return oldest ? Math.max(0, (this.clock.now().getTime() - oldest.getTime()) / 1_000) : 0;
    } catch (error) {
      this.logger.warn({ error: error instanceof Error ? error.message : String(error) }, 'The age of the outbox is not known');
      return undefined;
    }
  }
}
