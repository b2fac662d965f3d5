/** Keys and indexes from the root of the definition. */
export type SopPath = readonly (string | number)[];

/** What is wrong with a definition, and where. */
export interface SopError {
  path: SopPath;
  message: string;
}
