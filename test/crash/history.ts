/** What happened, from both ends: what clients sent and saw, and what the database and the APIs hold afterwards. */
export interface History {
  conversations: ConversationHistory[];
}

export interface ConversationHistory {
  negotiationId: string;
  /** The mandate as the backend gave it, by ticket. */
  mandates: { ticketId: string; targetRate: string; limitRate: string }[];
  sent: SentMessage[];
  /** One for each window that the partner had open. */
  views: ClientView[];
  row: ConversationRow;
  messages: StoredMessage[];
  turns: StoredTurn[];
  ledger: StoredLedgerEntry[];
  events: StoredEvent[];
  /** As the backend reads it. */
  outcome: Outcome;
}

/** A message that the partner wrote, however often it had to be sent. */
export interface SentMessage {
  clientMessageId: string;
  /** Null where the server puts it into words: the answer of a button. */
  text: string | null;
  attempts: number;
  /** The server said no: nothing may be stored. */
  refused: boolean;
  /** Every receipt that came back; one is expected, more may follow after a resend. */
  receipts: { messageId: string; seq: number }[];
}

export interface SeenMessage {
  id: string;
  seq: number;
  author: string;
  text: string;
}

/** What one window showed, in the order in which it showed it. */
export interface ClientView {
  client: string;
  shown: SeenMessage[];
  /** Everything that came in again and was dropped by `seq`; it must say the same as what was shown. */
  dropped: SeenMessage[];
}

export interface ConversationRow {
  owner: string;
  status: string;
  lastSeq: number;
  inboxHead: number;
  answeredSeq: number;
  turnCount: number;
  eventSequence: number;
  turnIsDue: boolean;
  leased: boolean;
}

export interface StoredMessage {
  id: string;
  seq: number;
  author: string;
  clientMessageId: string | null;
  /** Decrypted, as the API gives it. */
  text: string;
}

export interface StoredTurn {
  number: number;
  trigger: string;
  /** Sequence numbers of the messages that the turn decided. */
  answers: number[];
  /** The message that it sent. */
  messageSeq: number | null;
  resolution: string;
}

export interface StoredLedgerEntry {
  position: number;
  ticketId: string;
  type: string;
  author: string;
  messageSeq: number;
  rate: string | null;
  termsId?: string;
  /** What a retraction takes back. */
  of?: string;
}

export interface StoredEvent {
  sequence: number;
  type: string;
  messageId?: string;
  delivered: boolean;
}

export interface Outcome {
  status: string;
  tickets: { id: string; result: string; agreedRate?: string }[];
}
