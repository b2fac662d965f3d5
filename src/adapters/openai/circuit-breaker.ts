/** When to leave a failing endpoint alone. */
export interface CircuitBreakerSettings {
  /** Failures in a row that open the circuit. */
  failures: number;
  /** How long it stays open before one probe is let through. */
  coolDownMs: number;
}

type State = { kind: 'closed'; failures: number } | { kind: 'open'; since: number } | { kind: 'probing' };

/**
 * Spares a failing endpoint, and the partner the wait for it. Closed: everything passes. Open: nothing does. After the
 * cool-down one probe passes; its outcome closes or reopens the circuit.
 */
export class CircuitBreaker {
  private state: State = { kind: 'closed', failures: 0 };

  constructor(private readonly settings: CircuitBreakerSettings) {}

  get open(): boolean {
    return this.state.kind !== 'closed';
  }

  /** True where a call may go out. Each permitted call ends in exactly one of the three reports below. */
  permits(now: number): boolean {
    if (this.state.kind === 'closed') return true;
    if (this.state.kind === 'probing' || now - this.state.since < this.settings.coolDownMs) return false;
    this.state = { kind: 'probing' };
    return true;
  }

  /** The endpoint answered, be it with a refusal: it is up. */
  answered(): void {
    this.state = { kind: 'closed', failures: 0 };
  }

  failed(now: number): void {
    if (this.state.kind === 'open') return;
    const failures = this.state.kind === 'closed' ? this.state.failures + 1 : this.settings.failures;
    this.state = failures >= this.settings.failures ? { kind: 'open', since: now } : { kind: 'closed', failures };
  }

  /** The caller gave up: this says nothing about the endpoint. A probe that was given up leaves its place to the next call. */
  abandoned(): void {
    if (this.state.kind === 'probing') this.state = { kind: 'open', since: Number.NEGATIVE_INFINITY };
  }
}
