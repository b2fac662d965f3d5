/** Shape of a policy's cache. */
export interface CacheShape {
  layers: number;
  /** Heads of keys and values. */
  heads: number;
  /** Numbers of one head. */
  size: number;
}

/** One layer's keys or values of new tokens, (rows, heads, tokens, size), as a graph returned them. */
export type NewStates = Float32Array;

/**
 * Keys and values of some rows of tokens, (rows, heads, capacity, size) for each layer. They are written in place, and room for
 * more is made in blocks: a graph sees the whole capacity and a mask of what counts.
 */
export class KeyValueCache {
  keys: Float32Array[];
  values: Float32Array[];
  private used = 0;
  private room: number;

  /** @param block positions by which the cache grows */
  constructor(
    private readonly shape: CacheShape,
    private rowCount: number,
    private readonly block: number,
  ) {
    this.room = block;
    const blank = (): Float32Array[] =>
      Array.from({ length: shape.layers }, () => new Float32Array(rowCount * shape.heads * block * shape.size));
    this.keys = blank();
    this.values = blank();
  }

  /** Positions that count. */
  get length(): number {
    return this.used;
  }

  /** Positions that there is room for. */
  get capacity(): number {
    return this.room;
  }

  /** Adds `tokens` positions to every row. */
  append(keys: readonly NewStates[], values: readonly NewStates[], tokens: number): void {
    if (this.used + tokens > this.room) this.grow(Math.ceil((this.used + tokens) / this.block) * this.block);
    const { heads, size } = this.shape;
    const length = tokens * size;
    for (let layer = 0; layer < this.shape.layers; layer++) {
      for (const [own, added] of [
        [this.keys[layer]!, keys[layer]!],
        [this.values[layer]!, values[layer]!],
      ] as const) {
        for (let head = 0; head < this.rowCount * heads; head++)
          own.set(added.subarray(head * length, (head + 1) * length), (head * this.room + this.used) * size);
      }
    }
    this.used += tokens;
  }

  /** Forgets all but the first positions; what was written behind them is overwritten later. */
  truncate(length: number): void {
    this.used = Math.min(this.used, length);
  }

  /** Keeps some rows, in this order. */
  keepRows(rows: readonly number[]): void {
    const each = this.shape.heads * this.room * this.shape.size;
    const kept = (all: Float32Array): Float32Array => {
      const next = new Float32Array(rows.length * each);
      rows.forEach((row, index) => next.set(all.subarray(row * each, (row + 1) * each), index * each));
      return next;
    };
    this.keys = this.keys.map(kept);
    this.values = this.values.map(kept);
    this.rowCount = rows.length;
  }

  private grow(room: number): void {
    const { heads, size } = this.shape;
    const wider = (all: Float32Array): Float32Array => {
      const next = new Float32Array(this.rowCount * heads * room * size);
      for (let head = 0; head < this.rowCount * heads; head++) {
        const from = head * this.room * size;
        next.set(all.subarray(from, from + this.used * size), head * room * size);
      }
      return next;
    };
    this.keys = this.keys.map(wider);
    this.values = this.values.map(wider);
    this.room = room;
  }
}
