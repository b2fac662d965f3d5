export type ViolationKind =
  /** An acknowledged message is not stored. */
  | 'lost'
  /** A message is stored more than once. */
  | 'doubled'
  /** What is stored, told or shown differs from what was written. */
  | 'altered'
  | 'undecided'
  | 'decided twice'
  /** A committed message that a window never showed. */
  | 'unseen'
  | 'seen twice'
  | 'out of order'
  /** A window showed what the database does not hold. */
  | 'phantom'
  /** Sequence numbers or counters that do not fit the rows. */
  | 'inconsistent'
  /** Ledger, mandate and outcome contradict each other. */
  | 'ledger'
  /** Nothing happened, so nothing was proved. */
  | 'vacuous';

export interface Violation {
  kind: ViolationKind;
  negotiationId: string;
  detail: string;
}

/** Makes the violations of one conversation. */
export function reporter(negotiationId: string): {
  found: Violation[];
  report(kind: ViolationKind, detail: string): void;
} {
  const found: Violation[] = [];
  return { found, report: (kind, detail) => void found.push({ kind, negotiationId, detail }) };
}

/** Calls `repeated` for every value that comes again. */
export function eachRepeated<T>(values: readonly T[], repeated: (value: T) => void): void {
  const known = new Set<T>();
  for (const value of values) {
    if (known.has(value)) repeated(value);
    known.add(value);
  }
}

/** Whether the numbers are 1, 2, 3 … in this order. */
export function countsFromOne(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => number === index + 1);
}
