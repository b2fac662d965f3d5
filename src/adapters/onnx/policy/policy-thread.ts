import { Worker } from 'node:worker_threads';
import { ModelError } from '../model-folder.js';
import { type WriteJob, type WriteOutcome } from './policy-engine.js';
import { type ThreadAnswer, type ThreadOptions, type ThreadRequest } from './thread-protocol.js';

/** Writes replies; on this thread or on another one. */
export interface PolicyWriter {
  /** Name, version and adapter of the model. */
  readonly identity: string;
  /** @throws the signal's reason where it is aborted, {@link PolicyThreadError} where nothing can be written */
  write(job: WriteJob, signal: AbortSignal): Promise<WriteOutcome>;
  close(): Promise<void>;
}

/** The thread is gone, or a job of it went wrong. */
export class PolicyThreadError extends Error {
  override readonly name = 'PolicyThreadError';
}

interface Pending {
  resolve(outcome: WriteOutcome): void;
  reject(error: Error): void;
}

/** A policy on a thread of its own. A thread that dies is started again with the next job; what it had in hand has failed. */
export class PolicyThread implements PolicyWriter {
  private readonly pending = new Map<number, Pending>();
  private count = 0;
  private closed = false;

  private constructor(
    private readonly options: ThreadOptions,
    private running: { worker: Worker; identity: string } | null,
  ) {}

  /** @throws ModelError where the model is not to be used */
  static async start(options: ThreadOptions): Promise<PolicyThread> {
    const thread = new PolicyThread(options, null);
    await thread.worker();
    return thread;
  }

  get identity(): string {
    return this.running?.identity ?? 'none';
  }

  async write(job: WriteJob, signal: AbortSignal): Promise<WriteOutcome> {
    signal.throwIfAborted();
    const worker = await this.worker();
    signal.throwIfAborted();
    // It may have ended since: nobody would answer.
    if (this.running?.worker !== worker) throw new PolicyThreadError('the model has been closed');
    const id = ++this.count;
    const send = (request: ThreadRequest): void => worker.postMessage(request);
    const abort = (): void => {
      send({ id, kind: 'abort' });
      const waiting = this.take(id);
      waiting?.reject(signal.reason instanceof Error ? signal.reason : new PolicyThreadError('aborted'));
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await new Promise<WriteOutcome>((resolve, reject) => {
        this.pending.set(id, { resolve, reject });
        send({ id, kind: 'write', job });
      });
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    const { running } = this;
    this.running = null;
    this.fail(new PolicyThreadError('the model has been closed'));
    await running?.worker.terminate();
  }

  private starting: Promise<Worker> | undefined;

  /** The thread, started where there is none. */
  private worker(): Promise<Worker> {
    if (this.closed) return Promise.reject(new PolicyThreadError('the model has been closed'));
    if (this.running) return Promise.resolve(this.running.worker);
    this.starting ??= this.start().finally(() => (this.starting = undefined));
    return this.starting;
  }

  private start(): Promise<Worker> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./policy-worker.js', import.meta.url), { workerData: this.options });
      // The process may end while a model lies idle.
      worker.unref();
      worker.on('message', (answer: ThreadAnswer) => {
        if (answer.kind === 'ready') {
          this.running = { worker, identity: answer.identity };
          resolve(worker);
        } else if (answer.kind === 'refused') {
          reject(new ModelError(answer.reason));
          void worker.terminate();
        } else if (answer.kind === 'done') {
          this.take(answer.id)?.resolve(answer.outcome);
        } else {
          this.take(answer.id)?.reject(new PolicyThreadError(answer.reason));
        }
      });
      const stopped = (error: Error): void => {
        reject(error);
        if (this.running?.worker !== worker) return;
        this.running = null;
        this.fail(error);
      };
      worker.on('error', (error) => stopped(new PolicyThreadError(`the thread failed: ${error.message}`)));
      worker.on('exit', () => stopped(new PolicyThreadError('the thread has stopped')));
    });
  }

  private take(id: number): Pending | undefined {
    const waiting = this.pending.get(id);
    this.pending.delete(id);
    return waiting;
  }

  private fail(error: Error): void {
    for (const waiting of this.pending.values()) waiting.reject(error);
    this.pending.clear();
  }
}
