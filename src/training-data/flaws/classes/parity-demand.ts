import { type FlawClass } from '../flaw-class.js';
import { worded } from '../worded.js';

export const parityDemand: FlawClass = {
  id: 'parity-demand',
  title: 'Demands parity or exclusivity',
  rubricItems: [],
  guardrails: ['parity-demand'],
  mayAlsoTrip: ['pressure', 'delisting-threat'],
  severity: 0.92,
  ways: [
    worded('same-everywhere', {
      beside: [
        '[You must not|You may not|You should not] [sell|offer] [the {room}|it] cheaper [elsewhere|on other sites].',
        '[We|Our terms] [require|expect] [rate |]parity [on|across] all channels.',
        '[Other sites|No other site] [must not|may] [be|show] [cheaper|lower][ than us|].',
        '[The rate|The price] on other sites must be the same[ as ours|].',
      ],
      asking: ['<Ask>? You must not be cheaper elsewhere.', '[We require|We need] parity, so <ask>?'],
    }),
    worded('raise-it-there', {
      beside: [
        '[Please|You could also|Please also] [raise|increase] the [rate|price] on the other [site|channels].',
        '[Please|You need to] [close|remove|hide] [the sale|that rate|the {room}] on [the other|any other] [channel|site].',
        '[Please stop|Stop] [offering|listing] [the {room}|it] [at {competitor_rate}|cheaper] on other [channels|sites].',
      ],
      asking: [
        '<Ask> and raise the price on the other site?',
        '[Could|Can] you offer {ask_rate} and close the {room} on other channels?',
      ],
    }),
    worded('best-rate-for-us', {
      beside: [
        '[We expect|We need|You must give us] the lowest rate of all[ channels| sites|].',
        '[You have to|You must|You should] always give us [the best|your best|the lowest] rate.',
        '[Do not|Please do not|Never] [give|offer] [that|this|a lower] rate to [anyone else|any other channel].',
        '[We|I] [expect|want|need] [exclusivity|an exclusive rate|exclusive rights] for [the {room}|{stay}].',
        '[Keep|Please keep] [this|that] rate [exclusively for us|only for us|for us only].',
      ],
      asking: ['<Ask>, exclusively for us?', '[We expect|We need] the lowest rate of all channels: <ask>?'],
    }),
  ],
};
