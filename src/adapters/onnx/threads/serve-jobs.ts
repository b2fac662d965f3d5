import { parentPort } from 'node:worker_threads';
import { ModelError } from '../model-folder.js';
import { type ThreadAnswer, type ThreadRequest } from './thread-protocol.js';

/** What works on a thread of its own. Plain data in and out. */
export interface JobServer<Job, Outcome> {
  identity: string;
  work(job: Job, signal: AbortSignal): Promise<Outcome>;
}

/** The whole of a model's thread: opens the model, says whether it may be used, and works on jobs until the thread ends. */
export async function serveJobs<Job, Outcome>(open: () => Promise<JobServer<Job, Outcome>>): Promise<void> {
  const port = parentPort!;
  const answer = (message: ThreadAnswer<Outcome>): void => port.postMessage(message);
  let server: JobServer<Job, Outcome>;
  try {
    server = await open();
  } catch (error) {
    // A model that must not be used says why; anything else is a bug of the thread and ends it.
    if (!(error instanceof ModelError)) throw error;
    return answer({ kind: 'refused', reason: error.message });
  }
  const aborts = new Map<number, AbortController>();
  port.on('message', (request: ThreadRequest<Job>) => {
    const { id } = request;
    if (request.kind === 'abort') return aborts.get(id)?.abort();
    const controller = new AbortController();
    aborts.set(id, controller);
    server
      .work(request.job, controller.signal)
      .then(
        (outcome) => answer({ kind: 'done', id, outcome }),
        (error: unknown) => answer({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) }),
      )
      .finally(() => aborts.delete(id));
  });
  answer({ kind: 'ready', identity: server.identity });
}
