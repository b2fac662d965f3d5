import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type TurnRecord } from '../../domain/conversation/turn-record.js';
import { type AnsweredRequest, type Standing, Telemetry } from '../../turn/ports/telemetry.js';

/** Seconds of a turn, from the close of the burst window to its commit; its deadline is 12 s. */
const TURN_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 12, 20];
const STEP_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 4, 8, 12];
const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** What the whole of a turn is called among its timings. */
const WHOLE_TURN = 'until commit';

/**
 * Numbers of this process for Prometheus. Every label comes out of a small fixed set (arms, steps, guardrails, route patterns): no
 * tenant, partner or negotiation, so that the number of series is bounded and nothing of a person is in them.
 */
export class PrometheusTelemetry extends Telemetry {
  private readonly registry = new Registry();
  private readonly turns = this.counter('parley_turns_total', 'Turns that were committed', [
    'arm',
    'trigger',
    'resolution',
    'degraded_to',
  ]);
  private readonly turnSeconds = this.histogram('parley_turn_seconds', 'Close of the burst window to commit', TURN_BUCKETS, [
    'arm',
  ]);
  private readonly stepSeconds = this.histogram('parley_turn_step_seconds', 'Time in each step of a turn', STEP_BUCKETS, [
    'step',
  ]);
  private readonly candidates = this.counter('parley_candidates_total', 'Replies that were proposed', ['arm', 'acceptable']);
  private readonly violations = this.counter('parley_guardrail_violations_total', 'Violations found in proposed replies', [
    'guardrail',
  ]);
  private readonly voided = this.counter('parley_turns_voided_total', 'Drafts that were overtaken before their commit', ['why']);
  private readonly failed = this.counter('parley_turns_failed_total', 'Turns that a bug handed to a person', []);
  private readonly requestSeconds = this.histogram('parley_http_request_seconds', 'Answered HTTP requests', REQUEST_BUCKETS, [
    'method',
    'route',
    'status',
  ]);
  private readonly outboxLag = this.gauge('parley_outbox_lag_seconds', 'Age of the oldest event that waits to be delivered', []);
  private readonly models = this.gauge('parley_model_serving', '1 where a model serves, 0 where it was refused', [
    'role',
    'arm',
    'identity',
  ]);

  constructor() {
    super();
    collectDefaultMetrics({ register: this.registry });
  }

  turnCommitted({ arm, trigger, resolution, degradedTo, candidates, timings }: TurnRecord): void {
    this.turns.inc({ arm, trigger, resolution: resolution.kind, degraded_to: degradedTo ?? '' });
    for (const [step, milliseconds] of Object.entries(timings)) {
      if (step === WHOLE_TURN) this.turnSeconds.observe({ arm }, milliseconds / 1_000);
      else this.stepSeconds.observe({ step }, milliseconds / 1_000);
    }
    for (const { acceptable, findings } of candidates) {
      this.candidates.inc({ arm, acceptable: String(acceptable) });
      for (const { guardrail, result } of findings) if (result === 'violation') this.violations.inc({ guardrail });
    }
  }

  turnVoided(why: string): void {
    this.voided.inc({ why });
  }

  turnFailed(): void {
    this.failed.inc();
  }

  requestAnswered({ method, route, status, seconds }: AnsweredRequest): void {
    this.requestSeconds.observe({ method, route, status: String(status) }, seconds);
  }

  async page({ outboxLagSeconds, models }: Standing): Promise<{ contentType: string; text: string }> {
    this.outboxLag.set(outboxLagSeconds ?? NaN);
    this.models.reset();
    for (const { role, arm, identity, status } of models)
      this.models.set({ role, arm: arm ?? '', identity: identity ?? '' }, status === 'serving' ? 1 : 0);
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }

  private counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private gauge(name: string, help: string, labelNames: string[]): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  private histogram(name: string, help: string, buckets: number[], labelNames: string[]): Histogram {
    return new Histogram({ name, help, buckets, labelNames, registers: [this.registry] });
  }
}
