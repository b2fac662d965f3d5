import { Clock } from '../../turn/ports/clock.js';

/** Time that stands still until somebody moves it. */
export class SteppedClock extends Clock {
  private milliseconds: number;
  private readonly origin: number;

  constructor(start: string) {
    super();
    this.milliseconds = Date.parse(start);
    this.origin = this.milliseconds;
  }

  now(): Date {
    return new Date(this.milliseconds);
  }

  monotonic(): number {
    return this.milliseconds - this.origin;
  }

  advance(milliseconds: number): void {
    this.milliseconds += milliseconds;
  }

  /** Forward or back: for something that has nothing to do with what came before. */
  set(time: Date): void {
    this.milliseconds = time.getTime();
  }
}
