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
import { Subscription } from 'rxjs';
import { type DefaultEventsMap, type Namespace, type Socket } from 'socket.io';
import { succeed, type Result } from '../../domain/failure.js';
import { type MessageAuthor } from '../../domain/conversation/message.js';
import { type NegotiationStatus } from '../../domain/taxonomy.js';
import { ChatTokens } from '../../negotiations/chat-tokens.js';
import { Outages } from '../../turn/ports/outages.js';
import { ConversationEvents, type ConversationEvent } from '../../turn/conversation-events.js';
import { Inbox, type Receipt } from '../../turn/inbox.js';
import { Clock } from '../../turn/ports/clock.js';
import { ConversationStore, type StoredMessage } from '../../turn/ports/conversation-store.js';
import { outageProblem, problem, problemOf, type Problem } from '../common/problem.js';
import { messageView, type MessageView } from './message-view.js';
import { AnswerTerms, DEFAULT_HISTORY, MarkRead, ReadHistory, SendMessage, Typing } from './partner-events.dto.js';
import { PartnerSession } from './partner-session.js';
import { readNoPayload, readPayload } from '../common/read-payload.js';
import { SocketPresence } from './socket-presence.js';

/** Tabs and devices on one negotiation; more is a client that loops. */
const MAXIMUM_SOCKETS = 50;

const CLIENT_EVENTS: ReadonlySet<string> = new Set([
  'message.send',
  'history',
  'typing',
  'read',
  'terms.answer',
  'person.request',
  'opt_out',
  'token.renew',
]);

const STATUS_EVENTS: ReadonlySet<string> = new Set([
  'negotiation.opened',
  'negotiation.agreed',
  'negotiation.declined',
  'negotiation.expired',
  'negotiation.opted_out',
  'negotiation.cancelled',
  'negotiation.escalated',
  'negotiation.taken_over',
  'negotiation.released',
  'negotiation.reopened',
]);

interface ServerEvents {
  message: (message: MessageView) => void;
  typing: (typing: { author: MessageAuthor; active: boolean }) => void;
  read: (read: { author: MessageAuthor; seq: number }) => void;
  status: (status: { status: NegotiationStatus }) => void;
  token_expired: (problem: Problem) => void;
}

type PartnerSocket = Socket<DefaultEventsMap, ServerEvents, DefaultEventsMap, { session: PartnerSession }>;
type PartnerNamespace = Namespace<DefaultEventsMap, ServerEvents, DefaultEventsMap, { session: PartnerSession }>;

/** Every event is acknowledged with one of these, if the client asked for an acknowledgement. */
type Acknowledgement = ({ ok: true } & Record<string, unknown>) | { ok: false; problem: Problem };

/**
 * The partner's socket: what the partner does goes to the inbox, what was committed comes back. Nothing that arrives
 * here can throw past the acknowledgement.
 */
@WebSocketGateway({ namespace: '/partner' })
export class PartnerChatGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, OnModuleDestroy {
  @WebSocketServer()
  private readonly sockets!: PartnerNamespace;
  private readonly logger = new Logger(PartnerChatGateway.name);
  private readonly subscriptions = new Subscription();
  /** The partner's latest message, per negotiation with a socket: what the agent has read when it begins to write. */
  private readonly partnerSeq = new Map<string, number>();

  constructor(
    private readonly tokens: ChatTokens,
    private readonly inbox: Inbox,
    private readonly store: ConversationStore,
    private readonly events: ConversationEvents,
    private readonly presence: SocketPresence,
    private readonly clock: Clock,
    private readonly outages: Outages,
  ) {}

  afterInit(namespace: PartnerNamespace): void {
    namespace.use((socket, next) => {
      void this.admit(socket).then((refusal) => next(refusal ?? undefined));
    });
    this.subscriptions.add(this.events.events$.subscribe((event) => this.tell(event)));
    this.subscriptions.add(
      this.tokens.revocations$.subscribe((negotiationId) => {
        for (const socket of this.socketsOf(negotiationId)) this.dismiss(socket, 'The access to this conversation was withdrawn');
      }),
    );
  }

  onModuleDestroy(): void {
    this.subscriptions.unsubscribe();
  }

  handleConnection(socket: PartnerSocket): void {
    const { session } = socket.data;
    socket.use((packet, next) => {
      const refusal = this.refusalOf(session, packet[0]);
      if (!refusal) return next();
      const acknowledge: unknown = packet.at(-1);
      if (typeof acknowledge === 'function') (acknowledge as (answer: Acknowledgement) => void)({ ok: false, problem: refusal });
    });
    this.presence.enter(session.negotiationId);
    void socket.join(roomOf(session.negotiationId));
    this.inbox.partnerArrived(session.negotiationId).catch((error: unknown) => {
      this.report(error, 'The opening could not be brought forward', session.negotiationId);
    });
    session.watchExpiry(
      () => this.clock.now(),
      () => this.expire(socket),
    );
  }

  handleDisconnect(socket: PartnerSocket): void {
    const { session } = socket.data;
    session.stopWatching();
    this.presence.leave(session.negotiationId);
    if (!this.presence.here(session.negotiationId)) this.partnerSeq.delete(session.negotiationId);
  }

  @SubscribeMessage('message.send')
  send(@ConnectedSocket() socket: PartnerSocket, @MessageBody() body: unknown): Promise<Acknowledgement> {
    return this.answer(socket, readPayload(SendMessage, body), async ({ clientMessageId, text }, session) => {
      // Before it is stored: the committed message may be told before the receipt is here.
      session.remember(clientMessageId);
      const receipt = await this.inbox.receive({ negotiationId: session.negotiationId, clientMessageId, text });
      if (!receipt.ok) session.forget(clientMessageId);
      return receiptOf(receipt);
    });
  }

  @SubscribeMessage('history')
  history(@ConnectedSocket() socket: PartnerSocket, @MessageBody() body: unknown): Promise<Acknowledgement> {
    return this.answer(socket, readPayload(ReadHistory, body), async ({ afterSeq, limit = DEFAULT_HISTORY }, session) => {
      const found = await this.store.messages(session.negotiationId, { afterSeq, limit: limit + 1 });
      return succeed({ messages: found.slice(0, limit).map(messageView), hasMore: found.length > limit });
    });
  }

  @SubscribeMessage('typing')
  typing(@ConnectedSocket() socket: PartnerSocket, @MessageBody() body: unknown): Promise<Acknowledgement> {
    return this.answer(socket, readPayload(Typing, body), async ({ active }, session) => {
      await this.inbox.typing(session.negotiationId, active);
      return succeed({});
    });
  }

  @SubscribeMessage('read')
  read(@ConnectedSocket() socket: PartnerSocket, @MessageBody() body: unknown): Promise<Acknowledgement> {
    return this.answer(socket, readPayload(MarkRead, body), ({ seq }, session) => {
      socket.to(roomOf(session.negotiationId)).emit('read', { author: 'partner', seq });
      return Promise.resolve(succeed({}));
    });
  }

  @SubscribeMessage('terms.answer')
  answerTerms(@ConnectedSocket() socket: PartnerSocket, @MessageBody() body: unknown): Promise<Acknowledgement> {
    return this.answer(socket, readPayload(AnswerTerms, body), async ({ termsId, accept }, { negotiationId }) =>
      receiptOf(await this.inbox.answerTerms({ negotiationId, termsId, accept })),
    );
  }

  @SubscribeMessage('person.request')
  requestPerson(@ConnectedSocket() socket: PartnerSocket, @MessageBody() body: unknown): Promise<Acknowledgement> {
    return this.answer(socket, readNoPayload(body), async (_, { negotiationId }) =>
      receiptOf(await this.inbox.requestPerson({ negotiationId })),
    );
  }

  @SubscribeMessage('opt_out')
  optOut(@ConnectedSocket() socket: PartnerSocket, @MessageBody() body: unknown): Promise<Acknowledgement> {
    return this.answer(socket, readNoPayload(body), async (_, { negotiationId }) =>
      receiptOf(await this.inbox.optOut({ negotiationId })),
    );
  }

  @SubscribeMessage('token.renew')
  renew(@ConnectedSocket() socket: PartnerSocket, @MessageBody() body: unknown): Promise<Acknowledgement> {
    return this.answer(socket, readNoPayload(body), async (_, session) => {
      const renewed = await this.tokens.renew(session.grant);
      if (!renewed) return problem(401, 'token_not_renewable', 'This access cannot be prolonged; ask for a new link');
      session.grant = { ...session.grant, expiresAt: renewed.expiresAt };
      session.watchExpiry(
        () => this.clock.now(),
        () => this.expire(socket),
      );
      return succeed({ token: renewed.token, expiresAt: renewed.expiresAt.toISOString() });
    });
  }

  /** Runs one event in its turn; whatever happens, the client gets an answer. */
  private async answer<P>(
    socket: PartnerSocket,
    payload: Result<P>,
    work: (payload: P, session: PartnerSession) => Promise<Result<object> | Problem>,
  ): Promise<Acknowledgement> {
    if (!payload.ok) return { ok: false, problem: problemOf(payload.failure).problem };
    const { session } = socket.data;
    try {
      const outcome = await session.inOrder(() => work(payload.value, session));
      if (!('ok' in outcome)) return { ok: false, problem: outcome };
      return outcome.ok ? { ok: true, ...outcome.value } : { ok: false, problem: problemOf(outcome.failure).problem };
    } catch (error) {
      this.report(error, 'A partner event failed', session.negotiationId);
      if (this.outages.isOutage(error)) return { ok: false, problem: outageProblem().problem };
      return { ok: false, problem: problem(500, 'internal', 'This did not work; please try again') };
    }
  }

  private refusalOf(session: PartnerSession, event: unknown): (Problem & { retryAfter?: number }) | null {
    const wait = session.take(this.clock.monotonic());
    if (wait > 0) {
      const detail = 'Too many events at once; please slow down';
      return { ...problem(429, 'rate_limited', detail), retryAfter: Math.ceil(wait / 1_000) };
    }
    if (typeof event !== 'string' || !CLIENT_EVENTS.has(event)) return problem(404, 'unknown_event', 'There is no such event');
    if (session.grant.expiresAt <= this.clock.now())
      return problem(401, 'token_expired', 'The access to this conversation has run out');
    return null;
  }

  /** Null: welcome. Refusals carry a problem document in `data`. */
  private async admit(socket: PartnerSocket): Promise<Error | null> {
    try {
      const token: unknown = (socket.handshake.auth as Record<string, unknown> | undefined)?.['token'];
      if (typeof token !== 'string' || token === '')
        return refusal(problem(401, 'token_missing', 'A chat token is needed: auth {token}'));
      const check = await this.tokens.verify(token);
      if (!check.valid)
        return refusal(problem(401, `token_${check.reason}`, `The chat token is ${check.reason}; ask for a new link`));
      if (this.presence.count(check.grant.negotiationId) >= MAXIMUM_SOCKETS) {
        return refusal(problem(429, 'too_many_connections', 'This conversation is open in too many places'));
      }
      socket.data.session = new PartnerSession(check.grant, this.clock.monotonic());
      return null;
    } catch (error) {
      this.report(error, 'A partner could not be admitted');
      return refusal(problem(503, 'unavailable', 'The chat cannot be opened just now; please try again'));
    }
  }

  /** A database that is away is a line; anything else is a fault of ours and leaves its trace. */
  private report(error: unknown, what: string, negotiationId?: string): void {
    const where = negotiationId === undefined ? {} : { negotiationId };
    if (this.outages.isOutage(error)) this.logger.warn(where, `${what}: the database is away`);
    else this.logger.error({ ...where, error: framesOf(error) }, what);
  }

  private expire(socket: PartnerSocket): void {
    this.dismiss(socket, 'The access to this conversation has run out; ask for a new link');
  }

  private dismiss(socket: PartnerSocket, detail: string): void {
    socket.emit('token_expired', problem(401, 'token_expired', detail));
    socket.disconnect(true);
  }

  private tell(event: ConversationEvent): void {
    if (!this.presence.here(event.negotiationId)) return;
    if (event.kind === 'drafting') return this.tellDrafting(event.negotiationId, event.active);
    if (event.message) this.tellMessage(event.negotiationId, event.message);
    else if (STATUS_EVENTS.has(event.event.type)) this.roomFor(event.negotiationId).emit('status', { status: event.status });
  }

  private tellDrafting(negotiationId: string, active: boolean): void {
    const seq = this.partnerSeq.get(negotiationId);
    if (active && seq !== undefined) this.roomFor(negotiationId).emit('read', { author: 'agent', seq });
    this.roomFor(negotiationId).emit('typing', { author: 'agent', active });
  }

  private tellMessage(negotiationId: string, message: StoredMessage): void {
    const { author, clientMessageId } = message;
    if (author === 'partner') this.partnerSeq.set(negotiationId, message.seq);
    const writers =
      author === 'partner' && clientMessageId !== undefined
        ? this.socketsOf(negotiationId).flatMap((socket) => (socket.data.session.wrote(clientMessageId) ? [socket.id] : []))
        : [];
    this.roomFor(negotiationId).except(writers).emit('message', messageView(message));
  }

  private roomFor(negotiationId: string): ReturnType<PartnerNamespace['to']> {
    return this.sockets.to(roomOf(negotiationId));
  }

  /** The sockets of this process. */
  private socketsOf(negotiationId: string): PartnerSocket[] {
    const ids = this.sockets.adapter.rooms.get(roomOf(negotiationId)) ?? [];
    return [...ids].flatMap((id) => this.sockets.sockets.get(id) ?? []);
  }
}

const roomOf = (negotiationId: string): string => `negotiation:${negotiationId}`;

const receiptOf = (result: Result<Receipt>): Result<object> => result;

function refusal(reason: Problem): Error {
  return Object.assign(new Error(reason.code), { data: reason });
}

/** Where it happened, without the message: that may quote what the partner wrote. */
function framesOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return [error.name, ...(error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))].join('\n');
}
