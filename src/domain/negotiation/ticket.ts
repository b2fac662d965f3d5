import { type PriceBasis, type RateUnit, type TaxBasis } from '../taxonomy.js';

/** A decimal number in plain notation ("480", "480.50"); rates are never floats. */
export type DecimalString = string;
/** ISO 4217 code. */
export type CurrencyCode = string;
/** Calendar day, `YYYY-MM-DD`. */
export type IsoDate = string;
/** RFC 3339 with offset. */
export type IsoDateTime = string;

export interface Stay {
  from: IsoDate;
  /** Check-out day, exclusive. */
  to: IsoDate;
  /** 0 = Sunday … 6 = Saturday; absent: every night. */
  daysOfWeek?: number[];
  excludedDates?: IsoDate[];
}

export interface Evidence {
  kind: string;
  /** Where it was seen; may be named to the partner only where `disclose` is `full`. */
  source?: string;
  rate?: DecimalString;
  text?: string;
  observedAt: IsoDateTime;
  expiresAt?: IsoDateTime;
  /** `full`: source, rate and text may be said; `rate`: only the rate; `none` (default): nothing. */
  disclose?: 'full' | 'rate' | 'none';
}

/** A room, rate plan and stay whose rate is to be lowered. Holds nothing secret: see `mandate.ts`. */
export interface Ticket {
  id: string;
  roomType: string;
  ratePlan?: string;
  occupancy?: number;
  stay: Stay;
  currency: CurrencyCode;
  priceBasis: PriceBasis;
  rateUnit: RateUnit;
  taxes: TaxBasis;
  /** 0 ≤ commissionRate < 1, decimal string; needed to convert between selling and net. */
  commissionRate?: DecimalString;
  currentRate: DecimalString;
  evidence: Evidence[];
  version: number;
  withdrawn: boolean;
}

/** What we may offer in return. Nothing else may be promised. */
export interface Lever {
  id: string;
  kind: string;
  title: string;
  terms?: string;
  value?: string;
  /** Free text of what it takes to be granted ("rate at or below ask"). */
  requires?: string;
  /** Tickets it may be used for; absent: all. */
  ticketIds?: string[];
  /** How often it may be offered as part of an agreement; absent: once for each ticket. */
  maxUses?: number;
}
