import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { formatMoney } from '../../domain/negotiation/money.js';
import { formatStay } from '../../domain/negotiation/stay.js';
import { type ItemContext } from './item.js';

/** Messages before the reply that a reader sees; what lies further back is in the state. */
const SHOWN_MESSAGES = 10;

/** A moment as a reader of replies sees it, amounts and all. */
export function itemContext({ ota, hotel, tickets, standings, menu, levers, results, history }: ReplyContext): ItemContext {
  const money = (rate: string, index: number): string => formatMoney(rate, tickets[index]!.currency);
  const rooms = tickets.map((ticket, index) => {
    const seen = ticket.evidence[0]?.rate;
    const elsewhere = seen === undefined ? '' : `, ${money(seen, index)} on another site`;
    return `${ticket.roomType}, ${formatStay(ticket.stay)}: ${money(ticket.currentRate, index)} with us per room and night${elsewhere}`;
  });
  const state = tickets.map((ticket, index) => {
    const standing = standings.find(({ ticketId }) => ticketId === ticket.id);
    const asks = menu.asks.filter(({ ticketId }) => ticketId === ticket.id).map(({ rate }) => money(rate, index));
    const terms = menu.terms.filter(({ ticketId }) => ticketId === ticket.id).map(({ rate }) => money(rate, index));
    return [
      `${ticket.roomType}: ${standing?.standingAsk === undefined ? 'nothing asked yet' : `we asked for ${money(standing.standingAsk, index)}`}`,
      standing?.partnerQuote === undefined ? 'no figure of theirs' : `their figure is ${money(standing.partnerQuote, index)}`,
      asks.length > 0 ? `we may ask for ${asks.join(' or ')}` : 'no ask may be made now',
      ...(terms.length > 0 ? [`${terms.join(', ')} may be restated as terms`] : []),
      ...(results[ticket.id] === 'agreed' ? ['agreed'] : []),
    ].join('; ');
  });
  const offers = levers.map(({ title }) => title).join('; ');
  return {
    header: [`${ota} writes to ${hotel.name}${hotel.city === undefined ? '' : `, ${hotel.city}`}.`, ...rooms].join(' '),
    transcript: history
      .slice(-SHOWN_MESSAGES)
      .map(({ author, text }) => ({ who: author === 'partner' ? ('partner' as const) : ('agent' as const), text })),
    state: [...state, levers.length === 0 ? 'Nothing may be offered in return.' : `May be offered: ${offers}.`].join(' '),
  };
}
