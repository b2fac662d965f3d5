import { Decimal } from 'decimal.js';
import { type StayLimit } from '../understanding/reading.js';
import { elapsedShare, roundShare, type ConcessionMoment } from './concession-moment.js';
import { type QuoteEntry } from './ledger.js';
import { type Mandate } from './mandate.js';
import { agreementsOf, standingAsk, standingQuotes } from './standing.js';
import { type NegotiationState } from './state.js';
import { nightsOf, nightsWithin } from './stay.js';
import { type DecimalString, type IsoDate, type Ticket } from './ticket.js';

/** A quote this near our standing ask is worth no further round (and never above the limit). */
const NEAR_ENOUGH = 1.0075;

export interface AcceptableQuote {
  rate: DecimalString;
  /** Where the quote is for part of the stay only. */
  stay?: StayLimit;
  /** Levers that the partner made a condition and the mandate covers. */
  leverIds: string[];
}

/**
 * The partner's quotes that may be taken now: at or below the target or our standing ask at once, otherwise at or below
 * a threshold that rises from target to limit over rounds and time. A last word ("final") counts as two rounds more:
 * pushing further would lose what is good enough. Conditions that the mandate does not cover rule a quote out.
 */
export function acceptableQuotes(
  state: NegotiationState,
  ticket: Ticket,
  mandate: Mandate,
  moment: ConcessionMoment,
): AcceptableQuote[] {
  const quotes = standingQuotes(state, ticket.id);
  const latest = quotes.at(-1)?.messageSeq;
  return quotes
    .filter((quote) => quote.messageSeq === latest && isAcceptable(state, ticket, mandate, moment, quote))
    .map((quote) => ({
      rate: quote.rate,
      ...(quote.stay === undefined ? {} : { stay: quote.stay }),
      leverIds: quote.conditions.flatMap((condition) => coveredBy(condition, state)?.id ?? []),
    }));
}

function isAcceptable(
  state: NegotiationState,
  ticket: Ticket,
  mandate: Mandate,
  moment: ConcessionMoment,
  quote: QuoteEntry,
): boolean {
  if (quote.conditions.some((condition) => coveredBy(condition, state, ticket.id) === undefined)) return false;
  if (everyNightAgreed(state, ticket, quote)) return false;
  const rate = new Decimal(quote.rate);
  const target = new Decimal(mandate.targetRate);
  const limit = new Decimal(mandate.limitRate);
  if (rate.gt(limit)) return false;
  const ask = standingAsk(state, ticket.id);
  if (rate.lte(target) || (ask !== undefined && rate.lte(new Decimal(ask.rate).times(NEAR_ENOUGH)))) return true;
  return rate.lte(target.plus(limit.minus(target).times(acceptanceShare(state, ticket, moment, quote))));
}

/** Share of the way from target to limit up to which a quote is taken, 0 to 1. */
function acceptanceShare(state: NegotiationState, ticket: Ticket, moment: ConcessionMoment, quote: QuoteEntry): number {
  const spent = roundShare(state, ticket, moment);
  const rounds = quote.firmness === 'firm' ? Math.min(1, spent + 0.5) : spent;
  return Math.min(1, Math.max(rounds ** 1.3, elapsedShare(moment) ** 4));
}

function everyNightAgreed(state: NegotiationState, ticket: Ticket, quote: QuoteEntry): boolean {
  const agreed = new Set(agreedNights(state, ticket));
  return agreed.size > 0 && nightsWithin(ticket.stay, quote.stay ?? {}).every((night) => agreed.has(night));
}

/** Nights of the ticket that an agreement covers. */
export function agreedNights(state: NegotiationState, ticket: Ticket): IsoDate[] {
  return agreementsOf(state, ticket.id).flatMap((entry) => nightsOf(entry.terms.stay));
}

/** Words too common to tell one lever from another. */
const COMMON = new Set([
  'the',
  'and',
  'for',
  'with',
  'your',
  'our',
  'from',
  'this',
  'that',
  'rate',
  'rates',
  'page',
  'hotel',
  'offer',
  'guests',
]);

const wordsOf = (text: string): string[] => (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => !COMMON.has(word));

/**
 * The lever that a condition of the partner's asks for, if the mandate holds one: the condition names a word of the
 * lever's title or kind, and no number that the lever does not hold.
 */
export function coveredBy(condition: string, state: NegotiationState, ticketId?: string) {
  const asked = new Set(wordsOf(condition));
  const numbers = condition.match(/\d+(?:[.,]\d+)?/g) ?? [];
  return state.levers.find((lever) => {
    if (ticketId !== undefined && lever.ticketIds && !lever.ticketIds.includes(ticketId)) return false;
    const said = `${lever.title} ${lever.terms ?? ''} ${lever.value ?? ''}`;
    const names = wordsOf(`${lever.title} ${lever.kind.replaceAll('_', ' ')}`);
    return names.some((word) => asked.has(word)) && numbers.every((number) => said.includes(number));
  });
}
