import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type ScorerRow } from './scorer-tokenizer.js';

/** An exported scorer: training/parley_training/export/scorer_graph.py says what goes in and what comes out. */
export class ScorerGraph {
  private constructor(private readonly session: InferenceSession) {}

  /** @throws where the file is no such graph */
  static async load(path: string, threads: number): Promise<ScorerGraph> {
    const session = await InferenceSession.create(path, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
    });
    return new ScorerGraph(session);
  }

  /** All rows in one pass: for each head of the graph the classes of every row. */
  async run(rows: readonly ScorerRow[]): Promise<Record<string, Float32Array[]>> {
    const length = Math.max(...rows.map(({ ids }) => ids.length));
    const filled = (values: (row: ScorerRow) => readonly number[]): Tensor => {
      const data = new BigInt64Array(rows.length * length);
      rows.forEach((row, index) => values(row).forEach((value, at) => (data[index * length + at] = BigInt(value))));
      return new Tensor('int64', data, [rows.length, length]);
    };
    const found = await this.session.run({
      input_ids: filled(({ ids }) => ids),
      real: filled(({ ids }) => ids.map(() => 1)),
      types: filled(({ types }) => types),
    });
    return Object.fromEntries(
      this.session.outputNames.map((head) => {
        const { data, dims } = found[head]!;
        const classes = dims[1]!;
        const all = data as Float32Array;
        return [head, rows.map((_, index) => all.slice(index * classes, (index + 1) * classes))];
      }),
    );
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}
