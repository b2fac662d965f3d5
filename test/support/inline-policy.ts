import { PolicyEngine, type WriteJob, type WriteOutcome } from '../../src/adapters/onnx/policy/policy-engine.js';
import { loadPolicyModel } from '../../src/adapters/onnx/policy/policy-model.js';
import { type PolicyWriter } from '../../src/adapters/onnx/policy/policy-thread.js';

/** A model on this thread: the same engine, without a thread around it. */
export class InlinePolicy implements PolicyWriter {
  readonly outcomes: WriteOutcome[] = [];
  readonly jobs: WriteJob[] = [];

  private constructor(
    private readonly engine: PolicyEngine,
    private readonly release: () => Promise<void>,
    private readonly before: (job: WriteJob) => Promise<void>,
  ) {}

  /** @param before what a job waits for before it is written */
  static async open(folder: string, before: (job: WriteJob) => Promise<void> = () => Promise.resolve()): Promise<InlinePolicy> {
    const model = await loadPolicyModel(folder, { threads: 1 });
    return new InlinePolicy(new PolicyEngine(model, 2 ** 26), () => model.graph.release(), before);
  }

  get identity(): string {
    return this.engine.identity;
  }

  async run(job: WriteJob, signal: AbortSignal): Promise<WriteOutcome> {
    await this.before(job);
    const outcome = await this.engine.write(job, signal);
    this.jobs.push(job);
    this.outcomes.push(outcome);
    return outcome;
  }

  close(): Promise<void> {
    return this.release();
  }
}
