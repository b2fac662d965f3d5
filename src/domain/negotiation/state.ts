import { type NegotiationStatus } from '../taxonomy.js';
import { type AgreedTerms, type Ledger } from './ledger.js';
import { type Lever, type Ticket } from './ticket.js';

export type TicketResult = 'open' | 'agreed' | 'declined' | 'withdrawn';

/** Terms restated to the partner, waiting for an explicit yes. */
export interface PendingTerms {
  termsId: string;
  messageSeq: number;
  tickets: AgreedTerms[];
}

/** The commercial side of a negotiation: everything but the secret mandate and the SOP position. Serialisable. */
export interface NegotiationState {
  tickets: Ticket[];
  levers: Lever[];
  ledger: Ledger;
  results: Record<string, TicketResult>;
  pendingTerms?: PendingTerms;
}

export interface OutcomeTicket {
  id: string;
  result: TicketResult;
  agreedRate?: string;
  basis?: string;
  currency: string;
  agreedTerms: Omit<AgreedTerms, 'ticketId' | 'leverIds'>[];
  /** Id of the message in which the partner said yes. */
  agreedInMessage?: string;
}

export interface Outcome {
  status: NegotiationStatus;
  completeness?: 'full' | 'partial';
  tickets: OutcomeTicket[];
  levers: { id: string; ticketId?: string; terms?: string }[];
  decidedAt?: string;
}
