import { type Concern, type Mood, type PartnerAct, type QuestionTopic, type TaxBasis } from '../taxonomy.js';

/** Half-open range of UTF-16 code units in the message. */
export type Span = readonly [start: number, end: number];

export const MENTION_KINDS = [
  'money',
  'percent',
  /** A bare number that could be anything. */
  'number',
  'ordinal',
  'date',
  'time',
  'duration',
  'phone',
  /** So many rooms, guests, nights sold … */
  'count',
  'year',
  'star_rating',
  /** Booking or invoice numbers, room numbers, codes. */
  'identifier',
  /** Square metres, kilometres, degrees … */
  'measure',
] as const;
export type MentionKind = (typeof MENTION_KINDS)[number];

/** Every number in a text is a mention, quote or not; guardrails and the interpreter read the same ones. */
export interface Mention {
  span: Span;
  kind: MentionKind;
  /** Decimal string, never a float; absent for a range (then `low` and `high`) and for dates. */
  value?: string;
  low?: string;
  high?: string;
  /** ISO 4217. */
  currency?: string;
  /** `nights`, `rooms`, `guests`, `per_night`, `sqm` …; for dates the ISO date or range (`2026-11-24`, `2026-11-24/2026-11-26`, `--11-24` without a year, `---24` for a bare day). */
  unit?: string;
  approximate?: boolean;
}

/** Part of a stay that a quote is limited to. Dates are ISO; `to` is the check-out day, exclusive. */
export interface StayLimit {
  from?: string;
  to?: string;
  /** Single nights, ISO dates (or `---24` for a bare day of the month that no ticket resolves). */
  dates?: string[];
  /** 0 = Sunday … 6 = Saturday. */
  daysOfWeek?: number[];
  excludedDates?: string[];
  excludedDaysOfWeek?: number[];
}

export type QuoteKind = 'absolute' | 'percent_off' | 'delta' | 'midpoint' | 'match';
/** `firm`: a last word; `stated`: plain; `approximate`: "450ish"; `tentative`: "maybe 450?". */
export type Firmness = 'firm' | 'stated' | 'approximate' | 'tentative';
export type QuotedUnit = 'per_night' | 'per_stay' | 'per_block';

/** What the partner puts on the table, as said; `domain/negotiation` turns it into an amount on a ticket. */
export interface Quote {
  ticketId?: string;
  kind: QuoteKind;
  /** For `absolute`: one amount … */
  amount?: string;
  /** … or bounds. "between 430 and 460": both; "not below 500": `low` only; "500 at most": `high` only. */
  low?: string;
  high?: string;
  /** For `percent_off`: 10 means 10 %. */
  percent?: string;
  /** For `delta`: signed change, "20 less" is -20. */
  delta?: string;
  /** What percent_off, delta and midpoint start from, where said. */
  reference?: 'current_rate' | 'standing_ask' | 'own_quote' | 'unknown';
  /** For `match`: the channel, as written ("Booking"). */
  channel?: string;
  currency?: string;
  basis: 'selling' | 'net' | 'unknown';
  rateUnit?: QuotedUnit;
  taxes?: TaxBasis;
  stay?: StayLimit;
  firmness: Firmness;
  /** This quote replaces one that the partner gave before ("sorry, I meant 470"). */
  corrects?: boolean;
  /** "not 450", "450 is impossible": the amount is refused, not offered. Such quotes never reach the ledger. */
  refused?: boolean;
  span: Span;
}

/** A condition tied to a yes or a quote ("if you drop the commission"). */
export interface Condition {
  text: string;
  span: Span;
}

export const AMBIGUITIES = ['amount', 'currency', 'basis', 'ticket', 'dates', 'unit', 'consent', 'reference', 'meaning'] as const;
export type Ambiguity = (typeof AMBIGUITIES)[number];

export type InboundSignalKind = 'prompt_injection' | 'abuse' | 'secrets_probe' | 'personal_data';
export interface InboundSignal {
  kind: InboundSignalKind;
  /** 0 to 1. */
  score: number;
}

/** Everything the interpreter has to say about one partner message. */
export interface PartnerReading {
  mentions: Mention[];
  quotes: Quote[];
  /** Sorted by confidence (0 to 1), never empty: `unclear` where nothing else fits. */
  acts: { act: PartnerAct; confidence: number }[];
  topics: QuestionTopic[];
  concerns: Concern[];
  mood: Mood;
  conditions: Condition[];
  /** When the partner wants to hear from us again, as said: hours from now, where it can be told. */
  comeBackInHours?: number;
  ambiguous: boolean;
  ambiguities: Ambiguity[];
  /** BCP 47, `und` where it cannot be told (an emoji, a bare number). */
  language: string;
  inbound: InboundSignal[];
  /** Tickets whose room the message names, in its order. */
  about?: string[];
  /** It names a kind of room that is on no ticket. */
  otherRoom?: boolean;
  /** The no is said as a last word ("I said no", "stop asking for discounts"). */
  refusesForGood?: boolean;
}

/** A ticket as far as the interpreter needs it to resolve what is meant. */
export interface InterpreterTicket {
  id: string;
  roomType: string;
  ratePlan?: string;
  stay: { from: string; to: string };
  currency: string;
  priceBasis: 'selling' | 'net';
  rateUnit?: 'per_night' | 'per_stay';
  currentRate?: string;
  standingAsk?: string;
  lastQuote?: string;
}

/** What was asked last, so that "yes" and "450" can be read for what they are. */
export type AskedFor =
  | 'rate'
  | 'confirm'
  | 'reason'
  | 'clarification'
  | 'time'
  | 'greeting'
  /** Whether a person should take over, or a colleague be asked. */
  | 'person'
  | 'nothing';

export interface InterpretInput {
  text: string;
  /** What the partner is known to write, BCP 47. */
  language?: string;
  /** Default currency, ISO 4217, where a number has none. Used to decide what a number is, not put into the reading. */
  currency?: string;
  asked?: AskedFor;
  /** Our standing ask, decimal string. */
  standingAsk?: string;
  tickets?: InterpreterTicket[];
  /** ISO date in the partner's time zone, for "tomorrow" and dates without a year. */
  today?: string;
}
