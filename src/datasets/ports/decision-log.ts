import { type TurnRecord } from '../../domain/conversation/turn-record.js';
import { type RatingReason, type RatingVerdict } from '../../domain/conversation/rating.js';
import { type DatasetRange } from '../dataset.js';

/** A conversation as the log has it: every turn before the end of the range, opened with the partner's key. */
export interface LoggedConversation {
  negotiationId: string;
  /** Oldest first, from the first turn on, however late the range begins: a moment is read with all that was before it. */
  records: TurnRecord[];
  ratings: { turn: number; verdict: RatingVerdict; reasons: RatingReason[] }[];
  /** Who wrote when; the text of what colleagues wrote in the agent's place. */
  messages: { seq: number; author: 'partner' | 'agent' | 'human'; text?: string }[];
}

/** What was decided, turn by turn. Erased partners are not in it. */
export abstract class DecisionLog {
  /** Conversations of the tenant with a turn in the range, in the order in which they began; read in small pages, so that memory stays bounded. */
  abstract conversations(tenantId: string, range: DatasetRange): AsyncIterable<LoggedConversation>;
  /** Ids of conversations with a turn in the range whose partner was erased at that time or later. */
  abstract erasedSince(tenantId: string, range: DatasetRange, since: Date): Promise<string[]>;
}
