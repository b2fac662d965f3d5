import { seededUniform } from '../../domain/seeded-uniform.js';

/** Draws of a simulation: the same seed gives the same sequence. */
export class Chance {
  private constructor(private readonly next: () => number) {}

  /** Streams of different names are independent of each other. */
  static of(seed: number, ...names: readonly (string | number)[]): Chance {
    return new Chance(seededUniform([seed, ...names].join('\u0000')));
  }

  /** In [0, 1). */
  uniform(): number {
    return this.next();
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** A whole number in [low, high]. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  happens(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** @throws RangeError where there is nothing to pick from */
  pick<T>(values: readonly T[]): T {
    if (values.length === 0) throw new RangeError('There is nothing to pick from');
    return values[Math.floor(this.uniform() * values.length)]!;
  }

  /** Picks by weight; weights need not add up to one. */
  weighted<T>(values: readonly (readonly [value: T, weight: number])[]): T {
    const total = values.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.uniform() * total;
    for (const [value, weight] of values) {
      left -= weight;
      if (left < 0) return value;
    }
    return this.pick(values)[0];
  }

  /** Standard normal, by Box and Muller. */
  normal(mean = 0, deviation = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.uniform());
  }
}
