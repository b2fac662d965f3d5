import { Injectable } from '@nestjs/common';
import { errors, jwtVerify, SignJWT } from 'jose';
import { filter, map, merge, Subject, type Observable } from 'rxjs';
import { Clock } from '../turn/ports/clock.js';
import { type NodeNews, OtherNodes } from '../turn/ports/other-nodes.js';
import { Randomness } from '../turn/ports/randomness.js';
import { AccessStore } from './ports/access-store.js';

export const DEFAULT_CHAT_TOKEN_SECONDS = 24 * 60 * 60;
export const MAXIMUM_CHAT_TOKEN_SECONDS = 30 * 24 * 60 * 60;

const ALGORITHM = 'HS256';
const ISSUER = 'parley';
const AUDIENCE = 'parley:partner-chat';
/** Ours have some 350 characters; anything far longer is not worth a signature check. */
const MAXIMUM_TOKEN_LENGTH = 2_048;

/** What a valid chat token entitles to: one negotiation, for a while. */
export interface ChatGrant {
  negotiationId: string;
  tokenId: string;
  /** How long it was issued for; a renewal lasts as long again. */
  ttlSeconds: number;
  /** When the first token of this chain of renewals was issued. */
  firstIssuedAt: Date;
  expiresAt: Date;
}

export interface IssuedChatToken {
  token: string;
  expiresAt: Date;
}

export type ChatTokenCheck = { valid: true; grant: ChatGrant } | { valid: false; reason: 'invalid' | 'expired' | 'revoked' };

/** Tokens with which a hotel partner opens the chat of one negotiation: signed, short-lived, journalled, revocable. */
@Injectable()
export class ChatTokens {
  private readonly revoked = new Subject<string>();
  /** Ids of negotiations whose tokens were just revoked, here or elsewhere, so that open connections end too. */
  readonly revocations$: Observable<string>;

  constructor(
    private readonly access: AccessStore,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
    private readonly others: OtherNodes,
  ) {
    const elsewhere = others.news$.pipe(
      filter((news): news is Extract<NodeNews, { kind: 'revoked' }> => news.kind === 'revoked'),
      map(({ negotiationId }) => negotiationId),
    );
    this.revocations$ = merge(this.revoked, elsewhere);
  }

  /** @throws {RangeError} for a life that is not 1 second to 30 days; callers check their input before. */
  async issue(negotiationId: string, ttlSeconds: number = DEFAULT_CHAT_TOKEN_SECONDS): Promise<IssuedChatToken> {
    if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > MAXIMUM_CHAT_TOKEN_SECONDS) {
      throw new RangeError(`A chat token lives 1 to ${MAXIMUM_CHAT_TOKEN_SECONDS} seconds, not ${ttlSeconds}`);
    }
    const now = this.clock.now();
    return this.sign({ negotiationId, ttlSeconds, firstIssuedAt: now }, ttlSeconds, now);
  }

  async verify(token: string): Promise<ChatTokenCheck> {
    if (token.length > MAXIMUM_TOKEN_LENGTH) return { valid: false, reason: 'invalid' };
    const now = this.clock.now();
    const read = await this.readSigned(token, now);
    if (!read.valid) return read;
    const live = await this.access.chatTokenIsLive(read.grant.tokenId, now);
    return live ? read : { valid: false, reason: 'revoked' };
  }

  /**
   * A fresh token for the bearer of a valid one. Renewals lead no further than 30 days from the first token, so that a
   * leaked link dies by itself. Null where the grant has been revoked or has run out meanwhile.
   */
  async renew(grant: ChatGrant): Promise<IssuedChatToken | null> {
    const now = this.clock.now();
    if (!(await this.access.chatTokenIsLive(grant.tokenId, now))) return null;
    const end = grant.firstIssuedAt.getTime() + MAXIMUM_CHAT_TOKEN_SECONDS * 1_000;
    const seconds = Math.min(grant.ttlSeconds, Math.floor((end - now.getTime()) / 1_000));
    return seconds < 1 ? null : this.sign(grant, seconds, now);
  }

  /** Ends every token of the negotiation, and the connections that were opened with them. Returns how many were live. */
  async revokeAll(negotiationId: string): Promise<number> {
    const count = await this.access.revokeChatTokens(negotiationId, this.clock.now());
    this.revoked.next(negotiationId);
    this.others.tell({ kind: 'revoked', negotiationId });
    return count;
  }

  private async sign(
    grant: Pick<ChatGrant, 'negotiationId' | 'ttlSeconds' | 'firstIssuedAt'>,
    seconds: number,
    now: Date,
  ): Promise<IssuedChatToken> {
    const tokenId = this.randomness.id();
    // The claim counts whole seconds: rounded up, because a token must not die before its time.
    const expiry = Math.ceil(now.getTime() / 1_000) + seconds;
    const expiresAt = new Date(expiry * 1_000);
    const token = await new SignJWT({ ttl: grant.ttlSeconds, auth_time: Math.floor(grant.firstIssuedAt.getTime() / 1_000) })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(grant.negotiationId)
      .setJti(tokenId)
      .setIssuedAt(Math.floor(now.getTime() / 1_000))
      .setExpirationTime(expiry)
      .sign(await this.access.secret('chat-token'));
    await this.access.recordChatToken({ id: tokenId, negotiationId: grant.negotiationId, expiresAt }, now);
    return { token, expiresAt };
  }

  private async readSigned(token: string, now: Date): Promise<ChatTokenCheck> {
    try {
      const { payload } = await jwtVerify<{ ttl: unknown; auth_time: unknown }>(token, await this.access.secret('chat-token'), {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'jti', 'exp', 'ttl', 'auth_time'],
        currentDate: now,
      });
      const { sub, jti, exp, ttl, auth_time: firstIssued } = payload;
      if (!sub || !jti || exp === undefined || typeof ttl !== 'number' || typeof firstIssued !== 'number') {
        return { valid: false, reason: 'invalid' };
      }
      return {
        valid: true,
        grant: {
          negotiationId: sub,
          tokenId: jti,
          ttlSeconds: ttl,
          firstIssuedAt: new Date(firstIssued * 1_000),
          expiresAt: new Date(exp * 1_000),
        },
      };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { valid: false, reason: 'expired' };
      if (error instanceof errors.JOSEError) return { valid: false, reason: 'invalid' };
      throw error;
    }
  }
}
