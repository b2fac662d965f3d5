import { type Chance } from '../../../simulation/world/chance.js';
import { type FlawClass, type Injection } from '../flaw-class.js';
import { brought, did, isOpen, type Moment } from '../moment.js';
import { planWithoutAsk } from '../plans.js';
import { instead, leadingTo } from '../wording.js';

/** Praise where an answer should be: before the ask, or alone, and then nothing moves on. */
function praised(moment: Moment, chance: Chance, lines: readonly string[]): Injection | undefined {
  if (
    !isOpen(moment) ||
    moment.context.reading === undefined ||
    moment.plan.act === 'confirm_terms' ||
    moment.plan.act === 'identify' ||
    did(moment, 'ask_if_ai')
  )
    return undefined;
  const before = brought(moment) && chance.happens(0.5) ? leadingTo(moment, chance, lines) : undefined;
  if (before) return { ...before, rubricItems: ['asks_without_acknowledging'] };
  const plan = planWithoutAsk(moment);
  return plan && instead(moment, chance, lines, plan);
}

export const flattery: FlawClass = {
  id: 'flattery',
  title: 'Flattery instead of substance',
  rubricItems: ['no_progress'],
  guardrails: [],
  severity: 0.3,
  ways: [
    {
      id: 'praises-the-house',
      inject: (moment, chance) =>
        praised(moment, chance, [
          '[May I say that|I have to say,|Let me say that] {hotel} is [a wonderful|an outstanding|a truly special|a marvellous] [house|place|address].',
          'The {room} [sounds|is] [absolutely|simply|truly] [lovely|delightful|gorgeous][, and everybody can see that|].',
          '{hotel} [has|shows] [such|so much] [charm|style|character][, a real gem|, a jewel|].',
        ]),
    },
    {
      id: 'praises-the-person',
      inject: (moment, chance) =>
        praised(moment, chance, [
          'You are [clearly|obviously] [a true professional|a born host|one of the best in the trade|an exceptional hotelier].',
          '[It is|What] an [honour|absolute pleasure] to [talk|write] with [someone of your experience|such an expert|a person like you].',
          '[Nobody|No one] knows [this business|rates|rooms] [as well as|better than] you[, {partner}|].',
        ]),
    },
    {
      id: 'praises-the-words',
      inject: (moment, chance) =>
        praised(moment, chance, [
          '[What|Such] [a brilliant|a wonderful|a wise|a beautifully put] [answer|message|thought].',
          '[I admire|I love|One has to admire] [how|the way] you [put|say|express] [that|things].',
          'That is [so|really] [well|cleverly|wisely] said[, as always|, {partner}|].',
          '"{word}", [what a|such a] [lovely|clever|charming] way to [put|say] it.',
        ]),
    },
  ],
};
