import { type QuoteText } from './words.js';
import { BREAK } from '../language/tokens.js';

const COMMA_COST = 2.5;
const SENTENCE_COST = 4;
const REACH = 14;

/**
 * Finds the anchor (an index of a word, ascending) that words from `start` to `end` belong to: the nearest one, where
 * commas and ends of sentences make the way longer. Undefined where all are far.
 */
export function nearestAnchor(text: QuoteText, anchors: readonly number[], start: number, end: number): number | undefined {
  return nearestWithCost(text, anchors, start, end)?.anchor;
}

/** The same, with how far it is. */
export function nearestWithCost(
  text: QuoteText,
  anchors: readonly number[],
  start: number,
  end: number,
): { anchor: number; cost: number } | undefined {
  let best: { anchor: number; cost: number } | undefined;
  for (const anchor of neighbours(anchors, start, end)) {
    if (anchor >= start && anchor < end) return { anchor, cost: 0 };
    const cost = anchor < start ? costBetween(text, anchor, start) : costBetween(text, end - 1, anchor) + 0.1;
    if (cost < (best?.cost ?? REACH)) best = { anchor, cost };
  }
  return best;
}

/** The last anchor before, those inside and the first one after. */
function neighbours(anchors: readonly number[], start: number, end: number): number[] {
  let low = 0;
  let high = anchors.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((anchors[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const found: number[] = [];
  const before = anchors[low - 1];
  if (before !== undefined) found.push(before);
  for (let index = low; index < anchors.length && index <= low + 1; index += 1) {
    const anchor = anchors[index] ?? 0;
    found.push(anchor);
    if (anchor >= end) break;
  }
  return found;
}

function costBetween({ tokens }: QuoteText, from: number, to: number): number {
  if (to - from > REACH) return REACH;
  let cost = 0;
  for (let index = from + 1; index <= to; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    cost += token.breakBefore >= BREAK.sentence ? SENTENCE_COST : token.breakBefore >= BREAK.comma ? COMMA_COST : 0;
    cost += token.word === 'and' || token.word === 'but' || token.word === 'or' ? COMMA_COST : 1;
  }
  return cost;
}
