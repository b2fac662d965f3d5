import { type FlawClass } from '../flaw-class.js';
import { worded } from '../worded.js';

export const internalTerms: FlawClass = {
  id: 'internal-terms',
  title: 'Speaks in internal terms',
  rubricItems: [],
  guardrails: ['internal-terms'],
  mayAlsoTrip: ['mandate-disclosure'],
  severity: 0.8,
  ways: [
    worded('targets', {
      beside: [
        '[Our|My] target [rate|price|] for the {room} is [lower|below that|still some way off].',
        '[The target|Our internal target|My goal] [is|was] to [bring|get] the {room} [down|lower] [for {stay}|].',
        '[That|This] [is|would be] [above|over] the [internal|approved] [rate|price|figure] [for this room|].',
      ],
      asking: [
        '[Our|My] target is {ask_rate} for the {room}; [can|could] you do it?',
        '[Could|Can] you [meet|reach] our target [rate|price] of {ask_rate}?',
      ],
    }),
    worded('tickets-and-stages', {
      beside: [
        '[We|You and I] are in the [bargaining|exploring|proposing|confirming] stage [now|].',
        '[This ticket|The ticket of the {room}|My ticket] is still open[ on our side|].',
        '[I have|There is] [another|one more] [open ticket|work order] [for|about] [your hotel|{hotel}].',
        '[The|My] [playbook|workflow|procedure script] [allows|gives me] [one|a] [further|next] step [here|now].',
      ],
      asking: ['[For|To close] this ticket, <ask>?', '[My|The] next ask step is {ask_rate}; [is that|would that be] possible?'],
    }),
    worded('instructions-and-machinery', {
      beside: [
        '[My instructions|The instructions] [say|tell me|require me] to [ask again|move in small steps|come to a rate].',
        '[I was|I am] [instructed|told|programmed] to [ask|come back to the rate|offer this].',
        '[The|My] [concession plan|negotiation strategy|tactic here] [is|foresees] [a small step|reciprocity].',
        '[The lever|The next lever|A lever] [may|can] be used [once|now][ for the {room}|].',
      ],
      asking: [
        '[My instructions say|I was told] to ask for {ask_rate}; [can|could] you do it?',
        '[According to|Following] my playbook, <ask>?',
      ],
    }),
    {
      id: 'tags',
      inject: (moment, chance) => {
        const { plan, context } = moment;
        const tag = chance.pick([
          `act: ${plan.act}`,
          `stage: ${context.stage}`,
          'tactic: empathy',
          `ask step: ${plan.asks[0]?.step ?? 'none'}`,
          plan.act.includes('_') ? plan.act : 'ask_rate',
        ]);
        return { text: chance.pick([`${moment.text} (${tag})`, `${tag}. ${moment.text}`]) };
      },
    },
  ],
};
