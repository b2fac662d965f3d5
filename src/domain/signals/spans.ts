import { type Span } from '../understanding/reading.js';

interface Placed {
  span: Span;
}

/** Index of the first item that ends behind `position`; items stand in the order of the text and do not overlap. */
function firstBehind(items: readonly Placed[], position: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.span[1] > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The item (a sentence, say) that holds `position`. */
export function itemAt<T extends Placed>(items: readonly T[], position: number): T | undefined {
  const found = items[firstBehind(items, position)];
  return found !== undefined && found.span[0] <= position ? found : undefined;
}

/** The items that lie wholly within a span. */
export function itemsWithin<T extends Placed>(items: readonly T[], [start, end]: Span): T[] {
  const within: T[] = [];
  for (let index = firstBehind(items, start); index < items.length && items[index]!.span[1] <= end; index++) {
    if (items[index]!.span[0] >= start) within.push(items[index]!);
  }
  return within;
}
