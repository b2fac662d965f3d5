import { type GroundedFact, type SlotValues, type TicketStanding } from '../negotiation/facts.js';
import { type TurnMenu } from '../negotiation/menu.js';
import { type IsoDateTime, type Lever, type Ticket } from '../negotiation/ticket.js';
import { type AgreedTerms } from '../negotiation/ledger.js';
import { type TicketResult } from '../negotiation/state.js';
import { type PartnerReading } from '../understanding/reading.js';
import { type Directive } from '../sop/directive.js';
import { type Stage, type Tactic } from '../taxonomy.js';
import { type TranscriptMessage } from './message.js';

/**
 * Everything about the moment in which a reply is written, guarded, judged and scored. Free of the limit rate, so it
 * may be shown to a model, logged and replayed.
 */
export interface ReplyContext {
  /** Name of the OTA, as the partner knows it. */
  ota: string;
  hotel: { id: string; name: string; city?: string };
  partner: { id: string; name?: string };
  /** Language that we write, BCP 47. */
  language: string;
  now: IsoDateTime;
  stage: Stage;
  directive: Directive;
  tickets: Ticket[];
  /** Levers of the mandate; those that may be offered now are in `menu.levers`. */
  levers: Lever[];
  standings: TicketStanding[];
  results: Record<string, TicketResult>;
  agreed: AgreedTerms[];
  menu: TurnMenu;
  facts: GroundedFact[];
  slots: SlotValues;
  /** Oldest first; ends with the partner's unanswered messages, if any. */
  history: TranscriptMessage[];
  /** Reading of the unanswered messages as one; absent for proactive turns. */
  reading?: PartnerReading;
  usedTactics: Tactic[];
  /** How often terms have been restated since they last changed. */
  timesTermsRestated: number;
  /** Hosts that links in a reply may point to. */
  allowedHosts: string[];
}
