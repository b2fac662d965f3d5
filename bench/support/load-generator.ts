import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { TALK } from './talk.js';

/** What the generator is told to do; it answers every order with one message. */
export type Order =
  | { kind: 'connect'; baseUrls: readonly string[]; key: string; conversations: number; socketsEach: number; name: string }
  | { kind: 'write'; perSecond: number; seconds: number }
  | { kind: 'disconnect' };

export interface Written {
  negotiationIds: string[];
  messages: number;
  /** Messages whose receipt did not come, or was a refusal. */
  refused: number;
  /** From sending to the receipt, in milliseconds. */
  receiptMs: number[];
  /** Processor time of the generator, in milliseconds. */
  processorMs: number;
  /** How late the latest message was sent by its plan, in milliseconds: a generator that is late measures itself. */
  latestMs: number;
}

/** Messages of a burst: half of them are one, some two, few three. */
const BURSTS = [1, 2, 1, 3, 1, 2, 1, 3, 1, 2];
const MEAN_BURST = BURSTS.reduce((sum, size) => sum + size, 0) / BURSTS.length;
/** Between the messages of a burst. */
const WITHIN_BURST_MS = 250;
const CONNECTING_AT_ONCE = 50;
const ANSWER_MS = 20_000;
const DAY_MS = 86_400_000;

/** Partners on sockets, in a process of their own, so that what they cost is not the server's. */
class LoadGenerator {
  private conversations: { id: string; socket: Socket; said: number }[] = [];
  private sockets: Socket[] = [];
  private burst = 0;

  async connect({ baseUrls, key, conversations, socketsEach, name }: Order & { kind: 'connect' }): Promise<void> {
    const numbers = Array.from({ length: conversations }, (_, number) => number);
    const connectNext = async (): Promise<void> => {
      for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
        const baseUrl = baseUrls[number % baseUrls.length]!;
        const { id } = await post<{ id: string }>(baseUrl, key, '/v1/negotiations', negotiation(`${name}-${number}`));
        const { token } = await post<{ token: string }>(baseUrl, key, `/v1/negotiations/${id}/chat-tokens`, {});
        const sockets = await Promise.all(Array.from({ length: socketsEach }, () => open(baseUrl, token)));
        this.sockets.push(...sockets);
        this.conversations.push({ id, socket: sockets[0]!, said: number });
      }
    };
    await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, connectNext));
  }

  /** Bursts begin at a steady rate, whether or not the server keeps up. */
  async write(perSecond: number, seconds: number): Promise<Written> {
    const spent = process.cpuUsage();
    const bursts = Math.round((perSecond * seconds) / MEAN_BURST);
    const everyMs = (1_000 * MEAN_BURST) / perSecond;
    const begun = performance.now();
    const written: Written = {
      negotiationIds: this.conversations.map(({ id }) => id),
      messages: 0,
      refused: 0,
      receiptMs: [],
      processorMs: 0,
      latestMs: 0,
    };
    const writing: Promise<void>[] = [];
    for (let index = 0; index < bursts; index++) {
      const due = begun + index * everyMs;
      const wait = due - performance.now();
      if (wait > 0) await pause(wait);
      written.latestMs = Math.max(written.latestMs, performance.now() - due);
      writing.push(this.writeBurst(this.burst++, written));
    }
    await Promise.all(writing);
    const { user, system } = process.cpuUsage(spent);
    return { ...written, processorMs: (user + system) / 1_000 };
  }

  disconnect(): void {
    for (const socket of this.sockets.splice(0)) socket.disconnect();
    this.conversations = [];
  }

  private async writeBurst(number: number, written: Written): Promise<void> {
    const conversation = this.conversations[number % this.conversations.length]!;
    const size = BURSTS[number % BURSTS.length]!;
    const sending: Promise<void>[] = [];
    for (let index = 0; index < size; index++) {
      if (index > 0) await pause(WITHIN_BURST_MS);
      const text = TALK[conversation.said++ % TALK.length]!;
      written.messages += 1;
      sending.push(this.send(conversation.socket, `${number}-${index}`, text, written));
    }
    await Promise.all(sending);
  }

  private async send(socket: Socket, clientMessageId: string, text: string, written: Written): Promise<void> {
    const begun = performance.now();
    try {
      const answer = (await socket.timeout(ANSWER_MS).emitWithAck('message.send', { clientMessageId, text })) as { ok: boolean };
      if (answer.ok) written.receiptMs.push(performance.now() - begun);
      else written.refused += 1;
    } catch {
      written.refused += 1;
    }
  }
}

async function open(baseUrl: string, token: string): Promise<Socket> {
  const socket = io(`${baseUrl}/partner`, { auth: { token }, transports: ['websocket'], forceNew: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

async function post<T>(baseUrl: string, key: string, path: string, body: object): Promise<T> {
  const answer = await fetch(`${baseUrl}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

function negotiation(externalId: string): object {
  const day = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
  return {
    externalId,
    hotel: { id: `hotel-${externalId}`, name: 'Hotel Anker', city: 'Hamburg', timeZone: 'Europe/Berlin' },
    partner: { id: `partner-${externalId}`, name: 'Hanna', language: 'en', timeZone: 'Europe/Berlin' },
    tickets: [
      {
        id: 'double',
        roomType: 'Double Room',
        stay: { from: day(20), to: day(23) },
        currency: 'EUR',
        priceBasis: 'selling',
        rateUnit: 'per_night',
        taxes: 'included',
        commissionRate: '0.15',
        currentRate: '200',
        targetRate: '160',
        limitRate: '178.37',
        evidence: [
          {
            kind: 'competitor_rate',
            source: 'another site',
            rate: '165',
            observedAt: new Date().toISOString(),
            disclose: 'rate',
          },
        ],
      },
    ],
    levers: [{ id: 'badge', kind: 'badge', title: 'the Preferred badge for 30 days' }],
    start: 'on_partner_message',
  };
}

const generator = new LoadGenerator();
process.on('message', (order: Order) => {
  const done = (result: unknown): void => void process.send?.({ result: result ?? null });
  const failed = (error: unknown): void => void process.send?.({ error: String(error) });
  if (order.kind === 'connect') generator.connect(order).then(done, failed);
  else if (order.kind === 'write') generator.write(order.perSecond, order.seconds).then(done, failed);
  else done(generator.disconnect());
});
