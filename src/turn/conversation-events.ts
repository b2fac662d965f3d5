import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { type OutgoingEvent } from './ports/outbox-store.js';

/** What channels hear of a conversation: committed events, and whether a reply is being written just now. */
export type ConversationEvent =
  ({ kind: 'committed' } & Omit<OutgoingEvent, 'outboxId'>) | { kind: 'drafting'; negotiationId: string; active: boolean };

/** In-process bus between the outbox drain and the channels. Committed events arrive at least once, in order per negotiation. */
@Injectable()
export class ConversationEvents {
  private readonly subject = new Subject<ConversationEvent>();
  readonly events$: Observable<ConversationEvent> = this.subject.asObservable();

  publish(event: ConversationEvent): void {
    this.subject.next(event);
  }
}
