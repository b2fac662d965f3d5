import { Decimal } from 'decimal.js';
import { type Ambiguity, type Quote } from '../understanding/reading.js';
import { maySayRate } from './evidence.js';
import { type QuoteEntry } from './ledger.js';
import { convertRate, decimalString, parseDecimal, roundToCurrency, termsOf, type RateTerms } from './money.js';
import { latestQuote, standingAsk } from './standing.js';
import { type NegotiationState } from './state.js';
import { nightsOf, nightsWithin } from './stay.js';
import { type IsoDateTime, type Ticket } from './ticket.js';

type Amount = Pick<QuoteEntry, 'rate' | 'low' | 'said' | 'stay'>;

/** A quote in the ticket's own basis, unit and currency, or what has to be asked before it can be. */
export type ResolvedQuote = { ok: true; amount: Amount } | { ok: false; unclear: Ambiguity };

/** A partner does not offer this much less than we ask without a word; they mean the other basis. */
const SUSPICIOUSLY_LOW = 0.93;

const unclear = (what: Ambiguity): ResolvedQuote => ({ ok: false, unclear: what });

/** Turns what was said into an amount of the ticket. Never converts currencies, and bases only with a known commission rate. */
export function resolveQuote(state: NegotiationState, ticket: Ticket, quote: Quote, now: IsoDateTime): ResolvedQuote {
  if (quote.currency !== undefined && quote.currency !== ticket.currency) return unclear('currency');
  if (quote.taxes !== undefined && quote.taxes !== ticket.taxes) return unclear('basis');
  if (quote.rateUnit === 'per_block') return unclear('unit');
  const nights = quote.stay === undefined ? undefined : nightsWithin(ticket.stay, quote.stay);
  if (nights?.length === 0) return unclear('dates');

  const stated = amountsOf(state, ticket, quote, now);
  if (!('rate' in stated)) return unclear(stated.unclear);

  // Relative amounts start from amounts of the ticket and are in its terms already.
  const from: RateTerms =
    quote.kind === 'absolute'
      ? { basis: quote.basis === 'unknown' ? ticket.priceBasis : quote.basis, rateUnit: quote.rateUnit ?? ticket.rateUnit }
      : termsOf(ticket);
  const convert = (amount: Decimal): Decimal | undefined => {
    const converted = convertRate(amount, from, termsOf(ticket), ticket);
    return converted && roundToCurrency(converted, ticket.currency);
  };
  const rate = convert(stated.rate);
  const low = stated.low && convert(stated.low);
  if (rate === undefined) return unclear('basis');
  if (rate.lte(0)) return unclear('amount');
  // "470 net" that would sell above today's rate: hardly what is offered to somebody who asks for less.
  if (quote.kind === 'absolute' && from.basis !== ticket.priceBasis && rate.gt(ticket.currentRate)) return unclear('basis');
  const ask = standingAsk(state, ticket.id);
  if (quote.kind === 'absolute' && quote.basis === 'unknown' && ask && rate.lt(new Decimal(ask.rate).times(SUSPICIOUSLY_LOW))) {
    return unclear('basis');
  }
  const converted = from.basis !== ticket.priceBasis || from.rateUnit !== ticket.rateUnit;
  const partial = nights !== undefined && nights.length < nightsOf(ticket.stay).length;
  return {
    ok: true,
    amount: {
      rate: decimalString(rate),
      ...(low === undefined || low.eq(rate) ? {} : { low: decimalString(low) }),
      ...(converted ? { said: { amount: decimalString(stated.rate), basis: from.basis, rateUnit: from.rateUnit } } : {}),
      ...(partial && quote.stay ? { stay: quote.stay } : {}),
    },
  };
}

/** The figures of a quote as decimals: the amount that counts, and the lower end of a range. */
function amountsOf(
  state: NegotiationState,
  ticket: Ticket,
  quote: Quote,
  now: IsoDateTime,
): { rate: Decimal; low?: Decimal } | { unclear: Ambiguity } {
  switch (quote.kind) {
    case 'absolute': {
      const amount = decimal(quote.amount);
      if (amount) return { rate: amount };
      const low = decimal(quote.low);
      const high = decimal(quote.high);
      // The dearer end of a range is what a hotel can be held to.
      const rate = high ?? low;
      return rate ? { rate, ...(low && high ? { low } : {}) } : { unclear: 'amount' };
    }
    case 'percent_off': {
      const percent = decimal(quote.percent);
      const start = startOf(state, ticket, quote, 'current_rate');
      if (!percent || percent.gte(100)) return { unclear: 'amount' };
      return start ? { rate: start.times(new Decimal(100).minus(percent)).div(100) } : { unclear: 'reference' };
    }
    case 'delta': {
      const change = quote.delta === undefined ? undefined : signedDecimal(quote.delta);
      const start = startOf(state, ticket, quote, latestQuote(state, ticket.id) ? 'own_quote' : 'current_rate');
      if (!change) return { unclear: 'amount' };
      return start ? { rate: start.plus(change) } : { unclear: 'reference' };
    }
    case 'midpoint': {
      const ask = standingAsk(state, ticket.id);
      if (!ask) return { unclear: 'reference' };
      const other = new Decimal(latestQuote(state, ticket.id)?.rate ?? ticket.currentRate);
      return { rate: other.plus(ask.rate).div(2) };
    }
    case 'match': {
      const rate = matchedRate(ticket, quote.channel, now);
      return rate ? { rate } : { unclear: 'amount' };
    }
  }
}

function startOf(
  state: NegotiationState,
  ticket: Ticket,
  quote: Quote,
  usual: 'current_rate' | 'own_quote',
): Decimal | undefined {
  const reference = quote.reference === undefined || quote.reference === 'unknown' ? usual : quote.reference;
  switch (reference) {
    case 'current_rate':
      return new Decimal(ticket.currentRate);
    case 'standing_ask':
      return decimal(standingAsk(state, ticket.id)?.rate);
    case 'own_quote':
      return decimal(latestQuote(state, ticket.id)?.rate);
  }
}

/** The rate of the channel that the partner wants to match, where we have it on record and may name it. */
function matchedRate(ticket: Ticket, channel: string | undefined, now: IsoDateTime): Decimal | undefined {
  const name = channel?.toLowerCase();
  const usable = ticket.evidence.filter((evidence) => maySayRate(evidence, now));
  const named = usable.find((evidence) => {
    const source = evidence.source?.toLowerCase();
    return name !== undefined && source !== undefined && (source.includes(name) || name.includes(source));
  });
  return decimal((named ?? (name === undefined && usable.length === 1 ? usable[0] : undefined))?.rate);
}

function decimal(text: string | undefined): Decimal | undefined {
  return text === undefined ? undefined : parseDecimal(text);
}

function signedDecimal(text: string): Decimal | undefined {
  const value = parseDecimal(text.replace(/^[-+]/, ''));
  return value && (text.startsWith('-') ? value.negated() : value);
}
