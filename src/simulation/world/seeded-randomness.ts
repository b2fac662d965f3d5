import { Randomness } from '../../turn/ports/randomness.js';

/** Chance that is the same in every run: mulberry32 from a seed. */
export class SeededRandomness extends Randomness {
  private counter = 0;
  private prefix = '00000000';

  constructor(private state: number) {
    super();
  }

  /** Begins anew for something with a name of its own, so that what came before it makes no difference. */
  reseed(name: string): void {
    let hash = 0x811c9dc5;
    for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193) >>> 0;
    this.state = hash;
    this.counter = 0;
    this.prefix = hash.toString(16).padStart(8, '0');
  }

  uniform(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let value = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** In order of creation since the last reseeding, like the version-7 ids of the server. */
  id(): string {
    const order = (this.counter++).toString(16).padStart(4, '0');
    const tail = Math.floor(this.uniform() * 0xffff_ffff_ffff)
      .toString(16)
      .padStart(12, '0');
    return `${this.prefix}-${order}-7000-8000-${tail}`;
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => Math.floor(this.uniform() * 256)));
  }
}
