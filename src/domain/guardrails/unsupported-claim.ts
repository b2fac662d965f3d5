import { type ReplyContext } from '../conversation/reply-context.js';
import { isFresh, maySayRate } from '../negotiation/evidence.js';
import { fold } from '../signals/fold.js';
import { leverWords, stem } from '../signals/levers-named.js';
import { sameAmount } from '../signals/amounts.js';
import { phrase } from '../signals/phrases/phrase.js';
import { itemsWithin } from '../signals/spans.js';
import { type ReplySignals, type Sentence } from '../signals/signals.js';
import { PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';
import { clauseBefore, DENIED, statement, statementsIn, type Statement } from './statements.js';

/** Channels that are named in claims; sources of the tickets' evidence are added to them. */
const CHANNELS = phrase(
  /\b(?:booking\.com|(?<!\b(?:another|group|early|late|the|a|your|our|each|every|last|per|online|one|this|that|new|direct)[ -])booking(?= (?:shows?|has|lists?|sells?|is at|offers?|displays?|charges?)\b)|(?<=\b(?:on|at|with|by|via|than|see|matches|match|from) )booking(?:\.com)?(?! (?:a|the|your|their|our|with|at|for|window|pace|volume|now|early|late|date|number|reference|terms|policy|conditions|engine|team|page|these|those|this|that|and|or|through|directly|again|yet))|expedia|agoda|airbnb|hotels\.com|trip\.com|ctrip|hostelworld|vrbo|traveloka|makemytrip|goibibo|kayak|trivago|google(?: hotels)?|tripadvisor|priceline|despegar|rakuten|jalan|lastminute|hrs|fliggy|meituan|skyscanner|hotwire|orbitz|travelocity|hotelbeds|webbeds|skoosh|cleartrip|yatra|oyo)\b/g,
);
const OTHER_SITES = phrase(
  /\b(?:(?:an)?other (?:sites?|websites?|pages?|sellers?|shops?|channels?|platforms?|otas?|agency|agencies|portals?|app)|a different (?:site|website|page|seller|channel|platform|agency|portal|app)|(?:an)?other places?|a different place|(?:some|any)(?:one|body) else|elsewhere|competitors?|competing (?:hotels|properties)|(?:similar|comparable|other|nearby|neighbou?ring|the) (?:hotels?|properties|places|apartments|hostels|lodges|guesthouses|rooms|resorts|villas)(?: (?:nearby|near you|around you|in (?:your|the) (?:area|city|town|neighbou?rhood|district|street)))?|(?:hotels?|properties|places|neighbou?rs) (?:nearby|near you|around you|in (?:your|the) (?:area|city|town|neighbou?rhood|district|street))|your (?:own )?(?:website|site|page) (?:shows|has|lists|sells|is))\b/,
);
const SHOWS = phrase(
  /\b(?:shows?|showing|lists?|listed|listing|sells?|selling|sold|charges?|charging|has|have|had|offers?|offering|is|are|was|were|at|for|from|around|about|displays?|priced?|cheaper|lower|less|under|below|average|goes)\b/,
);
const CHEAPER = phrase(
  /\b(?:cheaper|lower|less(?: expensive)?|under(?:cut(?:s|ting)?)?|below|better (?:price|rate|deal)|beats?|higher with us|dearer|more expensive)\b/,
);

const PEOPLE =
  '(?:managers?|general manager|gm|owners?|boss|director|revenue (?:manager|team|director)|head office|colleagues?|team|staff|reception(?:ist)?|front desk|front office|sales (?:team|manager)|wife|husband|partner|father|mother|son|daughter|accountant|predecessor|reservations (?:team|manager))';
const HOTELS =
  '(?:hotels?|propert(?:y|ies)|partners?|hoteliers|owners|neighbou?rs?|competitors?|places|hostels|lodges|resorts|guesthouses|of them|others|colleagues)';
const REPORTED = new RegExp(
  `${DENIED.source}|\\b(?:if|whether|could|might|may|perhaps|maybe|would|hope|you (?:said|say|mentioned|told|wrote|mean|think|feel|see|know|expect)|as you|in your (?:view|experience)|from what you|suppose|guess|imagine|when)\\b`,
);

/** Kinds of factual claims. The words of a claim must be found in evidence that may be told, or in what the partner said. */
const CLAIM_PATTERNS: readonly (Statement<RegExp> & { about: string; topics: RegExp })[] = [
  {
    about: 'what we have brought the hotel',
    topics: /guest|book|sent|night|reserv|revenue|view|traffic/,
    hint: /sent|brought|booked|generated|delivered|produced|drove|gave you|earned|received|contributed|made you/,
    unlessBefore: REPORTED,
    inQuestions: false,
    says: [
      /\b(?:we|our (?:site|platform|guests|customers|team|app))(?:'ve| have| has| had)?(?: already| just| alone| recently)? (?:sent|brought|booked|generated|delivered|produced|driven|drove|gave|given|earned|made|contributed)(?: \w+){0,3} (?:[\d,.]+|many|more|several|hundreds|thousands|dozens|guests|bookings|reservations|room nights|revenue|nights|business|travell?ers)\b/,
      /\byou(?:r (?:hotel|property))?(?:'ve| have| had)?(?: already)? (?:received|got|had|earned|made|sold|welcomed) (?:over |more than |about |around |almost |nearly |some )?(?:\w+ )?(?:[\d,.]+|hundreds of|thousands of|dozens of|many|several|record)(?: \w+)? (?:guests|bookings|reservations|room nights|nights|views|visitors|clicks|travell?ers|euros|dollars)\b(?=.{0,40}\b(?:us|our|through|via|from|last|this|year|month|season|week)\b)/,
    ],
  },
  {
    about: 'demand',
    topics: /search|demand|interest|look|view|book|event|festival|conference|fair|busy|pickup|pace|travel|visitor/,
    hint: /search|demand|interest|looking|views?|viewed|event|festival|conference|trade fair|concert|marathon|congress|busy|pickup|traffic|popular|flights?|arrivals|travell?ers|visitors|\bleft\b|sold out|fully booked|filling/,
    unlessBefore: REPORTED,
    unless:
      /\busually|\btypically|\boften\b|\bin general|\bgenerally|\bhigh season\b|\byour (?:high|low|peak) season|\bsearch your\b/,
    inQuestions: false,
    says: [
      /\b(?:searches|search volumes?|demand|interest|traffic|bookings|pick-?up|arrivals|enquiries|travel|views|visitors|flights|tourism)(?: \w+){0,7} (?:is|are|has|have|was|were|'s)(?: \w+){0,2} (?:up|down|rising|growing|falling|risen|grown|increased|increasing|doubled|tripled|dropped|fallen|declined|declining|strong|stronger|high|higher|weak|weaker|low|lower|soft|softer|slow|slower|record|booming|surging|peaking|exploding|picking up|going up|at an? (?:all[- ]time|record))\b/,
      /\b(?:strong|high|rising|growing|increasing|record|huge|weak|low|falling|slow|soft|unusual(?:ly)? \w+) (?:demand|interest|search(?:es)?(?: volume)?|traffic|pick-?up)\b(?= (?:for|in|on|from|this|that|these|those|right|at|around|over|now|,|\.|$))/,
      /\b(?:[\d,.]+|many|several|hundreds of|thousands of|lots of|dozens of|a lot of|more and more|over \w+|most)(?: \w+)? (?:people|travell?ers|guests|users|customers|visitors|families|couples)(?: \w+){0,3} (?:are|have|were|is) (?:been )?(?:looking|searching|viewing|viewed|searched|looked|asking|waiting|watching|interested|booking|planning)\b/,
      /\bthere(?:'s| is| are| will be|'ll be) (?:a |an |the )?(?:\w+ ){0,3}(?:event|festival|conference|trade fair|fair|concert|marathon|congress|match|exhibition|convention|holiday) (?:in|on|at|near|that|this|during|those|nearby|around)\b/,
      /\b(?:only|just) (?:[\d]+|one|two|three|four|five|a few|few)(?: \w+)? (?:rooms?|nights?|places|spots|slots) (?:are |is )?left\b|\b(?:your )?(?:competitors|(?:other |nearby |most )?hotels|the (?:city|town|area))(?: \w+){0,4} (?:are|is) (?:almost |nearly |already )?(?:sold out|fully booked|full|filling up|booked out)\b/,
      /\b(?:your|this) (?:page|hotel|listing|room|property)(?: \w+){0,3} (?:is|was|has been|gets|got|had|has) (?:[\w ]{0,20})?(?:viewed|seen|searched|clicked|saved|views|clicks|visits)\b/,
    ],
  },
  {
    about: 'other hotels',
    topics: /agreed|accept|join|partner|hotel|neighbour|competitor|lower|area/,
    hint: /agree|accept|joined|join|lowered|dropped|matched|signed|said yes|doing|did it|done (?:it|this|so)|on board|already|participat|adjust|reduced|follow/,
    unlessBefore: REPORTED,
    inQuestions: true,
    says: [
      new RegExp(
        `\\b(?:(?:most|many|several|other|all|some|both|nearly all|almost all|the majority of|\\w+ of|\\d+ ?%?(?: of)?|two|three|four|five|ten|dozens of|hundreds of|your)(?: of)?(?: (?:the|our|your|other|similar|nearby|comparable|neighbou?ring|partner|big|local|direct|main))* ${HOTELS}|everyone|everybody|(?:everyone|everybody|anybody|all others?) else|the (?:hotel|place|property) (?:next door|across|opposite|down)|your neighbou?rs?|hotels (?:in|near|around|nearby)[\\w ]{0,30}?)(?: (?:in|near|around|on|across)(?: \\w+){1,4})?(?: (?:have|has|had|are|is|were|'ve))?(?: (?:already|just|also|now|recently|happily|all|been|long))* (?:agreed|accepted|joined|joining|lowered|dropped|matched|signed(?: up)?|said yes|doing (?:it|this|so|the same)|done (?:it|this|so|the same)|did (?:it|this|so|the same)|on board|participat(?:e|ed|ing)|adjust(?:ed|ing)?|reduced|cut|followed|agree|accept|say yes|offer(?:ed|ing)? (?:this|it|us|the same|lower|a (?:lower|discount)))\\b`,
      ),
    ],
  },
  {
    about: 'what people at the hotel said',
    topics: new RegExp(PEOPLE),
    hint: /spoke|spoken|talked|checked|discussed|agreed|confirmed|approved|told|called|met|promised|said|signed|accepted|happy|assured|wrote|emailed/,
    unlessBefore: new RegExp(
      `${REPORTED.source}|\\b(?:once|until|before|after|let|ask|so that|for|nice that|good that|great that|glad)\\b`,
    ),
    inQuestions: false,
    says: [
      new RegExp(
        `\\b(?:i|we|my colleagues?|our team|a colleague)(?:'ve| have| had| has|'d)?(?: already| just| also| recently| briefly)? (?:spoke|spoken|talked|checked|discussed|agreed|met|confirmed|cleared|arranged|been in touch|called|emailed|wrote)(?: \\w+){0,3} (?:with|to|by) (?:your|the hotel's|the)(?: \\w+)? ?${PEOPLE}\\b`,
      ),
      new RegExp(
        `\\b(?:i|we|my colleagues?)(?:'ve| have)?(?: already| just)? (?:called|emailed|met|phoned|asked) your(?: \\w+)? ${PEOPLE}\\b`,
      ),
      new RegExp(
        `\\byour(?: \\w+)? ${PEOPLE}(?: has| have| had|'s)?(?: already| just| also)? (?:agreed|confirmed|approved|told (?:me|us)|promised|said yes|signed (?:off|it)|accepted|assured|okayed|gave (?:us|me)|is (?:fine|happy|on board)|was (?:fine|happy))\\b`,
      ),
    ],
  },
  {
    about: 'the past',
    topics: /last|past|previous|earlier|history|year|season|month/,
    hint: /last (?:year|season|month|week|summer|winter|time|quarter|spring|autumn|christmas|easter)|in the past|previous(?:ly)?|in 20|years? ago|months? ago|historical/,
    unlessBefore: REPORTED,
    inQuestions: false,
    says: [
      /\b(?:last (?:year|season|month|week|summer|winter|time|quarter|spring|autumn|christmas|easter)|in the past|previously|(?:in|during|since) 20\d\d|(?:a|one|two|three|several|few) (?:years?|months?) ago),?(?: \w+){0,5} (?:you|we|your (?:hotel|rate|price|room|rooms|property|occupancy)|the (?:rate|price|room|hotel)|hotels|guests|bookings|demand|occupancy)(?: \w+){0,3} (?:was|were|had|sold|got|made|agreed|gave|offered|lowered|had|did|received|earned|worked|dropped|rose|charged|accepted|sent|brought|filled)\b/,
      /\b(?:you|we|your (?:hotel|rate|price|room|rooms|property|occupancy)|the (?:rate|price)|hotels|guests|bookings|demand)(?: \w+){0,2} (?:was|were|had|sold|got|made|agreed|gave|offered|lowered|did|received|earned|dropped|rose|charged|accepted|sent|brought|filled)(?: [\w.,%-]+){0,7} (?:last (?:year|season|month|week|summer|winter|time|quarter|spring|autumn|christmas|easter)|in the past|in 20\d\d|(?:a|one|two|three|several) (?:years?|months?) ago)\b/,
    ],
  },
  {
    about: 'how the hotel does',
    topics: /perform|rank|los|convert|review|rating|occupancy|guest|book|empty/,
    hint: /performing|ranks?|ranking|\bfew\b|lower (?:rate|price)|losing|lost|convert|conversion|empty|occupancy|guests (?:are|have|say|prefer|choose|leave|skip|complain)|rated|rating|drop(?:ped|ping)|underperform|outperform|selling (?:slow|badly|poorly|well)|bookings (?:are|have)|cancel/,
    unlessBefore: REPORTED,
    inQuestions: true,
    says: [
      /\b(?:seasons?|weeks?|months?|house|hotel|nights?|dates)(?: \w+){0,2} (?:with|has|have|gets?|of) (?:so |too |very |only )?few (?:guests|bookings|reservations)\b/,
      /\b(?:a )?lower (?:rate|price) (?:would |will |may |might |can |does )?brings? (?:you )?(?:fewer|less|no) (?:guests|bookings|reservations|nights)\b/,
      /\b(?:your|the) (?:hotel|property|page|listing|rooms?|rate|conversion(?: rate)?|occupancy|ranking|bookings|sales|performance|click[- ]through(?: rate)?|cancellations?|rating|score|visibility)(?: \w+){0,3} (?:is|are|has|have|'s|was|were|keeps?|ranks?)(?: \w+){0,2} (?:performing|under-?performing|losing|dropp(?:ed|ing)|fall(?:en|ing)|declin(?:ed|ing)|slipp(?:ed|ing)|low(?:er)?|below|behind|poor(?:ly)?|weak(?:er)?|bad(?:ly)?|empty|half[- ]empty|selling|not selling|converting|ranking|ranked|worse|down|unsold|number|\d|not)\b/,
      /\byou(?:'re| are|'ve been| have been|'ve| have)(?: \w+){0,2} (?:losing|lost|missing|missed|leaving)(?: \w+){0,3} (?:bookings|guests|reservations|revenue|money|customers|business|sales|travell?ers|market share)\b/,
      /\b(?:guests|travell?ers|customers|people|users|bookers)(?: \w+){0,2} (?:are|have|keep|'re|now|already)(?: \w+){0,1} (?:choos(?:ing|en)|book(?:ing|ed)|leav(?:ing|e)|complain(?:ing|ed)|skipp?(?:ing|ed)|abandon(?:ing|ed)|switch(?:ing|ed)|go(?:ing|ne)|prefer(?:ring|red)?|mov(?:ing|ed)|cancel(?:l?ing|led))\b/,
    ],
  },
];
const CLAIMS = CLAIM_PATTERNS.map(({ about, topics, ...patterns }) => ({ about, topics, statement: statement(patterns) }));

/** Evidence texts and fact labels that may be told, and what the partner wrote, as stems. */
function supportOf({ tickets, facts, history, now }: ReplyContext): ReadonlySet<string> {
  const told = tickets.flatMap(({ evidence }) =>
    evidence
      .filter((each) => each.disclose === 'full' && isFresh(each, now))
      .map(({ text, source, kind }) => `${text ?? ''} ${source ?? ''} ${kind}`),
  );
  const partner = history.filter(({ author }) => author === 'partner').map(({ text }) => text);
  return new Set(leverWords([...told, ...facts.map(({ label }) => label), ...partner.slice(-20)].join(' ').replaceAll('_', ' ')));
}

/** Half or more of a claim's own words stand in the record, one of them of its subject. */
function isSupported(words: string, topics: RegExp, support: ReadonlySet<string>): boolean {
  const own = leverWords(words);
  const known = (words.match(/\p{L}{3,}/gu) ?? []).filter((word) => support.has(stem(word)));
  return own.length > 0 && new Set(known.map(stem)).size >= Math.ceil(own.length / 2) && known.some((word) => topics.test(word));
}

/** A price is said of a channel or of other hotels that no evidence we may tell shows there. */
function comparisonIn(sentence: Sentence, signals: ReplySignals, context: ReplyContext): string | undefined {
  const { folded, span } = sentence;
  const money = itemsWithin(signals.mentions, span).filter(
    ({ kind, value }) => kind === 'money' || (kind === 'number' && Number(value) >= 10),
  );
  if (!SHOWS.test(folded)) return undefined;
  const cheaper = CHEAPER.test(folded);
  if (money.length === 0 && !cheaper) return undefined;
  const evidence = context.tickets.flatMap((ticket) => ticket.evidence);
  const sayable = evidence.filter((each) => maySayRate(each, context.now));
  const partnerSaid = (name: string): boolean =>
    context.history.some(({ author, text }) => author === 'partner' && fold(text).includes(name));
  for (const { 0: name, index } of CHANNELS.mayMatch(folded) ? folded.matchAll(CHANNELS.pattern) : []) {
    if (DENIED.test(clauseBefore(folded, index)) || fold(context.ota).includes(name)) continue;
    const shown = sayable.filter(
      ({ disclose, source, text, kind }) =>
        disclose === 'full' && fold(`${source ?? ''} ${text ?? ''} ${kind}`).includes(name.split('.')[0]!),
    );
    if (shown.length > 0) {
      if (
        !sentence.question &&
        money.length > 0 &&
        !money.some(({ value }) => shown.some(({ rate }) => sameAmount(rate, value))) &&
        /\bshows?|lists?|sells?|charges?\b/.test(folded.slice(index, index + 30))
      ) {
        return `what ${name} shows`;
      }
      continue;
    }
    if (partnerSaid(name) || (sentence.question && money.length === 0)) continue;
    return `what ${name} shows`;
  }
  const others = OTHER_SITES.exec(folded);
  if (!others || sentence.question || DENIED.test(clauseBefore(folded, others.index))) return undefined;
  if (sayable.length > 0) return saysOursOfOthers(sentence, others.index, signals, context) ? 'what others charge' : undefined;
  return partnerSaid(others[0]) || REPORTED.test(clauseBefore(folded, others.index)) ? undefined : 'what others charge';
}

/** Ours is set against theirs, in either direction. */
const COMPARED = phrase(/\b(?:above|over|higher|dearer|more|than|next to|beside|against|compared|difference|gap)\b/);
const PART = /, | and | but | while | whereas |; /g;

/** Our own rate is said to be what others show, and it is not. */
function saysOursOfOthers({ folded, span }: Sentence, index: number, signals: ReplySignals, context: ReplyContext): boolean {
  const breaks = [...folded.matchAll(PART)].map(({ index: at }) => at);
  const from = breaks.findLast((at) => at < index) ?? 0;
  const until = breaks.find((at) => at > index) ?? folded.length;
  const said = itemsWithin(signals.mentions, [span[0] + from, span[0] + until]).filter(({ kind }) => kind === 'money');
  const shown = context.tickets.flatMap(({ evidence }) => evidence).filter((each) => maySayRate(each, context.now));
  const isOurs = (value: string): boolean => context.tickets.some(({ currentRate }) => sameAmount(currentRate, value));
  return (
    said.length > 0 &&
    !CHEAPER.test(folded.slice(from, until)) &&
    !COMPARED.test(folded.slice(from, until)) &&
    said.every(({ value }) => value !== undefined && isOurs(value) && !shown.some(({ rate }) => sameAmount(rate, value)))
  );
}

/** A kind of room as it is written as a name: "Junior Suite". */
const ROOM_NAME =
  /(?<!\p{L})(?!(?:The|Your|Our|This|That|These|One|Both|Each|Every|Any|Which|Another|For|And|Or|In|If|Is|Would|Could|Can|Two|No)\b)\p{Lu}[\p{L}'-]+ (?:Room|Suite|Studio|Villa|Apartment|Bungalow|Cabin|Chalet|Loft|Penthouse|Double|Twin|King|Queen|Single|Triple|Dorm)(?!\p{L})/gu;

/** The name of a room that is on no ticket, and that the partner has not spoken of. */
function otherRoomIn(text: string, { tickets, history, hotel, ota, levers }: ReplyContext): string | undefined {
  const found = text.match(ROOM_NAME);
  if (found === null) return undefined;
  const names = [
    ...tickets.flatMap(({ roomType, ratePlan }) => [roomType, ratePlan ?? '']),
    ...levers.map(({ title }) => title),
    ...history.filter(({ author }) => author === 'partner').map(({ text: said }) => said),
    hotel.name,
    ota,
  ].map(fold);
  return found.find((name) => !names.some((known) => known.includes(fold(name))));
}

export const unsupportedClaimGuardrail: Guardrail = {
  id: 'unsupported-claim',
  title: 'No fact without a record',
  blocking: true,
  severity: 0.85,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ text, context }, signals) {
    const room = otherRoomIn(text, context);
    if (room !== undefined) return violation(`Names a room that is on no ticket: "${room}".`);
    for (const sentence of signals.sentences) {
      const claim = comparisonIn(sentence, signals, context);
      if (claim !== undefined) return violation(`States ${claim} without evidence that may be told.`, sentence.span);
    }
    let support: ReadonlySet<string> | undefined;
    for (const claim of CLAIMS) {
      for (const { sentence, words } of statementsIn(signals, claim.statement)) {
        support ??= supportOf(context);
        if (!isSupported(words, claim.topics, support)) {
          return violation(`Says something about ${claim.about} that is not on record: "${words}".`, sentence.span);
        }
      }
    }
    return PASS;
  },
};
