import { InvalidCursorError } from '../../negotiations/ports/negotiation-queries.js';
import { asUuid } from './uuid.js';

/** Where a page ended: rows are ordered by (time, id), so that rows of one instant are neither skipped nor repeated. */
export interface Cursor {
  at: Date;
  id: string;
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.at.toISOString()}|${cursor.id}`).toString('base64url');
}

/** @throws {InvalidCursorError} */
export function decodeCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  const [time = '', id = ''] = Buffer.from(text, 'base64url').toString('utf8').split('|');
  const at = new Date(time);
  if (Number.isNaN(at.getTime()) || !asUuid(id)) throw new InvalidCursorError();
  return { at, id };
}

/** Rows before a cursor, where the latest comes first; all of them without one. */
export const createdBefore = (cursor: Cursor | null) =>
  cursor ? { OR: [{ createdAt: { lt: cursor.at } }, { createdAt: cursor.at, id: { lt: cursor.id } }] } : {};

/** Rows in batches, in the order of (created_at, id), so that memory stays bounded. @param read so many rows behind a cursor */
export async function* inBatches<Row extends { id: string; created_at: Date }>(
  size: number,
  read: (after: Cursor | undefined) => Promise<Row[]>,
): AsyncIterable<Row[]> {
  let after: Cursor | undefined;
  for (;;) {
    const rows = await read(after);
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < size) return;
    after = { at: last.created_at, id: last.id };
  }
}

/** Cuts a result fetched with `limit + 1` rows to a page. */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  cursorOf: (row: Row) => Cursor,
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(toItem), nextCursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null };
}
