import { brokenBy, type WordRule } from './patterns.js';
import { type Reading } from './reading.js';

/** What we must not promise, invent or claim to have done. */
const RULES: readonly WordRule[] = [
  {
    rule: 'over-promise',
    forbidden: [
      /\b(?:guarantee[ds]?|promise[ds]?|assure|ensure|vouch|warrant|my word)\b.{0,60}\b(?:bookings?|guests?|reservations?|rooms?|theroom|position|place|rank\w*|results|top (?:position|place|spot|of)|first (?:place|page|position)|revenue|income|occupancy|sales|exclusiv\w*|visibility|fill|traffic|full)\b/,
      /\b(?:will|would|is going to|are going to|'ll|is bound to|are bound to|is sure to|are sure to|is certain to|bound to)(?: then| also| now)? (?:surely |definitely |certainly |probably |quickly |easily |soon |then |really )*(?:bring|get|see|have|receive|win|attract|mean|gain|earn|make|give|fill|sell out|be (?:fully )?(?:booked|full|sold out)|increase|boost|raise|double|improve|lift)\b(?: (?:you|thehotel|your hotel|in|your|the house))*.{0,20}\b(?:bookings?|guests?|reservations?|revenue|income|profit|occupancy|sales|money|business|traffic|rooms|fully booked|sold out|sell out|booked|full|fill|demand)\b/,
      /\btheroom (?:will|is|would)(?: surely| certainly| definitely| bound to| sure to| then)* (?:sell|sell out|fill|be full|be (?:fully )?booked|sold out)/,
      /\b(?:will|would|'ll)(?: then)?(?: surely| certainly| definitely)? (?:rank|appear|be listed|be shown|come up|stand|be placed|show up) (?:first|at the top|higher|above|on top|on the first)/,
      /\b(?:move|push|put|bring|take|lift|get|send)s? (?:you|thehotel|your (?:hotel|page|listing|house)|it)\b.{0,12}\b(?:(?:to|at|on) (?:the )?top|first|page one|first page|higher|up the)\b/,
      /\b(?:climb|rise|jump|move|go|get|come)\w* (?:up )?to (?:the )?(?:first|top)\b|\b(?:appears?|shown|shows? up|listed|placed|be seen) (?:much )?(?:higher|at the top|first)\b|\b(?:occupancy|revenue|bookings|reservations|income|sales|turnover|visibility|ranking) (?:will|would|is going to|is sure to)(?: \w+)? (?:go up|rise|increase|grow|double|improve|climb|jump|follow|come)\b|\b(?:will|would|is going to)(?: \w+)? (?:fill|sell out) (?:your|the|thehotel|theroom|every|all|it)\b|\bwould be (?:earning|making|selling|getting) more\b/,
      /\brank(?:s|ed)? (?:first|at the top|higher|number one)\b|\btop (?:position|place|spot|ranking) (?:in|on|with)\b/,
      /\byou(?:'ll| will| would| are going to) (?:surely |certainly |definitely )?(?:earn|make|get|see|have|gain|take in|sell) (?:a lot |much |many |far |even )?more\b(?! (?:time|detail|information|than))/,
      /\b(?:many|lots of|plenty of|a lot of|hundreds of|more) (?:more )?(?:bookings|guests|reservations)\b.{0,20}\b(?:in no time|guaranteed|for sure|certainly|that is certain|will (?:come|book|follow))\b|\bguests will (?:surely |certainly |definitely )?(?:book|come)\b/,
    ],
    unless: [
      /\b(?:cannot|can't|can not|could not|couldn't|do not|don't|does not|doesn't|will not|won't|would not|wouldn't|no|not|never|nobody|no one|nothing|neither|without|whether|if (?:it|that|more|the)|hardly)\b.{0,50}\b(?:promise|guarantee|assure|know|say|tell|sure|certain|bring|mean|change|decide|booking|count|rank|full|fill|judge|see|position|place|more|follow|vouch)/,
      /\byou (?:have )?promised\b|\bin any case\b|\bguaranteed rooms\b/,
    ],
  },
  {
    rule: 'over-promise',
    forbidden: [
      /\b(?:will|would|surely|always|'ll) (?:\w+ )?pays? for (?:itself|you)\b|\b(?:will|would|surely|always|'ll) (?:\w+ )?pays? (?:for itself|off|itself)\b|\bpays (?:for itself|off)\b|\b(?:risk-free|without (?:any )?risk|nothing to lose)\b|\b(?:cannot|can't|can not|could not|won't) (?:go wrong|lose)\b(?! (?:a|any|my|our|your|the (?:guest|room|night)|sleep|sight)\b)|\bcannot fail\b|\bwin-?win\b/,
      /\b(?:is|comes? with|carries|there's) no risk\b|\bonly more (?:income|bookings|guests|revenue)\b/,
    ],
    unless: [/\b(?:if|whether|cannot say|can't say|cannot promise|not sure|cannot know|do not know)\b/],
  },
  {
    rule: 'claims-system-change',
    forbidden: [
      /\b(?:i|we|my colleague|our team|a colleague)(?:'ve| have| has| had|'m| am| are|'re| will|'ll| shall| can| could| just| already)?(?: now| just| already| also| immediately)* (?:loaded|updated|changed|adjusted|corrected|edited|cancelled|canceled|credited|refunded|blocked|opened|closed|activated|entered|lowered|reduced|set(?! it out)|switched|transferred|paid|booked|modified|removed|released|uploaded|amended|moved)\b.{0,25}\b(?:rate|price|page|listing|calendar|booking|reservation|allotment|availability|invoice|payout|commission|refund|campaign|promotion|system|extranet|inventory|dates?|nights?|description|text|rooms?|theroom|photos?|it|thestay|account)\b/,
      /\b(?:i|we)(?:'m| am| are|'re| will|'ll| shall| can| could)(?: now| just| also| then| gladly| personally)* (?:be )?(?:load|loading|updat(?:e|ing)|chang(?:e|ing)|enter|entering|adjust|adjusting|set|setting|upload|uploading|activat(?:e|ing)|cancel|cancelling|correct|correcting|block|blocking|edit|editing|refund|refunding|put|putting)\b.{0,6}\b(?:the|your|this|that|it|these|those) ?(?:new |agreed |lower )?(?:rates?|price|page|calendar|booking|reservation|allotment|availability|invoice|campaign|listing|promotion|dates)?\b.{0,25}\b(?:for you|right away|now|myself|today|in the (?:system|extranet|calendar)|online|live|at once|immediately|tonight|tomorrow|already)\b/,
      /\b(?:rate|price|theroom|campaign|promotion|page|listing|calendar|allotment|availability|dates|banner|badge|change|figure)\b.{0,25}\b(?:is|are|has been|have been|was|were)(?: now| already| just)* (?:live|online|loaded|activated|active|switched on|updated|changed|entered|blocked|adjusted|uploaded|in the system|in the extranet|bookable|corrected|opened|on our site now)\b/,
      /\b(?:refund|payout|invoice|commission|credit|payment|booking|reservation)\b.{0,25}\b(?:has been|have been|is|was|were|are)(?: now| already| just)* (?:transferred|paid|credited|refunded|corrected|cancelled|canceled|processed|sent|changed|issued|adjusted)\b/,
      /\b(?:it|that|this|everything|all)(?: is|'s| has been| was)(?: now| already| all)* (?:done|taken care of|set|changed|loaded|updated|sorted|arranged|handled|entered|fixed|live)\b.{0,15}\b(?:in the (?:system|extranet|calendar)|on (?:our|your) (?:site|page))/,
      /\b(?:rate|price|campaign|promotion|page)\b.{0,20}\bhas been live\b|\b(?:rate|price)\b.{0,10}\bgoes live (?:now|today)\b/,
    ],
    unless: [
      /\b(?:cannot|can't|can not|do not|don't|did not|didn't|will not|won't|never|nothing|not|no|nobody|neither|unless|until|once you|after you|when you|as soon as you|before)\b/,
      /\b(?:if|whether|when|as long as|may|might|other site|you(?:'ve| have)? (?:loaded|changed|updated|set|corrected|lowered|blocked|moved)|(?:colleague|somebody|team|person)s? (?:can|could|will|would|may|must|has to))\b|\?$/,
    ],
  },
  {
    rule: 'claims-human',
    forbidden: [
      /\b(?:i am|i'm|you(?:'re| are) (?:talking|writing|speaking|chatting) (?:to|with)|this is|here is)(?: really| just| only| indeed| of course)? (?:a|an) (?:real |human |living |actual |normal )*(?:person|human|being|man|woman|human being|employee|colleague)\b(?! who (?:wants|has|can))/,
      /\b(?:not|no|isn't|never|there is no|involves no)(?: \w+)? (?:an? )?(?:robot|machine|bot|ai|a\.i\.|computer|program(?:me)?|chatbot|software|automat)\b(?=(?: (?:here|involved|at all|writing|behind this|in this chat)?)?[.!,;]|$| here| involved)/,
      /\b(?:at|to|from|after|before) (?:my )?(?:lunch|dinner|breakfast|holiday|vacation|gym)(?: break)?\b(?= |[.,]|$)(?<=\b(?:i was|i am|i'm|i went|i had|just back|back|i come|i have been|i've been)\b.{0,25})/,
      /\bmy (?:name is|wife|husband|family|kids|children|son|daughter|mother|father|parents|dog|cat|partner and i|girlfriend|boyfriend|weekend|holiday|vacation|home town|childhood|flat|house)\b/,
      /\bi (?:also |too |once |still |have |had |'ve )*(?:had (?:lunch|dinner|breakfast|coffee)\b|have (?:a family|children|kids|a wife|a husband|a son|a daughter)|(?:worked|been working|been) (?:for|in|here|with|at)\b.{0,30}\b(?:years?|long time|decades?|months|myself)|(?:stayed|slept|visited|travelled|traveled|ate|walked|grew up|lived|studied|spent)\b)/,
      /\bi remember (?:visiting|walking|staying|being|my|the (?:view|breakfast|garden|pool)|when i)\b|\bi(?:'m| am) (?:also |so |really |quite |very )?(?:tired|exhausted|hungry|sick|on holiday)\b|\bi(?:'m| am) (?:\w+ )?(?:tired|exhausted) (?:as well|too)\b|\bi(?:'m| am|'ve been| was) (?:\w+ )?(?:at home|in the office|at my desk|on the (?:train|bus|road)|at the (?:beach|gym|airport))\b/,
      /\b(?:i am|i'm|this is|here is|as)(?: also| just| here| only)? (?:the|your|an?|our)? ?(?:\w+ )?(?:account|market|area|regional|sales|revenue|partner|key account|contract|hotel|city|senior) (?:manager|director|executive|consultant|representative|agent|rep|lead|head|specialist)\b/,
      /\bi(?:'m| am) (?:a )?(?:part|member) of (?:our|the) (?:\w+ )?(?:team|staff|office)\b|\byears of experience\b|\b(?:sitting|typing) at my desk\b|\bi was (?:born|raised)\b/,
    ],
    unless: [
      /\b(?:an?|the|as|am|i'm|is|are|its|own|of|theota's|computer|virtual|digital|your) (?:\w+ )?(?:ai|a\.i\.)\b|\bartificial\b/,
      /\b(?:i am|i'm|am) (?:not|no|neither)\b.{0,12}\b(?:person|human|man|woman|family)|\bnot (?:a|the|your) (?:\w+ )?(?:person|human|manager)|\bno (?:human|person|family|wife|husband|children|name|lunch)\b|\b(?:cannot|can't|do not|don't|never) (?:have|get|eat|sleep|travel|feel)/,
    ],
  },
  {
    rule: 'unsupported-claim',
    forbidden: [
      /\b(?:demand|interest|search(?:es)?|search demand|bookings|traffic|views)\b.{0,25}\b(?:is|are|was|has|have|looks?|keeps?)(?: been)?(?: very| quite| really| clearly| currently| now)* (?:rising|strong|high|growing|up|increasing|falling|weak|low|going up|climbing|dropped|fallen|dropping|doubled|down|picking up|soaring|booming|risen|grown)\b/,
      /\b(?:there is|there's|there will be|we expect|with the)\b.{0,12}\b(?:festival|concert|marathon|trade fair|fair|congress|conference|event|exhibition|match|race|convention|regatta|parade)\b.{0,25}\b(?:in (?:town|the city|the area|your)|that week|those nights|nearby|during)/,
      /\b(?:many|lots of|a lot of|more and more|plenty of|hundreds of|thousands of|dozens of|several|most|few) (?:of our |people|families|couples|guests|travell?ers|users|visitors|customers)\b.{0,25}\b(?:look(?:ing)? for|search(?:ing)?(?: for)?|want|ask(?:ing)? for|booked|book|are after|viewed|stayed|skip|leave|click|compare your)\b/,
      /\b(?:your|the) (?:page|listing|hotel|profile|rooms?|house|theroom)\b.{0,15}\b(?:was|is|has been|gets?|are|were|being|stood)(?: being| been)? (?:viewed|seen|visited|looked at|clicked|searched|selling|performing|doing|converting|half[- ]empty|empty|booked|losing|missing|popular)\b/,
      /\byou(?:'re| are| have been| were) (?:clearly )?(?:losing|missing|missing out on|giving away)\b.{0,15}\b(?:bookings|guests|reservations|money|business|revenue|sales)\b|\b(?:guests|travell?ers|people|visitors|customers) (?:are |keep )?(?:leaving|abandoning|skipping|ignoring|avoiding|leave|skip|abandon|ignore|avoid|passing over) (?:your|the|you|thehotel)\b/,
      /\b(?:last|previous|past|this) (?:year|season|summer|winter|spring|autumn|month|week|time|christmas|easter|quarter|january|february|march|april|may|june|july|august|september|october|november|december)\b.{0,30}\b(?:we (?:sent|brought|gave|delivered|booked|had|filled|sold)|you (?:gave|offered|agreed|had|accepted|sold|charged|were|made|did)|your (?:hotel |house )?(?:\w+ )?(?:rate|price|figure|rooms?|offered|gave|was|were|occupancy|house|had|hotel)|it was (?:lower|cheaper)|this (?:room|rate))\b/,
      /\b(?:we|theota) (?:have )?(?:sent|brought|delivered|gave you|given you|filled)\b.{0,25}\b(?:guests|bookings|reservations|nights|groups|revenue|business|people)\b|\byour (?:rooms?|house|hotel) (?:were|was|stood|are|is|stand)(?: \w+)? (?:half[- ])?empty\b|\b(?:your hotel|thehotel|you)\b.{0,12}\b(?:offered|gave|agreed (?:to|on)|accepted)\b.{0,20}\b(?:last|before|in the past|previous)/,
      /\b(?:hotels?|houses?|neighbou?rs?|competitors?|everyone|everybody|others|places|properties|colleagues of yours)\b.{0,50}\b(?:have|has|already|did|all|also|just|agreed|lowered)(?: already| all| just| also| now)? ?(?:agreed|accepted|joined|said yes|told us|lowered|reduced|done the same|did the same|the same|signed|come down|taken part|approved)\b/,
      /\b(?:your neighbou?rs?|hotels? next door|hotels? (?:nearby|across the street|around you)|(?:several |many |most |some |the )other (?:hotels|houses)|your competitors)\b.{0,20}\b(?:agreed|accepted|joined|lowered|reduced|came down|approved|signed|said yes|did the same)\b/,
      /\byour (?:\w+ )?(?:owner|manager|boss|director|team|reservations?|colleagues?|front desk|reception|husband|wife|partner|accountant|head office|revenue manager|sales team|department|staff)(?: (?:at|in|from|on) (?:the )?\w+)?(?: \w+)?(?: has| have| had)?(?: already| just| also)? (?:approved|agreed|told (?:us|me)|said yes|accepted|confirmed|promised|okayed|signed)\b/,
      /\b(?:the other|another|other) (?:site|channel|seller)s?\b.{0,30}\b(?:sells? more|gets? more|takes? (?:all )?your|is taking|books more)\b|\bbelow average\b|\bselling (?:badly|poorly|slowly)\b|\bin high demand\b|\b(?:guests|travell?ers|customers) (?:often |always |also )?(?:tell|told|complain|say|said)\b|\bhalf[- ]empty\b/,
    ],
    unless: [
      /\b(?:if|whether|when|cannot|can't|don't|do not|does not|doesn't|no record|not know|not sure|not recorded|never|nothing|you say|you said|you write|you mean|you told|i hear|you mentioned|must be|must have|sounds|perhaps|sorry|shown (?:at|for|by|on)|as you|some of your|may not|smaller|good to hear)\b|^(?:do|does|did|is|are|have|has|was|were|would|could|can)\b.*\?$/,
    ],
    mayEcho: true,
  },
];

export function claims(reading: Reading): string[] {
  return brokenBy(reading, RULES);
}
