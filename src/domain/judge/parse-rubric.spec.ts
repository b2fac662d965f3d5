import { describe, expect, it } from 'vitest';
import { parseRubric } from './parse-rubric.js';
import { rubricName, type Rubric } from './rubric.js';

const ITEM = {
  id: 'cold',
  title: 'Cold',
  points: 10,
  description: 'Sounds cold.',
  examples: { loses: ['No.'], keeps: ['I see.'] },
};
const RUBRIC: Rubric = { id: 'hotel-rate', version: 2, items: [ITEM] };

const errorsOf = (value: unknown): string[] => {
  const parsed = parseRubric(value);
  return parsed.ok ? [] : parsed.errors.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('reading a rubric', () => {
  it('gives back what is in it', () => {
    expect(parseRubric(RUBRIC)).toEqual({ ok: true, rubric: RUBRIC });
  });

  it('names every mistake with its path', () => {
    const broken = {
      id: 'Hotel Rate',
      version: 0,
      colour: 'red',
      items: [
        { ...ITEM, points: 101, description: '  ' },
        { ...ITEM, id: 'two words', examples: { loses: 'No.', keeps: [1], maybe: [] } },
        'text',
      ],
    };
    expect(errorsOf(broken)).toEqual([
      'colour: is not a field here; known are id, version, items',
      'items.0.points: must be a whole number from 1 to 100',
      'items.0.description: must be a text',
      'items.1.examples.maybe: is not a field here; known are loses, keeps',
      'items.1.id: must be lower-case letters, digits and underscores or dashes',
      'items.1.examples.loses: must be a list of texts',
      'items.1.examples.keeps.0: must be a text',
      'items.2: must be a mapping',
      'items.2.examples: must be a mapping',
      'items.2.id: must be lower-case letters, digits and underscores or dashes',
      'items.2.title: must be a text',
      'items.2.points: must be a whole number from 1 to 100',
      'items.2.description: must be a text',
      'items.2.examples.loses: must be a list of texts',
      'items.2.examples.keeps: must be a list of texts',
      'id: must be lower-case letters, digits and underscores or dashes',
      'version: must be a whole number from 1 to 1000000',
    ]);
  });

  it('refuses a rubric that deducts nothing, or twice for the same', () => {
    expect(errorsOf({ ...RUBRIC, items: [] })).toEqual(['items: must be a list with at least one item']);
    expect(errorsOf({ ...RUBRIC, items: [ITEM, ITEM] })).toEqual(['items.1.id: the id "cold" is used twice']);
    expect(errorsOf(null)).toContain(': must be a mapping');
  });
});

describe('the name of a rubric', () => {
  it('changes with wording and points, even where the version was forgotten', () => {
    const name = rubricName(RUBRIC);
    expect(name).toMatch(/^hotel-rate@2#[0-9a-f]{8}$/);
    expect(rubricName({ ...RUBRIC, items: [{ ...ITEM, points: 11 }] })).not.toBe(name);
    expect(rubricName({ ...RUBRIC, items: [{ ...ITEM, description: 'Sounds a little cold.' }] })).not.toBe(name);
    expect(rubricName(structuredClone(RUBRIC))).toBe(name);
  });
});
