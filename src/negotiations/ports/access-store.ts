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

/** API keys and chat tokens. Keys are stored as SHA-256 only. */
export abstract class AccessStore {
  /** The caller behind a presented key; null where it is unknown, expired or revoked. */
  abstract authenticate(presentedKey: string, at: Date): Promise<Caller | null>;
  /** Creates a key and returns it in clear, once. Creates the tenant where it does not exist. */
  abstract createKey(
    input: { tenant: string; ota?: string; name: string; scopes: Scope[]; expiresAt?: Date },
    at: Date,
  ): Promise<{ keyId: string; key: string; tenantId: string }>;
  /** Name of the OTA as partners know it. */
  abstract otaName(tenantId: string): Promise<string>;
  abstract recordChatToken(token: { id: string; negotiationId: string; expiresAt: Date }, at: Date): Promise<void>;
  /** False where it was revoked or never issued. */
  abstract chatTokenIsLive(tokenId: string, at: Date): Promise<boolean>;
  abstract revokeChatTokens(negotiationId: string, at: Date): Promise<number>;
  /** A persisted random secret (32 bytes), made on first use; the same in every process on this database. */
  abstract secret(name: 'chat-token' | 'idempotency' | 'concession'): Promise<Buffer>;
}
