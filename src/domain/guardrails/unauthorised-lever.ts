import { type ReplyContext } from '../conversation/reply-context.js';
import { type Lever } from '../negotiation/ticket.js';
import { fold, foldName } from '../signals/fold.js';
import { stem, wordsOfLever } from '../signals/levers-named.js';
import { phrase } from '../signals/phrases/phrase.js';
import { itemAt, itemsWithin } from '../signals/spans.js';
import { type ReplySignals, type Sentence } from '../signals/signals.js';
import { remembering } from '../remembered.js';
import { readMentions } from '../understanding/numbers/read-mentions.js';
import { PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';
import { topicsIn, topicsOf, type LeverTopic } from './lever-topics.js';
import { clauseBefore, DENIED } from './statements.js';

/** Something is given, or held out. */
const OFFERS = phrase(
  /\b(?:i|we|staff|our team|my team|[a-z]+ team)(?:'ll|'d|'m| will| can| could| would| may| might| shall| am| are|'re)?(?: (?:also|gladly|happily|even|still|then|just|now|certainly|additionally|able to|happy to|glad to|ready to|willing to|prepared to|going to|definitely)){0,3} (?:offer|give|add|provide|include|arrange|grant|throw in|put|move|push|feature|list|show|place|rank|boost|promote|waive|reduce|lower|cut|drop|pay|prepay|send|get|secure|organi[sz]e|sponsor|cover|credit|refund|reimburse|upgrade|remove|delete|hide|buy|take|block|lift|bring|award|assign|set up|run|launch|make|advertise|raise|match|guarantee|sweeten|invite|book|reward|compensate|extend|switch|shorten|speed up)\b|\b(?:offering|giving|adding|including|throwing in)\b|\byou(?:r (?:hotel|property|listing|page|room|rooms))?(?:'ll|'d| will| would| can| could| may)?(?: also)? (?:get|receive|have|enjoy|be (?:featured|shown|listed|placed|promoted|moved|paid|given|boosted|upgraded|ranked|added|included|pushed|advertised|exempt|invited|rewarded))\b|\bin (?:return|exchange)\b|\bas a (?:thank[- ]?you|bonus|reward|gesture|sweetener|sign of)\b|\b(?:there(?:'s| is| would be| will be)|comes? with|together with|along with|on top|plus|with)\b|\bhow about\b|\bwhat if\b|\b(?:would|does|could) (?:a|an|the|some)\b|\bmy offer\b|\bour offer\b|\bis (?:included|yours|part of|on us|waived|free)\b|\bon us\b|\bfor (?:you|your hotel)\b/,
);
/** Levers are grown, too: longer, larger, more. */
const GROWN = phrase(
  /\b(?:permanent(?:ly)?|for ?ever|always|indefinite(?:ly)?|for good|all (?:year|season)(?: (?:round|long))?|the (?:whole|entire|full) (?:year|season)|(?:every|each) (?:search|page|market|channel|language)|(?:all|every) (?:our )?(?:pages|markets|channels|sites|languages|rooms|dates)|number one|unlimited|worldwide|globally|top of the|no end date|without (?:an? )?(?:end|limit)|twice (?:the|as)|double the|as long as you (?:like|want)|life ?time)\b/,
);
/** Not offered: asked about, told of, left as it is, somebody else's to give, the partner's own. */
const NOT_OFFERED = phrase(
  /\b(?:(?:do|did|have|had|were|are) (?:you|they|any)|(?:is|are|was|were) there|could an? (?:old|earlier)|(?:is|are) (?:something|nothing) (?:that )?(?:i|we) (?:cannot|can't|do not)|left|you (?:asked|mentioned|said|want|wanted|wrote|would like|raised|pay|paid|charge|offer|give|already|lost|had|were promised)|you'd like|your (?:wish|request|question|point|deposit|payment|cancellation|own|current|usual)|unchanged|as it is|as they are|stays? (?:the same|as)|remains?|same as (?:now|before)|mine to|up to (?:me|us)|decided? (?:by|elsewhere)|instead of|without|separate(?:ly)?|outside|no say|whether|guests? pays?|how (?:we|they) (?:rank|are)|after (?:our |the |your )?commission|before (?:our |the |your )?commission|net of|regardless|that is why|commission (?:worries|weighs|hurts|matters|is (?:high|heavy|a|the|your|what))|colleagues?|ask (?:the|my|our)|pass(?:ed)? (?:on|it|that|this)|look into|check)\b/,
);

/** Right behind what is named: not ours to give after all ("a deposit rule is nothing that I can grant"). */
const DENIED_BEHIND =
  /^(?: (?!we\b|i\b)\w+){0,4} (?:is|are|would be) (?:nothing|not (?:something|anything|a thing|what))(?: that| which)? (?:i|we) (?:can|could|may|am able to|are able to)\b/;
/** Around what is named: it is theirs and runs already, or is only wished well. Each is looked for right before or behind. */
const THEIRS: readonly (readonly [before: RegExp, behind: RegExp])[] = [
  [/\b(?:price|rate|figure) (?:is|was|comes|came) from (?:a|an|their|your|that) (?:old )?$/, /^/],
  [/\b(?:price|rate) (?:there|elsewhere) (?:goes|comes) with $/, /^/],
  [/\b(?:if|while|until|as long as) (?:the|that|your|their) $/, /^ (?:goes on|ends|is over|has ended)\b/],
  [/\bdoes the $/, /^ (?:tie|bind|cover|forbid|fix)s?\b/],
  [/^with (?:your |the |two |three |such )?$/, /^ you (?:need|must|have to)\b/],
  [/\bgood luck with (?:the|your|that) (?:\w+ )?$/, /^/],
  [/\bi hope (?:the|your|that) $/, /^ (?:does|comes|gets|is kind|finds)\b/],
];

/** Right before an amount: it is money that we would hand over. */
const MONEY_GIVEN =
  /\b(?:we|i|our team)(?:'ll|'d| will| can| could| would| may| might)?(?: (?:also|gladly|even|then|still|happily)){0,2} (?:add|give|pay|send|credit|refund|throw in|put in|top up)(?: you| your hotel| the hotel| in| up)?(?: (?:another|an extra|an additional|up to))? $/;
/** What we have held out before is said to be nothing that we can give. */
const TAKEN_BACK =
  /\b(?:is|are|would be) (?:nothing|not (?:something|anything|a thing))(?: that| which)? (?:i|we) (?:can|could|may|am able to|are able to) (?:grant|offer|give|add|promise|arrange)\b|\b(?:i|we) (?:can ?not|can't|could not|couldn't) (?:grant|offer|give|add|arrange)\b/;

/** Only what this turn's menu holds, what is agreed or restated, and what we have offered in so many words before. */
function permittedLevers({ menu, agreed, levers, history }: ReplyContext): Lever[] {
  const settled = new Set([...menu.terms, ...agreed].flatMap(({ leverIds }) => leverIds));
  let ours: string[] | undefined;
  const offered = (title: string): boolean => {
    ours ??= history.filter(({ author }) => author !== 'partner').map(({ text }) => text.toLowerCase());
    return title !== '' && ours.some((text) => text.includes(title.toLowerCase()));
  };
  const others = levers.filter(({ id, title }) => settled.has(id) || offered(title));
  return [...new Map([...menu.levers, ...others].map((lever) => [lever.id, lever])).values()];
}

/** Whether what is named at `index` is held out; `named` is how it is named, where that is known. */
function offeredIn({ folded }: Pick<Sentence, 'folded'>, index: number, named = ''): boolean {
  const before = clauseBefore(folded, index);
  if (DENIED.test(before) || NOT_OFFERED.test(folded) || !OFFERS.test(folded)) return false;
  if (named === '') return true;
  const behind = folded.slice(index + named.length);
  if (DENIED_BEHIND.test(behind)) return false;
  return !THEIRS.some((theirs) => theirs[0].test(folded.slice(0, index)) && theirs[1].test(behind));
}

/** Part of the sentence that belongs to the words of the lever, so that only the rest is looked at for other things. */
function withoutLevers(folded: string, levers: readonly Lever[]): string {
  let rest = folded;
  for (const { title, terms, value } of levers) {
    for (const words of [title, terms, value]) {
      const known = words === undefined ? '' : foldName(words);
      if (known !== '') rest = rest.replaceAll(known, ' ');
    }
  }
  return rest;
}

export const unauthorisedLeverGuardrail: Guardrail = {
  id: 'unauthorised-lever',
  title: 'Only levers of the menu',
  blocking: true,
  severity: 0.9,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ context }, signals) {
    const permitted = permittedLevers(context);
    const ids = new Set(permitted.map(({ id }) => id));
    const topics = new Set<LeverTopic>(permitted.flatMap((lever) => [...topicsOf(lever)]));
    const words = new Set(permitted.flatMap(({ title, terms }) => wordsOfLever(`${title} ${terms ?? ''}`)));
    for (const { leverId, span } of signals.levers) {
      const sentence = itemAt(signals.sentences, span[0]);
      if (!ids.has(leverId) && sentence && offeredIn(sentence, Math.max(0, span[0] - sentence.span[0]))) {
        return violation('Offers a lever that this turn does not permit.', span);
      }
    }
    for (const sentence of signals.sentences) {
      const { folded } = sentence;
      const rest = withoutLevers(folded, permitted);
      const named = signals.levers.some(
        ({ leverId, span }) => ids.has(leverId) && span[0] >= sentence.span[0] && span[0] < sentence.span[1],
      );
      const foreign = topicsIn(rest).find(
        (found) =>
          !(topics.has(found.topic) && (named || isCovered(found.words, words) || /\bthe $/.test(rest.slice(0, found.index)))) &&
          offeredIn({ folded: rest }, found.index, found.words),
      );
      if (foreign) return violation(`Offers something that is not ours to give now: "${foreign.words}".`, sentence.span);
      if (givesMoney(sentence, signals, permitted)) return violation('Offers money.', sentence.span);
      const own = offeredByUs(context);
      const denied =
        TAKEN_BACK.test(folded) && topicsIn(folded).find(({ topic }) => own.some((lever) => topicsOf(lever).has(topic)));
      if (denied) return violation(`Says that what we have offered cannot be given: "${denied.words}".`, sentence.span);
      const changed = grownIn(sentence, rest, signals, permitted);
      if (changed !== undefined) return violation(`Changes what a lever is: "${changed}".`, sentence.span);
    }
    return PASS;
  },
};

function givesMoney({ folded, span }: Sentence, { mentions }: ReplySignals, permitted: readonly Lever[]): boolean {
  const values = fold(permitted.map(({ title, terms, value }) => `${title} ${terms ?? ''} ${value ?? ''}`).join(' '));
  return itemsWithin(mentions, span).some(
    ({ kind, value, span: at }) =>
      kind === 'money' && MONEY_GIVEN.test(folded.slice(0, at[0] - span[0])) && !(value !== undefined && values.includes(value)),
  );
}

/** Levers that may be offered and whose title stands in one of our messages. */
function offeredByUs({ menu, history }: ReplyContext): Lever[] {
  if (menu.levers.length === 0) return [];
  const ours = history.filter(({ author }) => author !== 'partner').map(({ text }) => fold(text));
  return menu.levers.filter(({ title }) => ours.some((text) => text.includes(foldName(title))));
}

/** Whether one of the words found is a word of a permitted lever, in this form or another. */
function isCovered(found: string, words: ReadonlySet<string>): boolean {
  const own = (found.match(/\p{L}{3,}/gu) ?? []).map(stem).filter((word) => !SMALL_WORDS.has(word));
  return own.some((word) => words.has(word));
}
const SMALL_WORDS = new Set(['the', 'our', 'you', 'your', 'for', 'more', 'and', 'mor']);

/** Durations of a lever's own words, in figures or spelled out: "for two weeks". */
const durationsIn = remembering((words) => readMentions(words, {}).filter(({ kind }) => kind === 'duration'), 1_000);

/** A duration, amount, share or scope beside a lever that the lever does not hold. */
function grownIn(sentence: Sentence, rest: string, signals: ReplySignals, permitted: readonly Lever[]): string | undefined {
  const named = signals.levers.filter(({ span }) => span[0] >= sentence.span[0] && span[0] < sentence.span[1]);
  if (named.length === 0 || DENIED.test(rest)) return undefined;
  const own = permitted.filter(({ id }) => named.some(({ leverId }) => leverId === id));
  const said = fold(own.map(({ title, terms, value }) => `${title} ${terms ?? ''} ${value ?? ''}`).join(' '));
  const grown = GROWN.exec(rest);
  if (grown && !said.includes(grown[0])) return grown[0];
  for (const { kind, unit, value, span } of itemsWithin(signals.mentions, sentence.span)) {
    if (
      /^\S* ?(?:\w+ )?(?:ahead|before|earlier|in advance|notice)\b/.test(
        sentence.text.slice(span[1] - sentence.span[0]).trimStart(),
      )
    )
      continue;
    if (kind !== 'duration' || value === undefined || /^(?:night|minute|hour)/.test(unit ?? '')) continue;
    if (durationsIn(said).some((own) => own.unit === unit && own.value === value)) continue;
    if (!new RegExp(`(?<![\\d.])${value.replace(/\D/g, '.')}(?!\\d)`).test(said)) return `${value} ${unit ?? ''}`.trim();
  }
  return undefined;
}
