import { sameAmount } from '../../signals/amounts.js';
import { readMentions } from '../../understanding/numbers/read-mentions.js';
import { type Mention } from '../../understanding/reading.js';
import { isSlot, kindSlot } from './tags.js';

/** What a number or a name in a text may stand for, the first that fits. */
export interface Fillings {
  /** Exact texts by slot name: rooms, stays, names. */
  texts: readonly (readonly [slot: string, text: string])[];
  /** Decimal amounts by slot name, in `currency`. */
  amounts: readonly (readonly [slot: string, amount: string])[];
  currency?: string;
}

/** Characters of one message that are kept; what a long mail is about is said before. */
const LONGEST_MESSAGE = 600;
/** Small counts in words ("two rooms", "the first one") are words, not amounts. */
const SMALL_COUNT = 12;
const COUNTING: ReadonlySet<string> = new Set(['count', 'ordinal', 'duration', 'number']);
/** Whatever the reader of numbers has left over. */
const DIGITS = /\p{N}(?:[\p{N}.,:/'’%+-]*\p{N})?/gu;

/**
 * A text without any amount: what is on record becomes its slot, every other number the slot of its kind. Characters
 * that could pass for tags or slots are replaced, so that nobody can write a tag into a transcript.
 */
export function toSlots(text: string, fillings: Fillings): string {
  const plain = shortened(withoutMarkup(text).replace(/\s+/g, ' ').trim());
  // The longest name first; of two slots with the same text the one without a number.
  const names = fillings.texts
    .filter(([slot, name]) => isSlot(slot) && name.trim() !== '')
    .map(([slot, name]): [string, string] => [slot, withoutMarkup(name)])
    .sort(([slot, one], [otherSlot, other]) => other.length - one.length || slot.length - otherSlot.length);
  return replaceNames(plain, names, (rest) => replaceNumbers(rest, fillings));
}

/** A policy's own template: its slots stay, anything else is made safe as in {@link toSlots}. */
export function templateToSlots(template: string, fillings: Fillings): string {
  return template
    .split(/(\{[a-z][a-z0-9_]{0,40}\})/)
    .map((part, index) =>
      index % 2 === 1 && isSlot(part.slice(1, -1)) ? part : keepingSpaces(part, (rest) => toSlots(rest, fillings)),
    )
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

function keepingSpaces(part: string, change: (text: string) => string): string {
  const changed = change(part);
  return `${/^\s/.test(part) ? ' ' : ''}${changed}${/\s$/.test(part) && changed !== '' ? ' ' : ''}`;
}

function withoutMarkup(text: string): string {
  return text.replace(/[<>{}＜＞｛｝]/g, (sign) => ('<{＜｛'.includes(sign) ? '(' : ')'));
}

function shortened(text: string): string {
  if (text.length <= LONGEST_MESSAGE) return text;
  const cut = text.slice(0, LONGEST_MESSAGE);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_MESSAGE / 2))} …`;
}

function replaceNames(text: string, names: readonly (readonly [string, string])[], otherwise: (rest: string) => string): string {
  for (const [slot, name] of names) {
    const at = text.indexOf(name);
    if (at < 0) continue;
    const before = replaceNames(text.slice(0, at), names, otherwise);
    return `${before}{${slot}}${replaceNames(text.slice(at + name.length), names, otherwise)}`;
  }
  return otherwise(text);
}

function replaceNumbers(text: string, { amounts, currency }: Fillings): string {
  let result = '';
  let from = 0;
  for (const mention of readMentions(text, currency === undefined ? {} : { currency })) {
    const [start, end] = mention.span;
    const said = text.slice(start, end);
    if (start < from || isSmallCount(mention, said)) continue;
    result += `${withoutDigits(text.slice(from, start))}{${slotFor(mention, amounts, currency)}}`;
    from = end;
  }
  return result + withoutDigits(text.slice(from));
}

const withoutDigits = (text: string): string => text.replace(DIGITS, '{number}');

function isSmallCount({ kind, value }: Mention, said: string): boolean {
  return COUNTING.has(kind) && !/\p{N}/u.test(said) && value !== undefined && Number(value) <= SMALL_COUNT;
}

function slotFor(mention: Mention, amounts: Fillings['amounts'], currency: string | undefined): string {
  const money = mention.kind === 'money' || mention.kind === 'number';
  const other = mention.currency !== undefined && currency !== undefined && mention.currency !== currency;
  if (money && !other) {
    const known = amounts.find(
      ([slot, amount]) => isSlot(slot) && [mention.value, mention.low, mention.high].some((value) => sameAmount(amount, value)),
    );
    if (known) return known[0];
  }
  return kindSlot(mention.kind);
}
