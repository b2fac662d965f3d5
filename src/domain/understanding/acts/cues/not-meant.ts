import { cues } from '../../language/phrases.js';

/** Words that look like an act and are none: whatever a cue of that act finds inside of them does not count. */
export const NOT_MEANT_CUES = [
  ...cues('wants_person', {
    1: [
      // Put off, not passed on: "call me later, I am driving".
      'call|ring|phone @me ~2 later|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|after|when|next|week|month|evening|afternoon|january|february|march|april|may|june|july|august|september|october|november|december',
      // Told of others: "the others will call me the next day".
      'they|he|she|others|other|people|guests|guest|folks|operator|bank|nobody|everybody|everyone|clients|customers|who|half|friends|competitors|hotels|neighbours ~4 call|calls|called|calling|ring|rings|rang|phone|phones|phoned @me',
      'will|would|always|already|never|that|not call|ring|phone @me',
      'call|ring|phone @me names|back|crazy|mad|dear|auntie|aunty|uncle|captain|chef|boss',
      'with ~1 human|person in|behind|beside|on|at',
      'to deal|talk|speak with someone|somebody who',
      'phone|telephone is|was|ringing|rings|rang|died|dead|off|battery',
      'talk|talks to me',
      'per|every|each|extra|third|second person',
      'you ~2 too ~1 for a human|person',
    ],
  }),
  ...cues('opt_out', {
    1: [
      'no more|further messages|message|mails|mail|chats after this|that|it ~2 hope',
      'my|bus|tram|train|next|full|no|non stop',
      'can|could|will|would|must|should|if|when|not he|she|they|i|we|it? stop',
      'can|could|may|not|never|@i ~1 stop it|that|them',
      'not ~1 block|blocked',
      'stop it and|or',
      'blocked|block|blocking the dates|room|calendar|nights|rooms|days',
      'properties|hotels|partners|people|guests ~2 opt out',
    ],
  }),
  ...cues('wrong_person', {
    1: [
      'we are ~4 not a hotel',
      '@i are|am ~3 not a hotel',
      'wrong number of',
      'angry|cross|right|paid|booked|charged ~3 wrong number|hotel|property',
    ],
  }),
  ...cues('retract', {
    1: [
      'before|until|if|when|unless @i|you|he|she|they ~1 change|changes|changed|changing ~1 mind|minds',
      'they|he|would|could|guests|guest|people|will|agent|operator|client|clients ~2 cancel|withdraw*|revoke*',
      'put|set|change it|rate|price ~2 back up|after|again|then|later',
      'not ~2 change|changing ~1 my|our|his|her mind|minds',
    ],
  }),
  ...cues('later', {
    1: [
      'until|till|by|since|from tomorrow|tonight|later',
      'now|sooner|earlier or ~2 later',
      'bad|wrong|good ~1 moment|time ~2 always|never',
      'never|no|always ~1 bad|wrong moment|time',
      'the|this|that|a|every|last|any|same|first|right|one moment|minute|second ~1 of|when|they|we|i|you|it|somebody',
      'the|every|first|last moment',
      'earlier|before ~2 later',
      'every|each|one time|day ~2 or another',
      'not ~1 busy',
      'they|he|she|others|guests|operator|ota|agency ~2 call|ring|write|phone @me ~1 in|after|the|next',
    ],
  }),
  ...cues('upset', { 1: ['he|she|it|boss|owner|dog|cat ~1 never ~2 answer*|repl*|listen*|cares'] }),
  ...cues('ask_if_ai', { 1: ['you are|were ~2 person who|that|responsible', 'are you ~1 the person'] }),
];
