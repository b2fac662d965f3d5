import { type FlawClass, type Injection } from '../flaw-class.js';
import { brought, isOpen, type Moment } from '../moment.js';
import { type Chance } from '../../../simulation/world/chance.js';
import { planTo, planWithoutAsk } from '../plans.js';
import { instead } from '../wording.js';

/** Acts that want something of the partner. */
const INVITING: readonly string[] = ['propose', 'counter', 'hold', 'offer_lever', 'ask_reason', 'follow_up', 'redirect'];

const goesNowhere = (moment: Moment): boolean =>
  isOpen(moment) && moment.context.reading !== undefined && INVITING.includes(moment.plan.act);
const planFor = (moment: Moment): ReturnType<typeof planTo> => planWithoutAsk(moment) ?? planTo(moment, 'empathise');
const ended = (moment: Moment, chance: Chance, lines: readonly string[]): Injection | undefined =>
  goesNowhere(moment) ? instead(moment, chance, lines, planFor(moment)) : undefined;

export const deadEnd: FlawClass = {
  id: 'dead-end',
  title: 'Gives the partner nothing to answer',
  rubricItems: ['no_progress'],
  guardrails: [],
  severity: 0.3,
  ways: [
    {
      id: 'ask-left-out',
      inject(moment) {
        if (!goesNowhere(moment)) return undefined;
        const kept = moment.sentences.filter((sentence, index) => index !== moment.askAt && !sentence.endsWith('?'));
        return kept.length === 0 || kept.length === moment.sentences.length
          ? undefined
          : { text: kept.join(' '), plan: planFor(moment) };
      },
    },
    {
      id: 'only-notes-it',
      inject: (moment, chance) =>
        brought(moment)
          ? ended(moment, chance, [
              '[I see|All right|Understood|Noted], [thank you|that is noted|I have read it].',
              '[That is good to know|Good to know|I have taken note of that].',
              '[I have|We have] [your message|what you wrote] [now|here].',
            ])
          : undefined,
    },
    {
      id: 'repeats-facts',
      inject: (moment, chance) =>
        ended(moment, chance, [
          'The {room} is {current_rate} with us [for|in] {stay}.',
          '[The stay|It] is {stay}, and the [rates are|rate is] {basis}.',
          '[As things are|At the moment], it [is|stands at] {current_rate} [here|with us] and {competitor_rate} elsewhere.',
          'So [far|far it is] {quote} on your side and {standing_ask} on ours.',
        ]),
    },
  ],
};
