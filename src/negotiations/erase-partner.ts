import { Injectable } from '@nestjs/common';
import { fail, succeed, type Result } from '../domain/failure.js';
import { Clock } from '../turn/ports/clock.js';
import { type Actor, auditEntry } from './actor.js';
import { AfterWrite } from './after-write.js';
import { ChatTokens } from './chat-tokens.js';
import { NegotiationQueries } from './ports/negotiation-queries.js';
import { PartnerStore } from './ports/partner-store.js';

/** Forgets a partner: nothing that was written with them can be read again, by anybody. */
@Injectable()
export class ErasePartner {
  constructor(
    private readonly partners: PartnerStore,
    private readonly tokens: ChatTokens,
    private readonly queries: NegotiationQueries,
    private readonly after: AfterWrite,
    private readonly clock: Clock,
  ) {}

  /** @param input.partnerId as the OTA named the partner */
  async execute(input: { tenantId: string; partnerId: string; actor: Actor }): Promise<Result<{ negotiations: number }>> {
    const { tenantId, partnerId, actor } = input;
    const erased = await this.partners.erase(tenantId, partnerId, this.clock.now());
    if (!erased) return fail('not_found', 'There is no such partner');
    const { negotiationIds, cancelled } = erased;
    // The id of the partner is not repeated: the log outlives them.
    const entry = auditEntry(actor, 'partner.erased', { negotiations: negotiationIds.length, cancelled });
    await this.queries.recordAudit(tenantId, entry, this.clock.now());
    for (const id of negotiationIds) {
      this.after.changed(id, 'the partner was erased');
      // Open chats end.
      await this.tokens.revokeAll(id);
    }
    return succeed({ negotiations: negotiationIds.length });
  }
}
