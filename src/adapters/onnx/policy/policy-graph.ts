import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type CacheShape, type KeyValueCache } from './key-value-cache.js';

/** What a position is added to a score where it does not count. */
const HIDDEN = -10000;

/** New states of one pass. */
export interface PassResult {
  /** (rows, vocabulary), of the last new token of each row. */
  logits: Float32Array[];
  keys: Float32Array[];
  values: Float32Array[];
}

/**
 * One exported policy (base or with an adapter) as its graph: training/parley_training/export/policy_graph.py says what goes in
 * and what comes out. Runs on the thread that calls it, and keeps it busy: it belongs into a worker.
 */
export class PolicyGraph {
  private constructor(
    private readonly session: InferenceSession,
    readonly shape: CacheShape,
  ) {}

  /** @throws where the file is no such graph */
  static async load(path: string, threads: number): Promise<PolicyGraph> {
    const session = await InferenceSession.create(path, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
    });
    const caches = session.inputMetadata.filter(({ name }) => name.startsWith('context_keys.'));
    const first = caches[0];
    if (!first?.isTensor) throw new Error(`${path} is no policy graph: it has no context_keys`);
    const [, heads, , size] = first.shape;
    if (typeof heads !== 'number' || typeof size !== 'number') throw new Error(`${path}: heads and size must be fixed`);
    return new PolicyGraph(session, { layers: caches.length, heads, size });
  }

  /**
   * One pass over new tokens of every row, all of the same number. `context` is shared by the rows, `own` holds what each row
   * has of its own; neither is changed.
   */
  async run(tokens: readonly (readonly number[])[], context: KeyValueCache, own: KeyValueCache): Promise<PassResult> {
    const { layers } = this.shape;
    const found = await this.pass(tokens, context, own, [tokens[0]!.length - 1]);
    const states = (name: string): Float32Array[] =>
      Array.from({ length: layers }, (_, layer) => found[`${name}.${layer}`]!.data as Float32Array);
    return {
      logits: logitsOf(found, tokens.length).map(([last]) => last!),
      keys: states('new_keys'),
      values: states('new_values'),
    };
  }

  /** Logits behind every token of every row, (rows, tokens, vocabulary): for texts that are there already. */
  async read(tokens: readonly (readonly number[])[], context: KeyValueCache, own: KeyValueCache): Promise<Float32Array[][]> {
    const positions = tokens[0]!.map((_, position) => position);
    return logitsOf(await this.pass(tokens, context, own, positions), tokens.length);
  }

  private async pass(
    tokens: readonly (readonly number[])[],
    context: KeyValueCache,
    own: KeyValueCache,
    logitPositions: readonly number[],
  ): Promise<InferenceSession.OnnxValueMapType> {
    const rows = tokens.length;
    const count = tokens[0]!.length;
    const before = context.length + own.length;
    const width = own.capacity + count;
    const mask = new Float32Array(rows * count * width).fill(HIDDEN);
    const positions = new BigInt64Array(rows * count);
    for (let row = 0; row < rows; row++) {
      for (let token = 0; token < count; token++) {
        const at = row * count + token;
        positions[at] = BigInt(before + token);
        mask.fill(0, at * width, at * width + own.length);
        mask.fill(0, at * width + own.capacity, at * width + own.capacity + token + 1);
      }
    }
    const { heads, size, layers } = this.shape;
    const ids = BigInt64Array.from(tokens.flat(), BigInt);
    const feeds: Record<string, Tensor> = {
      input_ids: new Tensor('int64', ids, [rows, count]),
      positions: new Tensor('int64', positions, [rows, count]),
      logit_positions: new Tensor('int64', BigInt64Array.from(logitPositions, BigInt), [logitPositions.length]),
      context_mask: new Tensor('float32', maskOf(context), [context.capacity]),
      reply_mask: new Tensor('float32', mask, [rows, count, width]),
    };
    for (let layer = 0; layer < layers; layer++) {
      const shared = [1, heads, context.capacity, size];
      const single = [rows, heads, own.capacity, size];
      feeds[`context_keys.${layer}`] = new Tensor('float32', context.keys[layer]!, shared);
      feeds[`context_values.${layer}`] = new Tensor('float32', context.values[layer]!, shared);
      feeds[`reply_keys.${layer}`] = new Tensor('float32', own.keys[layer]!, single);
      feeds[`reply_values.${layer}`] = new Tensor('float32', own.values[layer]!, single);
    }
    return this.session.run(feeds);
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}

/** (rows, positions) views of a pass's logits. */
function logitsOf(found: InferenceSession.OnnxValueMapType, rows: number): Float32Array[][] {
  const { dims, data } = found['logits'] as Tensor;
  const [, positions, vocabulary] = dims as [number, number, number];
  const all = data as Float32Array;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: positions }, (_, position) => {
      const at = (row * positions + position) * vocabulary;
      return all.subarray(at, at + vocabulary);
    }),
  );
}

function maskOf(cache: KeyValueCache): Float32Array {
  return new Float32Array(cache.capacity).fill(HIDDEN).fill(0, 0, cache.length);
}
