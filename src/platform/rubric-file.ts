import { readFileSync } from 'node:fs';
import { parseRubric } from '../domain/judge/parse-rubric.js';
import { type Rubric } from '../domain/judge/rubric.js';
import { readLocatedYaml, type Located } from './located-yaml.js';

/** Reads a rubric from YAML; every mistake comes with file, path and line. */
export function loadRubric(yaml: string, file: string): Located<Rubric> {
  return readLocatedYaml(yaml, file, (value) => {
    const parsed = parseRubric(value);
    return parsed.ok ? { ok: true, value: parsed.rubric } : parsed;
  });
}

/** The rubric that ships with the server. */
export function builtInRubric(): Rubric {
  const url = new URL('../domain/judge/rubrics/hotel-rate.rubric.yaml', import.meta.url);
  const loaded = loadRubric(readFileSync(url, 'utf8'), 'hotel-rate.rubric.yaml');
  if (!loaded.ok) throw new Error(`The built-in rubric is broken: ${JSON.stringify(loaded.errors)}`);
  return loaded.value;
}
