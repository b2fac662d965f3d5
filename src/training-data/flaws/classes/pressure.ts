import { type FlawClass } from '../flaw-class.js';
import { whileBargaining, worded } from '../worded.js';

export const pressure: FlawClass = {
  id: 'pressure',
  title: 'Pressure and urgency',
  rubricItems: ['pressure'],
  guardrails: ['pressure'],
  mayAlsoTrip: ['mandate-disclosure'],
  severity: 0.85,
  ways: [
    worded(
      'deadline',
      {
        beside: [
          '[I need|We need] [an answer|your answer|a decision] [today|now|by tonight].',
          '[This|The] offer [expires|ends|is gone] [tonight|at midnight|today].',
          '[Please hurry|Act now|Hurry up], [time is running out|the clock is ticking].',
          '[You have|You get] [only|] until [tonight|noon] to [decide|answer].',
        ],
        asking: [
          '<Ask>? [I need|We need] your answer [today|now].',
          '{ask_rate} for the {room}, [now or never|today only]: [yes or no|can you do it]?',
          '[Please decide|Decide] now: {standing_ask}, yes or no?',
        ],
      },
      whileBargaining,
    ),
    worded(
      'ultimatum',
      {
        beside: [
          '[This is|That is] [our final offer|my last offer|your last chance].',
          '[Otherwise|Or] we [will|must|would] [go elsewhere|move on|turn to another hotel].',
          '[Take it or leave it|It is this or nothing|There is no other way].',
          '[If you refuse|If you say no], you [will|would] [lose bookings|regret it].',
        ],
        asking: [
          '{ask_rate}, [take it or leave it|this is your last chance]; [can|could] you do it?',
          '<Ask>? Otherwise we [move on|will go elsewhere].',
          '[You must|You have to] [accept|agree to] {standing_ask}; [is that|will that be] possible?',
        ],
      },
      whileBargaining,
    ),
    worded(
      'guilt',
      {
        beside: [
          '[After all|After everything] we have done for you[, this is little to ask|].',
          '[You would be|You are] letting [us|me|your guests] down.',
          '[My manager|My team] [will be|is] [angry|disappointed|unhappy] [with me|if this fails].',
          '[We|I] [had|] expected [more|better] from you.',
          '[Please do not|Do not] make [this|it] [hard|difficult] for me.',
        ],
        asking: [
          '[After all we have done for you|After everything we did for you], <ask>?',
          '<Ask>? [You would let us down otherwise|My manager will be angry if not].',
        ],
      },
      whileBargaining,
    ),
    worded(
      'insists',
      {
        beside: [
          '[We|I] [insist|must insist] on [it|a lower rate|the figure].',
          '[I will|We will] keep [asking|writing] [until|till] you [agree|say yes].',
          '[You have|You leave us|There is] no [other|] choice [here|in this].',
          '[You|You really] [must|have to] [lower|reduce] [the rate|the {room}].',
        ],
        asking: [
          '[We|I] insist on {ask_rate}; [can|could] you do it?',
          '[You must|You have to|You need to] [come down|lower it] to {ask_rate}; [is that|will that be] possible?',
          '[We|I] [demand|insist on] {standing_ask}; when [can|will] you do it?',
        ],
      },
      whileBargaining,
    ),
  ],
};
