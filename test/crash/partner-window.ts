import { io, type Socket } from 'socket.io-client';
import { pause } from './backend.js';
import { type ClientView, type SeenMessage } from './history.js';

const ANSWER_MS = 5_000;
const PAGE = 50;
const RETRY_MS = 50;

export interface ChatMessage extends SeenMessage {
  terms?: { termsId: string };
}

type Answer =
  ({ ok: true } & Record<string, unknown>) | { ok: false; problem: { status: number; code: string; retryAfter?: number } };

export type Receipt = { messageId: string; seq: number };

/**
 * One open window of a partner, written as the contract tells a client to be: it shows messages in order of `seq`, drops
 * what it has, and asks for history when it connects or sees a gap, never otherwise.
 */
export class PartnerWindow {
  readonly view: ClientView;
  private readonly socket: Socket;
  private readonly waiting = new Map<number, ChatMessage>();
  private filling: Promise<void> | null = null;
  private closed = false;
  connections = 0;
  lastTerms: string | null = null;

  constructor(client: string, baseUrl: string, token: string) {
    this.view = { client, shown: [], dropped: [] };
    this.socket = io(`${baseUrl}/partner`, {
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: RETRY_MS,
      reconnectionDelayMax: 4 * RETRY_MS,
    });
    this.socket.on('connect', () => {
      this.connections += 1;
      this.fill();
    });
    // Refused by the server itself (it is going down, say): the library does not try again by itself then.
    this.socket.on('connect_error', () => {
      if (!this.socket.active && !this.closed) setTimeout(() => !this.closed && this.socket.connect(), RETRY_MS);
    });
    this.socket.on('message', (message: ChatMessage) => this.take(message));
  }

  get lastSeq(): number {
    return this.view.shown.length;
  }

  /** Sends once and waits for the receipt; null where the connection went or nothing came back: send again. */
  async send(clientMessageId: string, text: string): Promise<Receipt | null> {
    const answer = await this.ask('message.send', { clientMessageId, text });
    if (!answer.ok) return null;
    const receipt = receiptOf(answer);
    this.take({ id: receipt.messageId, seq: receipt.seq, author: 'partner', text });
    return receipt;
  }

  /** The button under restated terms. `refused`: they wait for no answer any more. */
  async acceptTerms(termsId: string): Promise<Receipt | 'refused' | null> {
    const answer = await this.ask('terms.answer', { termsId, accept: true });
    if (answer.ok) {
      const receipt = receiptOf(answer);
      // How the server put it into words is not known here.
      if (receipt.seq > this.lastSeq) this.fill();
      return receipt;
    }
    return answer.problem.code === 'terms_not_pending' ? 'refused' : null;
  }

  /** Tells that somebody types; nobody waits for the answer. */
  type(): void {
    if (this.socket.connected) this.socket.emit('typing', { active: true });
  }

  /** Loses the connection, as a telephone in a lift does; it comes back by itself. */
  drop(): void {
    this.socket.io.engine?.close();
  }

  close(): void {
    this.closed = true;
    this.socket.disconnect();
  }

  private async ask(event: string, payload: object): Promise<Answer> {
    while (!this.socket.connected && !this.closed) await pause(RETRY_MS / 5);
    try {
      const answer = (await this.socket.timeout(ANSWER_MS).emitWithAck(event, payload)) as Answer;
      if (!answer.ok && answer.problem.retryAfter !== undefined) await pause(answer.problem.retryAfter * 1_000);
      return answer;
    } catch {
      return unanswered;
    }
  }

  private fill(): void {
    if (this.filling || this.closed) return;
    this.filling = this.readHistory().finally(() => {
      this.filling = null;
      if (this.waiting.size > 0) this.fill();
    });
  }

  private async readHistory(): Promise<void> {
    for (let more = true; more && !this.closed;) {
      const answer = await this.ask('history', { afterSeq: this.lastSeq, limit: PAGE });
      if (!answer.ok) continue;
      const { messages, hasMore } = answer as unknown as { messages: ChatMessage[]; hasMore: boolean };
      for (const message of messages) this.take(message);
      more = hasMore;
    }
  }

  private take(message: ChatMessage): void {
    const { id, seq, author, text } = message;
    if (seq <= this.lastSeq || this.waiting.has(seq)) {
      this.view.dropped.push({ id, seq, author, text });
      return;
    }
    this.waiting.set(seq, message);
    for (let next = this.waiting.get(this.lastSeq + 1); next; next = this.waiting.get(this.lastSeq + 1)) {
      this.waiting.delete(next.seq);
      this.view.shown.push({ id: next.id, seq: next.seq, author: next.author, text: next.text });
      if (next.terms) this.lastTerms = next.terms.termsId;
    }
    if (this.waiting.size > 0) this.fill();
  }
}

const unanswered: Answer = { ok: false, problem: { status: 0, code: 'unanswered' } };

const receiptOf = (answer: Record<string, unknown>): Receipt => ({
  messageId: answer['messageId'] as string,
  seq: answer['seq'] as number,
});
