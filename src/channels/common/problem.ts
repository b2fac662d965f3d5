import { HttpException } from '@nestjs/common';
import { type Failure, type FailureCode } from '../../domain/failure.js';

/** A problem document, RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Machine-readable kind, the last part of `type`. */
  code: string;
  /** The request it belongs to, as in the `x-request-id` header. */
  requestId?: string;
  errors?: { path: string; message: string }[];
}

/** Largest number of faulty fields that one answer names. */
export const MAXIMUM_ERRORS = 50;

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  408: 'Request timeout',
  409: 'Conflict',
  413: 'Content too large',
  414: 'URI too long',
  415: 'Unsupported media type',
  422: 'Unprocessable content',
  429: 'Too many requests',
  431: 'Request header fields too large',
  500: 'Internal server error',
  503: 'Service unavailable',
};

/** Every expected failure and its status, complete by construction. */
const STATUS: Readonly<Record<FailureCode, number>> = {
  invalid: 422,
  unsupported: 422,
  model_refused: 422,
  refused_by_guardrail: 422,
  not_found: 404,
  rate_limited: 429,
  already_exists: 409,
  already_ended: 409,
  stale_version: 409,
  limit_at_or_below_standing_ask: 409,
  partner_opted_out: 409,
  partner_erased: 409,
  taken_over: 409,
  not_taken_over: 409,
  terms_not_pending: 409,
  locked_setting: 409,
  too_many: 409,
  in_flight: 409,
  another_runs: 409,
  not_a_draft: 409,
  not_running: 409,
  endpoint_disabled: 409,
  own_key: 409,
};

/** A problem on its way to the client. The edge throws it; use cases answer with a `Failure`. */
export class ProblemException extends HttpException {
  constructor(
    readonly problem: Problem,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem, problem.status);
    this.message = problem.detail;
  }
}

export function problem(status: number, code: string, detail: string, errors?: Problem['errors']): Problem {
  return {
    type: `urn:parley:problem:${code}`,
    title: TITLES[status] ?? 'Error',
    status,
    detail,
    code,
    ...(errors === undefined || errors.length === 0 ? {} : { errors: errors.slice(0, MAXIMUM_ERRORS) }),
  };
}

/** Refuses with status 422 and the fields at fault. */
export function invalid(errors: NonNullable<Problem['errors']>, detail = 'The request is not valid'): ProblemException {
  return new ProblemException(problem(422, 'invalid', detail, errors));
}

/** Seconds after which a database that was away may be back. */
const OUTAGE_RETRY_SECONDS = 1;

/** The database is away for the moment: nothing was done, or nobody knows; the same request can be sent again. */
export function outageProblem(): ProblemException {
  const detail = 'The server cannot answer at the moment; please try again';
  return new ProblemException(problem(503, 'unavailable', detail), { 'retry-after': String(OUTAGE_RETRY_SECONDS) });
}

/** Seconds to wait where a use case refuses for being called too often. */
const RETRY_AFTER_SECONDS = 3_600;

export function problemOf(failure: Failure): ProblemException {
  const status = STATUS[failure.code];
  const headers: Record<string, string> = status === 429 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {};
  return new ProblemException(problem(status, failure.code, failure.message, failure.errors), headers);
}
