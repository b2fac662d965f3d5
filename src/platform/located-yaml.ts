import { LineCounter, parseDocument } from 'yaml';

export interface LocatedError {
  file: string;
  /** `stages.opening.may[0]`; empty for the file as a whole. */
  path: string;
  message: string;
  /** Counted from 1. */
  line: number;
}

type Parsed<T> =
  { ok: true; value: T } | { ok: false; errors: readonly { path: readonly (string | number)[]; message: string }[] };
export type Located<T> = { ok: true; value: T } | { ok: false; errors: LocatedError[] };

/** Characters of a file; more is nothing that people could read. */
const MAXIMUM_LENGTH = 200_000;

/** Reads YAML and hands it to a parser; every mistake comes with file, path and line. */
export function readLocatedYaml<T>(yaml: string, file: string, parse: (value: unknown) => Parsed<T>): Located<T> {
  const whole = (message: string, line = 1): Located<T> => ({ ok: false, errors: [{ file, path: '', message, line }] });
  if (yaml.length > MAXIMUM_LENGTH) return whole(`is longer than ${MAXIMUM_LENGTH} characters`);
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, uniqueKeys: true });
  const broken = document.errors[0];
  if (broken) return whole(`is not YAML: ${broken.message.split('\n')[0]}`, lines.linePos(broken.pos[0]).line);
  let value: unknown;
  try {
    // Aliases could expand without bound.
    value = document.toJS({ maxAliasCount: 50 });
  } catch {
    return whole('holds too many aliases');
  }
  const parsed = parse(value);
  if (parsed.ok) return parsed;
  const lineOf = (path: readonly (string | number)[]): number => {
    // The line of the node, or of the nearest one around it that exists.
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] | null } | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  return {
    ok: false,
    errors: parsed.errors.map(({ path, message }) => ({ file, path: written(path), message, line: lineOf(path) })),
  };
}

function written(path: readonly (string | number)[]): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');
}
