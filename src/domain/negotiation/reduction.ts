import { Decimal } from 'decimal.js';
import { convertRate, parseDecimal, termsOf } from './money.js';
import { agreementsOf } from './standing.js';
import { type NegotiationState } from './state.js';
import { nightsOf } from './stay.js';
import { type Ticket } from './ticket.js';

/**
 * By how much of the current rate the agreed ones are lower: the mean over all tickets that were not withdrawn, each over all its
 * nights; a night without agreement counts 0. It goes by the ledger alone, so that it can be asked of an earlier one. Undefined where
 * terms cannot be compared with the current rate, or nothing was wanted.
 */
export function reductionOf(state: NegotiationState): number | undefined {
  const wanted = state.tickets.filter((ticket) => !ticket.withdrawn);
  const reductions = wanted.map((ticket) => ofTicket(state, ticket));
  if (wanted.length === 0 || reductions.includes(undefined)) return undefined;
  return reductions.reduce<number>((sum, each) => sum + each!, 0) / wanted.length;
}

function ofTicket(state: NegotiationState, ticket: Ticket): number | undefined {
  const current = parseDecimal(ticket.currentRate);
  const nights = nightsOf(ticket.stay);
  if (!current || current.isZero() || nights.length === 0) return undefined;
  // Later terms for a night take the place of earlier ones.
  const rates = new Map<string, Decimal>();
  for (const { terms } of agreementsOf(state, ticket.id)) {
    const rate = convertRate(new Decimal(terms.rate), terms, termsOf(ticket), ticket);
    if (!rate) return undefined;
    for (const night of nightsOf(terms.stay)) rates.set(night, rate);
  }
  const lowered = nights.reduce(
    (sum, night) => sum.plus(rates.has(night) ? current.minus(rates.get(night)!) : 0),
    new Decimal(0),
  );
  return lowered.div(current.times(nights.length)).toNumber();
}
