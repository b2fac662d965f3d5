import { APIConnectionError, APIError } from 'openai';
import { ChatError } from './chat-error.js';
import { type CallForm } from './chat-request.js';
import { FORMATS, type OptionalParameter } from './endpoint-habits.js';

/** What an error of the SDK means, without anything that it says. Time-outs and aborts are told apart by the caller. */
export function failureOf(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  if (error instanceof APIConnectionError) return new ChatError('connection');
  if (error instanceof APIError && typeof error.status === 'number') {
    const { status } = error as { status: number };
    if (status === 429) return new ChatError('rate_limited', status);
    if (status === 401 || status === 403) return new ChatError('unauthorised', status);
    return new ChatError(status >= 500 || status === 408 ? 'server_error' : 'rejected', status);
  }
  // A body that is no JSON ends in a SyntaxError; a connection that breaks off within a body in something else.
  return new ChatError(error instanceof SyntaxError ? 'unreadable' : 'connection');
}

export function isRetryable({ failure }: ChatError): boolean {
  return failure === 'rate_limited' || failure === 'server_error' || failure === 'connection' || failure === 'timeout';
}

/** Milliseconds that the endpoint asked to be left alone for; undefined where it did not say. */
export function retryAfterOf(error: unknown, now: Date): number | undefined {
  if (!(error instanceof APIError)) return undefined;
  const headers = error.headers as Headers | undefined;
  const milliseconds = headers?.get('retry-after-ms');
  if (milliseconds && /^\d{1,9}$/.test(milliseconds)) return Number(milliseconds);
  const said = headers?.get('retry-after');
  if (!said) return undefined;
  if (/^\d{1,6}(\.\d+)?$/.test(said)) return Number(said) * 1_000;
  const date = Date.parse(said);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}

/** Refusals that no other form of the same question would change. */
const FINAL_CODES: ReadonlySet<string> = new Set([
  'context_length_exceeded',
  'content_filter',
  'content_policy_violation',
  'model_not_found',
  'insufficient_quota',
  'invalid_api_key',
]);

/**
 * The form in which to ask again an endpoint that refused this one; undefined where there is none left, or where the
 * refusal is not about the form. Goes by the parameter that the endpoint names; where it names none, the costliest
 * wishes are given up first: several choices, then the format step by step.
 */
export function formAfterRefusal(error: unknown, form: CallForm): CallForm | undefined {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return undefined;
  if (typeof error.code === 'string' && FINAL_CODES.has(error.code)) return undefined;
  const words = `${error.param ?? ''} ${error.message}`.toLowerCase();
  if (/max_completion_tokens/.test(words) && form.lengthParameter === 'max_tokens')
    return { ...form, lengthParameter: 'max_completion_tokens' };
  for (const parameter of ['seed', 'temperature'] satisfies OptionalParameter[]) {
    if (!form.without.has(parameter) && new RegExp(`\\b${parameter}\\b`).test(words)) {
      return { ...form, without: new Set([...form.without, parameter]) };
    }
  }
  const aboutFormat = /response_format|json_schema|json_object|grammar|structured|guided/.test(words);
  if (form.choices > 1 && !aboutFormat) return { ...form, choices: 1 };
  const lower = FORMATS[FORMATS.indexOf(form.format) + 1];
  return lower && { ...form, format: lower };
}
