import { Injectable } from '@nestjs/common';
import { PARTNER_ERASED, succeed, type Result } from '../domain/failure.js';
import { Clock } from '../turn/ports/clock.js';
import { ConversationStore } from '../turn/ports/conversation-store.js';
import { type Actor, auditEntry } from './actor.js';
import { ChatTokens } from './chat-tokens.js';
import { NegotiationQueries } from './ports/negotiation-queries.js';
import { PublicAddress } from './public-address.js';
import { NOT_FOUND } from './scene.js';

export interface ChatLink {
  token: string;
  url: string;
  expiresAt: Date;
}

/** Hands out and takes back the links with which a partner opens the chat of a negotiation. */
@Injectable()
export class ChatAccess {
  constructor(
    private readonly store: ConversationStore,
    private readonly tokens: ChatTokens,
    private readonly address: PublicAddress,
    private readonly queries: NegotiationQueries,
    private readonly clock: Clock,
  ) {}

  /** @param input.calledAt the address at which the caller reached this server, `https://host` */
  async open(input: {
    tenantId: string;
    negotiationId: string;
    ttlSeconds?: number;
    calledAt: string;
    actor: Actor;
  }): Promise<Result<ChatLink>> {
    const { tenantId, negotiationId } = input;
    const conversation = await this.store.load(negotiationId, tenantId);
    if (!conversation) return NOT_FOUND;
    if (conversation.erased) return PARTNER_ERASED;
    const { token, expiresAt } = await this.tokens.issue(negotiationId, input.ttlSeconds);
    const audit = auditEntry(input.actor, 'chat_token.issued', { expiresAt: expiresAt.toISOString() });
    await this.queries.recordAudit(tenantId, { negotiationId, ...audit }, this.clock.now());
    return succeed({ token, url: this.address.chatUrl(token, input.calledAt), expiresAt });
  }

  async revokeAll(input: { tenantId: string; negotiationId: string; actor: Actor }): Promise<Result<{ revoked: number }>> {
    const { tenantId, negotiationId } = input;
    if (!(await this.store.load(negotiationId, tenantId))) return NOT_FOUND;
    const revoked = await this.tokens.revokeAll(negotiationId);
    await this.queries.recordAudit(
      tenantId,
      { negotiationId, ...auditEntry(input.actor, 'chat_token.revoked', { revoked }) },
      this.clock.now(),
    );
    return succeed({ revoked });
  }
}
