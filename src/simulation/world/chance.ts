/** Draws of a simulation: the same seed gives the same sequence (sfc32 after a string hash, both in the public domain). */
export class Chance {
  private constructor(
    private a: number,
    private b: number,
    private c: number,
    private counter: number,
  ) {}

  /** Streams of different names are independent of each other. */
  static of(seed: number, ...names: readonly (string | number)[]): Chance {
    let hash = 0x811c9dc5;
    const words: number[] = [];
    const key = [seed, ...names].join('\u0000');
    for (let round = 0; round < 3; round++) {
      for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193) >>> 0;
      hash = Math.imul(hash ^ (hash >>> 16) ^ round, 0x85ebca6b) >>> 0;
      words.push(hash);
    }
    const chance = new Chance(words[0]!, words[1]!, words[2]!, 1);
    for (let warm = 0; warm < 12; warm++) chance.uniform();
    return chance;
  }

  /** In [0, 1). */
  uniform(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
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
