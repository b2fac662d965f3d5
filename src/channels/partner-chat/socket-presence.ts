import { Injectable } from '@nestjs/common';
import { PartnerPresence } from '../../turn/ports/partner-presence.js';

/** Counts the sockets of each negotiation in this process. */
@Injectable()
export class SocketPresence extends PartnerPresence {
  private readonly sockets = new Map<string, number>();

  connected(negotiationId: string): boolean {
    return this.sockets.has(negotiationId);
  }

  enter(negotiationId: string): void {
    this.sockets.set(negotiationId, this.count(negotiationId) + 1);
  }

  leave(negotiationId: string): void {
    const left = this.count(negotiationId) - 1;
    if (left > 0) this.sockets.set(negotiationId, left);
    else this.sockets.delete(negotiationId);
  }

  count(negotiationId: string): number {
    return this.sockets.get(negotiationId) ?? 0;
  }
}
