import { type FlawClass } from '../flaw-class.js';
import { whileBargaining, worded } from '../worded.js';

export const disclosesRoom: FlawClass = {
  id: 'discloses-room',
  title: 'Gives away how far we can go',
  rubricItems: [],
  guardrails: ['mandate-disclosure'],
  mayAlsoTrip: ['internal-terms'],
  severity: 0.98,
  ways: [
    worded(
      'names-a-ceiling',
      {
        beside: [
          '[Our|My] [limit|ceiling|maximum|budget] [for|on] [this|the {room}] is [not far away|close|a little higher].',
          '[That|This] is [close to|near|just below] [my|our] [limit|ceiling|maximum].',
          '[I cannot|We cannot|I may not] go [any higher|much higher] [than that|for the {room}].',
        ],
        asking: [
          '{ask_rate} is [my limit|our maximum|the highest I can go]; [can|could] you do it?',
          '<Ask>? [That is|It is] [the most I can accept|my absolute maximum|as high as I can go].',
          '[I cannot|We cannot] go higher than {standing_ask}; is it possible?',
        ],
      },
      whileBargaining,
    ),
    worded(
      'tells-of-authority',
      {
        beside: [
          '[I am|We are] [allowed|authorised] to go [up to a certain figure|up to a bit more].',
          '[My|Our] [mandate|authority] [ends|stops] [a little|not far] above that.',
          '[They|My manager|The system] [lets|allows] me to accept [up to|at most] a [little|bit] more.',
          '[I have|We have] [approval|clearance|permission] for [a bit|somewhat] more than that.',
        ],
        asking: [
          '[I am|We are] only [allowed|authorised] up to {ask_rate}; [can|could] you do it?',
          '[My mandate|Our mandate] goes up to {ask_rate}; [is that|would that be] possible?',
        ],
      },
      whileBargaining,
    ),
    worded(
      'tells-of-room-left',
      {
        beside: [
          '[I have|We have] [some|a little|still some] [leeway|headroom|slack] [left|above that].',
          '[You can|You could] [push|move|get] me [a little|a bit] [further|higher][, between us|].',
          '[Between us|Between you and me], [there is|I have] [more room|a bit more room] [than I say|before my limit].',
          '[If I must|In the worst case], I [can|could] [go a bit higher|accept a little more].',
        ],
        asking: [
          '<Ask>? [I have|We have] a little leeway above it.',
          '[Let us|We could] start [at|with] {ask_rate}, and you can push me a bit further; is that possible?',
        ],
      },
      whileBargaining,
    ),
  ],
};
