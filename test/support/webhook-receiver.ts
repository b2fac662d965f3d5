import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { vi } from 'vitest';

export interface ReceivedWebhook {
  headers: IncomingHttpHeaders;
  body: string;
}

export interface WebhookPayload {
  type: string;
  timestamp: string;
  data: Record<string, unknown> & { negotiationId: string; externalId: string; sequence: number };
}

/** A backend that is told of events. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @param answer what it does with a webhook; `number` counts them from 1 */
  static async start(
    answer: (response: ServerResponse, number: number) => void = (response) => response.writeHead(204).end(),
  ): Promise<WebhookReceiver> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        receiver.received.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
        answer(response, receiver.received.length);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const receiver = new WebhookReceiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`);
    return receiver;
  }

  /** What came in, verified by the official library at the time that it was sent; throws where a signature does not hold. */
  verified(secret: string): WebhookPayload[] {
    const webhook = new Webhook(secret);
    return this.received.map(({ headers, body }) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Number(headers['webhook-timestamp']) * 1_000 });
      try {
        return webhook.verify(body, headers as Record<string, string>) as WebhookPayload;
      } finally {
        vi.useRealTimers();
      }
    });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
