import { type AgentAct } from '../../../domain/taxonomy.js';
import { type Chance } from '../../../simulation/world/chance.js';
import { type FlawClass, type Injection } from '../flaw-class.js';
import { did, isFirstMessage, isOpen, nothingSettled, type Moment } from '../moment.js';
import { askingPlan, permits, planTo } from '../plans.js';
import { say } from '../wording.js';
import { borrow } from '../written-replies.js';

/** A good reply of another talk whose act is not for now. */
function borrowed(moment: Moment, chance: Chance, act: AgentAct): Injection | undefined {
  if (permits(moment, act) || isFirstMessage(moment)) return undefined;
  const plan = planTo(moment, act);
  const text = borrow(moment, chance, (other) => other.act === act && other.steps.length === 0, plan);
  return text === undefined ? undefined : { text, plan };
}

export const wrongAct: FlawClass = {
  id: 'wrong-act',
  title: 'The wrong act for the stage',
  rubricItems: ['wrong_step'],
  guardrails: ['wrong-stage-act'],
  severity: 0.7,
  ways: [
    {
      id: 'closes-while-they-bargain',
      inject: (moment, chance) =>
        isOpen(moment) && did(moment, 'counter', 'reject', 'give_reason', 'question')
          ? borrowed(moment, chance, 'close_declined')
          : undefined,
    },
    {
      id: 'closes-as-agreed',
      inject(moment, chance) {
        const injection = isOpen(moment) && nothingSettled(moment) ? borrowed(moment, chance, 'close_agreed') : undefined;
        return (
          injection && {
            ...injection,
            rubricItems: ['wrong_step', 'silence_taken_for_consent'],
            guardrails: ['wrong-stage-act', 'agreement-without-ledger', 'assumed-consent'],
          }
        );
      },
    },
    {
      id: 'greets-again',
      inject: (moment, chance) =>
        isOpen(moment) && moment.context.history.length > 2 ? borrowed(moment, chance, 'greet') : undefined,
    },
    {
      id: 'briefs-again',
      inject: (moment, chance) =>
        isOpen(moment) && moment.standing?.standingAsk !== undefined ? borrowed(moment, chance, 'brief') : undefined,
    },
    {
      id: 'asks-before-its-time',
      inject(moment, chance) {
        const { stage } = moment.context;
        const plan =
          (stage === 'opening' || stage === 'briefing') && !did(moment, 'ask_if_ai', 'opt_out', 'wants_person')
            ? askingPlan(moment, ['first', 'small', 'medium'])
            : undefined;
        if (plan === undefined || permits(moment, plan.act) || isFirstMessage(moment)) return undefined;
        const figure = plan.act === 'hold' ? '{standing_ask}' : '{ask_rate}';
        const text = say(
          moment,
          chance,
          [
            `[Could|Can] you [offer|do] ${figure} for the {room}?`,
            `[Would|Could] ${figure} [be possible|work] for {stay}?`,
            `[I ask|I would like to ask] for ${figure} for the {room}. [Is that possible|Does that work]?`,
          ],
          plan,
        );
        return text === undefined ? undefined : { text, plan };
      },
    },
  ],
};
