import { Worker } from 'node:worker_threads';

interface Pending {
  resolve(result: Uint8Array | undefined): void;
  reject(error: Error): void;
}

type Answer = { id: number; result?: Uint8Array; error?: string };

/**
 * An embedded PostgreSQL that speaks the wire protocol, on a thread of its own: a statement holds up nothing but the
 * statements behind it.
 */
export class EmbeddedEngine {
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private stopped: Error | null = null;
  private count = 0;

  /** `directory`: where the data lies; absent: in memory, from `snapshot` where one is given. */
  constructor(options: { directory?: string; snapshot?: Uint8Array }) {
    this.worker = new Worker(new URL('./pglite-worker.mjs', import.meta.url), { workerData: options });
    this.worker.unref();
    this.worker.on('message', (answer: Answer) => this.answered(answer));
    this.worker.on('error', (error: Error) => this.stop(error));
    this.worker.on('exit', () => this.stop(new Error('The embedded database has stopped')));
  }

  /** @throws where the data directory cannot be opened */
  async ready(): Promise<void> {
    await this.call('ready');
  }

  /** Whole protocol messages in, the answers to them out. */
  async execute(message: Uint8Array): Promise<Uint8Array> {
    return (await this.call('execute', message)) ?? new Uint8Array();
  }

  /** The data directory as a tar archive. */
  async dump(): Promise<Uint8Array> {
    return (await this.call('dump')) ?? new Uint8Array();
  }

  async close(): Promise<void> {
    if (this.stopped) return;
    await this.call('close');
    await this.worker.terminate();
  }

  /** The process stays alive for as long as an answer is awaited, and no longer. */
  private call(call: 'ready' | 'execute' | 'dump' | 'close', data?: Uint8Array): Promise<Uint8Array | undefined> {
    if (this.stopped) return Promise.reject(this.stopped);
    return new Promise((resolve, reject) => {
      const id = ++this.count;
      this.pending.set(id, { resolve, reject });
      if (this.pending.size === 1) this.worker.ref();
      this.worker.postMessage({ id, call, data });
    });
  }

  private answered({ id, result, error }: Answer): void {
    const waiting = this.pending.get(id);
    this.pending.delete(id);
    if (this.pending.size === 0) this.worker.unref();
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error));
  }

  private stop(error: Error): void {
    this.stopped ??= error;
    for (const waiting of this.pending.values()) waiting.reject(this.stopped);
    this.pending.clear();
  }
}
