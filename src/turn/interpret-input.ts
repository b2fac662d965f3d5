import { type Conversation } from '../domain/conversation/conversation.js';
import { type TicketStanding } from '../domain/negotiation/facts.js';
import { standingsOf } from '../domain/negotiation/standing.js';
import { type Ticket } from '../domain/negotiation/ticket.js';
import { type InterpretInput, type InterpreterTicket } from '../domain/understanding/reading.js';

/** What a partner's words are read by: the state of the conversation, and where the partner is. */
export interface ReadBy {
  snapshot: Pick<Conversation['snapshot'], 'state' | 'memory'>;
  partner: Pick<Conversation['partner'], 'language' | 'timeZone'>;
  hotel: Pick<Conversation['hotel'], 'timeZone'>;
}

/** What the interpreter needs to know of a conversation to read a partner's words for what they are. */
export function interpretInput({ snapshot, partner, hotel }: ReadBy, text: string, now: Date): InterpretInput {
  const { state, memory } = snapshot;
  const standings = new Map(standingsOf(state).map((standing) => [standing.ticketId, standing]));
  const live = state.tickets.filter((ticket) => !ticket.withdrawn);
  const tickets = live.map((ticket) => interpreterTicket(ticket, standings.get(ticket.id)));
  const focus = tickets.find((ticket) => ticket.id === memory.focusTicketId) ?? tickets[0];
  return {
    text,
    ...(partner.language === undefined ? {} : { language: partner.language }),
    ...(focus ? { currency: focus.currency } : {}),
    asked: memory.asked,
    ...(focus?.standingAsk === undefined ? {} : { standingAsk: focus.standingAsk }),
    tickets,
    today: localDay(now, partner.timeZone ?? hotel.timeZone),
  };
}

function interpreterTicket(ticket: Ticket, standing: TicketStanding | undefined): InterpreterTicket {
  return {
    id: ticket.id,
    roomType: ticket.roomType,
    ...(ticket.ratePlan === undefined ? {} : { ratePlan: ticket.ratePlan }),
    stay: { from: ticket.stay.from, to: ticket.stay.to },
    currency: ticket.currency,
    priceBasis: ticket.priceBasis,
    rateUnit: ticket.rateUnit,
    currentRate: ticket.currentRate,
    ...(standing?.standingAsk === undefined ? {} : { standingAsk: standing.standingAsk }),
    ...(standing?.partnerQuote === undefined ? {} : { lastQuote: standing.partnerQuote }),
  };
}

/** By time zone: making one takes 0.3 ms, more than reading a message. There are some hundred time zones. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The ISO day that it is for the partner. */
function localDay(now: Date, timeZone: string): string {
  let format = dayFormats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    dayFormats.set(timeZone, format);
  }
  return format.format(now);
}
