import { type FlawClass, type Injection } from '../flaw-class.js';
import { brought, isUpset, type Moment } from '../moment.js';
import { bareAsk, leadingTo } from '../wording.js';

/** A move towards them, or something in return, takes up what they said without words. */
const passesOver = (moment: Moment): boolean =>
  brought(moment) &&
  moment.askAt !== undefined &&
  moment.plan.leverIds.length === 0 &&
  moment.plan.asks.every(({ step }) => step !== 'medium' && step !== 'large');

function passing(moment: Moment, injection: Injection | undefined): Injection | undefined {
  if (injection === undefined || !(moment.concern !== 'none' || isUpset(moment))) return injection;
  return { ...injection, rubricItems: ['asks_without_acknowledging', 'feelings_ignored'] };
}

/** A figure, a reason or a no, and the reply asks as if nothing had been said. */
export const genericReply: FlawClass = {
  id: 'generic-reply',
  title: 'Does not take up what was said',
  rubricItems: ['asks_without_acknowledging'],
  guardrails: [],
  severity: 0.3,
  ways: [
    {
      id: 'asks-alone',
      inject(moment, chance) {
        const text = passesOver(moment) ? bareAsk(moment, chance) : undefined;
        return text === undefined ? undefined : passing(moment, { text });
      },
    },
    {
      id: 'stock-opening',
      inject: (moment, chance) =>
        passesOver(moment)
          ? passing(
              moment,
              leadingTo(moment, chance, [
                '[We|I] [value|appreciate] [the cooperation|our partnership] with {hotel}.',
                '[I hope you are well|I hope your day goes well].',
                '[It is|It is always] [nice|a pleasure] to [talk|work] with [hotels like yours|{hotel}].',
                '[Let us|We can] [move on|continue|go on] [with|from here, with] the {room}.',
                '[I am|We are] [here to|happy to] [find|work on] [a solution|the best solution] [together|for everyone].',
              ]),
            )
          : undefined,
    },
    {
      id: 'says-the-gap-again',
      inject: (moment, chance) =>
        passesOver(moment)
          ? passing(
              moment,
              leadingTo(moment, chance, [
                'The {room} is {current_rate} with us [and|while it is] {competitor_rate} elsewhere.',
                '[On our page|With us] guests pay {current_rate}, [elsewhere|on another site] {competitor_rate}.',
                'There is [a gap|a difference] of {gap} [for|on] {stay}.',
                'It is about the {room}, {stay}.',
              ]),
            )
          : undefined,
    },
  ],
};
