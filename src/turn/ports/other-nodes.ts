import { NEVER, type Observable } from 'rxjs';
import { type ConversationEvent } from '../conversation-events.js';

/** What one process tells the others that serve the same conversations. */
export type NodeNews =
  | { kind: 'event'; event: ConversationEvent }
  /** Chat tokens of the negotiation were revoked: sockets that were opened with them end, wherever they are. */
  | { kind: 'revoked'; negotiationId: string };

/**
 * The other processes on this database. They need one another only for what is on its way to sockets: a partner's socket is in
 * one process, and what they are told may have been committed by another. Everything else is agreed upon in the database.
 */
export abstract class OtherNodes {
  /**
   * What others have told of negotiations whose partner has the chat open here, and of all of them while somebody here follows
   * all. Best effort: a socket that misses something finds the gap by sequence numbers.
   */
  abstract readonly news$: Observable<NodeNews>;
  /** Neither waits nor throws. */
  abstract tell(news: NodeNews): void;
  /** The partner opened the chat here, or closed it. Neither waits nor throws. */
  abstract partnerCame(negotiationId: string): void;
  abstract partnerWent(negotiationId: string): void;
  /** Somebody here wants to hear of all negotiations, or nobody does any more. */
  abstract followAll(all: boolean): void;
  /** Whether the partner has the chat open somewhere else. False where that cannot be found out. */
  abstract partnerIsElsewhere(negotiationId: string): Promise<boolean>;
  /** `alone`: there are no others by configuration. */
  abstract readonly state: 'alone' | 'connected' | 'disconnected';
}

/** One process, as it is without further configuration. */
export class Alone extends OtherNodes {
  readonly news$ = NEVER;
  readonly state = 'alone';
  tell(): void {}
  partnerCame(): void {}
  partnerWent(): void {}
  followAll(): void {}
  partnerIsElsewhere(): Promise<boolean> {
    return Promise.resolve(false);
  }
}
