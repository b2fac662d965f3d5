/** A JSON object from outside; what its fields hold is for the reader to check. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** A fault of a record that its writer can mend; the message begins with the path of the field. */
export class BadRecord extends Error {
  override readonly name = 'BadRecord';
}
