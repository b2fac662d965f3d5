import { Decimal } from 'decimal.js';
import { type AskStep } from '../taxonomy.js';
import { termsFor } from './agreement.js';
import { acceptableQuotes } from './acceptance.js';
import { DEFAULT_MAXIMUM_ROUNDS, elapsedShare, roundShare, type ConcessionMoment } from './concession-moment.js';
import { jitterBetween } from './keyed-jitter.js';
import { leversToOffer } from './levers.js';
import { secretAmounts, writtenBelow } from './limit-forms.js';
import { type Mandate } from './mandate.js';
import { type PermittedAsk, type TurnMenu } from './menu.js';
import { decimalString, floorToStep, naturalStep } from './money.js';
import { latestQuote, openTickets, roundOf, standingAsk, standingQuotes } from './standing.js';
import { type NegotiationState } from './state.js';
import { type Ticket } from './ticket.js';

/** Steps between the standing ask and the most that this round permits. */
const STEPS: readonly { step: AskStep; share: number }[] = [
  { step: 'small', share: 0.3 },
  { step: 'medium', share: 0.6 },
  { step: 'large', share: 1 },
];

/**
 * What may be put on the table this turn. Asks rise with rounds, with time and with what the partner gives; they never
 * fall, never reach the limit (unless target = limit) and stay below the partner's own quote.
 */
export function buildMenu(state: NegotiationState, mandates: readonly Mandate[], moment: ConcessionMoment): TurnMenu {
  const asks: PermittedAsk[] = [];
  const acceptable: TurnMenu['acceptable'] = [];
  const terms: TurnMenu['terms'] = [];
  const secrets = secretAmounts(state.tickets, mandates);
  for (const ticket of openTickets(state)) {
    const mandate = mandates.find((candidate) => candidate.ticketId === ticket.id);
    if (!mandate) continue;
    const takable = acceptableQuotes(state, ticket, mandate, moment);
    for (const { rate, stay, leverIds } of takable) {
      acceptable.push({ ticketId: ticket.id, rate });
      terms.push(termsFor(state, ticket.id, rate, { ...(stay === undefined ? {} : { stay }), leverIds }));
    }
    // Nothing is asked for any more once the price is acceptable.
    if (takable.length === 0) asks.push(...permittedAsks(state, ticket, mandate, moment, secrets.get(ticket.currency)));
  }
  return { asks, acceptable, levers: leversToOffer(state, asks), terms };
}

/** True where the rounds of every open ticket are used up. */
export function roundsExhausted(state: NegotiationState, maximumRounds: number = DEFAULT_MAXIMUM_ROUNDS): boolean {
  return openTickets(state).every((ticket) => roundOf(state, ticket.id) >= maximumRounds);
}

function permittedAsks(
  state: NegotiationState,
  ticket: Ticket,
  mandate: Mandate,
  moment: ConcessionMoment,
  secrets: ReadonlySet<string> = new Set(),
): PermittedAsk[] {
  const target = new Decimal(mandate.targetRate);
  const limit = new Decimal(mandate.limitRate);
  const quote = latestQuote(state, ticket.id);
  const ceiling = quote === undefined ? undefined : new Decimal(quote.low ?? quote.rate);
  const belowQuote = (rate: Decimal): boolean => ceiling === undefined || rate.lt(ceiling);
  const permit = (step: AskStep, rate: Decimal): PermittedAsk => ({ ticketId: ticket.id, step, rate: decimalString(rate) });

  const last = standingAsk(state, ticket.id);
  if (last === undefined) return belowQuote(target) ? [permit('first', target)] : [];
  if (roundOf(state, ticket.id) >= (moment.maxRounds ?? DEFAULT_MAXIMUM_ROUNDS)) return [];

  const standing = new Decimal(last.rate);
  const asks = belowQuote(standing) ? [permit('same', standing)] : [];
  if (target.eq(limit)) return asks;
  const reach = reachOf(state, ticket, target, limit, standing, moment);
  const natural = naturalStep(standing, ticket.currency);
  let before = standing;
  for (const { step, share } of STEPS) {
    const rate = floorToStep(standing.plus(reach.minus(standing).times(share)), natural);
    // An ask that happens to read like a limit (rounded, or of another ticket) could not be said.
    if (rate.lte(before) || !belowQuote(rate) || !writtenBelow(ticket, rate, limit) || secrets.has(decimalString(rate))) continue;
    asks.push(permit(step, rate));
    before = rate;
  }
  return asks;
}

/**
 * The highest ask of this round. A share of the way from target to limit that grows with rounds (power 0.9) or with
 * time (cubed), ends at a keyed 80–96 % of the way, and is approached faster when the partner has moved since our last
 * ask than when they have only refused.
 */
function reachOf(
  state: NegotiationState,
  ticket: Ticket,
  target: Decimal,
  limit: Decimal,
  standing: Decimal,
  moment: ConcessionMoment,
): Decimal {
  const progress = Math.max(roundShare(state, ticket, moment) ** 0.9, elapsedShare(moment) ** 3);
  const end = jitterBetween(moment.key, `${ticket.id}:end`, 0.8, 0.96);
  const wobble = jitterBetween(moment.key, `${ticket.id}:${roundOf(state, ticket.id)}`, 0.85, 1);
  const curve = target.plus(limit.minus(target).times(Math.min(1, progress) * end * wobble));
  if (curve.lte(standing)) return standing;
  return standing.plus(curve.minus(standing).times(0.6 + 0.4 * reciprocity(state, ticket)));
}

/** How much the partner has given since our last ask: 0 for nothing, 1 for a fifth of the way from current to our ask or more. */
function reciprocity(state: NegotiationState, ticket: Ticket): number {
  const ask = standingAsk(state, ticket.id);
  const quotes = standingQuotes(state, ticket.id);
  const quote = quotes.at(-1);
  if (!ask || !quote || quote.messageSeq < ask.messageSeq) return 0;
  const before = new Decimal(quotes.findLast((entry) => entry.messageSeq < ask.messageSeq)?.rate ?? ticket.currentRate);
  const way = new Decimal(ticket.currentRate).minus(ask.rate);
  if (way.lte(0)) return 0;
  return Math.max(0, Math.min(1, before.minus(quote.rate).div(way).times(5).toNumber()));
}
