/** Runs work for the same key one after the other, in this process. */
export class OneAtATime {
  private readonly last = new Map<string, Promise<unknown>>();

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const run = before.then(work, work);
    this.last.set(key, run);
    try {
      return await run;
    } finally {
      if (this.last.get(key) === run) this.last.delete(key);
    }
  }
}
