/** A signal that aborts with its parent or after some time, whichever comes first. Dispose of it, or its timer lives on. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** True where the time ran out, false where the parent gave up. */
  readonly expired: boolean;
  dispose(): void;
}

export function startDeadline(milliseconds: number, parent?: AbortSignal): Deadline {
  const controller = new AbortController();
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    controller.abort();
  }, milliseconds);
  const follow = (): void => controller.abort();
  if (parent?.aborted) follow();
  else parent?.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    get expired() {
      return expired;
    },
    dispose() {
      clearTimeout(timer);
      parent?.removeEventListener('abort', follow);
    },
  };
}
