import { Decimal } from 'decimal.js';
import { type PartnerAct } from '../taxonomy.js';
import { type Ambiguity, type AskedFor, type PartnerReading, type Quote } from '../understanding/reading.js';
import { declineTicket, type Said } from './agreement.js';
import { spokenOf } from './focus.js';
import { type LedgerEntry, type QuoteEntry } from './ledger.js';
import { resolveQuote } from './resolve-quote.js';
import { agreementsOf, latestQuote, openTickets, standingAsk } from './standing.js';
import { type NegotiationState } from './state.js';
import { type IsoDateTime, type Ticket } from './ticket.js';

export interface ReadingMoment {
  /** What we asked last. */
  asked: AskedFor;
  now: IsoDateTime;
  /** The ticket that was talked about last. */
  focusTicketId?: string;
}

/** What a partner's words did to the ledger. */
export interface AppliedReading {
  state: NegotiationState;
  newQuotes: QuoteEntry[];
  /** What has to be asked back before an amount can count. */
  clarifications: Ambiguity[];
  /** The partner said yes to our standing ask; it is on the ledger as their quote. */
  acceptedAsk: boolean;
  refused: boolean;
  finalRefusal: boolean;
  /** A last no to one room, while another is still to be asked for. */
  movesOn: boolean;
  termsAnswer: 'accepted' | 'refused' | 'changed' | 'none';
  retracted: boolean;
}

/** From this confidence on an act counts for the ledger. */
export const CERTAIN = 0.6;
/** From this confidence on a yes was said in so many words, whatever was asked. */
export const EXPLICIT = 0.7;
/** From this confidence on an act speaks against a yes. */
export const DOUBT = 0.5;
/** Refusals of our ask in a row, without a figure of their own, after which we stop. */
const REFUSALS_THAT_END = 3;

/** An amount this far below our ask (or the current rate, before one) is a slip of the finger, or about something else. */
const FAR_BELOW_ASK = 0.7;
const FAR_BELOW_CURRENT = 0.5;

/** What we asked last where a yes may be one to our standing ask; after we put the matter off it still is. */
export const ANSWERS_AN_ASK: readonly AskedFor[] = ['rate', 'confirm', 'clarification', 'time'];

/** Acts that leave no yes a yes. */
export const SPEAKS_AGAINST: readonly PartnerAct[] = [
  'reject',
  'conditional_accept',
  'need_approval',
  'later',
  'wrong_person',
  'wants_person',
  'opt_out',
  'retract',
  'correct',
  'unclear',
];

/** Applies the reading of the partner's words to the ledger. Nothing ambiguous gets onto it: it becomes a question. */
export function applyReading(
  state: NegotiationState,
  reading: PartnerReading,
  said: Said,
  moment: ReadingMoment,
): AppliedReading {
  const confidence = (act: PartnerAct): number => reading.acts.find((entry) => entry.act === act)?.confidence ?? 0;
  const offered = resolveAll(state, reading, said, moment);
  const clarifications = [...new Set([...offered.clarifications, ...pendingDoubts(reading, offered.entries)])];

  const consents =
    confidence('accept') >= CERTAIN &&
    !reading.ambiguities.includes('consent') &&
    SPEAKS_AGAINST.every((act) => confidence(act) < DOUBT);
  const refuses = confidence('reject') >= CERTAIN || reading.quotes.some((quote) => quote.refused);
  const conditions = reading.conditions.map((condition) => condition.text);
  const saysYes = consents && conditions.length === 0;

  const termsAnswer = answerToTerms(state, offered.entries, saysYes, refuses, confidence('conditional_accept') >= CERTAIN);
  const retracted = confidence('retract') >= CERTAIN && state.tickets.some((ticket) => agreementsOf(state, ticket.id).length > 0);
  const acceptedEntries =
    termsAnswer === 'none' && !state.pendingTerms && offered.entries.length === 0 && clarifications.length === 0
      ? acceptedAsks(
          state,
          reading,
          said,
          moment,
          saysYes,
          saysYes && confidence('accept') >= EXPLICIT,
          confidence('conditional_accept') >= CERTAIN,
          conditions,
        )
      : [];
  const newQuotes = [...offered.entries, ...acceptedEntries];
  const refused = refuses && newQuotes.length === 0 && termsAnswer === 'none';
  const withQuotes = append(state, [...offered.retractions, ...newQuotes]);
  const refusedTickets = refused ? focusOf(state, reading, moment) : [];
  const withRefusals = append(
    withQuotes,
    refusedTickets.map((ticketId): LedgerEntry => ({ type: 'refusal', final: false, ticketId, author: 'partner', ...said })),
  );
  const refusedForGood = reading.refusesForGood
    ? refusedTickets
    : refusedTickets.filter((ticketId) => refusalsInARow(withRefusals, ticketId) >= REFUSALS_THAT_END);
  // A last no to one room is none to a room that was not asked for yet.
  const leavesOthers =
    refusedForGood.length > 0 &&
    (reading.refusesForGood !== true || spokenOf(reading).length > 0) &&
    openTickets(withRefusals).some(({ id }) => !refusedForGood.includes(id) && standingAsk(withRefusals, id) === undefined);
  const next = leavesOthers
    ? refusedForGood.reduce((declined, ticketId) => declineTicket(declined, ticketId, said), withRefusals)
    : withRefusals;
  return {
    state: next,
    newQuotes,
    clarifications,
    acceptedAsk: acceptedEntries.some((entry) => entry.conditions.length === 0),
    refused,
    finalRefusal: refused && !leavesOthers && (refusedForGood.length > 0 || reading.refusesForGood === true),
    movesOn: leavesOthers,
    termsAnswer,
    retracted,
  };
}

function resolveAll(state: NegotiationState, reading: PartnerReading, said: Said, moment: ReadingMoment) {
  const entries: QuoteEntry[] = [];
  const retractions: LedgerEntry[] = [];
  const clarifications: Ambiguity[] = [];
  const unsure = roomUnclear(state, reading);
  for (const quote of reading.quotes) {
    if (quote.refused || echoesAsk(state, quote, reading)) continue;
    const tickets = unsure && quote.ticketId === undefined ? [] : ticketsOf(state, quote, moment);
    if (tickets.length === 0) {
      clarifications.push('ticket');
      continue;
    }
    for (const ticket of tickets) {
      const resolved = resolveQuote(state, ticket, quote, moment.now);
      if (!resolved.ok) {
        clarifications.push(resolved.unclear);
        continue;
      }
      // Asked once; who says it again, means it.
      if (quote.kind === 'absolute' && moment.asked !== 'clarification' && isFarBelow(state, ticket, resolved.amount.rate)) {
        clarifications.push('amount');
        continue;
      }
      if (quote.corrects) retractions.push({ type: 'retraction', of: 'quote', ticketId: ticket.id, author: 'partner', ...said });
      entries.push({
        type: 'quote',
        ticketId: ticket.id,
        author: 'partner',
        ...said,
        ...resolved.amount,
        firmness: quote.firmness,
        conditions: conditionsOf(reading, quote),
      });
    }
  }
  return { entries, retractions, clarifications };
}

/**
 * Whether amounts without a room of their own cannot be given one: the partner speaks of a room that is on no ticket, or
 * gives two amounts for two rooms without saying which is which.
 */
function roomUnclear(state: NegotiationState, reading: PartnerReading): boolean {
  if (!reading.ambiguities.includes('ticket')) return false;
  if (reading.otherRoom || state.tickets.filter((ticket) => !ticket.withdrawn).length < 2) return true;
  if (openTickets(state).length < 2) return false;
  const loose = reading.quotes.filter((quote) => quote.ticketId === undefined && !quote.refused && quote.kind === 'absolute');
  return new Set(loose.map((quote) => quote.amount ?? quote.high ?? quote.low)).size > 1;
}

/** Our own figure put back to us as a question is no offer. */
function echoesAsk(state: NegotiationState, quote: Quote, reading: PartnerReading): boolean {
  if (quote.firmness !== 'tentative' || quote.kind !== 'absolute' || !reading.ambiguities.includes('consent')) return false;
  const { amount } = quote;
  return amount !== undefined && openTickets(state).some(({ id }) => new Decimal(standingAsk(state, id)?.rate ?? -1).eq(amount));
}

function isFarBelow(state: NegotiationState, ticket: Ticket, rate: string): boolean {
  const ask = standingAsk(state, ticket.id);
  return ask === undefined
    ? new Decimal(rate).lt(new Decimal(ticket.currentRate).times(FAR_BELOW_CURRENT))
    : new Decimal(rate).lt(new Decimal(ask.rate).times(FAR_BELOW_ASK));
}

/** What has to be met for a quote. "But only for the tenth" is no condition: it says which nights are meant. */
function conditionsOf(reading: PartnerReading, quote: Quote): string[] {
  const texts = reading.conditions.map((condition) => condition.text);
  return quote.stay === undefined
    ? texts
    : texts.filter((text) => /\b(?:if|provided|unless|as long as|in return|in exchange|assuming)\b/i.test(text));
}

/** The tickets that a quote is for; none where it cannot be told. */
function ticketsOf(state: NegotiationState, quote: Quote, moment: ReadingMoment) {
  const open = openTickets(state);
  if (quote.ticketId !== undefined) return open.filter((ticket) => ticket.id === quote.ticketId);
  if (open.length === 1) return open;
  const focus = open.find((ticket) => ticket.id === moment.focusTicketId);
  if (focus) return [focus];
  // A discount or a day-to-day difference can be meant for all rooms at once; an amount cannot.
  return quote.kind === 'percent_off' ? open : [];
}

/** Doubts of the reader that bear on an amount which would otherwise count. */
function pendingDoubts(reading: PartnerReading, entries: readonly QuoteEntry[]): Ambiguity[] {
  const doubts: readonly Ambiguity[] = ['amount', 'currency', 'unit', 'reference'];
  return entries.length > 0 || reading.quotes.length > 0 ? [] : reading.ambiguities.filter((each) => doubts.includes(each));
}

function answerToTerms(
  state: NegotiationState,
  entries: readonly QuoteEntry[],
  saysYes: boolean,
  refuses: boolean,
  conditional: boolean,
): AppliedReading['termsAnswer'] {
  const pending = state.pendingTerms;
  if (!pending) return 'none';
  const differs = entries.some((entry) => {
    const own = pending.tickets.filter((terms) => terms.ticketId === entry.ticketId);
    return own.length > 0 && !own.some((terms) => new Decimal(terms.rate).eq(entry.rate));
  });
  if (differs || conditional) return 'changed';
  if (saysYes) return 'accepted';
  return refuses ? 'refused' : 'none';
}

/** A yes to what we asked for goes on the ledger as the partner's own quote of that amount. */
function acceptedAsks(
  state: NegotiationState,
  reading: PartnerReading,
  said: Said,
  moment: ReadingMoment,
  saysYes: boolean,
  /** In so many words: "agreed", "deal". */
  saysSo: boolean,
  conditional: boolean,
  conditions: string[],
): QuoteEntry[] {
  if (!saysYes && !conditional) return [];
  // "Sure" to a greeting or to a question of ours is no yes to an amount.
  if (!ANSWERS_AN_ASK.includes(moment.asked) && !(saysSo && moment.asked !== 'greeting')) return [];
  return focusOf(state, reading, moment).flatMap((ticketId): QuoteEntry[] => {
    const ask = standingAsk(state, ticketId);
    if (!ask) return [];
    // What was put off for approval is what they had last named themselves.
    const own = latestQuote(state, ticketId);
    const rate = moment.asked === 'time' && own !== undefined && own.messageSeq > ask.messageSeq ? own.rate : ask.rate;
    return [{ type: 'quote', ticketId, author: 'partner', ...said, rate, firmness: 'stated', conditions }];
  });
}

/** The ticket that an answer without a figure is about: the one talked about last, or the only one that we asked for. */
function focusOf(state: NegotiationState, reading: PartnerReading, moment: ReadingMoment): string[] {
  const open = openTickets(state);
  const ids = open.map((ticket) => ticket.id);
  const named = ids.filter((id) => spokenOf(reading).includes(id));
  if (named.length > 0) return named;
  if (moment.focusTicketId !== undefined && ids.includes(moment.focusTicketId)) return [moment.focusTicketId];
  const asked = ids.filter((id) => standingAsk(state, id) !== undefined);
  return asked.length === 1 ? asked : ids.length === 1 ? ids : [];
}

function refusalsInARow(state: NegotiationState, ticketId: string): number {
  const own = state.ledger.filter((entry) => entry.ticketId === ticketId);
  const sinceAsk = own.slice(own.findIndex((entry) => entry.type === 'ask') + 1);
  let count = 0;
  if (sinceAsk.length === own.length) return count;
  for (const entry of sinceAsk.filter((each) => each.author === 'partner').reverse()) {
    if (entry.type !== 'refusal') break;
    count += 1;
  }
  return count;
}

function append(state: NegotiationState, entries: readonly LedgerEntry[]): NegotiationState {
  return entries.length === 0 ? state : { ...state, ledger: [...state.ledger, ...entries] };
}
