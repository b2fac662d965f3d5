import { type FlawClass } from '../flaw-class.js';
import { worded } from '../worded.js';

export const disparagement: FlawClass = {
  id: 'disparagement',
  title: 'Runs down another site or hotel',
  rubricItems: [],
  guardrails: ['disparagement'],
  mayAlsoTrip: ['disrespect'],
  severity: 0.75,
  ways: [
    worded('the-other-site', {
      beside: [
        '[The|That] other site [is|has been] [unreliable|a scam|known to be dishonest|a mess].',
        '[The other|Another] site [pays late|treats hotels badly|hides its fees|cheats].',
        '[You should not|I would not|Do not] trust [the other|that] site[, to be honest|].',
        '[Nobody|No one] [trusts|likes] that [site|channel|portal][ any more|].',
      ],
      asking: [
        '[The other site|That site] is unreliable, so <ask> [with us|here]?',
        '<Ask>? The other site only wants your money.',
      ],
    }),
    worded('other-hotels', {
      beside: [
        '[Your competitors|The hotels nearby|Your neighbours] are [overpriced|shabby|noisy|run-down].',
        '[The hotel|The place] [next door|across the street] is [dirty|awful|a dump].',
        '[Other hotels|Your neighbours] [have|get] [bad reviews|a bad reputation].',
        '[Next to|Compared with] [those shabby hotels|the dirty hotels] [around you|nearby], you [look|are] [fine|good].',
      ],
      asking: ['[Your competitors|The hotels nearby] are shabby, so <ask>?', '<Ask>? The hotel next door is awful[ anyway|].'],
    }),
    worded('unlike-us', {
      beside: [
        'Unlike [the other site|other sites|the others], we [listen|pay fairly|care about hotels].',
        'We are [much|far|simply] better than [the other site|other sites|the rest].',
        '[Other channels|The other sites] [are all talk|do not care about you|exploit hotels].',
        '[They|The others] [only want your money|take your money and run|are second-rate].',
      ],
      asking: ['Unlike other sites we care about hotels; <ask>?', '<Ask>? We are far better than other sites.'],
    }),
  ],
};
