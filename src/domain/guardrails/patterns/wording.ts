import { foldWithMap } from '../../signals/fold.js';
import { phrases, type Phrase } from '../../signals/phrases/phrase.js';
import { type ReplyContext } from '../../conversation/reply-context.js';
import { PASS, violation } from '../finding.js';
import { type Finding } from '../guardrail.js';

/** Names under which rooms are sold elsewhere, as an alternation for patterns over folded text. */
export const CHANNELS =
  'booking(?:\\.com)?(?!\\w| (?:numbers?|reference|window|pace|curve|period|dates?|process|engine|volume))|expedia|agoda|trip\\.com|ctrip|airbnb|hotelbeds|priceline|hotels\\.com|kayak|trivago|makemytrip|tripadvisor|vrbo|lastminute|opodo|hostelworld|despegar|traveloka|goibibo|meituan|fliggy|qunar|rakuten';

/** How far back from a phrase a negation may stand. */
const REACH = 45;
const CLAUSE_END = /[.,;:!?]/g;
const NEGATION =
  /\b(?:not(?! (?:only|agreeing|accepting|moving|lowering|answering|replying|doing))|never|nothing|nobody|none|without(?! (?:an?|your|the|any) (?:\w+ )?(?:answer|reply|agreement|change|yes|confirmation|discount))|nor|neither|cannot|rather than|instead of|free of|[a-z]{2,8}n't)\b|(?<!\b(?:a|your|this|that|the|of|say|saying|said|answer|answering) )\bno\b/;
const CONDITION = /\b(?:if|unless|until|once|when|while|in case)\b/;

/** True where the phrase at `index` is denied in its own clause; "if you do not agree, …" denies nothing. */
export function isNegated(folded: string, index: number): boolean {
  const before = folded.slice(Math.max(0, index - REACH), index);
  let start = 0;
  for (const end of before.matchAll(CLAUSE_END)) start = end.index + 1;
  const clause = before.slice(start);
  return NEGATION.test(clause) && !CONDITION.test(clause);
}

/** Patterns over the folded text. All are linear: repetitions are bounded, and gaps stay within a sentence. */
export interface Wordings<Pattern = Phrase> {
  /** Refused wherever they stand. */
  always: readonly Pattern[];
  /** Refused unless denied ("your ranking will not be affected"); must carry the flag `g`. */
  unlessNegated: readonly Pattern[];
}

export function wordings({ always = [], unlessNegated = [] }: Partial<Wordings<RegExp>>): Wordings {
  return { always: phrases(always), unlessNegated: phrases(unlessNegated) };
}

/**
 * What `matchAll` gives, without a copy of the pattern for every call: most texts match nothing, and the copies took most
 * of the time. The pattern must carry the flag `g`, and is not to be used again before the loop has ended.
 */
export function* matches(text: string, pattern: RegExp): Generator<RegExpExecArray, void> {
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    if (found[0] === '') pattern.lastIndex += 1;
    yield found;
  }
}

/** Where a wording stands in the folded text, or nothing. */
export function findWording(folded: string, { always, unlessNegated }: Wordings): RegExpExecArray | undefined {
  for (const phrase of always) {
    const found = phrase.exec(folded);
    if (found) return found;
  }
  for (const phrase of unlessNegated) {
    if (!phrase.mayMatch(folded)) continue;
    for (const found of matches(folded, phrase.pattern)) if (!isNegated(folded, found.index)) return found;
  }
  return undefined;
}

/** A violation with the span in the text itself. The text behind the span is not repeated unless `quote` is set. */
export function wordingFinding(
  text: string,
  found: { index: number; 0: string } | undefined,
  reason: string,
  quote = true,
): Omit<Finding, 'guardrail' | 'severity'> {
  if (!found) return PASS;
  const span = foldWithMap(text).map(found.index, found.index + found[0].length);
  return violation(quote ? `${reason}: "${found[0].trim()}".` : `${reason}.`, span);
}

/** Names on record that a reply may hold whatever they look like: hotel, partner, rooms, rate plans, levers, slot values. */
export function namesOnRecord({ ota, hotel, partner, tickets, levers, slots }: ReplyContext): string[] {
  return [
    ota,
    hotel.name,
    hotel.city ?? '',
    partner.name ?? '',
    ...tickets.flatMap(({ roomType, ratePlan }) => [roomType, ratePlan ?? '']),
    ...levers.map(({ title }) => title),
    ...Object.values(slots),
  ].filter((name) => name !== '');
}
