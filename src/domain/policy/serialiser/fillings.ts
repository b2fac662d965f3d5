import { type ReplyContext } from '../../conversation/reply-context.js';
import { type ReplyPlan } from '../../conversation/reply.js';
import { maySayRate } from '../../negotiation/evidence.js';
import { replySlots, ticketNumber } from '../reply-slots.js';
import { type Fillings } from './slot-text.js';
import { focusIndex } from './focus.js';

type Amounts = [slot: string, amount: string][];

/** Slots whose text is a name or a stay; amounts are found by their value, however they are written. */
const NAMES = /^(?:ota|hotel|room|stay|competitor|lever|terms|agreed_terms)(?:_\d+)?$/;

/** What a partner's or a colleague's words may refer to: tickets are numbered in the order of the negotiation. */
export function partnerFillings(context: ReplyContext): Fillings {
  const focus = focusIndex(context);
  const quoted = (context.reading?.quotes ?? []).flatMap((quote): Amounts => {
    if (quote.refused) return [];
    const own = context.tickets.findIndex(({ id }) => id === quote.ticketId);
    const slot = `quote_${(own < 0 ? focus : own) + 1}`;
    return [quote.amount, quote.low, quote.high].flatMap((amount): Amounts => (amount === undefined ? [] : [[slot, amount]]));
  });
  return { texts: [], amounts: [...quoted, ...amountsOnRecord(context)], ...currencyOf(context) };
}

/** What a reply's words stand for; slots without a number are of the ticket that the reply is about. */
export function replyFillings(context: ReplyContext, plan: ReplyPlan | undefined): Fillings {
  const focusId = context.tickets[focusIndex(context)]?.id;
  const slots = plan ? replySlots(context, plan, focusId) : context.slots;
  const texts = Object.entries(slots).filter(([slot]) => NAMES.test(slot));
  const asked = (plan?.asks ?? []).flatMap(({ ticketId, step }): Amounts => {
    const ask = context.menu.asks.find((each) => each.ticketId === ticketId && each.step === step);
    const first = ticketId === plan?.asks[0]?.ticketId;
    return ask ? [[first ? 'ask_rate' : `ask_rate_${ticketNumber(context, ticketId)}`, ask.rate]] : [];
  });
  return { texts, amounts: [...asked, ...amountsOnRecord(context)], ...currencyOf(context) };
}

function currencyOf({ tickets }: ReplyContext): { currency?: string } {
  const currency = tickets[0]?.currency;
  return currency === undefined ? {} : { currency };
}

function amountsOnRecord({ tickets, standings, menu, now }: ReplyContext): Amounts {
  return tickets.flatMap((ticket, index): Amounts => {
    const standing = standings.find(({ ticketId }) => ticketId === ticket.id);
    const named: [string, string | undefined][] = [
      ['quote', standing?.partnerQuote],
      ['standing_ask', standing?.standingAsk],
      ['agreed_rate', standing?.agreedRate ?? menu.terms.find(({ ticketId }) => ticketId === ticket.id)?.rate],
      ['current_rate', ticket.currentRate],
      ['competitor_rate', ticket.evidence.find((evidence) => maySayRate(evidence, now))?.rate],
    ];
    return named.flatMap(([slot, amount]): Amounts => (amount === undefined ? [] : [[`${slot}_${index + 1}`, amount]]));
  });
}
