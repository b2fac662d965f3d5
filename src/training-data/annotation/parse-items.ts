import { AnnotationError } from './annotation-error.js';
import { type FieldReader } from './field-reader.js';
import { type AnnotationItem, ITEM_KINDS, type ItemContext, SPEAKERS } from './item.js';
import { readLines, type TextFile } from './read-lines.js';

/**
 * Reads a file of items, one a line.
 * @throws AnnotationError with file and line of the first fault, or where the file holds no item.
 */
export function parseItems(file: TextFile): AnnotationItem[] {
  const lineOf = new Map<string, number>();
  const items = readLines(file, (fields, complain, line): AnnotationItem => {
    const id = fields.text('id');
    const earlier = lineOf.get(id);
    if (earlier !== undefined && id !== '') complain(`the id ${id} is used in line ${earlier} as well`);
    lineOf.set(id, line);
    const kind = fields.word('kind', ITEM_KINDS);
    const common = { id, context: contextOf(fields.mapping('context')), source: fields.anything('source') };
    if (kind === 'reply') {
      fields.only('id', 'kind', 'context', 'reply', 'source');
      return { ...common, kind, reply: fields.text('reply') };
    }
    fields.only('id', 'kind', 'context', 'a', 'b', 'source');
    const pair = { a: fields.text('a'), b: fields.text('b') };
    if (pair.a !== '' && pair.a.trim() === pair.b.trim()) complain('a and b are the same text');
    return { ...common, kind, ...pair };
  });
  if (items.length === 0) throw new AnnotationError(`${file.file} holds no item`);
  return items;
}

function contextOf(fields: FieldReader): ItemContext {
  fields.only('header', 'transcript', 'state');
  const state = fields.optionalText('state');
  return {
    header: fields.text('header'),
    transcript: fields.list('transcript').map((line) => {
      line.only('who', 'text');
      return { who: line.word('who', SPEAKERS), text: line.text('text') };
    }),
    ...(state === undefined ? {} : { state }),
  };
}
