import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { type MessageView } from '../channels/partner-chat/message-view.js';

export type ChatMessage = MessageView;

const ANSWER_TIMEOUT_MS = 15_000;
const HISTORY_PAGE = 200;
const TRIES = 5;

/** What the server refused, in its own words. */
export class ChatRefused extends Error {
  constructor(
    detail: string,
    readonly status: number,
  ) {
    super(detail);
    this.name = 'ChatRefused';
  }
}

type Answer =
  ({ ok: true } & Record<string, unknown>) | { ok: false; problem: { status: number; detail: string; retryAfter?: number } };

export interface ChatListener {
  /** Each message once, in order; also those that came while the connection was away. */
  message(message: ChatMessage): void;
  typing(active: boolean): void;
  status(status: string): void;
  connection(connected: boolean): void;
  ended(reason: string): void;
}

/** A hotel partner at a terminal: the chat's protocol, without its looks. */
export class ChatPartner {
  private readonly socket: Socket;
  /** Messages up to here were told. */
  private toldSeq = 0;
  private readonly waiting = new Map<number, ChatMessage>();
  private filling: Promise<void> = Promise.resolve();

  constructor(
    baseUrl: string,
    token: string,
    private readonly listener: ChatListener,
  ) {
    this.socket = io(new URL('/partner', baseUrl).href, { auth: { token }, transports: ['websocket'], autoConnect: false });
    this.socket.on('message', (message: ChatMessage) => {
      this.take(message);
      if (this.waiting.size > 0) void this.fill();
    });
    this.socket.on(
      'typing',
      ({ author, active }: { author: string; active: boolean }) => author !== 'partner' && listener.typing(active),
    );
    this.socket.on('status', ({ status }: { status: string }) => listener.status(status));
    this.socket.on('token_expired', ({ detail }: { detail: string }) => listener.ended(detail));
    this.socket.on('disconnect', () => listener.connection(false));
  }

  /** Connects and tells the history. @throws {ChatRefused} where the server does not let us in. */
  async open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', (error: Error & { data?: { status: number; detail: string } }) =>
        reject(
          error.data
            ? new ChatRefused(error.data.detail, error.data.status)
            : new ChatRefused(`Cannot connect: ${error.message}`, 0),
        ),
      );
      this.socket.connect();
    }).catch((error: unknown) => {
      this.close();
      throw error;
    });
    await this.fill();
    this.socket.on('connect', () => {
      this.listener.connection(true);
      void this.fill();
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  /** Sequence number of the message. The same id goes out however often it has to be tried. */
  async say(text: string): Promise<number> {
    const clientMessageId = `cli-${randomUUID()}`;
    const receipt = (await this.ask('message.send', { clientMessageId, text })) as { messageId: string; seq: number };
    this.take({
      id: receipt.messageId,
      seq: receipt.seq,
      author: 'partner',
      text,
      sentAt: new Date().toISOString(),
      clientMessageId,
    });
    return receipt.seq;
  }

  async answerTerms(termsId: string, accept: boolean): Promise<number> {
    return seqOf(await this.ask('terms.answer', { termsId, accept }));
  }

  async requestPerson(): Promise<number> {
    return seqOf(await this.ask('person.request'));
  }

  async optOut(): Promise<number> {
    return seqOf(await this.ask('opt_out'));
  }

  /** Nobody who reads a terminal should have to think of rate limits: it waits and tries again. */
  private async ask(event: string, payload?: object): Promise<Record<string, unknown>> {
    for (let tried = 1; ; tried += 1) {
      const answer = await this.askOnce(event, payload);
      if (answer.ok) return answer;
      const { status, detail, retryAfter } = answer.problem;
      if (tried === TRIES || (status !== 429 && status !== 0)) throw new ChatRefused(detail, status);
      await new Promise((resolve) => setTimeout(resolve, (retryAfter ?? 1) * 1_000));
    }
  }

  private async askOnce(event: string, payload: object | undefined): Promise<Answer> {
    try {
      return (await this.socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck(event, ...(payload ? [payload] : []))) as Answer;
    } catch {
      return { ok: false, problem: { status: 0, detail: 'The server does not answer' } };
    }
  }

  private fill(): Promise<void> {
    this.filling = this.filling.then(async () => {
      for (let more = true; more;) {
        const answer = await this.askOnce('history', { afterSeq: this.toldSeq, limit: HISTORY_PAGE });
        if (!answer.ok) return;
        const { messages, hasMore } = answer as unknown as { messages: ChatMessage[]; hasMore: boolean };
        for (const message of messages) this.take(message);
        more = hasMore && messages.length > 0;
      }
    });
    return this.filling;
  }

  /** Tells in order and once; what comes too early waits for the gap to be filled. */
  private take(message: ChatMessage): void {
    if (message.seq > this.toldSeq) this.waiting.set(message.seq, message);
    for (let next = this.waiting.get(this.toldSeq + 1); next; next = this.waiting.get(this.toldSeq + 1)) {
      this.waiting.delete(next.seq);
      this.toldSeq = next.seq;
      this.listener.message(next);
    }
  }
}

const seqOf = (answer: Record<string, unknown>): number => answer['seq'] as number;
