/** Bounds of webhooks. */
export interface WebhookSettings {
  /** Endpoints of one tenant. */
  endpoints: number;
  /** Requests in flight, of this process: in all, and to one endpoint. */
  inFlight: number;
  perEndpoint: number;
  /** How long a receiver may take for an answer. */
  timeoutMs: number;
  /** After which time a delivery of a process that died is taken up by another one; longer than `timeoutMs`. */
  leaseMs: number;
  /** Longest time between two looks for what is due: that is how soon deliveries of other processes are noticed. */
  pollMs: number;
  /** How long a rotated secret goes on signing. */
  rotationMs: number;
}

export const WEBHOOK_SETTINGS: WebhookSettings = {
  endpoints: 20,
  inFlight: 32,
  perEndpoint: 4,
  timeoutMs: 15_000,
  leaseMs: 60_000,
  pollMs: 5_000,
  rotationMs: 24 * 60 * 60 * 1_000,
};
