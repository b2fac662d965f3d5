import { RE2JS } from 're2js';

/** A wording to look for: RE2 syntax, so that no pattern can take more than linear time; capitals make no difference. */
export interface Pattern {
  /** As written in the file. */
  source: string;
  matches(text: string): boolean;
}

/** @throws Error with a reason where the source is not RE2 */
export function compilePattern(source: string): Pattern {
  const compiled = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
  return { source, matches: (text) => compiled.matcher(text).find() };
}
