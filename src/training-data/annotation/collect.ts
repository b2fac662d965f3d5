import { AnnotationError } from './annotation-error.js';
import { type FieldReader } from './field-reader.js';
import { BEST_OVERALL, CHOICES, type Choice, MOST_SEVERE, type RawLabel, type ReaderKind, STRONGEST } from './label.js';
import { readLines, type TextFile } from './read-lines.js';
import { type KeyEntry, type SheetKey } from './sheet-key.js';

export interface Collected {
  /** New labels in the order of the sheets. */
  labels: RawLabel[];
  /** Batches of the key for which no label has been collected yet. */
  outstanding: number[];
}

/**
 * Reads what a reader has filled in and leads it back to the items: ids and sides are those of the item file again. A
 * batch is collected whole.
 * @param existing the labels of this reader that were collected before
 * @throws AnnotationError for a malformed, unknown, doubled or missing label.
 */
export function collect(
  key: SheetKey,
  kind: ReaderKind,
  files: readonly TextFile[],
  existing: readonly RawLabel[] = [],
): Collected {
  if (existing.some((label) => label.kind !== kind))
    throw new AnnotationError(`reader ${key.reader} was collected as another kind than ${kind} before`);
  const entryOf = new Map(key.items.map((entry) => [entry.sheetId, entry]));
  const collectedBefore = new Set(existing.map(({ itemId }) => itemId));
  const given = new Map<string, { label: RawLabel; where: string }>();
  for (const file of files)
    readLines(file, (fields, complain, line) => {
      const id = fields.text('id');
      const entry = entryOf.get(id);
      if (id === '') return;
      if (!entry) return complain(`${id} is on no sheet of reader ${key.reader} in set ${key.set}`);
      const earlier = given.get(id);
      if (earlier) return complain(`${id} has a label in ${earlier.where} already`);
      if (collectedBefore.has(entry.itemId)) return complain(`${id} was collected before from reader ${key.reader}`);
      given.set(id, { label: labelOf(key, entry, kind, fields, complain), where: `${file.file}:${line}` });
    });
  if (given.size === 0) throw new AnnotationError(`${files.map(({ file }) => file).join(', ')}: there is no label`);
  const touched = new Set([...given.keys()].map((id) => entryOf.get(id)!.batch));
  const missing = key.items.filter(({ batch, sheetId }) => touched.has(batch) && !given.has(sheetId));
  if (missing[0])
    throw new AnnotationError(
      `batch ${missing[0].batch} is not complete: ${missing[0].sheetId} has no label` +
        (missing.length > 1 ? ` (and ${missing.length - 1} more)` : ''),
    );
  const open = key.items.filter(({ sheetId, itemId }) => !given.has(sheetId) && !collectedBefore.has(itemId));
  return {
    labels: key.items.flatMap(({ sheetId }) => given.get(sheetId)?.label ?? []),
    outstanding: [...new Set(open.map(({ batch }) => batch))],
  };
}

function labelOf(
  key: SheetKey,
  entry: KeyEntry,
  kind: ReaderKind,
  fields: FieldReader,
  complain: (message: string) => void,
): RawLabel {
  const common = { itemId: entry.itemId, reader: key.reader, kind };
  if (entry.kind === 'pair') {
    fields.only('id', 'choice', 'strength', 'reason');
    const choice = fields.word('choice', CHOICES);
    const reason = fields.optionalText('reason');
    // Some write a strength for a tie as well; it is checked and means nothing.
    const strength = choice !== 'tie' || fields.has('strength') ? fields.whole('strength', 1, STRONGEST) : 1;
    return {
      ...common,
      itemKind: 'pair',
      choice: entry.shownFirst === 'a' ? choice : otherSide(choice),
      ...(choice === 'tie' ? {} : { strength }),
      shownFirst: entry.shownFirst,
      ...(reason === undefined ? {} : { reason }),
    };
  }
  fields.only('id', 'overall', 'violations', 'note');
  const overall = fields.whole('overall', 1, BEST_OVERALL);
  const severities = fields.mapping('violations');
  for (const name of severities.names())
    if (!key.rubricItems.includes(name)) complain(`violations.${name} is no item of the rubric ${key.rubric}`);
  const note = fields.optionalText('note');
  return {
    ...common,
    itemKind: 'reply',
    overall,
    violations: Object.fromEntries(
      key.rubricItems.map((name) => [name, severities.has(name) ? severities.whole(name, 0, MOST_SEVERE) : 0]),
    ),
    rubric: key.rubric,
    ...(note === undefined ? {} : { note }),
  };
}

function otherSide(choice: Choice): Choice {
  if (choice === 'tie') return choice;
  return choice === 'a' ? 'b' : 'a';
}
