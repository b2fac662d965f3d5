import { Injectable } from '@nestjs/common';
import { filter, map, merge, Subject, type Observable } from 'rxjs';
import { OtherNodes, type NodeNews } from './ports/other-nodes.js';
import { type OutgoingEvent } from './ports/outbox-store.js';

/** What channels hear of a conversation: committed events, and whether a reply is being written just now. */
export type ConversationEvent =
  ({ kind: 'committed' } & Omit<OutgoingEvent, 'outboxId'>) | { kind: 'drafting'; negotiationId: string; active: boolean };

/**
 * The bus between the outbox drain and the channels, of this process and of all others. Committed events arrive at least
 * once, and in order per negotiation while one process drains them; receivers order by sequence.
 */
@Injectable()
export class ConversationEvents {
  private readonly here = new Subject<ConversationEvent>();
  readonly events$: Observable<ConversationEvent>;

  constructor(private readonly others: OtherNodes) {
    const elsewhere = others.news$.pipe(
      filter((news): news is Extract<NodeNews, { kind: 'event' }> => news.kind === 'event'),
      map(({ event }) => event),
    );
    this.events$ = merge(this.here, elsewhere);
  }

  publish(event: ConversationEvent): void {
    this.here.next(event);
    this.others.tell({ kind: 'event', event });
  }
}
