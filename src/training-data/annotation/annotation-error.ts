/** Something that is wrong with a file, at a line counted from one. */
export interface Fault {
  file: string;
  line: number;
  message: string;
}

/** What whoever runs the tool can mend; the message is one line. */
export class AnnotationError extends Error {
  override readonly name = 'AnnotationError';
}

/**
 * Does nothing where nothing is wrong.
 * @throws AnnotationError with the first fault, and with how many more there are.
 */
export function refuseFaults(faults: readonly Fault[]): void {
  const [first, ...more] = faults;
  if (!first) return;
  const rest = more.length === 0 ? '' : ` (and ${more.length} more ${more.length === 1 ? 'fault' : 'faults'})`;
  throw new AnnotationError(`${first.file}:${first.line}: ${first.message}${rest}`);
}
