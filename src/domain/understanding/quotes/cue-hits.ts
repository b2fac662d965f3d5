import { type Cue, PhraseBook } from '../language/phrases.js';
import { BREAK } from '../language/tokens.js';
import {
  BLOCK_CUES,
  NET_CUES,
  NIGHT_CUES,
  PERSON_CUES,
  SELLING_CUES,
  STAY_CUES,
  TAX_IN_CUES,
  TAX_OUT_CUES,
} from './basis-unit.js';
import { HIGH_CUES, LOW_CUES, SPAN_CUES } from './bounds.js';
import { CORRECTS_CUES } from './corrections.js';
import { APPROXIMATE_CUES, EXACT_CUES, FIRM_CUES, TENTATIVE_CUES } from './firmness.js';
import { ABOUT_CUES, OURS_CUES, TALK_CUES } from './not-an-offer.js';
import { CONSENT_CUES, OFFER_CUES } from './offer-cues.js';
import { REFUSED_CUES } from './refusals.js';
import {
  DOWN_CUES,
  MATCH_CUES,
  MATCH_TALK_CUES,
  MIDPOINT_CUES,
  MIDPOINT_TALK_CUES,
  PERCENT_CUES,
  PERCENT_TALK_CUES,
  UP_CUES,
} from './relative.js';
import { type QuoteText } from './words.js';

/** Cues that say the same of a percentage as of an amount. */
function alsoOfPercents<Tag extends string>(list: readonly Cue<Tag>[]): Cue<Tag>[] {
  return list.map((cue) => ({ ...cue, phrase: cue.phrase.replaceAll(/#(?![\w|])/gu, '#|#pct') }));
}

const CUES = [
  ...alsoOfPercents([
    ...LOW_CUES,
    ...HIGH_CUES,
    ...REFUSED_CUES,
    ...OURS_CUES,
    ...CORRECTS_CUES,
    ...CONSENT_CUES,
    ...APPROXIMATE_CUES,
  ]),
  ...SPAN_CUES,
  ...ABOUT_CUES,
  ...OFFER_CUES,
  ...TALK_CUES,
  ...DOWN_CUES,
  ...UP_CUES,
  ...PERCENT_CUES,
  ...PERCENT_TALK_CUES,
  ...MIDPOINT_CUES,
  ...MIDPOINT_TALK_CUES,
  ...MATCH_CUES,
  ...MATCH_TALK_CUES,
  ...FIRM_CUES,
  ...TENTATIVE_CUES,
  ...EXACT_CUES,
  ...NET_CUES,
  ...SELLING_CUES,
  ...TAX_OUT_CUES,
  ...TAX_IN_CUES,
  ...NIGHT_CUES,
  ...PERSON_CUES,
  ...STAY_CUES,
  ...BLOCK_CUES,
];

export type QuoteTag = (typeof CUES)[number]['tag'];

export interface QuoteHit {
  tag: QuoteTag;
  weight: number;
  /** In words, end exclusive. */
  start: number;
  end: number;
  negated: boolean;
  /** The amounts and percentages among its words. */
  amounts: readonly number[];
}

/** Cues that go on after a comma: "you said 450, ok". */
const OVER_COMMAS: ReadonlySet<QuoteTag> = new Set(['consent', 'corrects']);
const BOOK = new PhraseBook<QuoteTag>(CUES);
/** For the many messages without an amount: the cues that need none. */
const BOOK_WITHOUT_AMOUNTS = new PhraseBook<QuoteTag>(CUES.filter(({ phrase }) => !phrase.includes('#')));

/** Every cue found in a message. */
export function findCues(text: QuoteText): QuoteHit[] {
  const book = text.tokens.some(({ word }) => word === '#' || word === '#pct') ? BOOK : BOOK_WITHOUT_AMOUNTS;
  return book.find(text).flatMap((hit) => {
    const amounts: number[] = [];
    for (let index = hit.start; index < hit.end; index += 1) {
      const token = text.tokens[index];
      if (token === undefined || (index > hit.start && token.breakBefore >= BREAK.comma && !OVER_COMMAS.has(hit.tag))) return [];
      if (token.word === '#' || token.word === '#pct') amounts.push(index);
    }
    return [{ ...hit, amounts }];
  });
}

/** The amount that a cue speaks of: at its end, else at its beginning, else the first inside. */
export function amountOf({ start, end, amounts }: QuoteHit): number | undefined {
  const last = amounts.at(-1);
  if (last === end - 1) return last;
  return amounts[0] === start ? start : amounts[0];
}
