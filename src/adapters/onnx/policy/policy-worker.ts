import { workerData } from 'node:worker_threads';
import { serveJobs } from '../threads/serve-jobs.js';
import { PolicyEngine, type WriteJob, type WriteOutcome } from './policy-engine.js';
import { loadPolicyModel } from './policy-model.js';
import { type PolicyThreadOptions } from './policy-thread.js';

/** The thread that a policy writes on. */
const { folder, adapter, threads, cacheBytes } = workerData as PolicyThreadOptions;

await serveJobs<WriteJob, WriteOutcome>(async () => {
  const model = await loadPolicyModel(folder, { threads, ...(adapter === undefined ? {} : { adapter }) });
  const engine = new PolicyEngine(model, cacheBytes);
  return { identity: engine.identity, work: (job, signal) => engine.write(job, signal) };
});
