import { Injectable } from '@nestjs/common';
import { fail, succeed, type Result } from '../domain/failure.js';
import { parseMoney } from '../domain/negotiation/money.js';
import { agreementsOf } from '../domain/negotiation/standing.js';
import { Clock } from '../turn/ports/clock.js';
import { ConversationStore } from '../turn/ports/conversation-store.js';
import { type Actor, auditEntry } from './actor.js';
import { NegotiationQueries } from './ports/negotiation-queries.js';
import { NOT_FOUND } from './scene.js';

export interface Verification {
  id: string;
  ticketId: string;
  /** Whether what is loaded is what was agreed. */
  matches: boolean;
}

/** Agreed is not yet loaded: the OTA tells which rate it found in its system. */
@Injectable()
export class VerifyTicket {
  constructor(
    private readonly store: ConversationStore,
    private readonly queries: NegotiationQueries,
    private readonly clock: Clock,
  ) {}

  async execute(input: {
    tenantId: string;
    negotiationId: string;
    ticketId: string;
    loadedRate: string;
    observedAt: Date;
    actor: Actor;
  }): Promise<Result<Verification>> {
    const conversation = await this.store.load(input.negotiationId, input.tenantId);
    if (!conversation) return NOT_FOUND;
    const { state } = conversation.snapshot;
    const ticket = state.tickets.find((each) => each.id === input.ticketId);
    if (!ticket) return fail('not_found', 'There is no such ticket in this negotiation');
    const loaded = parseMoney(input.loadedRate, ticket.currency);
    if (!loaded) {
      const message = `must be a decimal string above 0 in the decimals of ${ticket.currency}`;
      return fail('invalid', 'The loaded rate is not an amount', [{ path: 'loadedRate', message }]);
    }
    const now = this.clock.now();
    if (input.observedAt > now)
      return fail('invalid', 'The observation lies in the future', [
        { path: 'observedAt', message: 'must not be in the future' },
      ]);
    const agreed = agreementsOf(state, ticket.id);
    if (agreed.length === 0) return fail('invalid', 'Nothing has been agreed for this ticket, so there is nothing to verify');
    const matches = agreed.some((entry) => loaded.eq(entry.terms.rate));
    const { negotiationId, ticketId, loadedRate, observedAt } = input;
    const id = await this.queries.recordVerification({ negotiationId, ticketId, loadedRate, matches, observedAt }, now);
    await this.queries.recordAudit(
      input.tenantId,
      { negotiationId, ...auditEntry(input.actor, 'ticket.verified', { ticketId, matches }) },
      now,
    );
    return succeed({ id, ticketId, matches });
  }
}
