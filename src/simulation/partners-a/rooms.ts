import { Decimal } from 'decimal.js';
import { convertRate, exponentOf, termsOf } from '../../domain/negotiation/money.js';
import { type PriceBasis } from '../../domain/taxonomy.js';
import { type Chance } from '../world/chance.js';
import { type ScenarioTicket } from '../world/scenario.js';
import { type Persona } from './persona.js';

/** Levers and goodwill together move the floor by no more than this share of the current rate. */
export const MOST_SHIFT = 0.02;
/** A figure that is not lower by this share of the current rate is the same figure again. */
const LEAST_MOVE = 0.004;
/** Full trust alone moves the floor by this share of the current rate. */
export const GOODWILL_SHIFT = 0.008;

/** A figure as the partner said it. */
export interface SaidFigure {
  amount: number;
  basis: PriceBasis;
  /** In the ticket's basis, exact. */
  rate: number;
}

/** One room as the partner bargains for it. Rates are in the ticket's basis, for a room and night. */
export class Room {
  readonly name: string;
  readonly current: number;
  readonly reservation: number;
  readonly occupancy: number;
  readonly currency: string;
  /** Rates of other sites that we may speak of. */
  readonly seen: readonly number[];
  /** Our standing ask, and the one before it. */
  ask: number | undefined;
  /** Share of the way from the current rate to the lowest figure that has been gone, 0 to 1. */
  progress = 0;
  said: SaidFigure | undefined;
  /** Every amount that it has named, as said and in the ticket's basis. */
  readonly figures: number[] = [];
  /** What it said yes to, before terms are restated. */
  accepted: number | undefined;
  /** Confirmed terms. */
  agreed: number | undefined;
  refusals = 0;
  /** Their own figure, or the current rate, as it stood when we last asked. */
  standingAtAsk: number | undefined;
  /** How much they hold out for what we give for nothing, 0 to 1. */
  waits = 0;
  /** Lowest figure that it would ever name. */
  private readonly lowest: number;
  private readonly grain: number;

  constructor(
    private readonly own: ScenarioTicket,
    private readonly persona: Persona,
    chance: Chance,
  ) {
    const { ticket } = own;
    this.name = ticket.roomType;
    this.current = Number(ticket.currentRate);
    this.reservation = own.reservationRate;
    this.occupancy = own.occupancy;
    this.currency = ticket.currency;
    this.seen = ticket.evidence.flatMap(({ rate }) => (rate === undefined ? [] : [Number(rate)]));
    const unit = Math.max(1, 10 ** (Math.floor(Math.log10(this.current)) - 2));
    this.grain = unit * (this.current < 60 * unit ? 1 : chance.pick([1, 1, 2, 5]));
    this.lowest = Math.min(this.current, this.reservation + this.current * chance.between(0, 0.01));
  }

  /** The smallest unit of the currency; amounts this near are the same. */
  get tolerance(): number {
    return 0.51 * 10 ** -(exponentOf(this.currency) ?? 2);
  }

  /** Below this it never agrees: the reservation rate, less what levers and trust are worth to it. */
  floor(leverWorth: number, trust: number): number {
    return this.reservation - this.current * Math.min(MOST_SHIFT, Math.max(0, leverWorth) + GOODWILL_SHIFT * Math.max(0, trust));
  }

  /**
   * The figure that it would name now: from the current rate towards the lowest, by progress, as people write figures, in
   * the basis that it speaks. Never below the reservation rate, never above what it said before.
   */
  figure(): SaidFigure {
    const way = 1 - (1 - Math.min(1, this.progress)) ** this.persona.shape;
    const wished = this.current - (this.current - this.lowest) * way;
    const next = this.inBasis(wished);
    return this.said !== undefined && next.rate >= this.said.rate ? this.said : next;
  }

  /** Puts the next figure on the table. */
  put(): SaidFigure {
    this.said = this.figure();
    if (!this.figures.includes(this.said.rate)) this.figures.push(this.said.rate, this.said.amount);
    return this.said;
  }

  /** Takes a step towards the lowest figure. */
  move(share: number): void {
    this.progress = Math.min(1, this.progress + Math.max(0, share));
  }

  /** Whether the next figure is below what it named before, or below the current rate, by enough to be worth saying. */
  get canMove(): boolean {
    const from = this.said?.rate ?? this.current;
    const least = this.said === undefined ? this.tolerance : LEAST_MOVE * this.current;
    return this.figure().rate < from - least;
  }

  /** Rounds up, so that what is named is never below what is meant. */
  private inBasis(wished: number): SaidFigure {
    const { ticket } = this.own;
    const terms = termsOf(ticket);
    const spoken = { ...terms, basis: this.persona.speaks };
    const share = convertRate(new Decimal(1), terms, spoken, ticket)?.toNumber();
    if (share === undefined) {
      const amount = this.upwards(wished, this.current);
      return { amount, basis: terms.basis, rate: amount };
    }
    const amount = this.upwards(wished * share, this.current * share);
    const rate = convertRate(new Decimal(amount), spoken, terms, ticket)!.toNumber();
    return { amount, basis: spoken.basis, rate };
  }

  /** To the next round figure; to a less round one where that would not be below `current`. */
  private upwards(value: number, current: number): number {
    for (let grain = this.grain; grain > 1; grain /= grain % 5 === 0 ? 5 : 2) {
      const round = Math.ceil(value / grain - 1e-9) * grain;
      if (round < current) return round;
    }
    return Math.ceil(value - 1e-9);
  }
}
