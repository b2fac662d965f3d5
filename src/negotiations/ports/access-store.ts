import { type Page } from './negotiation-queries.js';

export const SCOPES = ['ota', 'ops:read', 'ops:write', 'ops:admin', 'training'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who is calling: a key of one tenant. */
export interface Caller {
  keyId: string;
  /** The key's name; for ops keys the name of one person. */
  name: string;
  tenantId: string;
  scopes: Scope[];
}

/** A key as lists show it: what it is for and how it is doing, nothing to use it with. */
export interface ApiKey {
  id: string;
  name: string;
  scopes: Scope[];
  createdAt: Date;
  expiresAt?: Date;
  /** To the minute. */
  lastUsedAt?: Date;
  revokedAt?: Date;
}

export interface NewKey {
  name: string;
  scopes: Scope[];
  expiresAt?: Date;
}

/** API keys and chat tokens. Keys are stored as SHA-256 only. */
export abstract class AccessStore {
  /** The caller behind a presented key; null where it is unknown, expired or revoked. */
  abstract authenticate(presentedKey: string, at: Date): Promise<Caller | null>;
  /** Creates a key and returns it in clear, once. Creates the tenant where it does not exist. */
  abstract createKey(
    input: NewKey & { tenant: string; ota?: string },
    at: Date,
  ): Promise<{ keyId: string; key: string; tenantId: string }>;
  /** The same for a tenant that is there. */
  abstract addKey(tenantId: string, input: NewKey, at: Date): Promise<{ keyId: string; key: string }>;
  /** All of a tenant, the latest first. */
  abstract keys(tenantId: string, page: { cursor?: string; limit: number }): Promise<Page<ApiKey>>;
  /** From now on here, within seconds in other processes. What was revoked stays so. False where the tenant has no such key. */
  abstract revokeKey(tenantId: string, keyId: string, at: Date): Promise<boolean>;
  /** Id of the tenant of that name; null where there is none. */
  abstract tenantNamed(name: string): Promise<string | null>;
  /** Name of the OTA as partners know it. */
  abstract otaName(tenantId: string): Promise<string>;
  abstract recordChatToken(token: { id: string; negotiationId: string; expiresAt: Date }, at: Date): Promise<void>;
  /** False where it was revoked or never issued. */
  abstract chatTokenIsLive(tokenId: string, at: Date): Promise<boolean>;
  abstract revokeChatTokens(negotiationId: string, at: Date): Promise<number>;
  /** A persisted random secret (32 bytes), made on first use; the same in every process on this database. */
  abstract secret(name: 'chat-token' | 'idempotency' | 'concession'): Promise<Buffer>;
}
