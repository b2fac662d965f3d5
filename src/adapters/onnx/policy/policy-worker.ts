import { parentPort, workerData } from 'node:worker_threads';
import { ModelError } from '../model-folder.js';
import { PolicyEngine } from './policy-engine.js';
import { loadPolicyModel } from './policy-model.js';
import { type ThreadAnswer, type ThreadOptions, type ThreadRequest } from './thread-protocol.js';

/** The thread that a policy writes on: passes through the network keep it busy, and nothing else waits for it. */
const { folder, adapter, threads, cacheBytes } = workerData as ThreadOptions;
const port = parentPort!;
const answer = (message: ThreadAnswer): void => port.postMessage(message);
const aborts = new Map<number, AbortController>();

try {
  const model = await loadPolicyModel(folder, { threads, ...(adapter === undefined ? {} : { adapter }) });
  serve(new PolicyEngine(model, cacheBytes));
  answer({ kind: 'ready', identity: model.identity });
} catch (error) {
  // A model that must not be used says why; anything else is a bug of the thread and ends it.
  if (!(error instanceof ModelError)) throw error;
  answer({ kind: 'refused', reason: error.message });
}

function serve(engine: PolicyEngine): void {
  port.on('message', (request: ThreadRequest) => {
    if (request.kind === 'abort') return aborts.get(request.id)?.abort();
    const controller = new AbortController();
    aborts.set(request.id, controller);
    engine
      .write(request.job, controller.signal)
      .then(
        (outcome) => answer({ kind: 'done', id: request.id, outcome }),
        (error: unknown) =>
          answer({ kind: 'failed', id: request.id, reason: error instanceof Error ? error.message : String(error) }),
      )
      .finally(() => aborts.delete(request.id));
  });
}
