import { type Result } from '../../domain/failure.js';
import { problemOf } from './problem.js';

/** The value of a use case, or its failure as a problem document: the one place where failures become HTTP. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw problemOf(result.failure);
}
