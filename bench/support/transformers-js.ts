import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../src/config/paths.js';

const VERSION = '4.3.2';
const INSTALLED = join(projectRoot, 'dist', 'transformers-js');
const PYTHON = join(projectRoot, 'training', '.venv', 'bin', 'python');

interface TransformersModel {
  generate(options: Record<string, unknown>): Promise<{ dims: number[] }>;
  dispose(): Promise<unknown>;
}
interface Transformers {
  env: { allowRemoteModels: boolean; allowLocalModels: boolean; localModelPath: string };
  Tensor: new (type: 'int64', data: BigInt64Array, dims: number[]) => unknown;
  AutoModelForCausalLM: { from_pretrained(folder: string, options: Record<string, unknown>): Promise<TransformersModel> };
}

/** A policy as transformers.js serves it: the same weights in the layout that it knows, sampled with temperature 1. */
export class TransformersPolicy {
  private constructor(
    private readonly library: Transformers,
    private readonly model: TransformersModel,
  ) {}

  /**
   * Installs the library where it is not there, into a folder that git ignores, and has the trainer write the graph.
   * @throws where the trainer is not installed
   */
  static async load(policy: string, threads: number): Promise<TransformersPolicy> {
    if (!existsSync(PYTHON)) throw new Error('The usual graph is written by the trainer: run training/install.sh first');
    const folder = join(INSTALLED, 'models', 'policy');
    mkdirSync(folder, { recursive: true });
    const write = ['-m', 'parley_training.export.usual_graph', '--model', policy, '--out', folder];
    execFileSync(PYTHON, write, { cwd: join(projectRoot, 'training'), stdio: 'inherit' });
    const entry = join(INSTALLED, 'node_modules', '@huggingface', 'transformers');
    if (!existsSync(entry)) {
      const install = ['install', '--no-audit', '--no-fund', '--prefix', INSTALLED, `@huggingface/transformers@${VERSION}`];
      execFileSync('npm', install, { stdio: ['ignore', 'ignore', 'inherit'] });
    }
    const library = (await import(pathToFileURL(join(entry, 'dist', 'transformers.node.mjs')).href)) as Transformers;
    Object.assign(library.env, { allowRemoteModels: false, allowLocalModels: true, localModelPath: join(INSTALLED, 'models') });
    const model = await library.AutoModelForCausalLM.from_pretrained('policy', {
      dtype: 'fp32',
      device: 'cpu',
      session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
    });
    return new TransformersPolicy(library, model);
  }

  /** Milliseconds of one step with so many rows after the same prompt; reading the prompt is not counted. */
  async write(tokens: readonly number[], rows: number, steps: number): Promise<number> {
    const long = await this.generate(tokens, rows, steps + 1);
    return (long - (await this.generate(tokens, rows, 1))) / steps;
  }

  close(): Promise<unknown> {
    return this.model.dispose();
  }

  private async generate(tokens: readonly number[], rows: number, length: number): Promise<number> {
    const ids = BigInt64Array.from({ length: rows * tokens.length }, (_, index) => BigInt(tokens[index % tokens.length]!));
    const shape = [rows, tokens.length];
    const begun = performance.now();
    const { dims } = await this.model.generate({
      input_ids: new this.library.Tensor('int64', ids, shape),
      attention_mask: new this.library.Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
      do_sample: true,
      temperature: 1,
      top_k: 0,
      max_new_tokens: length,
      min_new_tokens: length,
    });
    if (dims[1] !== tokens.length + length) throw new Error(`${dims[1]! - tokens.length} tokens were written, not ${length}`);
    return performance.now() - begun;
  }
}
