const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits after the first attempt, the second, and so on, as Standard Webhooks suggests: ten attempts in three days. */
const WAITS_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
/** Share of a wait by which it is shortened or prolonged at random, so that what failed together does not return together. */
const JITTER = 0.2;

/**
 * When a delivery is tried again.
 * @param tries attempts so far, from 1
 * @param uniform chance, in [0, 1)
 * @param retryAfter header of the last answer, in seconds or as a date; it can prolong the wait up to the longest one
 * @returns null where it has been tried often enough
 */
export function nextAttemptAt(tries: number, at: Date, uniform: number, retryAfter?: string): Date | null {
  const wait = WAITS_MS[tries - 1];
  if (wait === undefined) return null;
  const jittered = wait * (1 + JITTER * (2 * uniform - 1));
  const asked = Math.min(waitAskedFor(retryAfter, at), WAITS_MS.at(-1)!);
  return new Date(at.getTime() + Math.round(Math.max(jittered, asked)));
}

/** Milliseconds; 0 where the header is missing or says nothing. */
function waitAskedFor(retryAfter: string | undefined, at: Date): number {
  if (retryAfter === undefined) return 0;
  const seconds = /^\d{1,9}$/.test(retryAfter.trim()) ? Number(retryAfter) : (Date.parse(retryAfter) - at.getTime()) / SECOND;
  return Number.isFinite(seconds) && seconds > 0 ? seconds * SECOND : 0;
}
