import { type OnApplicationShutdown } from '@nestjs/common';
import { ROOT_CONTEXT, type Tracer, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { type TurnRecord } from '../../domain/conversation/turn-record.js';
import { type AnsweredRequest, type Standing, Telemetry, type TurnCourse } from '../../turn/ports/telemetry.js';

const SERVICE = 'parley';

/**
 * A trace for every committed turn, with a span for every pass through a step. Ids and words of the taxonomy only: no text, no
 * names, no amounts. Spans are made when the turn is over, so a turn pays nothing for being watched.
 */
export class TracedTelemetry extends Telemetry implements OnApplicationShutdown {
  private readonly provider: TracerProvider;
  private readonly tracer: Tracer;

  constructor(
    processor: SpanProcessor,
    private readonly numbers: Telemetry,
  ) {
    super();
    const resource = resourceFromAttributes({ 'service.name': SERVICE });
    this.provider = new TracerProvider({ resource, spanProcessors: [processor] });
    this.tracer = this.provider.getTracer(SERVICE);
  }

  /** @param url of a collector that speaks OTLP over HTTP, with its path */
  static sendingTo(url: string, numbers: Telemetry): TracedTelemetry {
    return new TracedTelemetry(new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) }), numbers);
  }

  turnCommitted(record: TurnRecord, course: TurnCourse): void {
    this.numbers.turnCommitted(record, course);
    const began = course.committedAt.getTime() - course.total;
    const turn = this.tracer.startSpan('turn', { startTime: began, attributes: attributesOf(record) }, ROOT_CONTEXT);
    const inside = trace.setSpan(ROOT_CONTEXT, turn);
    for (const { step, from, to } of course.laps) {
      this.tracer.startSpan(step, { startTime: began + from }, inside).end(began + to);
    }
    turn.end(course.committedAt);
  }

  turnVoided(why: string): void {
    this.numbers.turnVoided(why);
  }

  turnFailed(): void {
    this.numbers.turnFailed();
  }

  requestAnswered(request: AnsweredRequest): void {
    this.numbers.requestAnswered(request);
  }

  page(standing: Standing): Promise<{ contentType: string; text: string }> {
    return this.numbers.page(standing);
  }

  /** Sends what waits. A collector that is away must not keep the server from ending. */
  async onApplicationShutdown(): Promise<void> {
    await this.provider.shutdown().catch(() => undefined);
  }
}

function attributesOf(record: TurnRecord): Record<string, string | number> {
  const { turnId, negotiationId, number, trigger, before, after, arm, degradedTo, resolution, candidates } = record;
  return {
    'parley.turn.id': turnId,
    'parley.negotiation.id': negotiationId,
    'parley.turn.number': number,
    'parley.turn.trigger': trigger,
    'parley.stage.before': before.stage,
    'parley.stage.after': after.stage,
    'parley.arm': arm,
    ...(degradedTo === undefined ? {} : { 'parley.arm.degraded_to': degradedTo }),
    'parley.resolution': resolution.kind,
    'parley.candidates': candidates.length,
    'parley.candidates.acceptable': candidates.filter(({ acceptable }) => acceptable).length,
  };
}
