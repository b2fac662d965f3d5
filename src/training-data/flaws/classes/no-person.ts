import { type Chance } from '../../../simulation/world/chance.js';
import { type FlawClass, type Injection } from '../flaw-class.js';
import { did, type Moment } from '../moment.js';
import { askingPlan } from '../plans.js';
import { instead, say } from '../wording.js';
import { borrow } from '../written-replies.js';

const wanted = (moment: Moment): boolean => did(moment, 'wants_person') && moment.context.directive.may.includes('hand_over');

const refused = (moment: Moment, chance: Chance, lines: readonly string[]): Injection | undefined =>
  wanted(moment) ? instead(moment, chance, lines) : undefined;

export const noPerson: FlawClass = {
  id: 'no-person',
  title: 'No person although one is wanted',
  rubricItems: ['question_ignored'],
  guardrails: ['person-on-request', 'plan-text-agreement'],
  severity: 0.8,
  ways: [
    {
      id: 'wants-to-do-it-alone',
      inject: (moment, chance) =>
        refused(moment, chance, [
          '[That will not be necessary|There is no need for that|No need], I can [help|answer|settle] [this|that|everything] [here|myself].',
          '[I can do that|I know the matter|I have all the facts] [just as well|better than anyone]; [what would you like to know|what is your question]?',
          '[Let us try|Please try] [it|this] [first|] [between us|with me] [first|before anything else].',
        ]),
    },
    {
      id: 'says-there-is-nobody',
      inject: (moment, chance) =>
        refused(moment, chance, [
          '[There is|At the moment there is] nobody [available|free|here] [for that|for this|].',
          '[That is|This is] not [possible|foreseen] [here|in this chat]; [I am the only contact|only I answer here].',
          '[Nobody|No one] [else|] [deals with|looks after] [these rates|the {room}][, only I do|].',
        ]),
    },
    {
      id: 'asks-on',
      inject(moment, chance) {
        if (!wanted(moment)) return undefined;
        const plan = askingPlan(moment);
        const line =
          plan &&
          say(
            moment,
            chance,
            [
              plan.act === 'hold'
                ? '[Before that|First]: [could|would] {standing_ask} [be possible|work] for the {room}?'
                : '[Before that|First]: [could|would] {ask_rate} [be possible|work] for the {room}?',
              plan.act === 'hold'
                ? '[What about|How about] {standing_ask} [in the meantime|first]?'
                : '[What about|How about] {ask_rate} [in the meantime|first]?',
            ],
            plan,
          );
        return plan === undefined || line === undefined
          ? undefined
          : { text: line, plan, rubricItems: ['wrong_step'], guardrails: ['person-on-request', 'wrong-stage-act'] };
      },
    },
    {
      id: 'talks-of-other-things',
      inject(moment, chance) {
        if (!wanted(moment)) return undefined;
        const text = borrow(
          moment,
          chance,
          ({ act, steps }) =>
            (act === 'answer' || act === 'empathise' || act === 'ask_reason' || act === 'explain') && steps.length === 0,
        );
        return text === undefined || /colleague|person|somebody|someone|team/i.test(text) ? undefined : { text };
      },
    },
  ],
};
