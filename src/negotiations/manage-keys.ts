import { Injectable } from '@nestjs/common';
import { fail, succeed, type Result } from '../domain/failure.js';
import { Clock } from '../turn/ports/clock.js';
import { type Actor, auditEntry } from './actor.js';
import { AccessStore, type ApiKey, type NewKey } from './ports/access-store.js';
import { NegotiationQueries, type Page } from './ports/negotiation-queries.js';

/** The life of a tenant's API keys. Every change is in the audit log. */
@Injectable()
export class ManageKeys {
  constructor(
    private readonly access: AccessStore,
    private readonly queries: NegotiationQueries,
    private readonly clock: Clock,
  ) {}

  list(tenantId: string, page: { cursor?: string; limit: number }): Promise<Page<ApiKey>> {
    return this.access.keys(tenantId, page);
  }

  /** The key is told here and never again. */
  async create(input: { tenantId: string; key: NewKey; actor: Actor }): Promise<Result<ApiKey & { key: string }>> {
    const { tenantId, actor } = input;
    const { name, expiresAt } = input.key;
    const scopes = [...new Set(input.key.scopes)];
    const at = this.clock.now();
    if (expiresAt && expiresAt <= at) {
      return fail('invalid', 'The request is not valid', [{ path: 'expiresAt', message: 'must be in the future' }]);
    }
    const { keyId, key } = await this.access.addKey(tenantId, { ...input.key, scopes }, at);
    await this.queries.recordAudit(tenantId, auditEntry(actor, 'api_key.created', { createdKeyId: keyId, scopes }), at);
    return succeed({ id: keyId, name, scopes, createdAt: at, ...(expiresAt ? { expiresAt } : {}), key });
  }

  /** A key cannot revoke itself: whoever does so by mistake would have nothing left to undo it with. */
  async revoke({ tenantId, keyId, actor }: { tenantId: string; keyId: string; actor: Actor }): Promise<Result<void>> {
    if (keyId === actor.keyId) return fail('own_key', 'A key cannot revoke itself; use another one');
    const at = this.clock.now();
    if (!(await this.access.revokeKey(tenantId, keyId, at))) return fail('not_found', 'There is no such key');
    await this.queries.recordAudit(tenantId, auditEntry(actor, 'api_key.revoked', { revokedKeyId: keyId }), at);
    return succeed(undefined);
  }
}
