import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../config/paths.js';
import { builtInRubric } from '../../platform/rubric-file.js';

const guide = readFileSync(join(projectRoot, 'training', 'annotations', 'GUIDE.md'), 'utf8');

describe('the guide for readers', () => {
  it.each(builtInRubric().items.map(({ id }) => id))('explains %s with two faults and one reply that is free of it', (id) => {
    const section = guide.split(/^### /m).find((part) => part.startsWith(`\`${id}\``)) ?? '';
    expect(section.match(/^- ✗ /gm)).toHaveLength(2);
    expect(section.match(/^- ✓ /gm)).toHaveLength(1);
  });

  it('explains nothing that is not in the rubric', () => {
    const explained = [...guide.matchAll(/^### `(\w+)`/gm)].map(([, id]) => id);
    expect(explained).toEqual(builtInRubric().items.map(({ id }) => id));
  });
});
