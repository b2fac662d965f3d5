export interface IdempotencyScope {
  tenantId: string;
  method: string;
  path: string;
  key: string;
}

/** Answers to POST requests that carry an Idempotency-Key, kept for 24 hours. Holds a keyed hash of the body, never the body. */
export abstract class IdempotencyStore {
  /** Claims the key. `replay`: answer as before. `mismatch`: same key, other body. `in_flight`: the first is still running. */
  abstract begin(
    scope: IdempotencyScope,
    bodyHash: string,
    at: Date,
  ): Promise<
    | { outcome: 'started' }
    | { outcome: 'replay'; status: number; response: unknown }
    | { outcome: 'mismatch' }
    | { outcome: 'in_flight' }
  >;
  /** Stores the answer (without a secret that was in it). */
  abstract complete(scope: IdempotencyScope, status: number, response: unknown): Promise<void>;
  /** Forgets the claim after a failure that may be tried again. */
  abstract abandon(scope: IdempotencyScope): Promise<void>;
}
