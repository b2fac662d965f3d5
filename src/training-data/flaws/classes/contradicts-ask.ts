import { Decimal } from 'decimal.js';
import { formatMoney } from '../../../domain/negotiation/money.js';
import { readMentions } from '../../../domain/understanding/numbers/read-mentions.js';
import { type FlawClass, type Injection } from '../flaw-class.js';
import { askedFigure, strangeFigure } from '../figures.js';
import { type Moment } from '../moment.js';
import { askedInstead } from '../wording.js';

/** Figures of ours in earlier messages that are lower than what we ask for now, the lowest first. */
function earlierAsks({ context, standing, ticket }: Moment): string[] {
  const ask = standing?.standingAsk;
  if (ask === undefined) return [];
  const told = [ticket.currentRate, ...ticket.evidence.map(({ rate }) => rate)];
  const named = context.history
    .filter(({ author }) => author === 'agent')
    .flatMap(({ text }) => readMentions(text, { currency: ticket.currency }))
    .flatMap(({ kind, value }) => (kind === 'money' && value !== undefined && !told.includes(value) ? [value] : []));
  const half = new Decimal(ask).div(2);
  return [...new Set(named)].filter((value) => half.lt(value) && new Decimal(value).lt(ask));
}

function lower(
  moment: Moment,
  figure: string | undefined,
  line?: (figure: string, before: string) => string,
): Injection | undefined {
  const asked = askedFigure(moment);
  const before = moment.standing?.standingAsk;
  if (asked === undefined || figure === undefined || before === undefined) return undefined;
  if (line === undefined) return { text: moment.text.replaceAll(asked.text, figure) };
  if (moment.plan.leverIds.length > 0) return undefined;
  return { text: askedInstead(moment, line(figure, formatMoney(before, moment.ticket.currency))) };
}

const below = (moment: Moment, share: number): string | undefined =>
  moment.standing?.standingAsk === undefined
    ? undefined
    : strangeFigure(moment, new Decimal(moment.standing.standingAsk).times(share.toFixed(3)));

export const contradictsAsk: FlawClass = {
  id: 'contradicts-ask',
  title: 'Asks for less than before',
  rubricItems: [],
  guardrails: ['permitted-ask'],
  mayAlsoTrip: ['numeric-grounding'],
  severity: 0.9,
  ways: [
    {
      id: 'back-to-an-earlier-ask',
      inject(moment, chance) {
        const earlier = earlierAsks(moment);
        return earlier.length === 0 ? undefined : lower(moment, formatMoney(chance.pick(earlier), moment.ticket.currency));
      },
    },
    { id: 'lower-without-a-word', inject: (moment, chance) => lower(moment, below(moment, chance.between(0.86, 0.98))) },
    {
      id: 'takes-the-ask-back',
      inject: (moment, chance) =>
        lower(moment, below(moment, chance.between(0.88, 0.98)), (figure, before) =>
          chance.pick([
            `I have to take ${before} back; could you do ${figure}?`,
            `${before} was too generous of me. Would ${figure} be possible?`,
            `Since you will not take ${before}, would ${figure} work?`,
            `Let me start again: could you offer ${figure} for the ${moment.ticket.roomType}?`,
          ]),
        ),
    },
    {
      id: 'denies-the-ask',
      inject: (moment, chance) =>
        lower(moment, below(moment, chance.between(0.88, 0.98)), (figure, before) =>
          chance.pick([
            `I never asked for ${before}; my request was always ${figure}. Is that possible?`,
            `There must be a mix-up about ${before}: could you offer ${figure}?`,
            `You may have misread me, since what I asked for is ${figure}. Could you do that?`,
          ]),
        ),
    },
  ],
};
