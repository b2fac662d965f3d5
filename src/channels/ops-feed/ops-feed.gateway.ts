import { Logger, type OnModuleDestroy } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import { type Subscription } from 'rxjs';
import { type DefaultEventsMap, type Namespace, type Socket } from 'socket.io';
import { NOT_FOUND } from '../../negotiations/scene.js';
import { AccessStore, type Caller } from '../../negotiations/ports/access-store.js';
import { ConversationEvents, type ConversationEvent } from '../../turn/conversation-events.js';
import { Clock } from '../../turn/ports/clock.js';
import { ConversationStore } from '../../turn/ports/conversation-store.js';
import { OtherNodes } from '../../turn/ports/other-nodes.js';
import { grants } from '../common/api-key.guard.js';
import { problem, problemOf, type Problem } from '../common/problem.js';
import { readPayload } from '../common/read-payload.js';
import { feedEvent } from './feed-event.js';
import { type FeedEvent, Watch } from './ops-feed.dto.js';

/** Tabs of one key, and conversations that one tab looks into; more is a client that loops. */
const MAXIMUM_SOCKETS = 20;
const MAXIMUM_WATCHED = 50;
/** A key that was revoked or has run out ends its sockets within this time. */
const CHECK_MS = 30_000;
const ASKED: ReadonlySet<string> = new Set(['watch', 'unwatch']);

interface ServerEvents {
  event: (event: FeedEvent) => void;
  drafting: (drafting: { conversationId: string; active: boolean }) => void;
  key_expired: (problem: Problem) => void;
}

interface Session {
  caller: Caller;
  /** For checking again; it goes nowhere else. */
  key: string;
  watched: Set<string>;
}

type FeedSocket = Socket<DefaultEventsMap, ServerEvents, DefaultEventsMap, { session: Session }>;
type FeedNamespace = Namespace<DefaultEventsMap, ServerEvents, DefaultEventsMap, { session: Session }>;
type Acknowledgement = { ok: true } | { ok: false; problem: Problem };

/**
 * What happens, as it happens, for the people who watch over conversations: every committed event of their tenant, and for
 * conversations that they look into whether a reply is being written. Nothing is kept for who was away: they read the lists again.
 */
@WebSocketGateway({ namespace: '/ops' })
export class OpsFeedGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, OnModuleDestroy {
  @WebSocketServer()
  private readonly sockets!: FeedNamespace;
  private readonly logger = new Logger(OpsFeedGateway.name);
  private readonly open = new Map<string, number>();
  private subscription: Subscription | null = null;
  private checking: NodeJS.Timeout | null = null;

  constructor(
    private readonly access: AccessStore,
    private readonly store: ConversationStore,
    private readonly events: ConversationEvents,
    private readonly nodes: OtherNodes,
    private readonly clock: Clock,
  ) {}

  afterInit(namespace: FeedNamespace): void {
    namespace.use((socket, next) => {
      void this.admit(socket).then((refusal) => next(refusal ?? undefined));
    });
    this.subscription = this.events.events$.subscribe((event) => this.tell(event));
    this.checking = setInterval(() => void this.checkKeys(), CHECK_MS).unref();
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
    if (this.checking) clearInterval(this.checking);
  }

  handleConnection(socket: FeedSocket): void {
    const { caller } = socket.data.session;
    this.open.set(caller.keyId, (this.open.get(caller.keyId) ?? 0) + 1);
    this.nodes.followAll(true);
    socket.use((packet, next) => {
      if (typeof packet[0] === 'string' && ASKED.has(packet[0])) return next();
      const acknowledge: unknown = packet.at(-1);
      const unknown = problem(404, 'unknown_event', 'There is no such event');
      if (typeof acknowledge === 'function') (acknowledge as (answer: Acknowledgement) => void)({ ok: false, problem: unknown });
    });
    void socket.join(roomOfTenant(caller.tenantId));
  }

  handleDisconnect(socket: FeedSocket): void {
    const { keyId } = socket.data.session.caller;
    const left = (this.open.get(keyId) ?? 1) - 1;
    if (left === 0) this.open.delete(keyId);
    else this.open.set(keyId, left);
    this.nodes.followAll(this.open.size > 0);
  }

  @SubscribeMessage('watch')
  async watch(@ConnectedSocket() socket: FeedSocket, @MessageBody() body: unknown): Promise<Acknowledgement> {
    const read = readPayload(Watch, body);
    if (!read.ok) return { ok: false, problem: problemOf(read.failure).problem };
    const { session } = socket.data;
    const { conversationId } = read.value;
    if (session.watched.size >= MAXIMUM_WATCHED && !session.watched.has(conversationId)) {
      return { ok: false, problem: problem(409, 'too_many', `No more than ${MAXIMUM_WATCHED} conversations at once`) };
    }
    try {
      if (!(await this.store.load(conversationId, session.caller.tenantId))) {
        return { ok: false, problem: problemOf(NOT_FOUND.failure).problem };
      }
    } catch (error) {
      this.logger.error({ error: String(error) }, 'A conversation could not be looked up for the feed');
      return { ok: false, problem: problem(503, 'unavailable', 'This did not work; please try again') };
    }
    session.watched.add(conversationId);
    await socket.join(roomOfConversation(conversationId));
    return { ok: true };
  }

  @SubscribeMessage('unwatch')
  async unwatch(@ConnectedSocket() socket: FeedSocket, @MessageBody() body: unknown): Promise<Acknowledgement> {
    const read = readPayload(Watch, body);
    if (!read.ok) return { ok: false, problem: problemOf(read.failure).problem };
    socket.data.session.watched.delete(read.value.conversationId);
    await socket.leave(roomOfConversation(read.value.conversationId));
    return { ok: true };
  }

  /** Ends the sockets of keys that no longer hold. */
  async checkKeys(): Promise<void> {
    for (const socket of this.sockets.sockets.values()) {
      try {
        const caller = await this.access.authenticate(socket.data.session.key, this.clock.now());
        if (caller && grants(caller.scopes, 'ops:read')) continue;
        socket.emit('key_expired', problem(401, 'unauthenticated', 'The API key is not valid any more'));
        socket.disconnect(true);
      } catch (error) {
        this.logger.error({ error: String(error) }, 'A key of the feed could not be checked; it is tried again');
      }
    }
  }

  private tell(event: ConversationEvent): void {
    if (event.kind === 'committed') {
      this.sockets.to(roomOfTenant(event.tenantId)).emit('event', feedEvent(event));
    } else {
      const { negotiationId: conversationId, active } = event;
      this.sockets.to(roomOfConversation(conversationId)).emit('drafting', { conversationId, active });
    }
  }

  /** Null: welcome. Refusals carry a problem document in `data`. */
  private async admit(socket: FeedSocket): Promise<Error | null> {
    try {
      const key: unknown = (socket.handshake.auth as Record<string, unknown> | undefined)?.['key'];
      if (typeof key !== 'string' || key === '') return refusal(401, 'unauthenticated', 'An API key is needed: auth {key}');
      const caller = await this.access.authenticate(key, this.clock.now());
      if (!caller) return refusal(401, 'unauthenticated', 'The API key is not valid');
      if (!grants(caller.scopes, 'ops:read')) return refusal(403, 'forbidden', 'The API key lacks the scope ops:read');
      if ((this.open.get(caller.keyId) ?? 0) >= MAXIMUM_SOCKETS) {
        return refusal(429, 'too_many_connections', 'The feed is open with this key in too many places');
      }
      socket.data.session = { caller, key, watched: new Set() };
      return null;
    } catch (error) {
      this.logger.error({ error: String(error) }, 'Somebody could not be admitted to the feed');
      return refusal(503, 'unavailable', 'The feed cannot be opened just now; please try again');
    }
  }
}

const roomOfTenant = (tenantId: string): string => `tenant:${tenantId}`;
const roomOfConversation = (conversationId: string): string => `conversation:${conversationId}`;

function refusal(status: number, code: string, detail: string): Error {
  return Object.assign(new Error(code), { data: problem(status, code, detail) });
}
