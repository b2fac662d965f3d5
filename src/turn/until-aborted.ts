/**
 * The answer, or, as soon as the signal says so, its reason as an error: a turn's deadline and its being overtaken hold
 * whether or not whoever works for it heeds the signal.
 */
export async function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    const answer = work();
    // Once nobody waits for it, its failure is nobody's either.
    answer.catch(() => undefined);
    return await Promise.race([answer, aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}
