import { type FlawClass, type Injection } from '../flaw-class.js';
import { did, type Moment } from '../moment.js';
import { type Chance } from '../../../simulation/world/chance.js';
import { askingPlan } from '../plans.js';
import { instead, say } from '../wording.js';

const isOut = (moment: Moment): boolean => did(moment, 'opt_out') && moment.plan.act === 'stop';

/** The plan says "stop" all the same: the fault is in the words. */
const goesOn = (moment: Moment, chance: Chance, lines: readonly string[]): Injection | undefined => {
  const line = isOut(moment) ? say(moment, chance, lines) : undefined;
  if (line === undefined) return undefined;
  return { text: chance.happens(0.4) ? `${moment.sentences[0]} ${line}` : line };
};

export const afterOptOut: FlawClass = {
  id: 'after-opt-out',
  title: 'Goes on after an opt-out',
  rubricItems: ['wrong_step'],
  guardrails: ['opted-out'],
  severity: 0.9,
  ways: [
    {
      id: 'asks-once-more',
      inject(moment, chance) {
        if (!isOut(moment)) return undefined;
        const plan = askingPlan(moment);
        const figure = plan?.act === 'hold' ? '{standing_ask}' : '{ask_rate}';
        if (plan === undefined) return undefined;
        const injection = instead(
          moment,
          chance,
          [
            `[One last thing|Before you go|Only one more question]: [would|could] ${figure} [work|be possible] for the {room}?`,
            `[Could|Can] you [do|offer] ${figure} [before I stop|and then I stop]?`,
            `[What about|How about] ${figure}, [and that is it|just this once]?`,
          ],
          plan,
        );
        return injection && { ...injection, guardrails: ['opted-out', 'wrong-stage-act'] };
      },
    },
    {
      id: 'asks-why',
      inject: (moment, chance) =>
        goesOn(moment, chance, [
          '[May I ask|Could you tell me] [why|what went wrong|the reason]?',
          '[Are you sure|Is that really what you want]? [We would miss you|It is only one message].',
          '[Would you|Could you] [reconsider|think about it again]?',
          '[What|And what] [if I wrote|if we wrote] less often?',
        ]),
    },
    {
      id: 'announces-more',
      inject: (moment, chance) =>
        goesOn(moment, chance, [
          'I will [check in|write again|come back to you] [next week|in a few weeks|next season].',
          '[We will|I will] [follow up|ask again|try again] [another time|when the season is over].',
          '[I may|We may] [contact you again|reach out] [in two months|when rates change].',
        ]),
    },
    {
      id: 'gives-reasons-to-stay',
      inject: (moment, chance) =>
        goesOn(moment, chance, [
          '[That is a pity|Pity], [you would miss|you are missing out on] [good guests|a good offer][ for {stay}|].',
          '[Just|Only] [this once|one more try], [it is worth it|you would benefit from it].',
          'You [would|could] [get|gain] [a lot|more] [from it|with a better rate], [think it over|think about it].',
        ]),
    },
  ],
};
