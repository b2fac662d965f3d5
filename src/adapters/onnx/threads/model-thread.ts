import { Worker } from 'node:worker_threads';
import { ModelError } from '../model-folder.js';
import { type ThreadAnswer, type ThreadRequest } from './thread-protocol.js';

/** Works with a model; on this thread or on another one. */
export interface ModelRunner<Job, Outcome> {
  /** Name, version and adapter of the model. */
  readonly identity: string;
  /** @throws the signal's reason where it is aborted, {@link ModelThreadError} where the job cannot be done */
  run(job: Job, signal: AbortSignal): Promise<Outcome>;
  close(): Promise<void>;
}

/** The thread is gone, or a job of it went wrong. */
export class ModelThreadError extends Error {
  override readonly name = 'ModelThreadError';
}

interface Pending<Outcome> {
  resolve(outcome: Outcome): void;
  reject(error: Error): void;
}

/**
 * A model on a thread of its own: passes through the network keep that thread busy, and nothing else waits for it. A thread
 * that dies is started again with the next job; what it had in hand has failed.
 */
export class ModelThread<Job, Outcome> implements ModelRunner<Job, Outcome> {
  private readonly pending = new Map<number, Pending<Outcome>>();
  private running: Worker | null = null;
  private name = 'none';
  private starting: Promise<Worker> | undefined;
  private count = 0;
  private closed = false;

  private constructor(
    private readonly script: URL,
    private readonly options: object,
  ) {}

  /**
   * @param script a file that calls {@link serveJobs}
   * @param options what the script finds as `workerData`
   * @throws ModelError where the model is not to be used
   */
  static async start<Job, Outcome>(script: URL, options: object): Promise<ModelThread<Job, Outcome>> {
    const thread = new ModelThread<Job, Outcome>(script, options);
    await thread.worker();
    return thread;
  }

  get identity(): string {
    return this.name;
  }

  async run(job: Job, signal: AbortSignal): Promise<Outcome> {
    signal.throwIfAborted();
    const worker = await this.worker();
    signal.throwIfAborted();
    // It may have ended since: nobody would answer.
    if (this.running !== worker) throw new ModelThreadError('the model has been closed');
    const id = ++this.count;
    const send = (request: ThreadRequest<Job>): void => worker.postMessage(request);
    const abort = (): void => {
      send({ id, kind: 'abort' });
      const waiting = this.take(id);
      waiting?.reject(signal.reason instanceof Error ? signal.reason : new ModelThreadError('aborted'));
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await new Promise<Outcome>((resolve, reject) => {
        this.pending.set(id, { resolve, reject });
        if (this.pending.size === 1) worker.ref();
        send({ id, kind: 'work', job });
      });
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    const { running } = this;
    this.running = null;
    this.fail(new ModelThreadError('the model has been closed'));
    await running?.terminate();
  }

  /** The thread, started where there is none. */
  private worker(): Promise<Worker> {
    if (this.closed) return Promise.reject(new ModelThreadError('the model has been closed'));
    if (this.running) return Promise.resolve(this.running);
    this.starting ??= this.start().finally(() => (this.starting = undefined));
    return this.starting;
  }

  private start(): Promise<Worker> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(this.script, { workerData: this.options });
      worker.on('message', (answer: ThreadAnswer<Outcome>) => {
        if (answer.kind === 'ready' && !this.closed) {
          this.running = worker;
          this.name = answer.identity;
          // The process stays alive for as long as an answer is awaited, and may end while a model lies idle.
          worker.unref();
          resolve(worker);
        } else if (answer.kind === 'ready' || answer.kind === 'refused') {
          reject(answer.kind === 'refused' ? new ModelError(answer.reason) : new ModelThreadError('the model has been closed'));
          void worker.terminate();
        } else if (answer.kind === 'done') {
          this.take(answer.id)?.resolve(answer.outcome);
        } else {
          this.take(answer.id)?.reject(new ModelThreadError(answer.reason));
        }
      });
      const stopped = (error: Error): void => {
        reject(error);
        if (this.running !== worker) return;
        this.running = null;
        this.fail(error);
      };
      worker.on('error', (error) => stopped(new ModelThreadError(`the thread failed: ${error.message}`)));
      worker.on('exit', () => stopped(new ModelThreadError('the thread has stopped')));
    });
  }

  private take(id: number): Pending<Outcome> | undefined {
    const waiting = this.pending.get(id);
    this.pending.delete(id);
    if (this.pending.size === 0) this.running?.unref();
    return waiting;
  }

  private fail(error: Error): void {
    for (const waiting of this.pending.values()) waiting.reject(error);
    this.pending.clear();
  }
}
