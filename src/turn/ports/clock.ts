/** Time, so that tests and simulations can hold it still or speed it up. */
export abstract class Clock {
  abstract now(): Date;
  /** Monotonic milliseconds, for durations. */
  abstract monotonic(): number;
}
