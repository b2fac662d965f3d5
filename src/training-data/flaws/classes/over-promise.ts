import { type FlawClass } from '../flaw-class.js';
import { whileBargaining, worded } from '../worded.js';

export const overPromise: FlawClass = {
  id: 'over-promise',
  title: 'Promises bookings, ranking or revenue',
  rubricItems: ['over_promise'],
  guardrails: ['over-promise'],
  mayAlsoTrip: ['unauthorised-lever'],
  severity: 0.85,
  ways: [
    worded(
      'bookings',
      {
        beside: [
          '[At that rate|With it|This way] you will [definitely|certainly|surely] [get|see] more bookings [for {stay}|].',
          '[It|That|A lower rate] will bring you [more guests|many more bookings|a lot more reservations][ in no time|].',
          'The {room} [is bound to|will surely|will] [sell out|be fully booked][ for {stay}|].',
          '[I promise|I can promise|We guarantee] that [the rooms fill|bookings come in|guests will book].',
        ],
        asking: [
          '<Ask>, [which|and that] will [certainly|definitely] bring more bookings?',
          '[At|With] {ask_rate} the {room} will [sell out|be fully booked]; [is that|would that be] possible?',
          '<Ask>, [as|since] it will bring you more guests [for sure|]?',
        ],
      },
      whileBargaining,
    ),
    worded(
      'ranking',
      {
        beside: [
          '{hotel} [will|will then] rank [higher|first|at the top][ with us|] [at once|straight away|].',
          '[That|It|Such a rate] will [put|push|move] {hotel} to the top of [our|the] [list|results].',
          '[We guarantee|I guarantee|You have my guarantee of] [a better|a top|a higher] position [on our page|in our results].',
        ],
        asking: [
          '<Ask>? It will [push|move|put] you to the top of the list.',
          '[With|At] {ask_rate} your hotel will rank [first|at the top]; [can|could] you do it?',
        ],
      },
      whileBargaining,
    ),
    worded(
      'revenue',
      {
        beside: [
          '[It|That] will [pay for itself|pay off][, I am sure|, trust me|].',
          'You will [earn|make] more revenue [in the end|overall][, that is certain|, guaranteed|].',
          '[There is|It comes with] [no risk for you|no risk at all][, only more income|].',
          "You [cannot|can't] [lose|go wrong] [with it|with this rate|there].",
        ],
        asking: ['<Ask>? You [cannot lose|cannot go wrong] with it.', '<Ask>? It will pay for itself.'],
      },
      whileBargaining,
    ),
  ],
};
