import { cues } from '../language/phrases.js';
import { EXTRAS } from './not-an-offer.js';
import { CHANNELS } from './relative.js';

const CAN = 'can|could|will|would|may|might|should|shall|let|am|able|willing|prepared|ready|happy|going|like|want|need';
const DO =
  'do|give|offer|make|go|accept|take|sell|live|work|settle|agree|manage|stretch|come|meet|approve|propose|suggest|let|have|get|pay|drop|lower|reduce|put|load|set|bring|say|start|close|move|be|sign|confirm|grant|grab|buy|part|spare|swing|push|stay|hold|keep|try|consider|counter|rent|charge|book|see|handle|afford|spend|bargain|match|quote|stick|stand';

/** Words around an amount that put it on the table. */
export const OFFER_CUES = cues('offer', {
  0.96: [
    'why not ~1 #',
    '^ revised|maintain|maintained ~4 #',
    'from # i|we @can ~1 say|do|go|think|manage',
    '# ~1 is|was|remains|stays what i|we ~1 offer|offered|said|propose|proposed|give|gave',
    'maintain|keep|repeat|hold ~1 my|our|the ~1 offer|price|rate|quote|figure|number ~3 #',
    'you ~1 can|could|may ~1 have|take|get|sell|put|load ~3 #',
    'i|we ~1 gave|offered|proposed|quoted|sent|made you ~2 #',
    `# same|like ~3 ${CHANNELS}`,
    'make|call that|it #',
    `with|without|including|excluding|incl|excl|no ~1 ${EXTRAS} #`,
    'if ~2 went|go|came|come|moved|drop|dropped ~3 #',
    'had ~1 planned|hoped|thought|expected|budgeted ~4 #',
    'got|have ~2 deal at|for|on #',
    `# plus|and ~1 ${EXTRAS}`,
    'in the #',
    'how does|do|would|is|about # ~2 sound|work|look|seem|grab',
    'firm|stick|stay|stand|insist|staying|sticking|standing ~1 at|on|to|with|by the? #',
    '# is ~2 as low|high|far|good as',
    'as low|high|far as ~1 #',
    'cost|costs you|guests|them ~2 #',
    '^ sold for|at #',
    'i|we ~1 told|said ~4 #',
    'was|were ~1 thinking|hoping|looking|aiming|expecting|wondering|wanting ~6 #',
  ],
  0.9: [
    'how|what about|if ~3 #',
    'how|what is #',
    '# and|then ~2 yours|deal|done|agreed|close|closed|finish|finished|friends|sold|peace|happy',
    '# take it or leave',
    'is|are # ~1 ok|okay|fine|possible|good|acceptable|doable|enough|agreeable|reasonable|fair|better|alright',
    'do|does|would|will|could|can # ~1 work|help|do|suit|fit|fly|be|suffice|make|close',
    `${CAN} ~1 you ~2 ${DO} ~3 #`,
    'make|call it|that ~1 #',
    'meet me|us at ~1 #',
    '^ ~1 deal|done|agreed at|for|if|with|on ~2 #',
    'thinking|thought|think|hoping|hope|looking|aiming|expecting|expect|consider|considering ~5 #',
    'had ~1 in mind ~2 #',
    '# ~1 in mind',
    'counter*|propos*|suggest*|quot*|bid ~4 #',
    'my|our|the|a ~2 offer|number|proposal|counter|counteroffer|price|rate|best|figure|word|bid ~3 #',
  ],
  0.8: [
    `${CAN} ~3 ${DO} ~4 #`,
    `${DO} ~1 at|for|to|with|by|on ~2 #`,
    'give|offer|offering|giving|propose|suggest|want|need|take|accept|do|pay|paying|ask|asking|say|make|settle|get|sell|approve|agree|leave|say|says|said|writes|wrote|require|go|going|stay|staying|stick|sticking|insist|charge|deserve ~3 #',
    'ok|okay|fine|agreed|agree|deal|happy|accept|good|works ~2 with|for|at|on|to ~2 #',
    'best|lowest|last|final|bottom|cheapest|most|highest|limit|floor|least|minimum|max|maximum ~7 #',
    'down|up|to|at|for to? ~1 #',
    'maybe|perhaps|say|then|only|just|around|about|instead|rather|approximately|roughly|possibly|somewhere|like|closer|near|nearer ~2 #',
    'i|we am|are at|on|with #',
    'i|we can|could #',
    'i|we put|write|note #',
    '# ~2 ok|okay|works|fine|yes|possible|doable|good|works|final|last|max|min|firm|net|then|works|please|pls|deal|done|agreed|acceptable|maybe|reasonable|fair|better',
    '# is|are ~2 possible|doable|ok|fine|fair|good|best|lowest|final|last|my|our|reasonable|all|better|the',
    '# ~1 if|provided|as long|but|with|incl*|including|without|cash|today|only',
    '# for ~2 it|room|rooms|double|twin|suite|deluxe|king|single|superior|standard|this|that|night|nights|both|all|you|one',
    '# i|we can|could|would|will',
    '# all in',
    'gives|does|accepts|offers|wants|agrees|allows|approves|permits|takes|asks|goes|means ~3 #',
    '# budgeted|sold',
    'budget ~3 #',
    '# for|per ~2 block|group|allotment|stay|week|weekend|nights|#days|lot|whole|entire|all|period|series',
    '# ~1 total|altogether|overall',
  ],
});

/** Words that come with an amount that is a yes to what stands: "ok for your 440", "440 works". */
export const CONSENT_CUES = cues('consent', {
  0.9: [
    '# ~2 ok|okay|works|fine|yes|good|agreed|accepted|accept|deal|done|perfect|great|alright|acceptable|confirmed',
    '# it is',
    'ok|okay|fine|agreed|agree|deal|happy|accept|accepting|accepted|good|yes|confirm|confirmed|approve|approved|take|sure|go|done ~5 #',
    'i|we ~2 accept|take|agree|confirm ~4 #',
  ],
});
