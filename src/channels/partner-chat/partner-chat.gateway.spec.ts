import { type AddressInfo } from 'node:net';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Subject } from 'rxjs';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '../../domain/failure.js';
import { ChatTokens, type ChatGrant, type ChatTokenCheck } from '../../negotiations/chat-tokens.js';
import { ConversationEvents } from '../../turn/conversation-events.js';
import { Outages } from '../../turn/ports/outages.js';
import { Inbox } from '../../turn/inbox.js';
import { Clock } from '../../turn/ports/clock.js';
import { ConversationStore, type StoredMessage } from '../../turn/ports/conversation-store.js';
import { type OutgoingEvent } from '../../turn/ports/outbox-store.js';
import { PartnerChatGateway } from './partner-chat.gateway.js';
import { SocketAdapter } from './socket-adapter.js';
import { Alone, OtherNodes } from '../../turn/ports/other-nodes.js';
import { SocketPresence } from './socket-presence.js';

// The inbox is a fake here, but its module would pull the whole turn in.
vi.mock('../../turn/turn-scheduler.js', () => ({ TurnScheduler: class {} }));

const RECEIPT = { messageId: 'm-1', seq: 1, duplicate: false };

const grant = (negotiationId: string, expiresAt = new Date(Date.now() + 60_000)): ChatGrant => ({
  negotiationId,
  tokenId: 't-1',
  ttlSeconds: 60,
  firstIssuedAt: new Date(),
  expiresAt,
});

const message = (seq: number, more: Partial<StoredMessage> = {}): StoredMessage => ({
  id: `m-${seq}`,
  seq,
  author: 'agent',
  text: `message ${seq}`,
  sentAt: '2026-03-02T09:00:00.000Z',
  ...more,
});

/** What a database that is away throws. */
const away = new Error('away');

describe('the partner gateway', () => {
  const inbox = {
    receive: vi.fn(),
    answerTerms: vi.fn(),
    requestPerson: vi.fn(),
    optOut: vi.fn(),
    typing: vi.fn(),
    partnerArrived: vi.fn(),
  };
  const store = { messages: vi.fn() };
  const revocations = new Subject<string>();
  const tokens = { verify: vi.fn(), renew: vi.fn(), revocations$: revocations };
  let ahead = 0;
  const clock = { now: () => new Date(Date.now() + ahead), monotonic: () => 0 };
  const opened: Socket[] = [];
  let app: NestFastifyApplication;
  let url: string;
  let events: ConversationEvents;
  let presence: SocketPresence;

  beforeEach(async () => {
    vi.resetAllMocks();
    ahead = 0;
    inbox.receive.mockResolvedValue(succeed(RECEIPT));
    inbox.partnerArrived.mockResolvedValue(undefined);
    tokens.verify.mockImplementation((token: string): Promise<ChatTokenCheck> => {
      if (token === 'expired' || token === 'revoked') return Promise.resolve({ valid: false, reason: token });
      return Promise.resolve(token.startsWith('n-') ? { valid: true, grant: grant(token) } : { valid: false, reason: 'invalid' });
    });
    const module = await Test.createTestingModule({
      providers: [
        PartnerChatGateway,
        SocketPresence,
        ConversationEvents,
        { provide: Inbox, useValue: inbox },
        { provide: ConversationStore, useValue: store },
        { provide: ChatTokens, useValue: tokens },
        { provide: Clock, useValue: clock },
        { provide: OtherNodes, useClass: Alone },
        { provide: Outages, useValue: { isOutage: (error: unknown) => error === away } },
      ],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    app.useWebSocketAdapter(new SocketAdapter(app));
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
    events = app.get(ConversationEvents);
    presence = app.get(SocketPresence);
  });

  afterEach(async () => {
    for (const socket of opened.splice(0)) socket.disconnect();
    const closed = app.close();
    app.getHttpServer().closeAllConnections();
    await closed;
  });

  function open(auth: object): Socket {
    const socket = io(`${url}/partner`, { auth, transports: ['websocket'], reconnection: false, forceNew: true });
    opened.push(socket);
    return socket;
  }

  async function connect(negotiationId = 'n-1'): Promise<Socket> {
    const socket = open({ token: negotiationId });
    await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject));
    return socket;
  }

  const heard = <T>(socket: Socket, event: string) => new Promise<T>((resolve) => socket.once(event, resolve));
  const ask = (socket: Socket, event: string, ...payload: unknown[]) =>
    socket.timeout(2_000).emitWithAck(event, ...payload) as Promise<
      { ok: boolean; problem?: { status: number; code: string } } & Record<string, unknown>
    >;

  const commit = (negotiationId: string, event: OutgoingEvent['event'], more: Partial<OutgoingEvent> = {}) =>
    events.publish({
      kind: 'committed',
      eventId: 'e-1',
      negotiationId,
      tenantId: 'tenant',
      externalId: 'x-1',
      sequence: 1,
      event,
      status: 'open',
      stage: 'bargaining',
      createdAt: new Date(),
      ...more,
    });
  const commitMessage = (negotiationId: string, stored: StoredMessage) =>
    commit(negotiationId, { type: 'message.created', messageId: stored.id, seq: stored.seq }, { message: stored });

  it.each([
    [{}, 401, 'token_missing'],
    [{ token: 7 }, 401, 'token_missing'],
    [{ token: { $ne: '' } }, 401, 'token_missing'],
    [{ token: 'nonsense' }, 401, 'token_invalid'],
    [{ token: 'expired' }, 401, 'token_expired'],
    [{ token: 'revoked' }, 401, 'token_revoked'],
  ])('refuses the handshake %j with a problem', async (auth, status, code) => {
    const error = await heard<Error & { data: unknown }>(open(auth), 'connect_error');
    expect(error.message).toBe(code);
    expect(error.data).toMatchObject({
      status,
      code,
      title: 'Unauthorized',
      type: expect.any(String),
      detail: expect.any(String),
    });
  });

  it('asks for another try where tokens cannot be checked', async () => {
    tokens.verify.mockRejectedValue(new Error('no database'));
    const error = await heard<Error & { data: unknown }>(open({ token: 'n-1' }), 'connect_error');
    expect(error.data).toMatchObject({ status: 503 });
  });

  it('hands a message to the inbox, in the name of the negotiation of the token', async () => {
    const socket = await connect();
    expect(await ask(socket, 'message.send', { clientMessageId: 'c-1', text: 'hello' })).toEqual({ ok: true, ...RECEIPT });
    expect(inbox.receive).toHaveBeenCalledExactlyOnceWith({ negotiationId: 'n-1', clientMessageId: 'c-1', text: 'hello' });
  });

  it('answers what the inbox refuses with its problem', async () => {
    inbox.receive.mockResolvedValue(fail('invalid', 'The message is empty', [{ path: 'text', message: 'must not be empty' }]));
    const socket = await connect();
    expect(await ask(socket, 'message.send', { clientMessageId: 'c-1', text: ' ' })).toMatchObject({
      ok: false,
      problem: { status: 422, code: 'invalid', errors: [{ path: 'text', message: 'must not be empty' }] },
    });
  });

  it('asks for another try where the database is away, and tells a fault of ours from that', async () => {
    inbox.receive.mockRejectedValueOnce(away).mockRejectedValueOnce(new Error('a fault'));
    const socket = await connect();
    const send = () => ask(socket, 'message.send', { clientMessageId: 'c-1', text: 'hello' });
    expect(await send()).toMatchObject({ ok: false, problem: { status: 503, code: 'unavailable' } });
    expect(await send()).toMatchObject({ ok: false, problem: { status: 500, code: 'internal' } });
    expect(await send()).toMatchObject({ ok: true });
  });

  it('passes on terms answers, the wish for a person and the opt-out', async () => {
    inbox.answerTerms.mockResolvedValue(fail('terms_not_pending', 'These terms no longer wait for an answer'));
    inbox.requestPerson.mockResolvedValue(succeed(RECEIPT));
    inbox.optOut.mockResolvedValue(succeed({ ...RECEIPT, seq: 2 }));
    const socket = await connect();
    expect(await ask(socket, 'terms.answer', { termsId: 'terms-1', accept: true })).toMatchObject({
      ok: false,
      problem: { status: 409 },
    });
    expect(inbox.answerTerms).toHaveBeenCalledWith({ negotiationId: 'n-1', termsId: 'terms-1', accept: true });
    expect(await ask(socket, 'person.request')).toMatchObject({ ok: true, seq: 1 });
    expect(await ask(socket, 'opt_out', {})).toMatchObject({ ok: true, seq: 2 });
  });

  it('reads history in pages and says whether there is more', async () => {
    store.messages.mockResolvedValue([message(1), message(2), { ...message(3), secret: 'not for partners' }]);
    const socket = await connect();
    expect(await ask(socket, 'history', { afterSeq: 0, limit: 2 })).toEqual({
      ok: true,
      messages: [message(1), message(2)],
      hasMore: true,
    });
    expect(store.messages).toHaveBeenCalledWith('n-1', { afterSeq: 0, limit: 3 });
    expect(await ask(socket, 'history', { afterSeq: 0, limit: 3 })).toEqual({
      ok: true,
      messages: [message(1), message(2), message(3)],
      hasMore: false,
    });
  });

  it.each([
    ['message.send', []],
    ['message.send', [null]],
    ['message.send', ['text']],
    ['message.send', [[{ clientMessageId: 'c-1', text: 'x' }]]],
    ['message.send', [{ clientMessageId: 'c-1', text: 'x' }, { more: true }]],
    ['message.send', [{ clientMessageId: 'c-1' }]],
    ['message.send', [{ clientMessageId: 'c-1', text: 'x', negotiationId: 'n-2' }]],
    ['message.send', [{ clientMessageId: 'c-1', text: Buffer.from('x') }]],
    ['message.send', [Buffer.from('x')]],
    ['message.send', [JSON.parse('{"clientMessageId":"c-1","text":"x","__proto__":{"admin":true}}')]],
    ['history', [{ afterSeq: '0' }]],
    ['typing', [{ active: 'yes' }]],
    ['read', [{ seq: -1 }]],
    ['terms.answer', [{ termsId: 'terms-1', accept: 'true' }]],
    ['person.request', [{ now: true }]],
    ['opt_out', ['please']],
    ['token.renew', [{ ttlSeconds: 9 }]],
  ])('refuses %s with the payload %j', async (event, payload) => {
    const socket = await connect();
    expect(await ask(socket, event, ...payload)).toMatchObject({ ok: false, problem: { status: 422, code: 'invalid' } });
    expect(inbox.receive).not.toHaveBeenCalled();
  });

  it('refuses an event that it does not know', async () => {
    const socket = await connect();
    expect(await ask(socket, 'admin.delete', {})).toMatchObject({ ok: false, problem: { status: 404, code: 'unknown_event' } });
    expect(await ask(socket, 'error', {})).toMatchObject({ ok: false, problem: { status: 404 } });
  });

  it('carries on after events without an acknowledgement, good and bad', async () => {
    const socket = await connect();
    socket.emit('message.send', { clientMessageId: 'c-1', text: 'hello' });
    socket.emit('message.send', 'nonsense');
    socket.emit('nonsense');
    socket.emit('error', 'nonsense');
    socket.emit('opt_out', null, null, 1);
    expect(await ask(socket, 'message.send', { clientMessageId: 'c-2', text: 'hello' })).toMatchObject({ ok: true });
    expect(inbox.receive).toHaveBeenCalledTimes(2);
  });

  it('answers an unexpected error with a problem that tells nothing, and carries on', async () => {
    inbox.receive.mockRejectedValueOnce(new Error('connection string postgresql://…'));
    const socket = await connect();
    const answer = await ask(socket, 'message.send', { clientMessageId: 'c-1', text: 'hello' });
    expect(answer).toMatchObject({ ok: false, problem: { status: 500 } });
    expect(JSON.stringify(answer)).not.toContain('postgresql');
    expect(await ask(socket, 'message.send', { clientMessageId: 'c-1', text: 'hello' })).toMatchObject({ ok: true });
  });

  it('takes a text that is far too long as far as the inbox, which says why it is refused', async () => {
    const socket = await connect();
    await ask(socket, 'message.send', { clientMessageId: 'c-1', text: 'x'.repeat(200_000) });
    expect(inbox.receive).toHaveBeenCalledTimes(1);
  });

  it('ends the connection of who sends what no text can be, and serves the others', async () => {
    const [loud, calm] = [await connect(), await connect()];
    const gone = heard(loud, 'disconnect');
    loud.emit('message.send', { clientMessageId: 'c-1', text: 'x'.repeat(400_000) });
    await gone;
    expect(await ask(calm, 'message.send', { clientMessageId: 'c-2', text: 'hello' })).toMatchObject({ ok: true });
  });

  it('slows down who sends too much, with the time to wait', async () => {
    const socket = await connect();
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, index) => ask(socket, 'message.send', { clientMessageId: `c-${index}`, text: 'hello' })),
    );
    expect(answers.map((answer) => answer.problem?.status ?? 200)).toEqual([
      ...Array<number>(20).fill(200),
      ...Array<number>(5).fill(429),
    ]);
    expect(answers[24]).toMatchObject({ problem: { retryAfter: 1 } });
  });

  it('stores messages in the order in which one socket sent them', async () => {
    const order: string[] = [];
    inbox.receive.mockImplementation(async ({ clientMessageId }: { clientMessageId: string }) => {
      await new Promise((resolve) => setTimeout(resolve, clientMessageId === 'c-1' ? 30 : 0));
      order.push(clientMessageId);
      return succeed(RECEIPT);
    });
    const socket = await connect();
    await Promise.all(
      ['c-1', 'c-2', 'c-3'].map((clientMessageId) => ask(socket, 'message.send', { clientMessageId, text: 'hello' })),
    );
    expect(order).toEqual(['c-1', 'c-2', 'c-3']);
  });

  it('tells committed messages to the sockets of that negotiation only', async () => {
    const [mine, theirs] = [await connect('n-1'), await connect('n-2')];
    const foreign = vi.fn();
    theirs.onAny(foreign);
    const told = heard(mine, 'message');
    const terms = { termsId: 'terms-1', tickets: [] };
    commitMessage('n-1', { ...message(3, { terms }), secret: 'not for partners' } as StoredMessage);
    expect(await told).toEqual(message(3, { terms }));
    const after = heard(theirs, 'message');
    commitMessage('n-2', message(1));
    await after;
    expect(foreign).toHaveBeenCalledExactlyOnceWith('message', message(1));
  });

  it('shows a partner message to their other sockets, not to the one that wrote it', async () => {
    const [writer, other] = [await connect(), await connect()];
    const echo = vi.fn();
    writer.onAny(echo);
    inbox.receive.mockImplementation(() => {
      commitMessage('n-1', message(1, { author: 'partner', clientMessageId: 'c-1' }));
      return Promise.resolve(succeed(RECEIPT));
    });
    const told = heard(other, 'message');
    await ask(writer, 'message.send', { clientMessageId: 'c-1', text: 'message 1' });
    expect(await told).toMatchObject({ author: 'partner', clientMessageId: 'c-1' });
    expect(echo).not.toHaveBeenCalled();
  });

  it('tells when the agent writes, and that it has read what it answers', async () => {
    const socket = await connect();
    const told: unknown[] = [];
    socket.onAny((event, value) => told.push([event, value]));
    commitMessage('n-1', message(4, { author: 'partner' }));
    events.publish({ kind: 'drafting', negotiationId: 'n-1', active: true });
    const last = heard(socket, 'status');
    events.publish({ kind: 'drafting', negotiationId: 'n-1', active: false });
    commit('n-1', { type: 'negotiation.stage_changed', from: 'proposing', to: 'bargaining' });
    commit('n-1', { type: 'negotiation.agreed' }, { status: 'agreed' });
    await last;
    expect(told.slice(1)).toEqual([
      ['read', { author: 'agent', seq: 4 }],
      ['typing', { author: 'agent', active: true }],
      ['typing', { author: 'agent', active: false }],
      ['status', { status: 'agreed' }],
    ]);
  });

  it('shows on the other devices of the partner what was read on one', async () => {
    const [one, other] = [await connect(), await connect()];
    const told = heard(other, 'read');
    expect(await ask(one, 'read', { seq: 3 })).toEqual({ ok: true });
    expect(await told).toEqual({ author: 'partner', seq: 3 });
  });

  it('tells the inbox that the partner types', async () => {
    const socket = await connect();
    expect(await ask(socket, 'typing', { active: true })).toEqual({ ok: true });
    expect(inbox.typing).toHaveBeenCalledWith('n-1', true);
  });

  it('says goodbye when the token has run out', async () => {
    tokens.verify.mockResolvedValue({ valid: true, grant: grant('n-1', new Date(Date.now() + 150)) });
    const socket = await connect();
    const [told] = await Promise.all([heard(socket, 'token_expired'), heard(socket, 'disconnect')]);
    expect(told).toMatchObject({ status: 401, code: 'token_expired' });
  });

  it('stays for as long as a renewal says', async () => {
    const expiresAt = new Date(Date.now() + 600_000);
    tokens.renew.mockResolvedValue({ token: 'fresh', expiresAt });
    const [renewing, other] = [await connect(), await connect()];
    expect(await ask(renewing, 'token.renew')).toEqual({ ok: true, token: 'fresh', expiresAt: expiresAt.toISOString() });
    ahead = 120_000;
    expect(await ask(renewing, 'person.request', 1)).toMatchObject({ ok: false, problem: { status: 422 } });
    expect(await ask(other, 'person.request', 1)).toMatchObject({ ok: false, problem: { status: 401, code: 'token_expired' } });
  });

  it('keeps the old time where a renewal is refused', async () => {
    tokens.renew.mockResolvedValue(null);
    const socket = await connect();
    expect(await ask(socket, 'token.renew')).toMatchObject({ ok: false, problem: { status: 401 } });
  });

  it('ends the connections whose tokens are revoked', async () => {
    const [mine, theirs] = [await connect('n-1'), await connect('n-2')];
    const told = heard(mine, 'token_expired');
    const gone = heard(mine, 'disconnect');
    revocations.next('n-1');
    expect(await told).toMatchObject({ status: 401 });
    await gone;
    expect(theirs.connected).toBe(true);
  });

  it('knows who is there', async () => {
    expect(await presence.connected('n-1')).toBe(false);
    const [one, other] = [await connect(), await connect()];
    expect(await presence.connected('n-1')).toBe(true);
    one.disconnect();
    await vi.waitFor(() => expect(presence.count('n-1')).toBe(1));
    other.disconnect();
    await vi.waitFor(async () => expect(await presence.connected('n-1')).toBe(false));
  });

  it('lets nobody stay in the default namespace', async () => {
    const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true });
    opened.push(socket);
    await heard(socket, 'connect_error');
  });

  it('serves the client that its page loads', async () => {
    const response = await fetch(`${url}/socket.io/socket.io.esm.min.js`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('javascript');
  });
});
