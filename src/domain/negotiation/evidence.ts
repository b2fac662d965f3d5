import { type Evidence, type IsoDateTime } from './ticket.js';

/** Evidence without an expiry of its own is not quoted any more after a day. */
export const EVIDENCE_FRESH_MS = 24 * 3_600_000;

/** Whether the observation may still be stated as a fact. */
export function isFresh(evidence: Evidence, now: IsoDateTime): boolean {
  const at = Date.parse(now);
  const until =
    evidence.expiresAt === undefined ? Date.parse(evidence.observedAt) + EVIDENCE_FRESH_MS : Date.parse(evidence.expiresAt);
  return at <= until;
}

/** A rate that the partner may be told of. */
export function maySayRate(evidence: Evidence, now: IsoDateTime): boolean {
  return evidence.rate !== undefined && (evidence.disclose === 'full' || evidence.disclose === 'rate') && isFresh(evidence, now);
}
