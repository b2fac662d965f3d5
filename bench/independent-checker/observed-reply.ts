import { type ReplyPlan } from '../../src/domain/conversation/reply.js';
import { type ReplyContext } from '../../src/domain/conversation/reply-context.js';
import { type AgentAct, type PartnerAct, type Stage } from '../../src/domain/taxonomy.js';

/** A room under negotiation as an outside reader would note it down; amounts are decimal strings. */
export interface ObservedRoom {
  name: string;
  /** First night and day of departure, `YYYY-MM-DD`. */
  from: string;
  to: string;
  currency: string;
  currentRate: string;
  /** What we last asked for. */
  ourAsk?: string;
  /** What they last quoted. */
  theirQuote?: string;
  agreedRate?: string;
  /** `open`, `agreed`, `declined` …, as the ledger holds it. */
  result: string;
}

/** A reply and what was known when it was written: all that the independent checker sees. */
export interface ObservedReply {
  text: string;
  /** What the reply was meant to do. */
  act: AgentAct;
  /** Name of the OTA that writes, and of the hotel. */
  ota: string;
  hotel: string;
  stage: Stage;
  /** Oldest first; ends with what the partner wrote last. */
  history: { from: 'us' | 'partner'; text: string }[];
  /** What the partner did with their last messages. */
  partnerActs: PartnerAct[];
  rooms: ObservedRoom[];
  /** Amounts that we may ask for in this reply, and those of the partner that we may take. */
  mayAsk: string[];
  mayTake: string[];
  /** What may be done in this reply. */
  permittedActs: AgentAct[];
  /** Titles of what we may offer in return in this reply. */
  levers: string[];
  /** Numbers on record: amounts, percentages, dates, counts, durations. */
  numbersOnRecord: { kind: string; value: string; currency?: string }[];
  /** Hosts that links may point to. */
  allowedHosts: string[];
  /** How often terms were restated since they last changed. */
  timesTermsRestated: number;
}

export function observe(text: string, plan: ReplyPlan, context: ReplyContext): ObservedReply {
  const { menu, standings, results } = context;
  return {
    text,
    act: plan.act,
    ota: context.ota,
    hotel: context.hotel.name,
    stage: context.stage,
    history: context.history.map(({ author, text: said }) => ({ from: author === 'partner' ? 'partner' : 'us', text: said })),
    partnerActs: context.reading?.acts.map(({ act }) => act) ?? [],
    rooms: context.tickets.map((ticket) => {
      const standing = standings.find(({ ticketId }) => ticketId === ticket.id);
      return {
        name: ticket.roomType,
        from: ticket.stay.from,
        to: ticket.stay.to,
        currency: ticket.currency,
        currentRate: ticket.currentRate,
        ...(standing?.standingAsk === undefined ? {} : { ourAsk: standing.standingAsk }),
        ...(standing?.partnerQuote === undefined ? {} : { theirQuote: standing.partnerQuote }),
        ...(standing?.agreedRate === undefined ? {} : { agreedRate: standing.agreedRate }),
        result: results[ticket.id] ?? 'open',
      };
    }),
    mayAsk: menu.asks.map(({ rate }) => rate),
    mayTake: menu.acceptable.map(({ rate }) => rate),
    permittedActs: [...context.directive.may],
    levers: menu.levers.map(({ title }) => title),
    numbersOnRecord: context.facts.map(({ kind, value, currency }) => ({
      kind,
      value,
      ...(currency === undefined ? {} : { currency }),
    })),
    allowedHosts: context.allowedHosts,
    timesTermsRestated: context.timesTermsRestated,
  };
}
