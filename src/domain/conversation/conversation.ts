import { type NegotiationState } from '../negotiation/state.js';
import { type IsoDateTime } from '../negotiation/ticket.js';
import { type SopPosition } from '../sop/sop.js';
import { type AskedFor } from '../understanding/reading.js';
import { type Concern, type NegotiationStatus, type Stage, type Tactic } from '../taxonomy.js';

export type ConversationOwner = 'agent' | 'human';

/** What the agent remembers besides ledger and position. Serialisable, grows slowly. */
export interface ConversationMemory {
  briefed: boolean;
  asked: AskedFor;
  usedTactics: Tactic[];
  concerns: Concern[];
  timesTermsRestated: number;
  /** Proactive messages in a row without an answer. */
  followUpsSent: number;
  /** Language of the conversation, BCP 47. */
  language: string;
  /** The ticket that was talked about last. */
  focusTicketId?: string;
}

/** The encrypted snapshot of a negotiation: everything that changes from turn to turn. */
export interface ConversationSnapshot {
  state: NegotiationState;
  position: SopPosition;
  memory: ConversationMemory;
}

/** A negotiation with its conversation, as loaded. Holds no limit rate. */
export interface Conversation {
  id: string;
  tenantId: string;
  externalId: string;
  hotel: { id: string; name: string; city?: string; timeZone: string };
  partner: { id: string; name?: string; language?: string; timeZone?: string; optedOut: boolean };
  /** What was written with the partner is gone for good, and nothing more can be written. */
  erased?: true;
  status: NegotiationStatus;
  stage: Stage;
  owner: ConversationOwner;
  /** Name of the person who took over. */
  ownerName?: string;
  arm: string;
  /** The model that writes for the arm `onnx` in it; absent: the tenant's. */
  policyModel?: string;
  /** The experiment that chose arm and model. */
  experiment?: { id: string; variant: string };
  sop: { id: string; version: number };
  start: 'now' | 'on_partner_message';
  deadline?: IsoDateTime;
  metadata?: Record<string, unknown>;
  snapshot: ConversationSnapshot;
  /** Optimistic version of the snapshot. */
  version: number;
  /** Last sequence number given to a message. */
  lastSeq: number;
  /** Sequence number of the partner's latest message; 0 where they have not written. */
  inboxHead: number;
  /** Partner messages up to this sequence number have had their decision. */
  answeredSeq: number;
  /** Drafts voided in a row by newer partner messages. */
  voids: number;
  turnCount: number;
  /** Last message that the transcript of turns knows; 0 before the first turn. */
  transcriptUpTo: number;
  createdAt: IsoDateTime;
  updatedAt: IsoDateTime;
  endedAt?: IsoDateTime;
}
