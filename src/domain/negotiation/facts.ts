import { type CurrencyCode, type DecimalString } from './ticket.js';

/**
 * Something that may be said because it is on record: a ticket fact, a ledger amount, a menu amount, or a number the
 * domain computed from those (gap, percentage, stay total). Numeric grounding checks every number of a reply against these.
 */
export interface GroundedFact {
  kind: 'money' | 'percent' | 'date' | 'count' | 'duration';
  /** Decimal string; for dates the ISO day. */
  value: string;
  currency?: CurrencyCode;
  /** What it is, for findings and traces: `current rate`, `gap to competitor`, `partner quote` … */
  label: string;
  ticketId?: string;
}

/** Slot name (without braces) to the exact text that fills it; `{ask_rate}`, `{room}`, `{stay_2}` … */
export type SlotValues = Readonly<Record<string, string>>;

/** Amounts of a ticket as the policy and people see them: relations are to asks and quotes only, never to the limit. */
export interface TicketStanding {
  ticketId: string;
  currentRate: DecimalString;
  standingAsk?: DecimalString;
  partnerQuote?: DecimalString;
  /** What they had quoted before that. */
  previousQuote?: DecimalString;
  agreedRate?: DecimalString;
  /** Rounds of asking spent on this ticket. */
  round: number;
}
