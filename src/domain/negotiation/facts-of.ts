import { Decimal } from 'decimal.js';
import { PRICE_BASES, RATE_UNITS } from '../taxonomy.js';
import { readMentions } from '../understanding/numbers/read-mentions.js';
import { maySayRate } from './evidence.js';
import { type GroundedFact } from './facts.js';
import { type TurnMenu } from './menu.js';
import { convertRate, decimalString, roundToCurrency, termsOf } from './money.js';
import { type NegotiationState } from './state.js';
import { nightsOf } from './stay.js';
import { agreementsOf, standingAsk, standingQuotes } from './standing.js';
import { type DecimalString, type IsoDateTime, type Lever, type Stay, type Ticket } from './ticket.js';

/**
 * Every number that may be said this turn: amounts on record and on the menu, in all their forms, and what the domain
 * computes from them. Relations are to asks, quotes and disclosed evidence, never to a limit.
 */
export function factsOf(state: NegotiationState, menu: TurnMenu, now: IsoDateTime): GroundedFact[] {
  const facts: GroundedFact[] = [];
  for (const ticket of state.tickets) facts.push(...ticketFacts(state, ticket, menu, now));
  for (const lever of state.levers) facts.push(...leverFacts(lever));
  return facts;
}

function ticketFacts(state: NegotiationState, ticket: Ticket, menu: TurnMenu, now: IsoDateTime): GroundedFact[] {
  const facts: GroundedFact[] = [];
  const add = (kind: GroundedFact['kind'], value: string, label: string): void => {
    facts.push({ kind, value, label, ticketId: ticket.id, ...(kind === 'money' ? { currency: ticket.currency } : {}) });
  };
  const amounts = amountsOf(state, ticket, menu, now);
  for (const { rate, label } of amounts) {
    for (const form of formsToSay(ticket, rate)) add('money', form, label);
  }
  // Against what we ask for, what they offer and what others show; only downwards from the current rate.
  const current = new Decimal(ticket.currentRate);
  for (const { rate, label } of amounts) {
    const gap = current.minus(rate);
    if (gap.lte(0)) continue;
    add('money', decimalString(gap), `current rate less ${label}`);
    const percent = gap.div(current).times(100);
    add('percent', decimalString(percent.toDecimalPlaces(0)), `current rate over ${label}`);
    add('percent', decimalString(percent.toDecimalPlaces(1)), `current rate over ${label}`);
  }
  const ask = standingAsk(state, ticket.id);
  for (const quote of standingQuotes(state, ticket.id)) {
    for (const rate of [ask?.rate, ...menu.asks.filter((each) => each.ticketId === ticket.id).map((each) => each.rate)]) {
      const distance = rate === undefined ? undefined : new Decimal(quote.rate).minus(rate);
      if (distance?.gt(0)) add('money', decimalString(distance), 'partner quote less our ask');
    }
  }
  for (const stay of [
    ticket.stay,
    ...agreementsOf(state, ticket.id).map((entry) => entry.terms.stay),
    ...stayTerms(menu, ticket),
  ]) {
    addStay(stay, add);
  }
  if (ticket.occupancy !== undefined) add('count', String(ticket.occupancy), 'occupancy');
  if (ticket.commissionRate !== undefined)
    add('percent', decimalString(new Decimal(ticket.commissionRate).times(100)), 'commission rate');
  return facts;
}

function amountsOf(
  state: NegotiationState,
  ticket: Ticket,
  menu: TurnMenu,
  now: IsoDateTime,
): { rate: DecimalString; label: string }[] {
  const own = <T extends { ticketId: string }>(items: readonly T[]): T[] => items.filter((item) => item.ticketId === ticket.id);
  return [
    { rate: ticket.currentRate, label: 'current rate' },
    ...ticket.evidence.flatMap((evidence) =>
      evidence.rate !== undefined && maySayRate(evidence, now) ? [{ rate: evidence.rate, label: 'observed rate' }] : [],
    ),
    ...own(state.ledger).flatMap((entry) => {
      switch (entry.type) {
        case 'ask':
          return [{ rate: entry.rate, label: 'our ask' }];
        case 'quote':
          return [
            { rate: entry.rate, label: 'partner quote' },
            ...(entry.low === undefined ? [] : [{ rate: entry.low, label: 'partner quote' }]),
            ...(entry.said === undefined ? [] : [{ rate: entry.said.amount, label: 'partner quote as said' }]),
          ];
        case 'terms':
        case 'agreement':
          return [{ rate: entry.terms.rate, label: 'terms' }];
        default:
          return [];
      }
    }),
    ...own(menu.asks).map(({ rate }) => ({ rate, label: 'ask on the menu' })),
    ...own(menu.terms).map(({ rate }) => ({ rate, label: 'terms' })),
  ];
}

/** The amount itself, and what it comes to in the other unit and basis where that can be told. */
function formsToSay(ticket: Ticket, rate: DecimalString): DecimalString[] {
  const amount = new Decimal(rate);
  const forms = PRICE_BASES.flatMap((basis) =>
    RATE_UNITS.flatMap((rateUnit) => {
      const form = convertRate(amount, termsOf(ticket), { basis, rateUnit }, ticket);
      return form ? [decimalString(roundToCurrency(form, ticket.currency))] : [];
    }),
  );
  return [...new Set([decimalString(amount), ...forms])];
}

function stayTerms(menu: TurnMenu, ticket: Ticket): Stay[] {
  return menu.terms.filter((terms) => terms.ticketId === ticket.id).map((terms) => terms.stay);
}

function addStay(stay: Stay, add: (kind: GroundedFact['kind'], value: string, label: string) => void): void {
  add('date', stay.from, 'first night');
  add('date', stay.to, 'check-out day');
  const nights = nightsOf(stay);
  // A stay of many weeks is spoken of by its ends.
  if (nights.length <= 62) nights.forEach((night) => add('date', night, 'night'));
  stay.excludedDates?.forEach((day) => add('date', day, 'excluded night'));
  add('duration', String(nights.length), 'nights');
}

/** Numbers in the wording of a lever ("12 % off commission for 60 days") are on record as they stand. */
function leverFacts(lever: Lever): GroundedFact[] {
  const said = [lever.title, lever.terms ?? '', lever.value ?? ''].join(' \n ');
  return readMentions(said, {}).flatMap(({ kind, value, low, high, currency }): GroundedFact[] => {
    const label = `lever ${lever.id}`;
    return [value, low, high].flatMap((amount) => {
      if (amount === undefined) return [];
      const factKind = kind === 'money' || kind === 'percent' || kind === 'duration' ? kind : 'count';
      return [{ kind: factKind, value: amount, label, ...(currency === undefined ? {} : { currency }) }];
    });
  });
}
