import { type Fault, refuseFaults } from './annotation-error.js';
import { FieldReader } from './field-reader.js';

/** A file that somebody has read. */
export interface TextFile {
  file: string;
  content: string;
}

/**
 * Reads every line of a file as one JSON object; empty lines are skipped.
 * @throws AnnotationError for a file with any fault, with file and line.
 */
export function readLines<Value>(
  { file, content }: TextFile,
  read: (fields: FieldReader, complain: (message: string) => void, line: number) => Value,
): Value[] {
  const faults: Fault[] = [];
  const values: Value[] = [];
  content
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .forEach((text, index) => {
      if (text.trim() === '') return;
      const complain = (message: string): void => void faults.push({ file, line: index + 1, message });
      let parsed: unknown;
      try {
        parsed = JSON.parse(text);
      } catch {
        return complain('this is not a JSON line');
      }
      values.push(read(FieldReader.of(parsed, complain), complain, index + 1));
    });
  refuseFaults(faults);
  return values;
}

/** Values as JSON lines. */
export const jsonLines = (values: readonly object[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');
