import { ITEM_KINDS } from './item.js';
import { BEST_OVERALL, CHOICES, MOST_SEVERE, type RawLabel, READER_KINDS, STRONGEST } from './label.js';
import { readLines, type TextFile } from './read-lines.js';

/**
 * Reads the raw labels of one reader, as `collect` has written them.
 * @throws AnnotationError with file and line of the first fault; one reader and item have one label.
 */
export function parseLabels(file: TextFile, reader: string): RawLabel[] {
  const lineOf = new Map<string, number>();
  return readLines(file, (fields, complain, line): RawLabel => {
    const common = { itemId: fields.text('itemId'), reader: fields.text('reader'), kind: fields.word('kind', READER_KINDS) };
    if (common.reader !== reader) complain(`the reader is ${common.reader}, the file is that of ${reader}`);
    const earlier = lineOf.get(common.itemId);
    if (earlier !== undefined) complain(`${common.itemId} has a label in line ${earlier} already`);
    lineOf.set(common.itemId, line);
    const itemKind = fields.word('itemKind', ITEM_KINDS);
    if (itemKind === 'pair') {
      fields.only('itemId', 'reader', 'kind', 'itemKind', 'choice', 'strength', 'shownFirst', 'reason');
      const choice = fields.word('choice', CHOICES);
      const reason = fields.optionalText('reason');
      return {
        ...common,
        itemKind,
        choice,
        ...(choice === 'tie' ? {} : { strength: fields.whole('strength', 1, STRONGEST) }),
        shownFirst: fields.word('shownFirst', ['a', 'b']),
        ...(reason === undefined ? {} : { reason }),
      };
    }
    fields.only('itemId', 'reader', 'kind', 'itemKind', 'overall', 'violations', 'rubric', 'note');
    const severities = fields.mapping('violations');
    const note = fields.optionalText('note');
    return {
      ...common,
      itemKind,
      overall: fields.whole('overall', 1, BEST_OVERALL),
      violations: Object.fromEntries(severities.names().map((name) => [name, severities.whole(name, 0, MOST_SEVERE)])),
      rubric: fields.text('rubric'),
      ...(note === undefined ? {} : { note }),
    };
  });
}
