import { cues } from '../../language/phrases.js';

/** Words around an amount that tell an offer from a fact, and reasons without an answer. */
export const COUNTER_CUES = cues('counter', {
  0.9: [
    'split|halve the|that difference',
    'meet ~2 middle|halfway|half',
    'half way|halfway',
    'in the middle $',
    '^ same as booking|expedia|agoda|airbnb|google|them|theirs|website|trip|there',
    'match ~3 booking|expedia|agoda|airbnb|website|trip|price|rate',
    'round|rounded ~1 up|down|it',
    'between ~2 and ~1 mine|yours',
    'my last|final ~1 price|offer|number|word',
    'my counter*',
    'counter offer|proposal|counteroffer',
    'give|add|pay ~1 a? bit|little|touch ~1 more|higher',
    'can|could you ~2 higher|better',
    'give @me ~2 more|better|higher',
    'come up ~2 bit|little|some',
    'go ~1 higher|up',
    'add ~2 more|bit|little',
    'i ~1 propose|offer',
  ],
});

export const REASON_CUES = cues('give_reason', {
  0.8: [
    'because',
    'since we|i|our|my|the',
    'the reason',
    'due to',
    'my|our cost|costs|margin|owner|expenses',
    '@i ~1 have to ~1 pay',
    'the problem|issue is',
    '^ you see',
    'you ~1 understand|know|must',
    'have|has ~2 staff|loan|bank|mortgage|salaries|taxes|bills',
    '@i ~2 not ~2 enough',
    'that is why',
    'everything ~2 expensive|up|costs|more',
  ],
});
