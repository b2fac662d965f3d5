import { type Firmness, type StayLimit } from '../understanding/reading.js';
import { type CurrencyCode, type DecimalString, type IsoDateTime } from './ticket.js';
import { type PriceBasis, type RateUnit, type TaxBasis } from '../taxonomy.js';

/** Who put an entry on the ledger. */
export type LedgerAuthor = 'agent' | 'partner' | 'human';

interface EntryBase {
  ticketId: string;
  author: LedgerAuthor;
  /** Sequence number of the message that said it. */
  messageSeq: number;
  at: IsoDateTime;
}

/** A rate that we proposed, in the ticket's basis, unit and currency. */
export interface AskEntry extends EntryBase {
  type: 'ask';
  rate: DecimalString;
  leverIds: string[];
}

/** A rate that the partner proposed, resolved to the ticket's basis, unit and currency. */
export interface QuoteEntry extends EntryBase {
  type: 'quote';
  /** The amount that counts for comparison; for a range its lower end is `low`. */
  rate: DecimalString;
  low?: DecimalString;
  firmness: Firmness;
  /** As the partner said it, where it had to be converted. */
  said?: { amount: DecimalString; basis: PriceBasis; rateUnit: RateUnit };
  /** Only part of the ticket's stay. */
  stay?: StayLimit;
  /** Conditions that came with it; a quote with conditions the mandate does not cover is not acceptable. */
  conditions: string[];
}

/** Terms restated to the partner and waiting for a yes. */
export interface TermsEntry extends EntryBase {
  type: 'terms';
  termsId: string;
  terms: AgreedTerms;
}

export interface AgreementEntry extends EntryBase {
  type: 'agreement';
  termsId?: string;
  terms: AgreedTerms;
}

/** A refusal of the standing ask, or of the whole ticket (`final`). */
export interface RefusalEntry extends EntryBase {
  type: 'refusal';
  final: boolean;
}

/** A yes or a quote taken back. */
export interface RetractionEntry extends EntryBase {
  type: 'retraction';
  of: 'quote' | 'agreement' | 'terms';
}

export type LedgerEntry = AskEntry | QuoteEntry | TermsEntry | AgreementEntry | RefusalEntry | RetractionEntry;

/** Append-only, in the order of messages. */
export type Ledger = readonly LedgerEntry[];

export interface AgreedTerms {
  ticketId: string;
  stay: { from: string; to: string; daysOfWeek?: number[]; excludedDates?: string[] };
  rate: DecimalString;
  basis: PriceBasis;
  currency: CurrencyCode;
  rateUnit: RateUnit;
  taxes: TaxBasis;
  conditions: string[];
  leverIds: string[];
}
