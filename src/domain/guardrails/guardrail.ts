import { type ReplyContext } from '../conversation/reply-context.js';
import { type ReplyPlan } from '../conversation/reply.js';
import { type ReplySignals } from '../signals/signals.js';
import { type Span } from '../understanding/reading.js';
import { type Stage } from '../taxonomy.js';

export type FindingResult = 'pass' | 'violation' | 'could_not_check';
export type GuardrailMode = 'enforce' | 'shadow' | 'off';

/** A guardrail's answer about one reply. */
export interface Finding {
  guardrail: string;
  result: FindingResult;
  /** 0 to 1; above 0 and below 1 for anything that can be found. */
  severity: number;
  /** A mild case of a blocking guardrail: it costs the guardrail's `softPoints` and does not keep the reply back. */
  soft?: boolean;
  /** Where in the reply. */
  span?: Span;
  /** For people and for the policy's next try. Never holds a secret. */
  reason: string;
}

/**
 * Secret amounts that a reply must not give away, prepared by the domain from the mandate. It is opaque: it answers
 * whether an amount is secret, and cannot be serialised.
 */
export interface DisclosureProbe {
  /** True where the amount (decimal string, any basis or unit) equals a limit rate or a form derived from it. */
  discloses(amount: string, currency?: string): boolean;
  toJSON(): undefined;
}

export interface GuardInput {
  text: string;
  /** Absent where a person wrote the text. */
  plan?: ReplyPlan;
  author: 'agent' | 'human' | 'script';
  context: ReplyContext;
  /** Absent in tools that know no mandate; then disclosure of the amount cannot be checked, only its wording. */
  disclosure?: DisclosureProbe;
  /**
   * True where the mandate is known, so that a missing `disclosure` is a fault and no pass. Absent: only for people's texts.
   */
  disclosureExpected?: boolean;
}

export interface Guardrail {
  id: string;
  title: string;
  /** Blocking: a violation keeps the reply from being sent. Otherwise it costs `softPoints` in the rule reward. */
  blocking: boolean;
  severity: number;
  /** Deduction for a violation that does not block, 0 to 100. */
  softPoints: number;
  /** Stages it applies to; absent: all. */
  stages?: readonly Stage[];
  /** Locked to `enforce`: nobody can switch it off. */
  locked: boolean;
  /** Whether a person's message is checked too. */
  appliesToHumans: boolean;
  check(input: GuardInput, signals: ReplySignals): Omit<Finding, 'guardrail' | 'severity'>;
}
