import { Decimal } from 'decimal.js';
import { type ReplyPlan } from '../conversation/reply.js';
import { type SlotValues } from './facts.js';
import { maySayRate } from './evidence.js';
import { type AgreedTerms, type QuoteEntry } from './ledger.js';
import { type TurnMenu } from './menu.js';
import { formatMoney } from './money.js';
import { agreementsOf, latestQuote, standingAsk } from './standing.js';
import { type NegotiationState } from './state.js';
import { formatStay, nightsOf, weekdayOf } from './stay.js';
import { type IsoDateTime, type Stay, type Ticket } from './ticket.js';

/** Slots of one ticket; `{room_2}` is the room of the second one. */
const TICKET_SLOTS = [
  'room',
  'stay',
  'nights',
  'basis',
  'current_rate',
  'competitor_rate',
  'competitor',
  'gap',
  'gap_percent',
  'standing_ask',
  'quote',
  'agreed_rate',
] as const;

/**
 * Texts that fill slots, numbered by the order of tickets (`room_1`, `room_2` …), and those of the whole negotiation
 * (`ota`, `hotel`, `terms`). A slot without a value is absent, so that a text which needs it cannot be sent.
 */
export function slotsOf(
  state: NegotiationState,
  menu: TurnMenu,
  names: { ota: string; hotelName: string; partnerName?: string; now: IsoDateTime },
): SlotValues {
  const slots: Record<string, string> = { ota: names.ota, hotel: names.hotelName };
  if (names.partnerName !== undefined) slots['partner'] = names.partnerName;
  state.tickets.forEach((ticket, index) => {
    for (const [name, value] of Object.entries(ticketSlots(state, ticket, menu, names.now)))
      slots[`${name}_${index + 1}`] = value;
  });
  if (menu.terms.length > 0) slots['terms'] = listOf(menu.terms.map((terms) => formatTerms(state, terms)));
  else if (state.pendingTerms) slots['terms'] = listOf(state.pendingTerms.tickets.map((terms) => formatTerms(state, terms)));
  const agreed = state.tickets.flatMap((ticket) => agreementsOf(state, ticket.id).map((entry) => entry.terms));
  if (agreed.length > 0) slots['agreed_terms'] = listOf(agreed.map((terms) => formatTerms(state, terms)));
  return slots;
}

function ticketSlots(state: NegotiationState, ticket: Ticket, menu: TurnMenu, now: IsoDateTime): Record<string, string> {
  const money = (rate: string): string => formatMoney(rate, ticket.currency);
  const slots: Record<string, string> = {
    room: ticket.roomType,
    stay: formatStay(ticket.stay),
    nights: String(nightsOf(ticket.stay).length),
    basis: formatBasis(ticket),
    current_rate: money(ticket.currentRate),
  };
  const evidence = ticket.evidence.find((each) => maySayRate(each, now));
  if (evidence?.rate !== undefined) {
    slots['competitor_rate'] = money(evidence.rate);
    if (evidence.disclose === 'full' && evidence.source !== undefined) slots['competitor'] = evidence.source;
    const gap = new Decimal(ticket.currentRate).minus(evidence.rate);
    if (gap.gt(0)) {
      slots['gap'] = money(gap.toFixed());
      slots['gap_percent'] = `${gap.div(ticket.currentRate).times(100).toDecimalPlaces(0).toFixed()}%`;
    }
  }
  const ask = standingAsk(state, ticket.id);
  if (ask) slots['standing_ask'] = money(ask.rate);
  const quote = latestQuote(state, ticket.id);
  if (quote) slots['quote'] = formatQuote(quote, ticket);
  const agreed = menu.terms.find((terms) => terms.ticketId === ticket.id) ?? agreementsOf(state, ticket.id).at(-1)?.terms;
  if (agreed) slots['agreed_rate'] = money(agreed.rate);
  return slots;
}

/** Slots as one reply uses them: unnumbered ones are of the ticket that it is about, `ask_rate` and `lever` of its plan. */
export function slotsForPlan(
  context: { slots: SlotValues; tickets: readonly Ticket[]; levers: readonly { id: string; title: string }[]; menu: TurnMenu },
  plan: ReplyPlan,
  focusTicketId?: string,
): SlotValues {
  const slots: Record<string, string> = { ...context.slots };
  const about = plan.asks[0]?.ticketId ?? menuTicket(plan, context.menu) ?? focusTicketId;
  const order = orderFrom(context.tickets, about);
  order.forEach((ticket, position) => {
    const number = context.tickets.indexOf(ticket) + 1;
    for (const name of TICKET_SLOTS) {
      const value = context.slots[`${name}_${number}`];
      const key = position === 0 ? name : `${name}_${position + 1}`;
      if (value !== undefined) slots[key] = value;
      else delete slots[key];
    }
    const step = plan.asks.find((ask) => ask.ticketId === ticket.id)?.step;
    const ask = context.menu.asks.find((each) => each.ticketId === ticket.id && each.step === step);
    if (ask) slots[position === 0 ? 'ask_rate' : `ask_rate_${position + 1}`] = formatMoney(ask.rate, ticket.currency);
  });
  const levers = context.levers.filter((lever) => plan.leverIds.includes(lever.id));
  if (levers.length > 0) slots['lever'] = listOf(levers.map((lever) => lever.title));
  return slots;
}

function menuTicket(plan: ReplyPlan, menu: TurnMenu): string | undefined {
  return plan.act === 'confirm_terms' || plan.act === 'accept' ? menu.terms[0]?.ticketId : undefined;
}

function orderFrom(tickets: readonly Ticket[], first: string | undefined): Ticket[] {
  const live = tickets.filter((ticket) => !ticket.withdrawn);
  const focus = live.find((ticket) => ticket.id === first);
  return focus ? [focus, ...live.filter((ticket) => ticket !== focus)] : live;
}

/** Puts values into `{slots}`. A slot without a value makes the text unusable. */
export function fillSlots(template: string, slots: SlotValues): { ok: true; text: string } | { ok: false; missing: string[] } {
  const missing = new Set<string>();
  const text = template.replace(/\{([a-z][a-z0-9_]{0,40})\}/g, (whole, name: string) => {
    const value = slots[name];
    if (value === undefined) missing.add(name);
    return value ?? whole;
  });
  return missing.size > 0 ? { ok: false, missing: [...missing] } : { ok: true, text };
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** Terms in one line: `Deluxe Double, 24–27 Nov 2026 (3 nights), at EUR 455 per room and night (selling, taxes included)`. */
export function formatTerms(state: NegotiationState, terms: AgreedTerms): string {
  const ticket = state.tickets.find((candidate) => candidate.id === terms.ticketId);
  const plan = ticket?.ratePlan === undefined ? '' : ` (${ticket.ratePlan})`;
  const levers = state.levers.filter((lever) => terms.leverIds.includes(lever.id)).map((lever) => lever.title);
  const extra = levers.length > 0 ? `, with ${listOf(levers)}` : '';
  return `${ticket?.roomType ?? terms.ticketId}${plan}, ${formatPart(terms.stay)}, at ${formatMoney(terms.rate, terms.currency)} ${formatBasis({ ...terms, priceBasis: terms.basis })}${extra}`;
}

/** The partner's figure as they said it, with what it comes to where that differs: `EUR 395 net (EUR 464.71 selling)`. */
function formatQuote({ rate, said }: QuoteEntry, { currency, priceBasis, rateUnit }: Ticket): string {
  const own = formatMoney(rate, currency);
  if (said === undefined) return own;
  const label = (basis: string, unit: string): string =>
    [
      ...(said.basis === priceBasis ? [] : [basis]),
      ...(said.rateUnit === rateUnit ? [] : [unit === 'per_night' ? 'per night' : 'for the stay']),
    ].join(' ');
  return `${formatMoney(said.amount, currency)} ${label(said.basis, said.rateUnit)} (${own} ${label(priceBasis, rateUnit)})`;
}

/** What a rate is: `per room and night (selling price, taxes included)`. */
function formatBasis({ rateUnit, taxes, priceBasis }: Pick<Ticket, 'rateUnit' | 'taxes' | 'priceBasis'>): string {
  const unit = rateUnit === 'per_night' ? 'per room and night' : 'per room and stay';
  const basis = priceBasis === 'net' ? 'net rate' : 'selling price';
  return `${unit} (${basis}, taxes ${taxes})`;
}

/** A stay with what is left out of it. */
function formatPart(stay: Stay): string {
  const days =
    stay.daysOfWeek && stay.daysOfWeek.length < 7 ? `, ${listOf(stay.daysOfWeek.map((day) => WEEKDAYS[day]!))} nights only` : '';
  const without = stay.excludedDates?.length
    ? `, without ${listOf(stay.excludedDates.map((day) => `${WEEKDAYS[weekdayOf(day)]!} ${Number(day.slice(8))}`))}`
    : '';
  return `${formatStay(stay)}${days}${without}`;
}

/** `a`, `a and b`, `a, b and c`; terms are told apart by semicolons. */
function listOf(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  const separator = items.some((item) => item.includes(',')) ? '; ' : ', ';
  return `${items.slice(0, -1).join(separator)}${separator === '; ' ? '; ' : ' '}and ${items.at(-1)!}`;
}
