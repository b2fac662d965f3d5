import { type Mention } from '../understanding/reading.js';
import { type Sentence } from './signals.js';

/** Amounts said without a figure: "half price", "twice as much", "a third off". A "double room" is none. */
const HALF =
  /\bhalf[- ](?:the |your |our |that |this |its |of (?:the |your |our |that |this )?)?(?:price|rate|cost|amount|commission|fee|revenue|bookings)\b|\bhalf off\b|\bhalv(?:e|ed|ing)\b|\bby half\b|\bhalf as (?:much|many|expensive|high)\b|\bfifty[- ]fifty\b/;
const FRACTION =
  /\b(?:a|one|two)[- ](?:third|thirds|quarter|fifth|tenth)(?: (?:off|less|more|lower|higher|cheaper|below|above|discount|of (?:the|your|our) (?:rate|price|commission|revenue|bookings|rooms))\b)|\bby (?:a|one) (?:third|quarter|fifth|tenth)\b/;
const MULTIPLE =
  /\b(?:doubled|doubling|tripled|tripling|quadrupled)\b|\b(?:doubles?|triples?) (?:the|your|our|their|its) (?:\w+ )?(?:rate|price|bookings|revenue|occupancy|guests|demand|commission|number|amount)s?\b|\bdouble (?:that|this)(?=[.,!?]|$)|\b(?:has|have|had|will|can|could|would) (?:double|triple|quadruple)[d]?\b|\b(?:twice|thrice|two times|three times|four times|five times|ten times) (?:as|the|your|our|more|that)\b|\b(?:two|three|four|five|ten)fold\b|\btwo for (?:the price of )?one\b/;

/** What a relative amount is made of: "doubled" and "double" are the same. */
const ROOTS =
  /\b(?:doubl|tripl|quadrupl|twice|thrice|hal(?:f|v)|third|quarter|fifth|tenth|(?:two|three|four|five|ten) times|(?:two|three|four|five|ten)fold)/;
/** Beside these a relative amount is a fact or an ask of its own, whoever has used the word before. */
const OF_RESULTS =
  /\b(?:demand|search(?:es)?|bookings?|guests?|travell?ers?|occupancy|revenue|visibility|views|traffic|discount|off|rates?|prices?|cheaper|lower)\b/;

/** Whether the partner said it: in these words of more than one, or as the same share or multiple of what is no result and no price. */
export function isRelativeOfPartner(folded: string, partner: readonly string[]): boolean {
  const words = (HALF.exec(folded) ?? FRACTION.exec(folded) ?? MULTIPLE.exec(folded))?.[0];
  if (words === undefined) return false;
  if (words.includes(' ') && !/\b(?:price|rate|off)\b/.test(folded) && partner.some((text) => text.includes(words))) return true;
  const root = ROOTS.exec(words)?.[0];
  return root !== undefined && !OF_RESULTS.test(folded) && partner.some((text) => text.includes(root));
}

/** Relative amounts of a reply as mentions, so that they are grounded like any other number. */
export function relativeAmountsIn(sentences: readonly Sentence[]): Mention[] {
  return sentences.flatMap(({ folded, span }): Mention[] => {
    if (HALF.test(folded)) return [{ kind: 'percent', value: '50', unit: 'relative', span }];
    return FRACTION.test(folded) || MULTIPLE.test(folded) ? [{ kind: 'percent', unit: 'relative', span }] : [];
  });
}
