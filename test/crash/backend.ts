import { type Outcome } from './history.js';

const RETRY_MS = 100;
const LONGEST_OUTAGE_MS = 120_000;

export interface OpsConversation {
  owner: string;
  messages: { id: string; seq: number; author: string; text: string; clientMessageId?: string }[];
  ledger: {
    type: string;
    ticketId: string;
    author: string;
    messageSeq: number;
    rate?: string;
    termsId?: string;
    of?: string;
    terms?: { rate: string };
  }[];
  turns: { number: number; trigger: string; answers: number[]; messageSeq?: number; resolution: { kind: string } }[];
}

/** The backend of the travel agency: calls the API and tries again for as long as the server is away. */
export class Backend {
  constructor(
    private readonly baseUrl: string,
    private readonly key: string,
  ) {}

  /** Creates once, whatever dies in between: the same key of idempotency, and a look at what is there. */
  async createNegotiation(body: { externalId: string }): Promise<string> {
    for (let attempt = 0; ; attempt++) {
      const { status, answer } = await this.call('POST', '/v1/negotiations', body, `${body.externalId}-${attempt}`);
      if (status === 201) return (answer as { id: string }).id;
      if (status !== 409) throw new Error(`A negotiation was refused with ${status}: ${JSON.stringify(answer)}`);
      // Done by a request whose answer was lost, or still held by one that died with its server.
      const found = await this.get<{ items: { id: string }[] }>(
        `/v1/negotiations?externalId=${encodeURIComponent(body.externalId)}`,
      );
      if (found.items[0]) return found.items[0].id;
      await pause(RETRY_MS);
    }
  }

  async chatToken(negotiationId: string): Promise<string> {
    const { status, answer } = await this.call('POST', `/v1/negotiations/${negotiationId}/chat-tokens`, { ttlSeconds: 86_400 });
    if (status !== 201) throw new Error(`A chat token was refused with ${status}: ${JSON.stringify(answer)}`);
    return (answer as { token: string }).token;
  }

  /** Relays a message as a messenger of the agency's own would. `away`: nobody answered; null: send it again. */
  async relay(
    negotiationId: string,
    clientMessageId: string,
    text: string,
  ): Promise<{ messageId: string; seq: number } | 'away' | null> {
    const answer = await this.tryOnce('POST', `/v1/negotiations/${negotiationId}/messages`, { clientMessageId, text });
    if (!answer) return 'away';
    return answer.status === 202 ? (answer.answer as { messageId: string; seq: number }) : null;
  }

  conversation(negotiationId: string): Promise<OpsConversation> {
    return this.get(`/ops/v1/conversations/${negotiationId}`);
  }

  outcome(negotiationId: string): Promise<Outcome> {
    return this.get(`/v1/negotiations/${negotiationId}/outcome`);
  }

  private async get<T>(path: string): Promise<T> {
    const { status, answer } = await this.call('GET', path);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(answer)}`);
    return answer as T;
  }

  private async call(method: string, path: string, body?: unknown, key?: string): Promise<{ status: number; answer: unknown }> {
    const begun = performance.now();
    while (performance.now() - begun < LONGEST_OUTAGE_MS) {
      const done = await this.tryOnce(method, path, body, key);
      if (done && done.status < 500 && done.status !== 429) return done;
      await pause(RETRY_MS);
    }
    throw new Error(`${method} ${path} found no server for ${LONGEST_OUTAGE_MS / 1_000} s`);
  }

  private async tryOnce(
    method: string,
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<{ status: number; answer: unknown } | null> {
    try {
      const response = await fetch(`${this.baseUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(10_000),
      });
      return { status: response.status, answer: await response.json() };
    } catch {
      return null;
    }
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
