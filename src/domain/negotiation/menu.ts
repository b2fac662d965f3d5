import { type AskStep } from '../taxonomy.js';
import { type AgreedTerms } from './ledger.js';
import { type DecimalString, type Lever } from './ticket.js';

/** One ask that the policy may make this turn. */
export interface PermittedAsk {
  ticketId: string;
  step: AskStep;
  /** In the ticket's basis, unit and currency; strictly below the limit unless target = limit. */
  rate: DecimalString;
}

/**
 * Everything the policy may put on the table this turn. The policy picks; it never computes an amount.
 * Nothing here lets the limit rate be solved for: steps are jittered per negotiation by a keyed function.
 */
export interface TurnMenu {
  asks: PermittedAsk[];
  /** Partner quotes that may be accepted now, resolved to the ticket's terms. */
  acceptable: { ticketId: string; rate: DecimalString }[];
  levers: Lever[];
  /** Terms to restate now (`confirm_terms`), one for each ticket about to be agreed. */
  terms: AgreedTerms[];
}
