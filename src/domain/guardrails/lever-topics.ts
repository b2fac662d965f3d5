import { type Lever } from '../negotiation/ticket.js';
import { fold } from '../signals/fold.js';
import { phrase } from '../signals/phrases/phrase.js';
import { Remembered } from '../remembered.js';

/** What hotels are offered in return for a rate, and the words by which each is known. */
export const LEVER_TOPICS = {
  placement:
    /\b(?:placements?|ranking|rank (?:you|higher|your)|search (?:position|boost|rank)|(?:top|better|higher|best|prime|first|premium|preferred|prominent) (?:\w+ )?(?:position|positions|positioning|spot|slot|place|listing|results?|row|page|visibility|exposure)|(?:more|extra|additional|increased|greater|special) (?:visibility|exposure|impressions)|visibility (?:boost|booster|push|programme|program)|boost (?:you|your (?:hotel|listing|page|property|visibility|ranking))|(?:home|front|landing) ?page(?: (?:slot|feature|banner|spot|placement))?|top of (?:the|our) (?:\w+ )?(?:list|search|results|page)|(?:move|push|bring|put|lift|rank|list|show|place) (?:you|your (?:hotel|property|listing|page|room)) (?:up|higher|first|on top|at the top|further up|above|before|ahead)|carousel|sort order|featured (?:listing|hotel|property|partner|spot|slot|placement))\b/,
  badge:
    /\b(?:badges?|ribbons?|(?:special |quality |sustainability |preferred )?(?:labels?|seals?|stickers?)|(?:preferred|premium|genius|gold|platinum|plus|elite|star|top|vip) (?:partner|property|hotel|status|member|level|tier)(?:ship)?|awards?|certificates?|(?:recommended|top pick|great value|best value) (?:tag|mark|hotel))\b/,
  campaign:
    /\b(?:campaigns?|newsletters?|mailings?|promotions?|promo(?:te|ted|tion)? (?:slot|banner|spot|your hotel|you)|banners?|adverts?|advertisements?|advertising|ads|ad (?:budget|credit|spend|credits)|marketing (?:budget|support|credit|push|funds?|help)|social media|instagram|facebook|blog (?:post|article)|spotlight|press|push notification|email blast|feature (?:you|your hotel|on|in)|featured (?:in|on)|(?:a |the )?feature (?:on|in) our|flash sale)\b/,
  commission:
    /\b(?:(?:lower|less|reduced|smaller|better|cut|cutting|reduce|drop|waive|waived|zero|no|half|discount(?:ed)?|free|cheaper|decrease|lowering|special)(?: \w+){0,4} commissions?|commissions? (?:cut|rebate|reduction|discount|holiday|waiver|relief|break|free|refund|back|down|off|drop)|commission(?: \w+){0,3} (?:to|by|down|lower(?:ed)?|reduced|waived|at) (?:\d|zero|only|a|half|the|ten|twelve|eight|five)|rebates?|cash ?back|kick ?backs?|points? (?:off|less) (?:the |your )?commission|override)\b/,
  payment:
    /\b(?:(?:faster|earlier|quicker|weekly|daily|instant|immediate|prompt|upfront|advance|early|next[- ]day|same[- ]day|monthly) (?:pay ?outs?|payments?|settlements?|transfers?)|pay(?:ing|ment|out|outs|ments)?(?: \w+){0,3} (?:upfront|up front|in advance|early|earlier|faster|weekly|daily|within|before (?:arrival|check[- ]in|the stay)|on arrival|sooner)|prepay(?:ment|ments)?|pre[- ]paid|deposits?|(?:better|longer|easier|new|flexible) (?:payment|credit) terms|invoices? (?:later|a month later)|(?:virtual|credit) cards? (?:at|on)|cash ?flow (?:support|help|advance)|loans?|advance(?:s)? (?:of|on))\b/,
  fees: /\b(?:(?:waive|waived|waiving|zero|drop|cancel|lower|reduced)(?: \w+){0,3} (?:fees?|charges?|subscription)|fees? (?:waived|waiver|free|back|refund))\b/,
  free: /\b(?:free (?:nights?|rooms?|stays?|photos?|photography|photo ?shoot|ads?|advertising|listing|upgrade|month|months|week|trial|training|software|tools?|channel manager|translation|translations|promotion|campaign|placement|badge|marketing)|(?:free of charge|complimentary|gratis|on the house)|vouchers?|gift ?cards?|gifts?|bonus(?:es)?|cash (?:bonus|payment|reward)|(?:booking|travel|ad|advertising) credits?|coupons?|loyalty points|compensation|reimburse(?:ment)?|photo ?shoot|photographer)\b/,
  volume:
    /\b(?:minimum (?:revenue|income|number of (?:bookings|guests|nights))|(?:room|allotment|block|bulk) (?:buy[- ]?out|purchase|commitment)|(?:buy|take|purchase|block|prepay for) (?:\w+ )?(?:\d+|ten|twenty|fifty|a hundred|all|several|some|a block of)(?: \w+)? (?:rooms|nights)|group (?:booking|bookings) (?:for|from)|corporate (?:contract|account|deal)|send you (?:\w+ )?(?:groups?|guests|bookings|corporate))\b/,
  service:
    /\b(?:(?:dedicated|personal|own|private) (?:account |market |support |partner )?(?:manager|contact|agent|hotline|line|support)|priority (?:support|service|line|handling|access|listing)|(?:early|exclusive|vip) access|(?:remove|delete|hide|take down)(?: \w+){0,3} (?:reviews?|penalt(?:y|ies)|complaints?)|(?:extra|free|professional|better) (?:photos|photography|translations?|content|training)|tickets? to|invitation to|data (?:report|insights|access)|market (?:report|insights)|analytics|(?:free|waived|relaxed|flexible) cancell?ation)\b/,
} as const;
export type LeverTopic = keyof typeof LEVER_TOPICS;

const TOPICS = Object.entries(LEVER_TOPICS).map(([topic, pattern]) => [topic as LeverTopic, phrase(pattern)] as const);
/** Words of a lever's kind that stand for a topic, whatever its title says. */
const KINDS: readonly [LeverTopic, RegExp][] = [
  ['placement', /placement|position|rank|visib|feature|boost|slot|home ?page/],
  ['badge', /badge|label|status|tag|ribbon|seal/],
  ['campaign', /campaign|newsletter|promo|banner|marketing|\bads?\b|feature|mailing|spotlight|social|our [\w -]{0,30}page/],
  ['commission', /commission|rebate|cash ?back|points/],
  ['payment', /pay|payout|settle|invoice|deposit|cash flow|terms/],
  ['fees', /fee|charge/],
  ['free', /free|voucher|gift|bonus|credit|photo/],
  ['volume', /minimum|block|group|allotment/],
  ['service', /manager|support|service|photo|training|report|insight|translation|access/],
];

/** Topics that a text names, with where in the folded text each was found. */
export function topicsIn(folded: string): { topic: LeverTopic; index: number; words: string }[] {
  return TOPICS.flatMap(([topic, pattern]) => {
    const found = pattern.exec(folded);
    return found ? [{ topic, index: found.index, words: found[0] }] : [];
  });
}

/** Levers are the same in reply after reply. */
const topicsByWords = new Remembered<ReadonlySet<LeverTopic>>(1_000);

/** Topics that a lever covers, by its title, terms and kind. */
export function topicsOf(lever: Lever): ReadonlySet<LeverTopic> {
  const { kind, title, terms = '', value = '' } = lever;
  const key = [kind, title, terms, value].join('\n');
  const known = topicsByWords.get(key);
  if (known) return known;
  const text = fold(`${title} ${terms} ${value}`);
  const named = fold(`${kind.replaceAll(/[_-]/g, ' ')} ${title}`);
  const topics = new Set([
    ...topicsIn(text).map(({ topic }) => topic),
    ...KINDS.flatMap(([topic, pattern]) => (pattern.test(named) ? [topic] : [])),
  ]);
  topicsByWords.set(key, topics);
  return topics;
}
