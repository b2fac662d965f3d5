import { type Clock } from './ports/clock.js';

/** One pass through a step: milliseconds since the turn was begun. */
export interface Lap {
  step: string;
  from: number;
  to: number;
}

/** Milliseconds spent in each step of a turn, for its record. */
export class Stopwatch {
  readonly timings: Record<string, number> = {};
  readonly laps: Lap[] = [];
  private readonly begun: number;

  constructor(private readonly clock: Clock) {
    this.begun = clock.monotonic();
  }

  async time<T>(step: string, work: () => Promise<T>): Promise<T> {
    const start = this.clock.monotonic();
    try {
      return await work();
    } finally {
      this.add(step, start);
    }
  }

  timeSync<T>(step: string, work: () => T): T {
    const start = this.clock.monotonic();
    try {
      return work();
    } finally {
      this.add(step, start);
    }
  }

  total(): number {
    return round(this.clock.monotonic() - this.begun);
  }

  private add(step: string, start: number): void {
    const end = this.clock.monotonic();
    this.timings[step] = round((this.timings[step] ?? 0) + end - start);
    this.laps.push({ step, from: start - this.begun, to: end - this.begun });
  }
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000;
}
