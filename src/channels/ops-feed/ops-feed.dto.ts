import { IsUUID } from 'class-validator';
import { type MessageAuthor } from '../../domain/conversation/message.js';
import { type NegotiationStatus } from '../../domain/taxonomy.js';

export class Watch {
  @IsUUID('all', { message: 'must be the id of a conversation' })
  conversationId!: string;
}

/** Something was committed. */
export interface FeedEvent {
  eventId: string;
  type: string;
  conversationId: string;
  externalId: string;
  /** Counts the events of one conversation from 1. */
  sequence: number;
  status: NegotiationStatus;
  stage: string;
  at: string;
  fromStage?: string;
  toStage?: string;
  reason?: string;
  ticketId?: string;
  message?: { id: string; seq: number; author: MessageAuthor; text: string; sentAt: string };
}
