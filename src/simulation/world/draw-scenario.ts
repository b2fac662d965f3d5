import { Decimal } from 'decimal.js';
import { DateTime } from 'luxon';
import { type Mandate } from '../../domain/negotiation/mandate.js';
import { exponentOf, naturalStep } from '../../domain/negotiation/money.js';
import { type Evidence, type Ticket } from '../../domain/negotiation/ticket.js';
import { Chance } from './chance.js';
import { PEOPLE, PLACES, type Place } from './places.js';
import { type Scenario, type ScenarioLever, type ScenarioTicket, type Season } from './scenario.js';
import { AGENCIES, HOUSE_CLASSES, LEVERS, RATE_PLANS, SITES, type HouseClass } from './trade.js';

/** Conversations begin in this year, counted from its first of January. */
const YEAR = 2026;

/** How a price of the season stands beside that outside of it. */
const SEASON_PRICE: Readonly<Record<Season, number>> = { low: 0.85, shoulder: 1, high: 1.25, event: 1.6 };
/** Share of rooms sold anyway: mean by season; it varies by 0.13 (standard deviation) from house to house. */
const SEASON_OCCUPANCY: Readonly<Record<Season, number>> = { low: 0.42, shoulder: 0.6, high: 0.76, event: 0.86 };

/**
 * What the hotel would give at most: this share of the current rate for nothing, plus so much for empty rooms, less for
 * pride and for thin margins.
 */
const WILLINGNESS = { base: 0.035, empty: 0.26, pride: 0.075, margin: 0.08, spread: 0.055 } as const;
/** Nothing is sold below cost plus this share of it. */
const LEAST_MARKUP = 0.04;

/**
 * A negotiation of the simulated world; the same seed and index give the same one. What the agency may agree to and what
 * the hotel would take come from streams of chance of their own and do not look at each other.
 */
export function drawScenario(seed: number, index: number): Scenario {
  const chance = Chance.of(seed, 'scenario', index);
  const place = chance.pick(PLACES);
  const house = chance.weighted(HOUSE_CLASSES.map((each) => [each, each.weight] as const));
  const startsAt = startIn(place, chance);
  const arrival = startsAt.plus({ days: chance.whole(5, 120) });
  const season = seasonOf(arrival.month, place, chance);
  const name = nameOf(house, chance.pick(place.names));
  const price = place.price * chance.between(...house.price) * SEASON_PRICE[season];
  const commission = commissionOf(chance);
  const basis = chance.happens(0.82) ? ('selling' as const) : ('net' as const);
  const taxes = chance.happens(0.8) ? ('included' as const) : ('excluded' as const);
  const from = arrival.toISODate()!;
  const to = arrival.plus({ days: nightsIn(chance) }).toISODate()!;
  const rooms = shuffled(house.rooms, chance).slice(
    0,
    chance.weighted([
      [1, 75],
      [2, 22],
      [3, 3],
    ]),
  );
  const pride = chance.between(...house.pride);
  const tickets = rooms.map(([roomType, factor], order): ScenarioTicket => {
    const current = natural(price * factor * chance.between(0.96, 1.04), place.currency, chance);
    const id = `ticket-${order + 1}`;
    const mandate = mandateFor(id, current, place.currency, Chance.of(seed, 'mandate', index, order));
    const ticket: Ticket = {
      id,
      roomType,
      ...(chance.happens(0.3) ? { ratePlan: chance.pick(RATE_PLANS) } : {}),
      stay: { from, to },
      currency: place.currency,
      priceBasis: basis,
      rateUnit: 'per_night',
      taxes,
      ...(commission === undefined ? {} : { commissionRate: commission }),
      currentRate: current.toFixed(),
      evidence: evidenceFor(mandate, current, place.currency, startsAt, Chance.of(seed, 'evidence', index, order)),
      version: 1,
      withdrawn: false,
    };
    return { ticket, mandate, ...hotelSide(current, season, house, pride, Chance.of(seed, 'hotel', index, order)) };
  });
  return {
    id: `scenario-${seed}-${index}`,
    season,
    ota: chance.pick(AGENCIES),
    hotel: { id: `hotel-${seed}-${index}`, name, city: place.city, timeZone: place.timeZone },
    partner: { id: `partner-${seed}-${index}`, name: chance.pick(PEOPLE[place.people]) },
    tickets,
    levers: leversFor(chance),
    deadlineHours: chance.pick([120, 168, 192, 240, 336]),
    startsAt: startsAt.toISO({ suppressMilliseconds: true })!,
  };
}

/** A weekday morning between eight and half past eleven, where the hotel is. */
function startIn({ timeZone }: Place, chance: Chance): DateTime {
  const minutes = chance.whole(8 * 60, 11 * 60 + 30);
  const day = DateTime.fromObject({ year: YEAR, hour: Math.floor(minutes / 60), minute: minutes % 60 }, { zone: timeZone }).plus({
    days: chance.whole(0, 364),
  });
  return day.weekday > 5 ? day.plus({ days: 8 - day.weekday }) : day;
}

function seasonOf(month: number, { peak }: Place, chance: Chance): Season {
  if (chance.happens(0.06)) return 'event';
  if (peak.includes(month)) return chance.happens(0.8) ? 'high' : 'shoulder';
  const beside = peak.some((each) => [1, 11].includes(Math.abs(each - month)));
  return chance.happens(beside ? 0.75 : 0.2) ? 'shoulder' : 'low';
}

/** A hotel's words go before its name, except those that go behind it. */
function nameOf(house: HouseClass, name: string): string {
  const word = house.words[name.length % house.words.length]!;
  const behind = ['Hostel', 'Budget Rooms', 'Guesthouse', 'Inn', 'Apartments', 'Residence', 'Palace', 'Resort'].includes(word);
  return behind ? `${name} ${word}` : `${word} ${name}`;
}

function nightsIn(chance: Chance): number {
  return chance.weighted([
    [1, 14],
    [2, 24],
    [3, 24],
    [4, 13],
    [5, 8],
    [6, 4],
    [7, 9],
    [8, 1],
    [9, 1],
    [10, 2],
  ]);
}

/** Known for nine hotels in ten. */
function commissionOf(chance: Chance): string | undefined {
  const rate = chance.pick(['0.12', '0.15', '0.15', '0.16', '0.17', '0.18', '0.18', '0.2', '0.2', '0.22', '0.25']);
  return chance.happens(0.9) ? rate : undefined;
}

/** Target 10 to 22 % below the current rate; the limit is a part of the way back, or the target itself. */
function mandateFor(ticketId: string, current: Decimal, currency: string, chance: Chance): Mandate {
  const cut = chance.between(0.1, 0.22);
  const target = natural(current.toNumber() * (1 - cut), currency, chance);
  const limit = chance.happens(0.08)
    ? target
    : Decimal.max(target, natural(current.toNumber() * (1 - cut * chance.between(0.3, 0.75)), currency, chance));
  // Coarse figures of small rates can come together; the limit stays below the current rate.
  const below = limit.lt(current) ? limit : current.minus(naturalStep(current, currency));
  return { ticketId, targetRate: Decimal.min(target, below).toFixed(), limitRate: below.toFixed() };
}

/** Looks at the hotel only. */
function hotelSide(
  current: Decimal,
  season: Season,
  house: HouseClass,
  pride: number,
  chance: Chance,
): Pick<ScenarioTicket, 'reservationRate' | 'unitCost' | 'occupancy'> {
  const rate = current.toNumber();
  const occupancy = Math.min(0.98, Math.max(0.1, chance.normal(SEASON_OCCUPANCY[season], 0.13)));
  const cost = chance.between(...house.cost);
  const { base, empty, spread } = WILLINGNESS;
  const discount =
    base + empty * (1 - occupancy) - WILLINGNESS.pride * pride + WILLINGNESS.margin * (0.45 - cost) + chance.normal(0, spread);
  const reservation = Math.max(rate * (1 - Math.min(0.4, Math.max(0, discount))), rate * cost * (1 + LEAST_MARKUP));
  return { reservationRate: cents(reservation), unitCost: cents(rate * cost), occupancy: Math.round(occupancy * 1000) / 1000 };
}

/** A rate seen elsewhere near the target, in some cases not to be told of, in some not there at all. */
function evidenceFor(mandate: Mandate, current: Decimal, currency: string, startsAt: DateTime, chance: Chance): Evidence[] {
  if (chance.happens(0.18)) return [];
  const seen = natural(Number(mandate.targetRate) * chance.between(0.96, 1.06), currency, chance);
  if (seen.gte(current)) return [];
  const disclose = chance.weighted<'full' | 'rate' | 'none'>([
    ['full', 35],
    ['rate', 50],
    ['none', 15],
  ]);
  return [
    {
      kind: 'competitor_rate',
      source: chance.pick(SITES),
      rate: seen.toFixed(),
      observedAt: startsAt.minus({ minutes: chance.whole(10, 600) }).toISO({ suppressMilliseconds: true })!,
      // Long enough for a slow conversation; otherwise it would be stale after a day.
      expiresAt: startsAt.plus({ days: 8 }).toISO({ suppressMilliseconds: true })!,
      disclose,
    },
  ];
}

function leversFor(chance: Chance): ScenarioLever[] {
  const count = chance.weighted([
    [0, 25],
    [1, 45],
    [2, 22],
    [3, 8],
  ]);
  return shuffled(LEVERS, chance)
    .slice(0, count)
    .map((lever, order) => ({
      lever: { id: `lever-${order + 1}`, ...lever },
      worth: chance.happens(0.08) ? chance.between(0.03, 0.045) : chance.between(0, 0.015),
    }));
}

/** The nearest figure that people would name: in steps of 1, 5 or 10 of its third digit, finer for some than for others. */
function natural(value: number, currency: string, chance: Chance): Decimal {
  const unit = 10 ** Math.max(exponentOf(currency) === 0 ? 0 : -1, Math.floor(Math.log10(value)) - 2);
  const whole = Math.max(1, unit);
  const step = value < 60 ? whole : whole * chance.pick([1, 1, 5]);
  return new Decimal(Math.max(1, Math.round(value / step))).times(step);
}

function shuffled<T>(values: readonly T[], chance: Chance): T[] {
  const rest = [...values];
  return values.map(() => rest.splice(chance.whole(0, rest.length - 1), 1)[0]!);
}

const cents = (value: number): number => Math.round(value * 100) / 100;
