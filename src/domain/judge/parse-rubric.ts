import { type Rubric, type RubricItem } from './rubric.js';

interface RubricError {
  path: (string | number)[];
  message: string;
}

export type ParsedRubric = { ok: true; rubric: Rubric } | { ok: false; errors: RubricError[] };

type Fields = Record<string, unknown>;

/** Reads a rubric out of parsed YAML; every mistake is reported with its path. */
export function parseRubric(value: unknown): ParsedRubric {
  const errors: RubricError[] = [];
  const error = (path: RubricError['path'], message: string): void => void errors.push({ path, message });
  const fields = (given: unknown, path: RubricError['path'], known: readonly string[]): Fields => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      error(path, 'must be a mapping');
      return {};
    }
    for (const name of Object.keys(given))
      if (!known.includes(name)) error([...path, name], `is not a field here; known are ${known.join(', ')}`);
    return given as Fields;
  };
  const text = (given: unknown, path: RubricError['path'], pattern = /\S/): string => {
    if (typeof given === 'string' && pattern.test(given)) return given.trim();
    error(path, pattern.source === '\\S' ? 'must be a text' : 'must be lower-case letters, digits and underscores or dashes');
    return '';
  };
  const integer = (given: unknown, path: RubricError['path'], maximum: number): number => {
    if (typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= maximum) return given;
    error(path, `must be a whole number from 1 to ${maximum}`);
    return 1;
  };
  const texts = (given: unknown, path: RubricError['path']): string[] => {
    if (Array.isArray(given)) return given.map((entry, index) => text(entry, [...path, index]));
    error(path, 'must be a list of texts');
    return [];
  };

  const root = fields(value, [], ['id', 'version', 'items']);
  const list = Array.isArray(root['items']) ? (root['items'] as unknown[]) : [];
  if (list.length === 0) error(['items'], 'must be a list with at least one item');
  const items = list.map((entry, index): RubricItem => {
    const path = ['items', index];
    const item = fields(entry, path, ['id', 'title', 'points', 'description', 'examples']);
    const examples = fields(item['examples'], [...path, 'examples'], ['loses', 'keeps']);
    return {
      id: text(item['id'], [...path, 'id'], /^[a-z][a-z0-9_]{0,59}$/),
      title: text(item['title'], [...path, 'title']),
      points: integer(item['points'], [...path, 'points'], 100),
      description: text(item['description'], [...path, 'description']),
      examples: {
        loses: texts(examples['loses'], [...path, 'examples', 'loses']),
        keeps: texts(examples['keeps'], [...path, 'examples', 'keeps']),
      },
    };
  });
  items.forEach((item, index) => {
    if (item.id !== '' && items.findIndex((other) => other.id === item.id) < index)
      error(['items', index, 'id'], `the id "${item.id}" is used twice`);
  });
  const rubric: Rubric = {
    id: text(root['id'], ['id'], /^[a-z][a-z0-9-]{0,59}$/),
    version: integer(root['version'], ['version'], 1_000_000),
    items,
  };
  return errors.length > 0 ? { ok: false, errors } : { ok: true, rubric };
}
