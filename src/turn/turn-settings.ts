/** Times and bounds of a turn, in milliseconds unless said otherwise. */
export interface TurnSettings {
  /** A turn begins this long after the partner's last message … */
  burstQuietMs: number;
  /** … and at most this long after their first unanswered one. */
  burstMaximumMs: number;
  /** How long a draft may take; then the approved script is sent. */
  deadlineMs: number;
  /** How long a draft stays fenced after its process died; a living one renews it three times in this time. */
  leaseMs: number;
  /** Candidates that a policy writes at first, and after each refusal. */
  candidates: number;
  repairAttempts: number;
  /** Drafts that newer partner messages may void in a row before one is committed all the same. */
  maximumVoids: number;
  /** Conversations drafted for at the same time in this process. */
  concurrency: number;
  /** How often due work of other or dead processes is looked for. */
  pollMs: number;
  /** Proactive messages in a row without an answer. */
  followUpsAllowed: number;
  /** Proactive messages to one partner within 24 hours, over all their negotiations. */
  proactiveCapPerDay: number;
  /** Hours of the partner's day in which we do not write unasked: from (inclusive) to (exclusive). */
  quietHours: { from: number; to: number };
  /** Hosts that links in replies may point to. */
  allowedHosts: string[];
}

export const DEFAULT_TURN_SETTINGS: TurnSettings = {
  burstQuietMs: 1_200,
  burstMaximumMs: 5_000,
  deadlineMs: 12_000,
  leaseMs: 5_000,
  candidates: 4,
  repairAttempts: 2,
  maximumVoids: 2,
  concurrency: 16,
  pollMs: 1_000,
  followUpsAllowed: 2,
  proactiveCapPerDay: 3,
  quietHours: { from: 20, to: 8 },
  allowedHosts: [],
};

/** Injection token: interfaces leave no trace at run time. */
export abstract class TurnSettingsProvider {
  abstract readonly settings: TurnSettings;
}
