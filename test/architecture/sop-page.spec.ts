import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/config/paths.js';
import { SCRIPT_SLOTS } from '../../src/domain/sop/check-definition.js';
import { anywhereDiagram, stagesDiagram } from '../../src/domain/sop/diagram.js';
import { FACT_NAMES } from '../../src/domain/sop/guards.js';
import { STAGES } from '../../src/domain/taxonomy.js';
import { loadSopDefinition } from '../../src/platform/sop-file.js';

const FILE = 'src/domain/sop/definitions/hotel-rate.sop.yaml';
const page = readFileSync(join(projectRoot, 'docs', 'sop.md'), 'utf8');

describe('docs/sop.md', () => {
  it('shows the procedure as it is defined (npm run -s sop-diagram -- --write)', () => {
    const loaded = loadSopDefinition(readFileSync(join(projectRoot, FILE), 'utf8'), FILE);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
    const shown = [...page.matchAll(/```mermaid\n([^`]*)```/g)].map((match) => match[1]);
    expect(shown).toEqual([stagesDiagram(loaded.definition), anywhereDiagram(loaded.definition)]);
  });

  it.each([
    ['facts', FACT_NAMES],
    ['stages', STAGES],
    ['slots', SCRIPT_SLOTS.map((slot) => `{${slot}}`)],
  ])('names all %s', (_, words) => {
    expect(words.length).toBeGreaterThan(5);
    expect(words.filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
  });
});
