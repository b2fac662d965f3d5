import { type SopDefinition } from '../domain/sop/definition.js';
import { parseSopDefinition } from '../domain/sop/parse-definition.js';
import { readLocatedYaml, type LocatedError } from './located-yaml.js';

export type LocatedSopError = LocatedError;

export type LoadedSop = { ok: true; definition: SopDefinition } | { ok: false; errors: LocatedSopError[] };

/** Reads a definition from YAML; every mistake comes with file, path and line. */
export function loadSopDefinition(yaml: string, file: string): LoadedSop {
  const loaded = readLocatedYaml(yaml, file, (value) => {
    const parsed = parseSopDefinition(value);
    return parsed.ok ? { ok: true, value: parsed.definition } : parsed;
  });
  return loaded.ok ? { ok: true, definition: loaded.value } : loaded;
}
