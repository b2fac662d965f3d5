import { ModelThread, type ModelRunner } from '../threads/model-thread.js';
import { type WriteJob, type WriteOutcome } from './policy-engine.js';

/** What a policy's thread is started with. */
export interface PolicyThreadOptions {
  /** Folder of the model, and one of its adapters; absent: the base. */
  folder: string;
  adapter?: string;
  /** Threads that one pass is spread over. */
  threads: number;
  /** Bytes of what was read that are kept. */
  cacheBytes: number;
}

/** Writes replies; on this thread or on another one. */
export type PolicyWriter = ModelRunner<WriteJob, WriteOutcome>;

/** @throws ModelError where the model is not to be used */
export function startPolicyThread(options: PolicyThreadOptions): Promise<PolicyWriter> {
  return ModelThread.start(new URL('./policy-worker.js', import.meta.url), options);
}
