import { describe, expect, it } from 'vitest';
import { builtInRubric, loadRubric } from './rubric-file.js';

describe('a rubric file', () => {
  it('ships with what every judge of replies must deduct for', () => {
    const { items } = builtInRubric();
    const titles = items.map(({ title }) => title).join('; ');
    for (const part of [
      'Emotional value',
      'Style',
      'SOP compliance',
      'Progress',
      'Over-promising',
      'Repeated confirmation',
      'Misread silence',
    ]) {
      expect(titles).toContain(part);
    }
    for (const { examples } of items) expect(examples.loses.length * examples.keeps.length).toBeGreaterThan(0);
  });

  it('is refused with file, path and line of every mistake', () => {
    const yaml = [
      'id: mine',
      'version: 1',
      'items:',
      '  - id: cold',
      '    title: Cold',
      '    points: 500',
      '    description: Sounds cold.',
      '    examples: { loses: [], keeps: [] }',
      '    weight: 3',
    ].join('\n');
    expect(loadRubric(yaml, 'mine.rubric.yaml')).toEqual({
      ok: false,
      errors: [
        expect.objectContaining({ file: 'mine.rubric.yaml', path: 'items[0].weight', line: 9 }),
        expect.objectContaining({ file: 'mine.rubric.yaml', path: 'items[0].points', line: 6 }),
      ],
    });
  });

  it('that is no YAML is refused with the line', () => {
    const loaded = loadRubric('id: mine\nitems: [', 'mine.rubric.yaml');
    expect(loaded.ok ? [] : loaded.errors).toEqual([expect.objectContaining({ path: '', line: 2 })]);
  });
});
