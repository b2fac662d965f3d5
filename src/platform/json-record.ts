/** A JSON object from outside; what its fields hold is for the reader to check. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** A fault of a record that its writer can mend; the message begins with the path of the field. */
export class BadRecord extends Error {
  override readonly name = 'BadRecord';
}

/** @throws BadRecord where the text is no JSON object */
export function parseJsonRecord(text: string): JsonRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadRecord('not a JSON line');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadRecord('not a JSON object');
  return value as JsonRecord;
}
