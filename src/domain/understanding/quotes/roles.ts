import { amountOf, type QuoteHit, type QuoteTag } from './cue-hits.js';
import { MAY_TAKE_BACK, TAKES_BACK } from './corrections.js';
import { AFTER_PLAIN_NO, REFUSES_BEFORE, REFUSES_WITHIN } from './refusals.js';
import { BREAK } from '../language/tokens.js';
import { type QuoteText } from './words.js';

/** What an amount or a percentage does in the message. `talk`, `ours` and `about`: it is mentioned, not offered. */
export type Role = 'offer' | 'low' | 'high' | 'refused' | 'down' | 'up' | 'percent' | 'talk' | 'ours' | 'about' | 'none';

/** In the order in which equally sure readings win. */
const ROLE_TAGS: readonly QuoteTag[] = [
  'low',
  'high',
  'about',
  'refused',
  'talk',
  'percent_talk',
  'ours',
  'down',
  'up',
  'percent',
  'offer',
];

const NO_REACH = 6;
/** "470+", but not "470++" or "470 + tax". */
const OPEN_END = /^\s?\+(?!\s?\+)\s*(?:$|[,.!?;)\n])/u;
/** "520 -> 470": from the one to the other. */
const ARROW = /^\s*(?:[-=]+>|→|>+|⇒)\s*$/u;

export interface AmountReading {
  /** Index of the word. */
  at: number;
  role: Role;
  tags: ReadonlySet<QuoteTag>;
  corrects: boolean;
  struck: boolean;
}

/** Reads the role of every amount and percentage in the message, in order. */
export function readRoles(text: QuoteText, hits: readonly QuoteHit[]): AmountReading[] {
  const byAmount = new Map<number, QuoteHit[]>();
  const corrects = new Set<number>();
  const struck = new Set<number>();
  for (const hit of hits) {
    const amount = amountOf(hit);
    if (amount === undefined) continue;
    const first = hit.amounts[0] ?? amount;
    if (hit.tag === 'corrects') {
      // "465 not 456", "not 456 but 465": the one denied is struck.
      if (hit.amounts.length > 1 && first === hit.start) {
        corrects.add(first);
        struck.add(amount);
      } else corrects.add(amount);
    } else append(byAmount, amount, hit);
  }
  readTakenBack(text, corrects, struck);
  const readings: AmountReading[] = [];
  text.tokens.forEach((token, at) => {
    if (token.word !== '#' && token.word !== '#pct') return;
    const own = byAmount.get(at) ?? [];
    let role = strongest(own, text.asking.has(token.sentence));
    if ((role === 'none' || role === 'offer') && OPEN_END.test(text.text.slice(token.span[1], token.span[1] + 8))) role = 'low';
    const tags = new Set(own.map(({ tag }) => tag));
    if (role === 'ours' && tags.has('consent') && !tags.has('refused')) role = 'offer';
    if ((role === 'none' || role === 'offer') && (isRefusedNext(text, at) || isRefusedAfterComma(text, at))) role = 'refused';
    readings.push({ at, role, tags, corrects: corrects.has(at) && !struck.has(at), struck: struck.has(at) });
  });
  // Something struck with nothing in its place stays.
  if (readings.length > 0 && readings.every((reading) => reading.struck)) for (const reading of readings) reading.struck = false;
  return readings;
}

function strongest(hits: readonly QuoteHit[], asking: boolean): Role {
  let best: QuoteHit | undefined;
  for (const hit of hits) {
    if (!ROLE_TAGS.includes(hit.tag) || (hit.tag === 'about' && !asking)) continue;
    if (best === undefined || outweighs(hit, best)) best = hit;
  }
  if (best === undefined) return 'none';
  return best.tag === 'percent_talk' ? 'talk' : (best.tag as Role);
}

function outweighs(hit: QuoteHit, best: QuoteHit): boolean {
  if (hit.weight !== best.weight) return hit.weight > best.weight;
  if (hit.tag === best.tag) return false;
  return ROLE_TAGS.indexOf(hit.tag) < ROLE_TAGS.indexOf(best.tag);
}

/** "450? no way", "450!! never": what was only repeated is turned down in the next sentence. */
function isRefusedNext({ tokens, asking }: QuoteText, at: number): boolean {
  const next = tokens[at + 1];
  const here = tokens[at];
  if (next === undefined || here === undefined || next.breakBefore < BREAK.sentence || !asking.has(here.sentence)) return false;
  if (REFUSES_BEFORE.has(next.word)) return true;
  if (asking.has(next.sentence)) return false;
  for (let index = at + 1; index < at + 6; index += 1) {
    const token = tokens[index];
    if (token === undefined || token.mention !== undefined || token.sentence !== next.sentence) return false;
    if (REFUSES_WITHIN.has(token.word)) return true;
  }
  return false;
}

/** "The twin for 316, no, sorry": a no by itself behind the amount, and no other amount behind that. */
function isRefusedAfterComma({ tokens }: QuoteText, at: number): boolean {
  for (let index = at + 1; index <= at + NO_REACH; index += 1) {
    const token = tokens[index];
    if (token === undefined || token.mention !== undefined || token.breakBefore >= BREAK.sentence) return false;
    if (token.breakBefore !== BREAK.comma) continue;
    if (token.word !== 'no' && token.word !== 'nope' && token.word !== 'nah') return false;
    const after = tokens[index + 1];
    if (after === undefined) return true;
    if (after.mention !== undefined) return false;
    const alone = after.breakBefore !== BREAK.none || AFTER_PLAIN_NO.has(after.word);
    return alone && !tokens.slice(index + 1, index + 1 + NO_REACH).some(({ mention }) => mention !== undefined);
  }
  return false;
}

/** "480 - no wait, 470": within one message the later amount takes the place of the earlier one. */
function readTakenBack({ text, tokens }: QuoteText, corrects: Set<number>, struck: Set<number>): void {
  let earlier: number | undefined;
  let takesBack = false;
  tokens.forEach(({ word, span }, at) => {
    if (word === '#' || word === '#pct') {
      const gap = earlier === at - 1 ? text.slice(tokens[earlier]?.span[1] ?? 0, span[0]) : '';
      if (earlier !== undefined && ARROW.test(gap)) struck.add(earlier);
      else if (earlier !== undefined && takesBack && at - earlier <= 7) {
        struck.add(earlier);
        corrects.add(at);
      }
      earlier = at;
      takesBack = false;
    } else if (TAKES_BACK.has(word)) takesBack = true;
    else if (MAY_TAKE_BACK.has(word)) {
      const before = tokens[at - 1]?.word;
      takesBack ||= before === 'no' || before === 'sorry' || (tokens[at + 1]?.mention !== undefined && word !== 'make');
    }
  });
}

function append(map: Map<number, QuoteHit[]>, key: number, hit: QuoteHit): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [hit]);
  else list.push(hit);
}
