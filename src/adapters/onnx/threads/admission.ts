/** Turns that a model writes at the same time, and that wait for their turn behind them. */
export interface AdmissionLimits {
  running: number;
  waiting: number;
}

/** There is no room left, not even to wait. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';

  constructor() {
    super('too many turns wait for this model');
  }
}

interface Waiting {
  enter(): void;
}

/** Lets so many in at once, the others in the order in which they came, and turns away who would wait too long. */
export class Admission {
  private running = 0;
  private readonly queue: Waiting[] = [];

  constructor(private readonly limits: AdmissionLimits) {}

  /** How full the queue is: 0 where nobody waits, 1 where nobody else may. */
  get load(): number {
    return this.limits.waiting === 0 ? 0 : this.queue.length / this.limits.waiting;
  }

  /** Nobody works. */
  get idle(): boolean {
    return this.running === 0;
  }

  /**
   * Works once there is room.
   * @throws OverloadedError at once where there is none to wait in; the signal's reason where it is aborted in the queue
   */
  async with<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.running < this.limits.running) this.running++;
    else await this.wait(signal);
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      // Whoever comes next takes the place that this one leaves.
      if (next) next.enter();
      else this.running--;
    }
  }

  private wait(signal: AbortSignal): Promise<void> {
    if (this.queue.length >= this.limits.waiting) throw new OverloadedError();
    return new Promise((resolve, reject) => {
      const entry: Waiting = {
        enter: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      const leave = (): void => {
        const at = this.queue.indexOf(entry);
        if (at >= 0) this.queue.splice(at, 1);
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      signal.addEventListener('abort', leave, { once: true });
      this.queue.push(entry);
    });
  }
}
