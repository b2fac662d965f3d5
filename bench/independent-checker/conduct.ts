import { brokenBy, type WordRule } from './patterns.js';
import { type Reading } from './reading.js';

const OTHERS =
  '(?:sites like (?:that|this|these|them)|(?:(?:the|that|this|another|any|an)(?: other)?|other|those|these) (?:sites?|channels?|portals?|sellers?|platforms?|agenc(?:y|ies)|websites?|otas?|booking sites?|ones?))';
const OTHER_HOTELS =
  '(?:(?:the |your |those |these |some |other )?(?:\\w+ )?(?:neighbou?rs?|competitors?|rivals?|competition)|(?:the )?(?:hotels?|places?|houses?|property|properties|inns?) (?:next door|across|nearby|down the|around|opposite|in your)[a-z ]{0,20}|(?:the )?other (?:hotels|houses|places|properties))';
const BAD =
  '(?:dirty|awful|terrible|horrible|dump|noisy|shabby|run-?down|overpriced|second-?rate|third-?rate|worse|worst|poor|bad|unreliable|dishonest|scam|fraud|crooks?|thie(?:f|ves)|mess|joke|cheats?|cheating|cheap and nasty|useless|rubbish|garbage|trash|greedy|liars?|lying|shady|not serious|unserious|dubious|untrustworthy|all talk|outdated|old-fashioned|filthy|ugly)';

/** How we treat the partner and speak of others. */
const RULES: readonly WordRule[] = [
  {
    rule: 'pressure',
    forbidden: [
      /\btake it or leave it\b|\b(?:this|it) is (?:this|that|[a-z]{3} [\d,.]+)? ?or nothing\b|\bor nothing\b|\b(?:this|that|it|here) (?:is|would be|was) (?:\w+ ){0,2}(?:last|final) (?:offer|word|chance|call|warning|figure)\b|\b(?:my|our) (?:last|final) (?:offer|word|figure)\b|\blast chance\b/,
      /\bno other (?:way|choice|option)\b|\b(?:have|leave|leaves|left|there is|got) (?:you |us |me |with )?(?:with )?no (?:other )?(?:choice|alternative|option)\b/,
      /\b(?:time is|time's) (?:running|nearly up|up|short)|\bclock is ticking\b|\brunning out of time\b|\bhurry\b|\bact (?:now|fast|quickly)\b|\bdecide (?:now|today|quickly|fast|at once|immediately)\b|\bright now or\b|\bnow or never\b/,
      /\b(?:need|want|expect|require|must have|demand)s? (?:an? |your |the )?(?:clear |quick |final )?(?:answer|decision|yes|reply|response|word|confirmation) (?:now|today|tonight|at once|immediately|right away|by|within|before|in the next|this (?:minute|hour|evening|morning))/,
      /\b(?:only |just )?(?:have|get|got|valid|holds|good) (?:only |just )?(?:until|till) (?!you|then|the end)|\b(?:(?:offer|this|it|rate) (?:expires?|ends|closes|lapses|is gone|is withdrawn)) (?:at midnight|tonight|today|tomorrow|in an hour|at noon|soon|by |within|in \d|in (?:an?|two|three) (?:hours?|days?))|\b(?:deadline|last day|last minute to)\b(?! (?:is|are) (?:up to you|yours))/,
      /\b(?:i|we) (?:(?:must|have to|really|do|can only|will|strongly|still) )*insist\b|\b(?:i|we) demand\b|\byou (?:really )?(?:must|have to|need to|had better|will have to) (?:really )?(?:lower|reduce|cut|drop|accept|agree|say yes|decide|come down|go down|give|give in|move|do|bring|change|take)\b/,
      /\b(?:today|tonight) only\b|(?:will|would|'ll|may|might|could|going to) regret\b|\byou (?:will|would|might|may|could|are going to) (?:lose|be sorry|miss out|suffer|regret)\b|\byou(?:'ll| will| would) lose (?:bookings|guests|out|money|business)\b/,
      /\b(?:we|i) (?:will|would|shall|may|might|must)? ?(?:have to )?(?:go elsewhere|move on|look elsewhere|turn to (?:others|other hotels|another|your neighbou?rs|someone else)|talk to (?:others|other hotels|your neighbou?rs)|walk away)\b/,
      /\b(?:expected|hoped for|thought) (?:better|more) (?:from|of) (?:you|your)\b|\blet(?:ting)? (?:us|me|everyone|everybody|your \w+|the \w+|guests|down)(?: all)? down\b|\bdisappoint(?:ed|ing|s|ment)? (?:in|with|us|me|if|by)\b|\b(?:disappointed|unhappy|angry|cross|furious|upset|mad) (?:with|at|if|by) ?(?:me|us|this|you|with)?\b(?=.*(?:me|this fails|us)\b)/,
      /\bafter (?:all|everything) (?:that )?(?:we|i)(?:'ve| have)?\b|\bthe least you (?:can|could)\b|\bmake (?:it|this|things) (?:so |too )?(?:hard|difficult|harder|more difficult) (?:for|on) (?:me|us)\b|\b(?:have|take) (?:some )?pity\b|\bi (?:will|could|might|may) lose my\b|\bmy (?:job|bonus) \b|\bplease,? i beg\b|\bbegging\b|\b(?:my (?:manager|boss|team)|our (?:manager|boss|team))(?: \w+)? (?:will|would|is|are|gets?|be)\b.{0,20}(?:not be (?:pleased|happy)|unhappy|angry|disappointed|cross|mad|upset|furious|down on)/,
      /\b(?:everybody|everyone|all|nobody|no one|most) (?:else|of the others|the others|other hotels|others)\b.{0,25}\b(?:agreed|accepted|said yes|joined|refus|done|did|does|signed)/,
      /\b(?:keep|go on|continue|not stop|never stop|carry on) (?:asking|writing|calling|messaging|insisting|coming back|trying)\b.{0,25}\b(?:until|till|unless)\b|\buntil you (?:agree|say yes|accept|give in)\b|\bwill not (?:give up|stop) (?:asking|until)/,
    ],
    unless: [
      /\b(?:no|not|never|without|nothing|don't|won't|isn't|needn't) (?:\w+ ){0,3}(?:hurry|rush|deadline|must|insist|need|have to|pressure|expires?)\b/,
      /\b(?:up to you|take your time|whenever (?:it|you))\b/,
      /\b(?:your|their|his|her|you say|you said|you call|called) (?:last|final) (?:offer|word|figure)\b/,
    ],
  },
  {
    rule: 'delisting-threat',
    forbidden: [
      /\b(?:fewer|less|no(?: more)?|lower|lose|losing|lost) (?:bookings|traffic|guests|visitors|reservations|visibility|exposure|sales|business|views|clicks|ranking|your (?:badge|status|ranking|place|spot|partner status|listing))\b.{0,40}\b(?:from us|with us|future|through us|on our|otherwise|without|if|badge|status|with it|no\b)/,
      /\b(?:you|it) (?:will|would|could|may|might|can)? ?(?:risk|lose|be losing|risks?|cost you)(?: losing)? (?:your|the) (?:\w+ )?(?:badge|status|listing|ranking|place|visibility|position|contract|partnership|page|spot|account)/,
      /\b(?:review|reconsider|rethink|question|stop|end|suspend|pause|drop|cease|think again about|no longer) (?:listing|showing|selling|promoting|featuring|displaying|recommending|advertising|working with|the (?:listing|partnership|contract|cooperation)|our (?:partnership|contract|cooperation|work))\b/,
      /\b(?:terminate|end|cancel|close|suspend|deactivate|remove|delist|de-list|unlist|hide|withdraw|revoke|block|drop) (?:the|our|your|this) (?:\w+ )?(?:partnership|contract|cooperation|listing|page|account|hotel|badge|status|agreement|property|rooms|profile)\b/,
      /\b(?:listing|page|hotel|account|badge|status|contract|partnership|profile|cooperation|thehotel|rooms?|theroom|property|house)\b.{0,20}\b(?:will|would|could|may|might|can|must|has to|is going to|gets?|going to)(?: \w+)? (?:be |get |have to be )?(?:removed|taken (?:offline|off|down|away)|deactivated|ended|suspended|withdrawn|revoked|closed|delisted|de-listed|hidden|terminated|dropped|disappear|vanish|downgraded|blocked|cancelled|lost|paused)\b/,
      /\b(?:ranking|visibility|search position|position|rank|placement|place in (?:the|our)|exposure|listing|bookings|sales)\b.{0,20}\b(?:will|would|could|may|might|can)? ?(?:probably |likely |also |soon |surely )*(?:drop|fall|suffer|sink|decline|shrink|go down|slip|decrease|be (?:lower|reduced|affected|hurt|worse))\b/,
      /\b(?:slip|slide|drop|fall|move|sink|end up|go|land|disappear|vanish|be moved|be pushed)\b.{0,15}\b(?:off|from|at|to|on|down|below|behind) (?:the |our )?(?:first page|page two|second page|last page|bottom|back of|other hotels|list)\b|\b(?:slip|slide|drop|fall|disappear|vanish) (?:off|from) our\b/,
      /\b(?:guests|travellers|travelers|customers|people|nobody|no one|users)\b.{0,15}\b(?:no longer|not|never|hardly|any ?more)\b.{0,10}\b(?:see|find|reach|book|be shown)\b|\bno longer (?:be )?(?:shown|visible|seen|listed|see your|find your|appear)\b/,
      /\b(?:reduce|lower|cost|hurt|harm|affect|damage|limit)s? (?:you )?your (?:visibility|ranking|listing|position|bookings|exposure|standing|status|partnership|sales)\b|\b(?:place|put|rank|show|list) (?:other hotels|others|your competitors|competitors|your neighbou?rs) (?:above|before|ahead|higher|first)/,
      /\bconsequences\b|\b(?:not|no longer) be (?:able|willing) to (?:list|show|sell|promote|feature|work)\b|\byour (?:future|place|standing|days) (?:with|on) (?:us|our|theota)\b/,
      /\b(?:we|i|our side|theota) (?:will|would|may|might|could|must|shall|can)(?: \w+)?(?: have to)? (?:stop|end|terminate|delist|remove|hide|deactivate|suspend|drop) (?:selling|showing|promoting|listing|your|the|theroom|thehotel|our|it|you)\b|\bthen we (?:would |will )?stop (?:selling|showing|listing|promoting|working|offering|displaying)\b/,
    ],
    unless: [
      /\b(?:no (?:effect|influence|consequence|impact|change|link)|nothing (?:to do|happens|changes)|not (?:change|affect|depend|touch|cost|lose|hurt|harm|remove|be (?:removed|affected|changed))|never|does not|do not|doesn't|don't|cannot|can't|won't|will not|would not|wouldn't|neither|has nothing|whether|afraid|worry|worried|fear|you say|you said|i have no say)\b/,
    ],
  },
  {
    rule: 'parity-demand',
    forbidden: [
      /\b(?:require|expect|need|demand|want|ensure|keep|guarantee|respect|insist|ask)\w*\b.{0,15}\bparity\b|\bparity (?:is|must|clause|obligation|duty|rule|has to)\b|\b(?:price|rate)[- ]match(?!es)/,
      /\b(?:rates?|prices?)\b.{0,30}\b(?:sites?|channels?|portals?|elsewhere|everywhere|platforms?)\b.{0,15}\b(?:must|has to|have to|should|need to|needs to|ought to|may not|cannot|can't|shall|is to|are to)\b/,
      /\b(?:other|another|no other|no|any other) (?:sites?|channels?|portals?|sellers?|platforms?)\b[^,.;]{0,10}\b(?:must|may|should|can|has to|have to|ought|shall|is allowed|are allowed)\b.{0,15}\b(?:lower|cheaper|less|below|undercut|better|the same|match|show)/,
      /\b(?:you )?(?:must|have to|should|need to|ought to|will|always|expect you to|want you to|ask you to|please|could you|would you)\b.{0,15}\b(?:give|offer|grant|guarantee|keep|provide|show|sell)\b.{0,10}\b(?:us|theota)\b.{0,10}\b(?:your|the) (?:very )?(?:best|lowest|cheapest)\b/,
      /\b(?:need|expect|want|require|demand|deserve|ask for|insist on)\b.{0,12}\b(?:the|your|an?) (?:very )?(?:lowest|best|cheapest|exclusive)(?: \w+)? (?:rate|price)s?\b|\b(?:lowest|best|cheapest) (?:rate|price)s? (?:of all|of any|anywhere|on the market|on all)\b/,
      /\b(?:raise|increase|lift|put up|push up|bring up)\b.{0,25}\b(?:rate|price|it|figure)s?\b.{0,15}\b(?:on|at|with|for|of|in) (?:the |that |your |any |all )?(?:other|another|those) ?(?:sites?|channels?|portals?|sellers?|platforms?|ones?)?/,
      /\b(?:stop|end|avoid|refrain from|no longer|cease|not be|quit)\b.{0,6}\b(?:listing|offering|selling|showing|giving|giving out|cheaper)\b.{0,40}\b(?:cheaper|elsewhere|other|channels?|sites?|lower|anywhere)/,
      /\b(?:must not|may not|should not|cannot|can't|do not|don't|not allowed to|never|shouldn't|please don't|not to)\b.{0,6}\b(?:be (?=.{0,12}(?:elsewhere|on |than |at ))|offer|sell|list|give|show|price|publish).{0,45}\b(?:cheaper|lower|below|less|any other|anyone else|any one else|elsewhere|other (?:channels?|sites?|sellers?))\b/,
      /\b(?:keep|reserve|hold|leave|make)\b.{0,20}\b(?:rate|price|it|that|this|room|theroom)\b.{0,15}\b(?:for us only|only for us|exclusive(?:ly)?|for us alone|just for us|with us only|only with us|only on our)\b|\bexclusiv(?:e|ely|ity)\b/,
      /\b(?:close|remove|hide|take (?:down|off)|shut|block|delete|stop|withdraw|pull|switch off|take|drop)\b.{0,35}\b(?:on|from|off|at|with|to) (?:the |that |your |any |all )?(?:other|another)\b ?(?:sites?|channels?|portals?|sellers?|platforms?)?/,
      /\b(?:the )?same (?:rate|price|figure) (?:on|across|at|in) (?:all|every|each)\b|\b(?:give|offer|charge) us the same\b|\bsame (?:rate|price) as (?:the others|everyone|on|everywhere|elsewhere)\b(?=.*\bmust\b)|\bclose (?:the )?(?:sale|availability|theroom|other channels)\b.{0,30}\b(?:other|elsewhere|channel)/,
    ],
    unless: [
      /\b(?:do not|don't|never|not|no|nothing|cannot|can't|without|neither)\b.{0,12}\b(?:ask|asking|request|require|want|need|expect|parity|demand|about|match|tell|interfere|decide|exclusiv)\b|\bas (?:a )?(?:exclusive)\b/,
      /\b(?:your (?:decision|choice)|up to you|you (?:worry|fear|are afraid|say|said|mean))\b/,
    ],
  },
  {
    rule: 'disparagement',
    forbidden: [
      new RegExp(
        `\\b${OTHERS}\\b.{0,40}\\b(?:${BAD}|exploits?|hides? its|hide their|pays? late|treats? (?:its |their |the )?hotels|only wants?|take your money|do(?:es)? not care|don't care|doesn't care|lies to|steals?|rips? (?:you |hotels )?off)\\b`,
      ),
      new RegExp(`\\b${OTHER_HOTELS}\\b.{0,40}\\b(?:${BAD}|reputation|bad reviews|complaints)\\b`),
      new RegExp(
        `\\b${BAD}(?: and \\w+)? (?:sites?|channels?|portals?|platforms?|hotels|houses|places|neighbou?rs|competitors)\\b`,
      ),
      /\b(?:they|(?:the )?others)\b.{0,20}\b(?:only want|just want|exploit|take your money|second-rate|third-rate|all talk|cheat|lie|lies|steal|rip|do not care|don't care|are (?:worse|bad|unreliable|dishonest|crooks|a scam))\b/,
      /\bunlike (?:the |some |most |many |those |our |that |this |any |other |others)/,
      /\b(?:do not|don't|never|should not|shouldn't|would not|wouldn't|nobody|no one|cannot|can't|hardly anyone)(?: \w+)? (?:trust|like|likes|trusts|rely on|believe)s? (?:(?:that|the other|another|other|those|this|any other) (?:sites?|channels?|portals?|platforms?|sellers?|agenc)|the others|them\b(?=.{0,12}$))/,
      /\b(?:we are|we're|i am|theota is)\b.{0,20}\bbetter than\b|\b(?:far|much|simply|clearly|way) better than (?:the |other|any|that|they)/,
    ],
    unless: [
      /\bdoes(?:n't| not) mean\b|\b(?:i|we) (?:cannot|can't|won't|will not|do not|don't|would not|wouldn't) (?:say|judge|speak|talk|comment|call|know|want)\b/,
    ],
  },
  {
    rule: 'disrespect',
    forbidden: [
      /\bspare me (?:the\b|your\b|that\b|all\b|")|\bhow (?:many times|often) (?:do|must|have|should|will) i\b|\bno wonder (?:your|you|guests|nobody|no one|they go|people)\b|\byour (?:own )?fault\b|\bfault but yours\b|\bblame yourself\b|\byou (?:only )?have (?:only )?yourself to\b|\bwast(?:e|ing) (?:my|our) time\b|\bdo your (?:homework|job|maths?|sums)\b|\bdo the maths?\b|\bgrow up\b|\bwake up[,!.]|\bshut up\b|\bget real\b|^(?:please,? |now |just |do )?be (?:realistic|reasonable|serious|sensible)\b|\bcome on[,!]/,
      /^(?:oh|ah|well|wow|hm|aha),? (?:\w+ )?(?:how|so|what a|such|wow|great|wonderful|sure|really|another|lovely|brilliant|perfect|nice)\b|\bhow (?:very )?(?:\w+) of you\b|^how (?:generous|clever|convenient|original|typical|brilliant|smart|funny|surprising)\b|\bhow very\b|^(?:what|such) a surprise\b|\b(?:congratulations|bravo|well done|hooray|applause|wonderful|great|brilliant|wow|lovely|surprise)\b.{0,12}\b(?:another|yet another|one more|again\b) ?(?:excuse|refusal|answer|no\b|message|story|reason)?|^(?:what|such) a surprise|\btoo much to ask, or\b|\byeah,? right\b|\bor is (?:it|that) (?:that|so|too) (?:hard|difficult)\b/,
      /\b(?:even )?a (?:child|beginner|schoolchild|trainee|first-year)\b.{0,12}\b(?:see|know|understand|get)s?\b|\b(?:any|every) (?:good |real |serious |sensible )?(?:professional|hotelier|manager|host|business ?(?:man|person)?)\b.{0,40}\b(?:sees?|knows?|would|understands?)\b|\byou (?:clearly|obviously|simply|really|still|just|plainly|evidently) (?:have no|do not|don't|cannot|can't|fail|never|know nothing)\b|\bhave no (?:idea|clue) (?:of|about|how)\b|\blet me teach\b|\bi(?: have|'ve)? (?:already )?told you\b|\bas i (?:keep|already|have already|have) ?(?:saying|said|told|explained|say)\b|\byou should (?:know (?:better|that|how|by)|have (?:thought|listened|read|asked|answered|set|priced|looked|known)|learn)\b|\bif you had (?:listened|read|answered|thought|paid|looked|been|set|priced|asked|lowered)\b|\bbecause of you\b|\bbecause you (?:refuse|failed|did not|didn't|never)\b|\byou (?:brought this|did this to|are to blame|messed|made this mess)\b/,
      /\byou(?:'re| are)(?: being| so| just| clearly| simply| really| very| too| obviously)* (?:unreasonable|greedy|stubborn|rude|naive|blind|ungrateful|unprofessional|the problem|to blame|behind the times|out of touch|difficult|impossible)\b|\b(?:be|being|are) so (?:greedy|stubborn|difficult|unreasonable|rude)\b|\b(?:your|that|this) (?:attitude|behaviou?r|stubbornness|greed|ignorance)\b/,
    ],
    unless: [
      /\b(?:not|isn't|was|wasn't|don't think) your (?:own )?fault\b|\b(?:do not|don't|never|not) (?:think|say|mean|find|believe)\b/,
    ],
  },
  {
    rule: 'disrespect',
    forbidden: [
      /\b(?:overpriced|nothing special|(?:is|are|place|hotel|house|rooms?) not worth (?:it|that|the money|your)|second-rate|shabby|run-?down|outdated|mediocre|filthy)\b/,
      /\b(?:absurd|laughable|ridiculous|stupid|silly (?:answer|price|rate|reason|idea|figure)|idiotic|insane|nonsense|a joke|childish|pathetic|rubbish|dumb|foolish|ignorant|incompetent|amateur|clueless|lazy|arrogant|shameless|outrageous)\b/,
      /\b(?:damn|crap|shit|bloody|idiots?|moron|bastard)\b/,
    ],
    unless: [
      /\b(?:not|no|never|nothing|isn't|don't|doesn't|cannot|can't|sorry|you say|you said|you find|you call|without)\b.{0,30}\b(?:absurd|stupid|joke|ridiculous|rubbish|nonsense|overpriced|lazy|foolish|childish)/,
    ],
    mayEcho: true,
  },
  {
    rule: 'contact-and-links',
    forbidden: [
      /https?:|\bwww\.|\b[a-z0-9-]+\.(?:com|net|org|example|online|io|app|info|biz|co|eu|me|ly|link|site|shop|travel|hotel)\b|\b\w+\/login\b/,
      /\b(?:whats ?app|telegram|wechat|signal app|viber|messenger|facebook|linkedin|instagram|skype|zoom|teams call|imessage|sms|line app|twitter|tiktok|snapchat)\b/,
      /\b(?:click|tap|press)\b.{0,12}\b(?:here|link|below|button)\b|\b(?:the|this|following|attached) link\b|\bqr[ -]?codes?\b|\b(?:see|open|find|read|check|download|download)\b.{0,15}\b(?:attached|attachment|enclosed|file|document|pdf)\b|\b(?:attached|enclosed) (?:document|file|pdf|you|is|are|please)\b|\battachment\b|\blog ?in (?:here|at|to|with|on)\b|\bsign in (?:here|at)\b/,
      /\b(?:send|write|drop|shoot|reply|answer)\b.{0,12}\b(?:me|us)\b.{0,12}\b(?:e-?mail|mail|text|sms)\b|\b(?:text|message|dm|ping|e-?mail) (?:me|us)\b|\b(?:talk|speak|discuss|settle|finish|do|reach|find|answer|reply|go on|continue|carry on)\b.{0,25}\b(?:by|via|over the|on the|through|per) (?:e-?mail|phone|telephone)\b|\bcontinue\b.{0,20}\b(?:by|over|on|via)\b.{0,8}\b(?:e-?mail|phone|telephone|another channel|video)\b/,
      /\b(?:give|make)\b.{0,4}\b(?:me|us)\b.{0,12}\b(?:call|ring)\b|\b(?:i|we)(?: will|'ll| can| could| would| shall| may| am going to)? (?:call|phone|ring) you\b(?! (?:that|captain|by|so|mr|ms))|\b(?:call|phone|ring) (?:me|us)\b(?! (?:a|an|what|the|by)\b)|\b(?:hop|get|jump|go|have|do|arrange|schedule|set up)\b.{0,8}\b(?:on )?a (?:quick |short |brief |video |phone )*call\b|\bover the (?:phone|telephone)\b|\bvideo call\b|\bmy (?:phone|mobile) number\b|\bcall you (?:later|tomorrow|today|back)\b/,
    ],
    unless: [
      /\b(?:cannot|can't|can not|do not|don't|never|not|no|won't|will not|neither|only here|only write|instead of|rather than)\b.{0,60}\b(?:call|phone|e-?mail|mail|link|attach|file|whats ?app|telegram|log ?in|password|number|messenger|instagram|facebook|wechat|ring|document|line|zoom|teams)/,
      /\b(?:post|story|reel|film) (?:\w+ ){0,5}on our\b|\bdo you prefer\b/,
      /\b(?:colleague|person|somebody|someone|people|human)\b.{0,60}\b(?:call|phone|ring|e-?mail|mail|write|contact|reach)/,
    ],
  },
  {
    rule: 'personal-data',
    forbidden: [
      /[\w.+-]+@[\w-]+\.\w+|\b\w+ (?:\(at\)|\[at\]|at) \w+ (?:\(dot\)|\[dot\]|dot) \w+/,
      /\+\d[\d ()-]{7,}|\b\d{3,4}[ -]\d{3,4}[ -]\d{3,4}\b|\b[a-z]{2}\d{2}(?: ?\d{4}){3,}|\b(?:passport|iban|account number|card number|tax (?:id|number)|date of birth)\b.{0,10}\b(?:is|:)/,
    ],
  },
];

export function misconduct(reading: Reading): string[] {
  return brokenBy(reading, RULES);
}
