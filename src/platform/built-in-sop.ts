import { readFileSync } from 'node:fs';
import { compileSop } from '../domain/sop/compile.js';
import { type CompiledSop } from '../domain/sop/sop.js';
import { loadSopDefinition } from './sop-file.js';

const FILE = 'hotel-rate.sop.yaml';
/** Version of what ships; a tenant's own versions count up from it. */
export const BUILT_IN_VERSION = 0;
export const BUILT_IN_YAML = readFileSync(new URL(`../domain/sop/definitions/${FILE}`, import.meta.url), 'utf8');

/** The procedure that ships. @throws where its definition is broken, which is a bug */
export function builtInSop(): CompiledSop {
  const loaded = loadSopDefinition(BUILT_IN_YAML, FILE);
  if (!loaded.ok) throw new Error(`The built-in procedure is broken: ${JSON.stringify(loaded.errors)}`);
  return compileSop(loaded.definition, BUILT_IN_VERSION);
}
