import { type IsoDateTime } from '../negotiation/ticket.js';

export type MessageAuthor = 'partner' | 'agent' | 'human';

/** A message as both sides see it. `seq` counts from 1 without gaps in a conversation. */
export interface TranscriptMessage {
  id: string;
  seq: number;
  author: MessageAuthor;
  text: string;
  sentAt: IsoDateTime;
}
