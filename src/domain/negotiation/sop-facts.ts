import { type Concern } from '../taxonomy.js';
import { type AskedFor, type PartnerReading } from '../understanding/reading.js';
import { coveredBy } from './acceptance.js';
import { roundsExhausted } from './concession.js';
import { type TurnMenu } from './menu.js';
import { type AppliedReading } from './resolve-quotes.js';
import { ticketInFocus } from './focus.js';
import { agreementsOf, latestQuote, openTickets, standingAsk } from './standing.js';
import { type NegotiationState } from './state.js';
import { type SopFacts } from '../sop/sop.js';

/** What the turn knows besides ledger and menu. */
export interface SopMoment {
  reading?: PartnerReading;
  applied?: AppliedReading;
  briefed: boolean;
  concerns: readonly Concern[];
  followUpsSent: number;
  followUpsAllowed: number;
  /** What we asked last. */
  asked?: AskedFor;
  /** The ticket that was talked about last. */
  focusTicketId?: string;
}

/** The facts that the guards of a procedure may ask about, after the partner's words were applied. */
export function sopFactsOf(state: NegotiationState, menu: TurnMenu, moment: SopMoment): SopFacts {
  const { applied, reading } = moment;
  const open = openTickets(state);
  const focus = ticketInFocus(state, menu, reading, moment.focusTicketId);
  const talkedAbout = focus === undefined ? open : open.filter((ticket) => ticket.id === focus);
  const pendingDoubt = applied !== undefined && applied.clarifications.length > 0;
  const unsureYes =
    state.pendingTerms !== undefined && applied?.termsAnswer === 'none' && (reading?.ambiguities.includes('consent') ?? false);
  return {
    briefed: moment.briefed,
    hasStandingAsk: talkedAbout.some((ticket) => standingAsk(state, ticket.id) !== undefined),
    hasQuote: open.some((ticket) => latestQuote(state, ticket.id) !== undefined),
    newQuote: (applied?.newQuotes.length ?? 0) > 0,
    hasAcceptable: menu.acceptable.length > 0,
    mayAsk: menu.asks.length > 0,
    mayOfferLever: menu.levers.length > 0,
    exhausted: roundsExhausted(state),
    needsClarification: pendingDoubt || unsureYes,
    concernKnown: moment.concerns.some((concern) => concern !== 'none'),
    termsPending: state.pendingTerms !== undefined,
    termsAccepted: applied?.termsAnswer === 'accepted',
    termsRefused: applied?.termsAnswer === 'refused' || applied?.termsAnswer === 'changed',
    anyAgreed: state.tickets.some((ticket) => agreementsOf(state, ticket.id).length > 0),
    allDecided: open.length === 0,
    finalRefusal: applied?.finalRefusal ?? false,
    movesOn: applied?.movesOn ?? false,
    conditionOutside: open.some((ticket) =>
      (latestQuote(state, ticket.id)?.conditions ?? []).some((condition) => coveredBy(condition, state, ticket.id) === undefined),
    ),
    putOff: moment.asked === 'time',
    followUpsSent: moment.followUpsSent,
    followUpsAllowed: moment.followUpsAllowed,
  };
}
