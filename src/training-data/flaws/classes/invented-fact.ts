import { type FlawClass } from '../flaw-class.js';
import { whileBargaining, worded } from '../worded.js';

export const inventedFact: FlawClass = {
  id: 'invented-fact',
  title: 'States a fact that is on no record',
  rubricItems: [],
  guardrails: ['unsupported-claim'],
  mayAlsoTrip: ['pressure'],
  severity: 0.85,
  ways: [
    worded(
      'demand',
      {
        beside: [
          '[Demand|Interest|Search demand] for {stay} is [strong|rising|very high|falling][ right now|].',
          '[Many|Hundreds of|A lot of] [travellers|guests|families] are [looking|searching] for [a room|rooms] [in your area|those nights].',
          'There is a [trade fair|festival|big concert|marathon] in [town|the city] [that week|during those nights].',
          'Your page [is being|was] viewed [many times a day|more than ever][ for {stay}|].',
        ],
        asking: [
          '[As|Since] demand for those nights is [falling|weak|down], <ask>?',
          '[Many|Several] travellers are searching for {stay}; <ask>?',
        ],
      },
      whileBargaining,
    ),
    worded(
      'other-hotels',
      {
        beside: [
          '[Most|Several|Many] [hotels|houses|hotels in your area] have already [agreed|lowered their rates|joined].',
          '[Your neighbours|The hotel next door] [already|] [agreed|lowered the rate|did the same][ last week|].',
          '[Many|Several|A few] [other|comparable] hotels [nearby|in the area] have [accepted|agreed] [already|].',
          '[Everyone|Everybody] else [in your street|in town|around you] has [already|] [said yes|agreed].',
        ],
        asking: [
          '[Most hotels|Your neighbours] in the area have already agreed, so <ask>?',
          '[Several|Some] other hotels have said yes already; <ask>?',
        ],
      },
      whileBargaining,
    ),
    worded(
      'their-past',
      {
        beside: [
          'Last [year|season|summer] your rate was [much|clearly] lower [for the same nights|than now].',
          'Last [month|season|year] we [sent|brought] you [many|a lot of|hundreds of] guests.',
          '[You|Your hotel] [offered|gave] [us|guests] such a rate [last year|last season] [as well|].',
          'Your rooms [were|stood] [half empty|empty] last [season|year].',
        ],
        asking: [
          'Last [year|season] you offered such a rate, so <ask>?',
          'Last [season|summer] your rate was lower; <ask> again?',
        ],
      },
      whileBargaining,
    ),
    worded(
      'their-business',
      {
        beside: [
          'Your [hotel|page|listing] is [performing|selling] [poorly|badly|below average][ with us|].',
          'You are [losing|missing] bookings [at the moment|every day][ because of the rate|].',
          '[Guests|Travellers] are [leaving|skipping|abandoning] your page [because of the price|these days].',
          'Your [owner|manager|reservations team] has [already|] [agreed|approved|told us yes].',
        ],
        asking: [
          'You are losing bookings [at the moment|right now]; <ask>?',
          'Your hotel is selling badly [for {stay}|], so <ask>?',
        ],
      },
      whileBargaining,
    ),
  ],
};
