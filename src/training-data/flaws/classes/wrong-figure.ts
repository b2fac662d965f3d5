import { Decimal } from 'decimal.js';
import { type FlawClass, type Injection } from '../flaw-class.js';
import { askedFigure, strangeFigure } from '../figures.js';
import { type Moment } from '../moment.js';
import { askedInstead, shuffled } from '../wording.js';

function withFigure(moment: Moment, figure: string | undefined): Injection | undefined {
  const asked = askedFigure(moment);
  if (asked === undefined || figure === undefined) return undefined;
  const text = moment.text.replaceAll(asked.text, figure);
  return text === moment.text ? undefined : { text };
}

export const wrongFigure: FlawClass = {
  id: 'wrong-figure',
  title: 'Asks for a figure that is not on record',
  rubricItems: [],
  guardrails: ['numeric-grounding', 'permitted-ask'],
  mayAlsoTrip: ['plan-text-agreement'],
  severity: 0.95,
  ways: [
    {
      id: 'between-ask-and-quote',
      inject(moment, chance) {
        const asked = askedFigure(moment);
        if (asked === undefined || asked.highest.lte(asked.rate)) return undefined;
        const share = chance.between(0.15, 0.85);
        return withFigure(
          moment,
          strangeFigure(moment, asked.rate.plus(asked.highest.minus(asked.rate).times(share.toFixed(3)))),
        );
      },
    },
    {
      id: 'slip-of-a-digit',
      inject(moment, chance) {
        const asked = askedFigure(moment);
        if (asked === undefined) return undefined;
        const digits = asked.rate.round().toFixed().split('');
        const slips = shuffled(
          chance,
          digits.slice(1).map((_, index) => index + 1),
        ).flatMap((index) => {
          const turned = [...digits];
          [turned[index - 1], turned[index]] = [turned[index]!, turned[index - 1]!];
          const other = [...digits];
          other[index] = String((Number(digits[index]) + chance.whole(1, 9)) % 10);
          return [turned, other].map((each) => each.join('')).filter((each) => !each.startsWith('0'));
        });
        return withFigure(
          moment,
          slips.map((slip) => strangeFigure(moment, new Decimal(slip))).find((figure) => figure !== undefined),
        );
      },
    },
    {
      id: 'lower-than-may-be-asked',
      inject(moment, chance) {
        const asked = askedFigure(moment);
        return asked && withFigure(moment, strangeFigure(moment, asked.rate.times(chance.between(0.8, 0.97).toFixed(3))));
      },
    },
    {
      id: 'so-much-off',
      inject(moment, chance) {
        const asked = askedFigure(moment);
        if (asked === undefined || moment.plan.leverIds.length > 0) return undefined;
        const percent = chance.pick(['8', '12', '15', '18', '20', '25', '30']);
        const onRecord =
          moment.context.facts.some(({ kind, value }) => kind === 'percent' && value === percent) || percent === '15';
        if (onRecord) return undefined;
        const room = moment.ticket.roomType;
        const line = chance.pick([
          `Could you take ${percent}% off the rate of the ${room}?`,
          `Would ${percent}% less be possible for the ${room}?`,
          `Could you lower the ${room} by ${percent}% instead?`,
          `Can we meet at ${percent}% off for the ${room}?`,
        ]);
        return { text: askedInstead(moment, line) };
      },
    },
  ],
};
