import { type Rubric, rubricName } from '../../domain/judge/rubric.js';
import { keyedJitter } from '../../domain/negotiation/keyed-jitter.js';
import { sha256 } from '../../domain/rewards/sha256.js';
import { type AnnotationItem } from './item.js';
import { renderSheet, type SheetItem } from './sheet.js';
import { type KeyEntry, type SheetKey } from './sheet-key.js';

export interface DealOptions {
  set: string;
  reader: string;
  seed: number;
  /** Items a sheet. */
  batch: number;
  rubric: Rubric;
}

export interface Dealt {
  sheets: { name: string; content: string }[];
  key: SheetKey;
}

const PREFIX_LENGTH = 6;

/**
 * Blind sheets for one reader, and the key to them. Order and sides depend on seed, set, reader and the ids of the items
 * and on nothing else, so that the same call gives the same sheets, and another reader's are shuffled another way.
 */
export function deal(items: readonly AnnotationItem[], { set, reader, seed, batch, rubric }: DealOptions): Dealt {
  const chance = sha256(JSON.stringify([seed, set, reader]));
  const shuffled = items
    .map((item) => ({ item, place: keyedJitter(chance, `place ${item.id}`) }))
    .sort((one, other) => one.place - other.place || (one.item.id < other.item.id ? -1 : 1))
    .map(({ item }) => item);
  // The prefix belongs to these sheets, so that labels collected with another key are refused.
  const prefix = sha256(JSON.stringify([chance, shuffled.map(({ id }) => id)])).slice(0, PREFIX_LENGTH);
  const digits = String(items.length).length;
  const entries = shuffled.map((item, index): KeyEntry => {
    const sheetId = `${prefix}-${String(index + 1).padStart(digits, '0')}`;
    const common = { sheetId, itemId: item.id, batch: Math.floor(index / batch) + 1 };
    if (item.kind === 'reply') return { ...common, kind: item.kind };
    return { ...common, kind: item.kind, shownFirst: keyedJitter(chance, `side ${item.id}`) < 0.5 ? 'a' : 'b' };
  });
  const batches = Math.ceil(items.length / batch);
  return {
    sheets: Array.from({ length: batches }, (_, index) => ({
      name: `batch-${String(index + 1).padStart(Math.max(2, String(batches).length), '0')}.md`,
      content: renderSheet(
        {
          batch: index + 1,
          batches,
          items: shuffled.slice(index * batch, (index + 1) * batch).map((item, at) => shown(item, entries[index * batch + at]!)),
        },
        rubric,
      ),
    })),
    key: { set, reader, seed, rubric: rubricName(rubric), rubricItems: rubric.items.map(({ id }) => id), items: entries },
  };
}

function shown(item: AnnotationItem, entry: KeyEntry): SheetItem {
  const { kind, context } = item;
  const common = { sheetId: entry.sheetId, kind, context };
  if (item.kind === 'reply') return { ...common, replies: [item.reply] };
  return { ...common, replies: entry.kind === 'pair' && entry.shownFirst === 'b' ? [item.b, item.a] : [item.a, item.b] };
}
