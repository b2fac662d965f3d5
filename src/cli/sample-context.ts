import { type ReplyContext } from '../domain/conversation/reply-context.js';
import { type MessageAuthor } from '../domain/conversation/message.js';
import { buildMenu } from '../domain/negotiation/concession.js';
import { factsOf } from '../domain/negotiation/facts-of.js';
import { type Ledger } from '../domain/negotiation/ledger.js';
import { openNegotiation } from '../domain/negotiation/open.js';
import { slotsOf } from '../domain/negotiation/slots-of.js';
import { standingsOf } from '../domain/negotiation/standing.js';
import { interpret } from '../domain/understanding/interpret.js';
import { DEFAULT_NEGOTIATION, DEFAULT_NOW, DEFAULT_OTA } from '../scoring/moment/default-negotiation.js';
import { readNegotiation } from '../scoring/moment/read-negotiation.js';

const HISTORY: readonly [author: MessageAuthor, text: string][] = [
  ['agent', "Hello, I'm the AI assistant of Staywell. I'm writing about the rate of one of your rooms."],
  ['partner', 'ok tell me'],
  ['agent', 'The Deluxe Double is at EUR 520 with us and at EUR 430 on Booking.com for the same nights. Could you do EUR 440?'],
  ['partner', '440 is too low for us, energy costs are killing us. 490 is what I can do'],
];

/** A hotel in the middle of bargaining, computed by the domain out of the default negotiation, to try a model on. */
export function bargainingSample(): ReplyContext {
  const { hotel, partner, tickets, levers, mandates } = readNegotiation(DEFAULT_NEGOTIATION);
  const ticket = tickets[0]!;
  const entry = { ticketId: ticket.id, at: DEFAULT_NOW };
  const ledger: Ledger = [
    { ...entry, type: 'ask', author: 'agent', messageSeq: 3, rate: '440', leverIds: [] },
    { ...entry, type: 'quote', author: 'partner', messageSeq: 4, rate: '490', firmness: 'stated', conditions: [] },
  ];
  const state = { ...openNegotiation({ tickets, levers }), ledger };
  const menu = buildMenu(state, mandates, { key: 'sample', now: DEFAULT_NOW, openedAt: DEFAULT_NOW });
  const history = HISTORY.map(([author, text], index) => ({
    id: `message-${index + 1}`,
    seq: index + 1,
    author,
    text,
    sentAt: DEFAULT_NOW,
  }));
  return {
    ota: DEFAULT_OTA,
    hotel,
    partner,
    language: 'en',
    now: DEFAULT_NOW,
    stage: 'bargaining',
    directive: { reply: true, may: ['counter', 'hold', 'offer_lever', 'ask_reason'], scripts: [], because: ['stage:bargaining'] },
    tickets: state.tickets,
    levers: state.levers,
    standings: standingsOf(state),
    results: state.results,
    agreed: [],
    menu,
    facts: factsOf(state, menu, DEFAULT_NOW),
    slots: slotsOf(state, menu, { ota: DEFAULT_OTA, hotelName: hotel.name, now: DEFAULT_NOW }),
    history,
    reading: interpret({ text: history.at(-1)!.text, currency: ticket.currency, asked: 'rate', standingAsk: '440' }),
    usedTactics: [],
    timesTermsRestated: 0,
    allowedHosts: [],
  };
}
