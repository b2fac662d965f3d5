import { Controller, Get, Logger, Res } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { NegotiationQueries } from '../../negotiations/ports/negotiation-queries.js';
import { Clock } from '../../turn/ports/clock.js';
import { ModelDirectory } from '../../turn/ports/model-directory.js';
import { OtherNodes } from '../../turn/ports/other-nodes.js';
import { PolicyRegistry } from '../../turn/ports/reply-policy.js';

/** Events that wait longer than this do not reach anybody: something is wrong with this process. */
const MAXIMUM_LAG_SECONDS = 60;
const DATABASE_TIMEOUT_MS = 3_000;

export class LivenessView {
  @ApiProperty({ example: 'ok' }) status!: 'ok';
}

export class CheckView {
  @ApiProperty({ enum: ['ok', 'failed'] }) status!: 'ok' | 'failed';
  @ApiPropertyOptional({ example: 0.4, description: 'Age of the oldest event that waits, in seconds' }) lagSeconds?: number;
  @ApiPropertyOptional({ type: [String], example: ['intent'] }) arms?: string[];
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { onnx: 'intent' },
    description: 'Models that were refused (a policy by its arm), and what does their work instead',
  })
  degraded?: Record<string, string>;
}

export class ReadinessView {
  @ApiProperty({ enum: ['ok', 'unavailable'] }) status!: 'ok' | 'unavailable';
  @ApiProperty({ type: 'object', additionalProperties: { type: 'object' } }) checks!: Record<
    'database' | 'outbox' | 'policies',
    CheckView
  > & { nodes?: CheckView };
}

/** For whatever restarts this process, or sends it traffic. No key needed; nothing here is worth one. */
@ApiTags('Health')
@Controller()
export class HealthController {
  private readonly logger = new Logger(HealthController.name);

  constructor(
    private readonly queries: NegotiationQueries,
    private readonly policies: PolicyRegistry,
    private readonly models: ModelDirectory,
    private readonly nodes: OtherNodes,
    private readonly clock: Clock,
  ) {}

  @Get('healthz')
  @ApiOperation({ summary: 'The process runs' })
  @ApiOkResponse({ type: LivenessView })
  getHealth(): LivenessView {
    return { status: 'ok' };
  }

  @Get('readyz')
  @ApiOperation({ summary: 'The process can do its work' })
  @ApiOkResponse({ type: ReadinessView })
  @ApiServiceUnavailableResponse({ type: ReadinessView })
  async getReadiness(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessView> {
    const database = await this.check('database', async () => {
      await this.queries.ping();
      return {};
    });
    const outbox = await this.check('outbox', async () => {
      const oldest = await this.queries.oldestUndelivered();
      const lagSeconds = oldest ? Math.max(0, (this.clock.now().getTime() - oldest.getTime()) / 1_000) : 0;
      return { lagSeconds, failed: lagSeconds > MAXIMUM_LAG_SECONDS };
    });
    const arms = this.policies.arms();
    // Another arm writes: worse than was asked for, but this process can do its work.
    const degraded = Object.fromEntries(
      this.models.models().flatMap(({ role, arm, degradedTo }) => (degradedTo ? [[arm ?? role, degradedTo]] : [])),
    );
    const policies: CheckView = {
      status: arms.length > 0 ? 'ok' : 'failed',
      arms,
      ...(Object.keys(degraded).length > 0 ? { degraded } : {}),
    };
    const needed = { database, outbox, policies };
    const ready = Object.values(needed).every((each) => each.status === 'ok');
    const checks = { ...needed, ...this.others() };
    void reply.code(ready ? 200 : 503).header('cache-control', 'no-store');
    return { status: ready ? 'ok' : 'unavailable', checks };
  }

  /** Without the others this process serves all the same; partners elsewhere are told late of what it commits. */
  private others(): { nodes?: CheckView } {
    if (this.nodes.state === 'alone') return {};
    return { nodes: { status: this.nodes.state === 'connected' ? 'ok' : 'failed' } };
  }

  private async check(name: string, work: () => Promise<{ lagSeconds?: number; failed?: boolean }>): Promise<CheckView> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), DATABASE_TIMEOUT_MS);
    });
    try {
      const { failed, ...view } = await Promise.race([work(), late]);
      return { status: failed ? 'failed' : 'ok', ...view };
    } catch (error) {
      this.logger.warn(
        { check: name, error: error instanceof Error ? error.message : String(error) },
        'A readiness check failed',
      );
      return { status: 'failed' };
    } finally {
      clearTimeout(timer);
    }
  }
}
