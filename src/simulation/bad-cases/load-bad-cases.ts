import { readdirSync, readFileSync } from 'node:fs';
import { readLocatedYaml, type Located } from '../../platform/located-yaml.js';
import { type BadCaseClass } from './bad-case.js';
import { parseBadCases } from './parse-bad-cases.js';

const FOLDER = new URL('cases/', import.meta.url);

/** Reads the file of one failure class; every mistake comes with file, path and line. */
export function loadBadCases(yaml: string, file: string): Located<BadCaseClass> {
  return readLocatedYaml(yaml, file, parseBadCases);
}

/** The classes that ship, in the order of their files. @throws where a file is broken, which is a bug */
export function builtInBadCases(): BadCaseClass[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => {
    const loaded = loadBadCases(readFileSync(new URL(file, FOLDER), 'utf8'), file);
    if (!loaded.ok)
      throw new Error(
        loaded.errors.map(({ path, line, message }) => `${file}:${line} ${path === '' ? '' : `${path} `}${message}`).join('\n'),
      );
    return loaded.value;
  });
}
