/** Why a language model gave no answer. */
export type ChatFailure =
  /** The circuit is open: the endpoint failed again and again, and is left alone for a while. */
  | 'circuit_open'
  /** Past the deadline of the question or of its last call. */
  | 'timeout'
  /** The caller gave up (a newer partner message, shutdown). */
  | 'aborted'
  /** 429 until the retries or the time ran out. */
  | 'rate_limited'
  /** 5xx until the retries or the time ran out. */
  | 'server_error'
  | 'connection'
  /** 401 or 403. */
  | 'unauthorised'
  /** Any other 4xx: the request will not be accepted however often it is sent. */
  | 'rejected'
  /** 2xx, but no chat completion. */
  | 'unreadable';

/**
 * A question to a language model failed. Holds neither the prompt nor the endpoint's own words (both could carry what a
 * partner wrote, or a key), and therefore no `cause` either.
 */
export class ChatError extends Error {
  constructor(
    readonly failure: ChatFailure,
    readonly status?: number,
  ) {
    super(`The language model did not answer: ${failure}${status === undefined ? '' : ` (HTTP ${status})`}`);
    this.name = 'ChatError';
  }
}
