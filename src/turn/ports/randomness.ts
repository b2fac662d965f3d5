/** Chance, so that turns can be replayed. */
export abstract class Randomness {
  /** A version-7 UUID: unique, and sorted by time. */
  abstract id(): string;
  /** Uniform in [0, 1). */
  abstract uniform(): number;
  abstract bytes(length: number): Buffer;
}
