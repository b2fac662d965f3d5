import { END_STATUSES, type NegotiationStatus } from '../../domain/taxonomy.js';

export const STATUSES: readonly NegotiationStatus[] = ['open', 'escalated', ...END_STATUSES];

/** For `@Transform`: `status=open,agreed` and `status=open&status=agreed` mean the same. */
export function toList({ value }: { value: unknown }): unknown {
  const given: unknown[] = Array.isArray(value) ? value : [value];
  return given.flatMap((each) => (typeof each === 'string' ? each.split(',') : [each]));
}
