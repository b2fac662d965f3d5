/**
 * An expected failure: a value that a use case answers with, mapped to a problem document once, at the edge. Operational
 * failures and bugs are exceptions.
 */
export type FailureCode =
  | 'invalid'
  | 'not_found'
  | 'already_exists'
  | 'already_ended'
  | 'stale_version'
  | 'limit_at_or_below_standing_ask'
  | 'partner_opted_out'
  | 'partner_erased'
  | 'taken_over'
  | 'not_taken_over'
  | 'terms_not_pending'
  | 'refused_by_guardrail'
  | 'rate_limited'
  | 'locked_setting'
  | 'model_refused'
  | 'too_many'
  | 'in_flight'
  | 'another_runs'
  | 'not_a_draft'
  | 'not_running'
  | 'endpoint_disabled'
  | 'own_key'
  | 'unsupported';

export interface Failure {
  code: FailureCode;
  /** For people; never holds a secret or what the caller must not know. */
  message: string;
  /** JSON path of the field at fault, `tickets[0].limitRate`, and further ones. */
  errors?: { path: string; message: string }[];
}

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (code: FailureCode, message: string, errors?: Failure['errors']): { ok: false; failure: Failure } => ({
  ok: false,
  failure: errors ? { code, message, errors } : { code, message },
});

export const PARTNER_ERASED = fail('partner_erased', 'The partner was erased; nothing more can be written');
