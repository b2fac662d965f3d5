import { Decimal } from 'decimal.js';
import { formatMoney, naturalStep } from '../../domain/negotiation/money.js';
import { slotsOfMoment, type Moment } from './moment.js';

/** What the reply asks for, as it is written; undefined where it asks for no figure or for several. */
export function askedFigure(moment: Moment): { text: string; rate: Decimal; lowest: Decimal; highest: Decimal } | undefined {
  const { plan, askAt, context, ticket, standing } = moment;
  const step = plan.asks[0]?.step;
  if (askAt === undefined || step === undefined) return undefined;
  const text = slotsOfMoment(moment, plan)[step === 'same' ? 'standing_ask' : 'ask_rate'];
  const rate =
    step === 'same'
      ? standing?.standingAsk
      : context.menu.asks.find((ask) => ask.ticketId === ticket.id && ask.step === step)?.rate;
  if (text === undefined || rate === undefined) return undefined;
  return {
    text,
    rate: new Decimal(rate),
    lowest: new Decimal(standing?.standingAsk ?? rate).times('0.9'),
    highest: new Decimal(standing?.partnerQuote ?? ticket.currentRate),
  };
}

/** The amount in the currency of the room; undefined where it is on record, secret, or no rate at all. */
export function strangeFigure({ context, ticket, standing, disclosure }: Moment, amount: Decimal): string | undefined {
  const step = naturalStep(amount.abs(), ticket.currency);
  const rounded = amount.div(step).round().times(step);
  const known = [
    ticket.currentRate,
    standing?.standingAsk,
    standing?.partnerQuote,
    standing?.previousQuote,
    ...context.facts.map(({ value }) => value),
    ...context.menu.asks.map(({ rate }) => rate),
    ...context.menu.acceptable.map(({ rate }) => rate),
    ...ticket.evidence.map(({ rate }) => rate),
  ].filter((value) => value !== undefined && /^\d+(?:\.\d+)?$/.test(value));
  if (rounded.lte(0) || known.some((value) => rounded.eq(value!)) || disclosure.discloses(rounded.toFixed(), ticket.currency))
    return undefined;
  return formatMoney(rounded.toFixed(), ticket.currency);
}
