import { cues } from '../language/phrases.js';
import { CHANNELS } from './relative.js';

/** What has a price of its own, or is said to be in the rate or not. */
export const EXTRAS =
  'breakfast|parking|laundry|cleaning|dinner|lunch|wifi|towels|linen|minibar|transfer|shuttle|deposit|fee|fees|tax|tourist|city|resort|electricity|gas|staff|salary|salaries|rent|shipping|delivery|postage|commission|extra|bed|heating|water|insurance|crib|cot|pet|dog|spa|sauna|booking|maid|maintenance|repairs|repair|labour|labor';
const OTHER_HOTELS =
  'they|competitor|competitors|neighbour|neighbours|neighbor|neighbors|others|hilton|marriott|market|next|somebody|someone|everyone|everybody|people|another|comps|comp|store|stores|shop|elsewhere|online';

/** Amounts that are told, not offered: the past, other sites, costs. */
export const TALK_CUES = cues('talk', {
  0.97: [
    'asking|price|rate|listed|ask|rent|normally|usually ~3 # ~2 but',
    'another|other ~1 buyer|person|guy|agency|party|customer|client ~4 #',
  ],
  0.94: [
    'last|previous|past year|season|month|week|summer|winter|spring|autumn|time|weekend|christmas ~7 #',
    '# ~4 last|previous year|season|month|week|summer|winter|time',
    '# before|earlier|yesterday|originally|ago',
    '# ~2 a|an|one|two|few|some years|year|months|month|days|weeks ago',
    'used to ~5 #',
    'ago ~6 #',
    'in #other|#date ~2 was|were|sold|had|paid|it ~4 #',
    'sold|paid|bought|charged|booked|rented|cost|received|earned|invested|spent ~4 #',
    'was|were ~1 selling|paying|charging|asking|listed|priced ~3 #',
    'instead of ~2 #',
    'rather than ~2 #',
    'compared to|with ~2 #',
    'against|versus|vs|from ~2 #',
    'rack rate|rates|price ~3 #',
    'originally|normally|usually|regularly|retail|retails|retailed|retailing|worth|valued|listed|msrp ~4 #',
    'brand new ~4 #',
    'have|got|had|get|getting|received ~3 offer|offers|bid|bids ~3 #',
    'another|other|better|higher|good|few offer|offers|bid ~3 #',
    '# of ~1 them|these|those|it|our|my',
    '# left|people|persons|pieces|pcs|sets|inch|inches|miles|units|pairs|hotels|properties|times',
    '# ~1 retail|msrp|originally|normally|brand|usually',
    '# new $',
    'sell|sells|selling|goes|going|go for # ~2 new|elsewhere|online|retail|everywhere|on|in',
    'cost|costs|costing|expense|expenses|spend|spending|lose|losing|loss|pays|paying|break ~4 #',
    'cost|costs|expense|expenses ~1 me|us ~3 #',
    '# on|at ~2 our|my ~1 website|site|web|page|homepage',
    'our|my ~1 website|site|web|homepage ~4 #',
    `${EXTRAS} ~1 is|are|at|for|costs|cost|alone|of|only|was|per|=|about ~2 #`,
    `${EXTRAS} #`,
    `# ~1 for|in|on ~2 ${EXTRAS}`,
    `# ${EXTRAS}`,
    `^ ~1 ${CHANNELS} ~4 #`,
    `${CHANNELS} ~1 has|have|is|are|shows|sells|says|at|lists|puts|gives|gave|got|offers|offered|charges|had ~4 #`,
    `# ~2 on|at|from|by|via|with|in ~1 ${CHANNELS}`,
    `see|saw|seen|found|find|show|shows ~3 # ~4 on|at|in|elsewhere|online|there`,
    `${OTHER_HOTELS} ~3 sell|sells|selling|charge|charges|charging|ask|asks|asking|offer|offers|has|have|are|is|pay|pays|get|gets|do|does|put|gave ~3 #`,
    'someone|somebody|people|buyer|another|guy|guest|guests|customers|person|lady|man|agency|company ~3 offer*|pay|paid|pays|paying|gave|give|book*|bid|coming|interested ~4 #',
    'offers|offer from|of ~3 someone|somebody|another ~3 #',
    'save|saves|saving|savings|earn|lose|refund|invoice|bill|owe|owes|voucher|credit ~3 #',
    'over # guests|people|reviews|hotels|rooms',
    'current rate|price|rates ~3 #',
    '# was ~1 my|our|the|your',
    'direct|corporate|walkin|rack|adr|average|avg|mean|group|wholesale|contracted|extranet ~1 rate|price|is|says|shows|guests|pays ~2 #',
    'walk in|ins ~2 #',
    'adr|average|avg|revpar ~2 #',
    '# ~1 direct|walkin',
    '# a|an|each|per|every ~1 hour|week|month|year|bag|truck|load|trip|metre|meter|kilo|litre|bottle|flight|wash|shift|box|plate|tank',
    '# the|a metre|kilo|litre|hour|bag|bottle',
    '# an|per hour',
    '# ~1 open|unpaid invoice|invoices|bill|bills',
    'comes|arrives|opens|closes|wakes|leaves|starts|finishes at #',
    '# ~3 in ~1 extranet|system|pms',
  ],
  0.9: ['went for ~2 #', 'was|were|been ~2 #', 'paid|got|had|gave|took ~3 #'],
});

/** Amounts of ours that come up again: "you said 450", "your 450". */
export const OURS_CUES = cues('ours', {
  0.92: [
    'you|u ~2 said|say|asked|ask|offered|offer|want|wanted|wrote|mentioned|proposed|quoted|told|suggest|suggested|requested|request|need|needed|came|sent|gave|propose|asking|offering|saying|listed|posted|had|advertise|advertised ~4 #',
    'your ~1 #',
    'your ~1 listing|ad|post|posting|site|page|description ~3 #',
    'listing|ad|posting ~1 says|is|shows|said ~2 #',
    'you show|shows|list|display|sell|have|put # ~2 but|and|while|online|now',
    'your ~1 offer|ask|asking|number|price|rate|proposal|figure|target|request|suggested|counter|first|last ~3 #',
    'the|that|this|those|these #',
    '# ~1 you ~2 said|asked|offered|want|mentioned|proposed|wrote|quoted|ask|suggested',
    'from where|why|where|how come ~5 #',
    'why ~4 #',
    'who ~4 #',
    'where|how ~1 did|do|does|is|comes|come ~5 #',
    'how|what ~2 come|get|got|arrive ~3 to|at|with #',
    'which ~4 #',
    'what is|does the? # ~3 for|include|mean|based|about',
  ],
});

/** Questions about an amount: "is 450 net?", "does 450 include tax?". Only in a sentence that asks. */
export const ABOUT_CUES = cues('about', {
  0.96: [
    'can|could|would|will|any|is|do|did ~5 lower|less|better|cheaper than #',
    'can|could|would|will|any|is|do|did ~5 under|below #',
  ],
  0.92: [
    'is|are ~1 # ~1 net|gross|selling|per|including|included|includes|inclusive|with|before|after|each|incl|excluding|your|for|the|already|total|in',
    'does|do ~1 # ~1 include|includes|cover|contain|come|mean',
    '# ~1 includes|include|including|covers|means',
    '# ~1 net|gross|selling|with|including or',
    'did you ~2 #',
    'so|you|it it? is|mean|means # ~2 net|gross|per|for',
  ],
});
