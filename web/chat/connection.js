/**
 * The socket: connects, comes back after interruptions, fills gaps, sends what is pending, prolongs the token. Tells
 * the page through the listener it is given.
 */
import { io } from '../socket.io/socket.io.esm.min.js';

const ANSWER_TIMEOUT_MS = 10_000;
const RETRY_MS = 3_000;
const HISTORY_PAGE = 200;
/** A token is prolonged when this share of its life is over. */
const RENEW_AFTER = 0.75;
/** Browsers cannot wait longer than 24.8 days. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1_000;

export class Connection {
  /**
   * @param token the chat token of the link
   * @param thread where messages are kept
   * @param listener `{changed(), state(name), status(status), typing(author, active), ended(problem), notice(text), renewed(token)}`
   */
  constructor(token, thread, listener) {
    this.token = token;
    this.thread = thread;
    this.listener = listener;
    this.sending = false;
    this.filling = null;
    this.ended = false;
    // The page may live under a path of a larger site; the socket then lives beside it.
    const socketPath = new URL('socket.io/', document.baseURI).pathname;
    this.socket = io('/partner', {
      path: socketPath,
      auth: (send) => send({ token: this.token }),
      transports: ['websocket', 'polling'],
    });
    this.listen();
  }

  get connected() {
    return this.socket.connected;
  }

  listen() {
    const { socket, listener } = this;
    socket.on('connect', () => {
      listener.state('connected');
      this.fill();
      this.flush();
      this.planRenewal();
    });
    socket.on('connect_error', (error) => {
      if (error.data?.status === 401) return this.end(error.data);
      listener.state('reconnecting');
      // Refused by the server rather than unreachable: the client does not try again by itself.
      if (!socket.active) setTimeout(() => this.ended || socket.connect(), RETRY_MS);
    });
    socket.on('disconnect', (reason) => {
      if (this.ended) return;
      listener.typing('agent', false);
      listener.state('reconnecting');
      if (reason === 'io server disconnect') setTimeout(() => this.ended || socket.connect(), RETRY_MS);
    });
    socket.on('token_expired', (problem) => this.end(problem));
    socket.on('message', (message) => {
      this.thread.add(message);
      if (message.author !== 'partner') listener.typing(message.author, false);
      listener.changed();
      if (this.thread.completeUpTo < this.thread.lastSeq) this.fill();
    });
    socket.on('typing', ({ author, active }) => listener.typing(author, active));
    socket.on('read', ({ author, seq }) => {
      if (author === 'partner') return;
      this.thread.read(seq);
      listener.changed();
    });
    socket.on('status', ({ status }) => listener.status(status));
  }

  end(problem) {
    this.ended = true;
    this.socket.disconnect();
    this.listener.state('ended');
    this.listener.ended(problem);
  }

  /** Asks for an event; a lost connection or a slow server is a problem like any other. */
  async ask(event, payload) {
    try {
      return await this.socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck(event, ...(payload === undefined ? [] : [payload]));
    } catch {
      return { ok: false, problem: { status: 0, detail: 'The server did not answer.' } };
    }
  }

  /** Loads what is missing, page by page. */
  fill() {
    this.filling ??= this.fillAll().finally(() => (this.filling = null));
    return this.filling;
  }

  async fillAll() {
    for (let more = true; more && this.connected;) {
      const answer = await this.ask('history', { afterSeq: this.thread.completeUpTo, limit: HISTORY_PAGE });
      if (!answer.ok) {
        if (this.connected) await wait(retryAfter(answer.problem));
        continue;
      }
      for (const message of answer.messages) this.thread.add(message);
      more = answer.hasMore && answer.messages.length > 0;
      this.listener.changed(!more);
    }
  }

  /** Sends what is pending, in order, until the server has it or refuses it for good. */
  async flush() {
    if (this.sending) return;
    this.sending = true;
    try {
      for (let next = this.thread.nextToSend; next && this.connected; next = this.thread.nextToSend) {
        const { clientMessageId, text } = next;
        const answer = await this.ask('message.send', { clientMessageId, text });
        if (answer.ok) this.thread.received(clientMessageId, answer);
        else if (mayWorkLater(answer.problem)) await wait(retryAfter(answer.problem));
        else this.thread.refuse(clientMessageId, reasonOf(answer.problem));
        this.listener.changed();
      }
    } finally {
      this.sending = false;
    }
  }

  typing(active) {
    if (this.connected) this.socket.volatile.emit('typing', { active });
  }

  read(seq) {
    if (this.connected) this.socket.volatile.emit('read', { seq });
  }

  /** True where the server took it. What it refuses is told. */
  async act(event, payload) {
    const answer = this.connected
      ? await this.ask(event, payload)
      : { ok: false, problem: { status: 0, detail: 'You are offline.' } };
    if (!answer.ok) this.listener.notice(`That did not work: ${reasonOf(answer.problem)}`);
    return answer.ok ? true : answer.problem;
  }

  planRenewal() {
    clearTimeout(this.renewal);
    const { iat, exp } = claimsOf(this.token);
    if (!iat || !exp) return;
    const due = (iat + (exp - iat) * RENEW_AFTER) * 1_000 - Date.now();
    this.renewal = setTimeout(() => this.renewWhenDue(due), Math.min(Math.max(due, 0), LONGEST_WAIT_MS));
  }

  async renewWhenDue(due) {
    if (!this.connected) return;
    if (due > LONGEST_WAIT_MS) return this.planRenewal();
    const answer = await this.ask('token.renew');
    // Near the end of what renewals may reach, the next one would bring nothing: the token then simply runs out.
    if (!answer.ok || claimsOf(answer.token).exp <= claimsOf(this.token).exp) return;
    this.token = answer.token;
    this.listener.renewed(answer.token);
    this.planRenewal();
  }
}

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const mayWorkLater = ({ status }) => status === 0 || status === 401 || status === 429 || status >= 500;
const retryAfter = ({ retryAfter: seconds }) => (seconds ? seconds * 1_000 : RETRY_MS);
const reasonOf = (problem) => problem.errors?.[0]?.message ?? problem.detail;

/** What the token says about itself; `{}` where it cannot be read. Only for timing: the server checks it. */
export function claimsOf(token) {
  try {
    return JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return {};
  }
}
