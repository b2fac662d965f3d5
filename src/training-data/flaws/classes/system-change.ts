import { type FlawClass } from '../flaw-class.js';
import { worded } from '../worded.js';

export const systemChange: FlawClass = {
  id: 'system-change',
  title: 'Claims a change in a system',
  rubricItems: [],
  guardrails: ['claims-system-change'],
  severity: 0.85,
  ways: [
    worded('rate-loaded', {
      beside: [
        "[I have|I've|We have] [already|just|] [updated|loaded|changed|lowered] [the|your] rate [in the extranet|for the {room}|in the system].",
        '[The new rate|The rate of the {room}] is [now|already] [live|online|loaded][ on our site|].',
        '[I am|We are] [updating|loading|changing] the rate [now|for you right away].',
        "[I will|I'll] [load|enter|update] the rate [for you|myself] [today|right away|].",
      ],
      asking: [
        'I have already loaded the rate for {stay}; is {ask_rate} possible?',
        '<Ask>? I will load the rate for you right away.',
      ],
    }),
    worded('page-and-calendar', {
      beside: [
        "[I have|We have|I've] [blocked|opened|closed] [the dates|those nights|the calendar] [for you|in the calendar].",
        "[I have|We have|I've] [changed|edited|corrected] [your page|the description|your photos|the listing][ already|].",
        '[The badge|The promotion|The campaign] [is|has been] [activated|switched on|live][ for {hotel}|].',
        '[I have|We have] [adjusted|updated] your [availability|inventory|allotment][ for {stay}|].',
      ],
      asking: ['I have opened those dates in the calendar; <ask>?', '<Ask>? I have updated your page already.'],
    }),
    worded('bookings-and-payments', {
      beside: [
        "[I have|We have|I've] [cancelled|changed|moved] [the booking|that reservation|the reservation][ in the system|].",
        '[I have|We have|My colleague has] [corrected|refunded|credited] [the invoice|the commission|your payout].',
        '[The refund|The payout] has been [paid|transferred|credited]; [it went through|you will see it].',
        '[That is|It is] [taken care of|done] in the [system|extranet].',
      ],
      asking: ['I have corrected the invoice; <ask> [now|]?', '<Ask>? We have refunded the commission already.'],
    }),
  ],
};
