import { cues } from '../language/phrases.js';

const TAKE =
  'take|takes|taking|knock|knocking|cut|cutting|shave|shaving|drop|dropping|reduce|reducing|lower|lowering|deduct|subtract|trim|remove|slash|strip';
const ADD = 'add|adding|raise|raising|increase|increasing|plus';
const DIFFERENCE = 'difference|diff|gap|balance|rest';
const AMOUNT =
  'it|that|this|the|rate|price|my|our|your|one|them|another|further|extra|say|maybe|like|about|around|just|by|off|like';

/** "20 less", "knock 15 off": a change downwards. */
export const DOWN_CUES = cues('down', {
  0.97: ['up to ~1 # less|off|lower|cheaper|discount', 'max|maximum ~1 # less|off|discount'],
  0.9: [
    '# less|lower|cheaper|off',
    '# per|a ~2 less|lower|cheaper|off',
    '# ~1 discount|reduction|rebate',
    '# below|under|beneath ~2 yours|mine|current|ours|that|your|you|my|our|what|standing|this|the',
    '# down|below|under $',
    '# down',
    '^ ~3 less|minus #',
    'minus #',
    `discount|reduction|rebate|cut|drop of ~1 #`,
    `reduce|lower|drop|cut|decrease|down|lowered|discount ~3 by ~1 #`,
  ],
  0.85: [
    `${TAKE} ${AMOUNT}? ${AMOUNT}? ${AMOUNT}? off ~1 #`,
    'knock|shave|deduct|subtract|slash|trim|chop ~1 #',
    `${TAKE} ${AMOUNT}? # ~3 off|from|out`,
    '# ~2 off $',
  ],
  0.86: ['come|go|move ~1 down another? #', `${TAKE} another|further|extra #`],
});

/** "20 more", "add 10 to yours": a change upwards. */
export const UP_CUES = cues('up', {
  0.9: [
    '# more|higher|extra|up ~1 than',
    '# above|over|on|more ~2 yours|mine|ours|that|your|you|my|our|what|standing|this',
    `${ADD} ~1 #`,
    `raise|increase|up|bump|lift|rise ~3 by ~1 #`,
    '# on top',
    'another # ~5 deal|done|yours|ok|agree|fine|happy',
    'another|extra #',
    'higher|up|more by #',
    '# more|higher|extra|better',
    '# per|a ~2 more|higher|extra',
    'go|come|move up ~1 #',
    '# up|above|over|higher|extra $',
  ],
});

/** "10 % off", "can do 5 percent": a share of the rate. */
export const PERCENT_CUES = cues('percent', {
  0.9: [
    '#pct ~2 off|discount|discounts|less|lower|reduction|cheaper|down|rebate|cut|under|below|drop|disc',
    'discount|discounts|reduc*|lower|lowering|drop|cut|decrease|minus|less|off|knock|shave|take|slash|trim|deduct|down|rebate|below|under ~4 #pct',
    'another|extra|additional|further|more ~1 #pct',
    '#pct more|extra|further',
  ],
  0.96: ['#pct off|discount|less|cheaper|reduction|rebate'],
  0.8: [
    'can|could|will|would|may|might|let|shall ~4 do|give|offer|go|make|be|stretch|manage|grant|accept|propose ~3 #pct',
    'offer|give|giving|offering|propose|proposing|grant|accept ~4 #pct',
    'how|what about ~3 #pct',
    'max|maximum|most|best|limit|final|last|only|up|at ~4 #pct',
    '#pct ~2 max|maximum|most|final|best|ok|okay|works|possible|fine|deal|possible|doable|agreed|done',
    'maybe|perhaps|say|say|around|about|ok|okay|then|fine|deal ~1 #pct',
  ],
});

/** Shares that are no discount. */
export const PERCENT_TALK_CUES = cues('percent_talk', {
  0.95: [
    'commission|commissions|vat|tax|taxes|gst|occupancy|occupied|inflation|deposit|prepayment|margin|markup|fee|fees|interest|cancellation*|share|rating|score|service ~4 #pct',
    '#pct ~4 commission|commissions|vat|tax|taxes|gst|occupancy|occupied|full|booked|sold|margin|deposit|prepayment|upfront|inflation|interest|fee|fees|service|markup',
    '#pct ~1 of ~2 guests|rooms|bookings|business|people|revenue|sales|our|my|them|those|reservations|customers|your|cost|costs',
    '#pct more|higher|above|over than|our|the|last',
    '#pct of that|asking|retail|what|it',
    '#pct ~1 increase|growth|rise|up|full|battery|sure|certain|agree|right|cotton|wool|new|original|charged|genuine|legit|working',
    'you|expedia|agoda|platform|booking ~2 take|takes|took|keep|keeps|charge|charges|get|gets ~2 #pct',
    'up|increased|rose|grew|risen|went|gone ~2 #pct',
    'pay|paying|paid|charge|charged ~3 #pct',
    'last|previous|past year|time|season|month ~5 #pct',
    'already ~4 #pct',
    '#pct already',
  ],
});

/** "split the difference", "meet in the middle". */
export const MIDPOINT_CUES = cues('midpoint', {
  0.9: [
    `split|splitting|halve|share|divide ~2 ${DIFFERENCE}`,
    'split it ~2 middle|half|two|equally|evenly|$',
    'meet|meeting ~4 middle|half|halfway|midway',
    'halfway|midway|midpoint',
    'half way',
    'half the|this|that way',
    '^ ~2 in the middle',
    'in the middle $',
    'take|say|go|around|about ~1 the middle',
    'in between $',
    'somewhere|something|meet ~1 in between',
    'mid|middle point|ground|price|rate|number|figure',
    'go|went halves|half|fifty',
    'somewhere|something ~2 between',
    'between yours|mine ~1 and yours|mine|ours',
    'between your|my|our ~2 and mine|yours|my|your|ours',
    'average of ~1 two|both|yours|our|these',
    'the average $',
    'half ~2 difference|gap',
    '^ fifty fifty',
  ],
});
/** Middles and halves of something else. */
export const MIDPOINT_TALK_CUES = cues('midpoint_talk', {
  0.9: [
    'middle|midst of a|an|the|our|my|high|season|something|nowhere|night|this|town|it',
    'are|is|am|was ~2 in the middle',
    'half|halfway|midway through|done|full|empty|board|finished|into|across|decent|dead|there|hour',
    'half way through|done|into|across|home|there',
    'half an|a|past|hour|day|board|price|of|empty|full',
    'share the rest|balance',
  ],
});

/** Channels a price is matched to; the words that name them. */
export const CHANNELS =
  'booking|bookings|expedia|agoda|airbnb|google|trip|ctrip|hotels|tripadvisor|trivago|kayak|priceline|hostelworld|hrs|makemytrip|mmt|goibibo|oyo|traveloka|klook|rakuten|jalan|despegar|decolar|lastminute|ostrovok|almosafer|wego|yatra|cleartrip|travelocity|orbitz|hotwire|vrbo|hotelbeds|webbeds|tui|fliggy|meituan|qunar|amoma|destinia|skyscanner|momondo|etsy|ebay|amazon|walmart|craigslist';
/** Others without a name. */
export const OTHERS =
  'them|theirs|they|competitor|competitors|competition|website|site|direct|neighbour|neighbor|neighbours|neighbors|others|market';

/** "same as Booking then", "match Expedia", "whatever Agoda has". */
export const MATCH_CUES = cues('match', {
  0.95: [
    `match|matching|beat|equal|copy|follow|mirror ~3 ${CHANNELS}`,
    `whatever ~2 ${CHANNELS} ~1 has|have|is|shows|says|gives|sells|got|does|offers|asks|charges`,
    `same|equal|identical ~4 as|to|like|with|than ~2 ${CHANNELS} ~2 then|$`,
    `^ same ~2 as|like ~3 ${CHANNELS}`,
    `give|do|have|offer|take|make|put|use|apply|get ~4 same ~3 as|like|with ~2 ${CHANNELS}`,
    `align|aligned|level|par|line with ~2 ${CHANNELS}`,
    `use|take|apply|copy|go ~2 ${CHANNELS} ~1 price|rate|level|number|figure|one`,
    `go|same ~1 with|like|as ~1 ${CHANNELS}`,
    `^ like ~2 ${CHANNELS} $`,
    `^ ~1 ${CHANNELS} price|rate|level ~1 ok|okay|fine|then|works|good`,
  ],
  0.9: [
    'match|matching|beat that|it|this|them|theirs|those|competitor*|competition',
    'match|matching ~2 price|rate|offer|competitor*|market|website|site|neighbour*|neighbor*',
    'whatever they ~1 have|has|charge|offer|ask|sell|got|do|show',
    '^ same ~2 as|like ~1 they|them|theirs|website|there|direct',
    '^ same price|rate ~1 as|like|on ~3 website|site|direct',
  ],
});
/** Equality stated, not offered: "we have the same rate as on Booking". */
export const MATCH_TALK_CUES = cues('match_talk', {
  0.95: [
    'why|how|if ~3 match',
    'already ~3 same|match|matching|matches',
    'it|they|rates|prices|that|rate|price is|are|was|were ~2 same',
    'does|do|did not match',
    'match my|our|your budget|needs|expectations|calendar|dates',
    'we|i have|got ~1 same',
  ],
});
