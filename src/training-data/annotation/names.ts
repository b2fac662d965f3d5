import { AnnotationError } from './annotation-error.js';

/**
 * A name of a set or a reader, as it may stand in file names.
 * @throws AnnotationError for anything else.
 */
export function checkedName(what: string, name: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) return name;
  throw new AnnotationError(`${what} must be lower-case letters, digits and dashes, 40 at most: ${JSON.stringify(name)}`);
}
