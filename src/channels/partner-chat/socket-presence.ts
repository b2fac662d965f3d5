import { Injectable } from '@nestjs/common';
import { OtherNodes } from '../../turn/ports/other-nodes.js';
import { PartnerPresence } from '../../turn/ports/partner-presence.js';

/** Counts the sockets of each negotiation in this process, and lets others know whether there are any. */
@Injectable()
export class SocketPresence extends PartnerPresence {
  private readonly sockets = new Map<string, number>();

  constructor(private readonly others: OtherNodes) {
    super();
  }

  async connected(negotiationId: string): Promise<boolean> {
    return this.here(negotiationId) || this.others.partnerIsElsewhere(negotiationId);
  }

  /** Whether this process holds a socket of the negotiation. */
  here(negotiationId: string): boolean {
    return this.sockets.has(negotiationId);
  }

  enter(negotiationId: string): void {
    if (!this.here(negotiationId)) this.others.partnerCame(negotiationId);
    this.sockets.set(negotiationId, this.count(negotiationId) + 1);
  }

  leave(negotiationId: string): void {
    const left = this.count(negotiationId) - 1;
    if (left > 0) this.sockets.set(negotiationId, left);
    else if (this.sockets.delete(negotiationId)) this.others.partnerWent(negotiationId);
  }

  count(negotiationId: string): number {
    return this.sockets.get(negotiationId) ?? 0;
  }
}
