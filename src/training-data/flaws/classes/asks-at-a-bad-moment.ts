import { type Chance } from '../../../simulation/world/chance.js';
import { type FlawClass, type Injection } from '../flaw-class.js';
import { did, isUpset, type Moment } from '../moment.js';
import { askingPlan, permits } from '../plans.js';
import { say } from '../wording.js';

const mustWait = (moment: Moment): boolean => did(moment, 'need_approval', 'later', 'wrong_person');

/** Only where the written reply itself asks for nothing: there the moment was judged to be a bad one. */
function askedAnyway(
  moment: Moment,
  chance: Chance,
  lines: readonly string[],
  when: (moment: Moment) => boolean,
): Injection | undefined {
  if (!when(moment) || moment.plan.asks.length > 0 || moment.plan.act === 'hand_over' || moment.plan.act === 'stop')
    return undefined;
  const plan = askingPlan(moment);
  const line =
    plan &&
    say(
      moment,
      chance,
      lines.map((each) => each.replaceAll('{figure}', plan.act === 'hold' ? '{standing_ask}' : '{ask_rate}')),
      plan,
    );
  if (plan === undefined || line === undefined) return undefined;
  const forbidden = !permits(moment, plan.act);
  return {
    text: line,
    plan,
    rubricItems: [...(forbidden ? ['wrong_step'] : []), ...(isUpset(moment) ? ['feelings_ignored'] : [])],
    guardrails: forbidden ? ['wrong-stage-act'] : [],
  };
}

export const asksAtABadMoment: FlawClass = {
  id: 'asks-at-a-bad-moment',
  title: 'Asks while they are upset or have to ask somebody',
  rubricItems: ['wrong_step', 'feelings_ignored'],
  guardrails: ['wrong-stage-act'],
  severity: 0.6,
  ways: [
    {
      id: 'asks-the-upset',
      inject: (moment, chance) =>
        askedAnyway(
          moment,
          chance,
          [
            '[Could|Can] you [do|offer|go to] {figure} for the {room}[ all the same| then|]?',
            '[What about|How about] {figure} for {stay}?',
            '[Would|Could] {figure} [work|be possible] for the {room}?',
            '[Then|So] {figure} for the {room}, [is that|would that be] possible?',
          ],
          isUpset,
        ),
    },
    {
      id: 'asks-who-has-to-ask',
      inject: (moment, chance) =>
        askedAnyway(
          moment,
          chance,
          [
            '[Could|Can] you [say yes to|decide on|agree to] {figure} [yourself|on your own|without asking]?',
            '[In the meantime|Before that], [could|would] {figure} [work|be possible] for the {room}?',
            '[There is no need to|You need not] [ask|wait]: [would|could] {figure} be [possible|all right]?',
            '[Would|Could] you [go to|offer] {figure} [already|now] for the {room}?',
          ],
          mustWait,
        ),
    },
    {
      id: 'one-word-of-regret',
      inject: (moment, chance) =>
        askedAnyway(
          moment,
          chance,
          [
            '[Sorry|Pardon] [about that|for that][, but|; still,] [could|would] {figure} [work|be possible]?',
            '[Never mind|Leaving that aside|Be that as it may], [could|can] you [do|offer] {figure} for the {room}?',
            '[I see|All right], [and|but] [what about|would] {figure} [for {stay}|for the {room}]?',
          ],
          (each) => isUpset(each) || mustWait(each),
        ),
    },
  ],
};
