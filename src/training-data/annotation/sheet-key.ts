import { AnnotationError, type Fault, refuseFaults } from './annotation-error.js';
import { FieldReader } from './field-reader.js';
import { ITEM_KINDS } from './item.js';
import { checkedName } from './names.js';
import { type TextFile } from './read-lines.js';

interface CommonEntry {
  /** The opaque id on the sheet. */
  sheetId: string;
  itemId: string;
  /** Counted from one. */
  batch: number;
}

/** What one id on a sheet stands for. */
export type KeyEntry = CommonEntry & ({ kind: 'pair'; shownFirst: 'a' | 'b' } | { kind: 'reply' });

/** Leads from the sheets of one reader back to the items; not for readers. */
export interface SheetKey {
  set: string;
  reader: string;
  seed: number;
  /** Full name of the rubric that the sheets explain, and its items. */
  rubric: string;
  rubricItems: string[];
  /** In the order of the sheets. */
  items: KeyEntry[];
}

/**
 * Reads a key as `deal` writes it.
 * @throws AnnotationError for a file that is none.
 */
export function parseSheetKey({ file, content }: TextFile): SheetKey {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    throw new AnnotationError(`${file} is no JSON`);
  }
  const faults: Fault[] = [];
  const fields = FieldReader.of(parsed, (message) => faults.push({ file, line: 1, message }));
  const key: SheetKey = {
    set: fields.text('set'),
    reader: fields.text('reader'),
    seed: fields.whole('seed', 0, Number.MAX_SAFE_INTEGER),
    rubric: fields.text('rubric'),
    rubricItems: fields.texts('rubricItems'),
    items: fields.list('items').map((entry): KeyEntry => {
      const common = {
        sheetId: entry.text('sheetId'),
        itemId: entry.text('itemId'),
        batch: entry.whole('batch', 1, Number.MAX_SAFE_INTEGER),
      };
      const kind = entry.word('kind', ITEM_KINDS);
      return kind === 'reply' ? { ...common, kind } : { ...common, kind, shownFirst: entry.word('shownFirst', ['a', 'b']) };
    }),
  };
  refuseFaults(faults);
  checkedName('the set of the key', key.set);
  checkedName('the reader of the key', key.reader);
  return key;
}
