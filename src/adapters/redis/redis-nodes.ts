import { hkdfSync, randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Subject } from 'rxjs';
import { type NodeNews, OtherNodes } from '../../turn/ports/other-nodes.js';
import { open, seal } from '../../platform/sealed.js';
import { Clock } from '../../turn/ports/clock.js';

/** How long a process that died is taken to hold sockets; what lives is renewed three times as often. */
const PRESENCE_MS = 60_000;
const RENEWAL_MS = 20_000;
/** One line in the log for so many milliseconds of trouble. */
const COMPLAINT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** Ends the part of a message that can be read without the key: who tells it, and of which negotiation. */
const HEADER_END = '\n';

/**
 * Processes tell each other over Redis' publish and subscribe. Nothing is kept there but who has a chat open; messages pass
 * through sealed, with a key that is made of the installation's, which also keeps installations on one Redis apart. Before the
 * sealed part stands what a process needs in order to pass over what nobody there waits for: with many processes most of what
 * each hears is that.
 */
export class RedisNodes extends OtherNodes {
  private readonly logger = new Logger(RedisNodes.name);
  private readonly subject = new Subject<NodeNews>();
  readonly news$ = this.subject.asObservable();
  private readonly node = randomUUID();
  private readonly here = new Set<string>();
  private followsAll = false;
  private readonly renewal: NodeJS.Timeout;
  private complainedAt = -Infinity;
  private subscribed = false;

  private constructor(
    private readonly publisher: Redis,
    private readonly subscriber: Redis,
    private readonly key: Buffer,
    private readonly prefix: string,
    private readonly clock: Clock,
  ) {
    super();
    this.renewal = setInterval(() => this.renew(), RENEWAL_MS).unref();
  }

  /**
   * Begins to connect; where Redis does not answer, the server runs all the same and goes on trying.
   * @param masterKey the installation's
   */
  static connect(url: string, masterKey: Buffer, clock: Clock): RedisNodes {
    const key = Buffer.from(hkdfSync('sha256', masterKey, '', 'parley:nodes:seal', 32));
    const name = Buffer.from(hkdfSync('sha256', masterKey, '', 'parley:nodes:name', 9)).toString('base64url');
    // Without a connection nothing is saved up: what is told late is of no use.
    const settings = { connectTimeout: CONNECT_TIMEOUT_MS, maxRetriesPerRequest: 1, enableOfflineQueue: false };
    // What is told in the same moment goes out in one write.
    const publisher = new Redis(url, { ...settings, enableAutoPipelining: true });
    const subscriber = new Redis(url, { ...settings, enableOfflineQueue: true, maxRetriesPerRequest: null });
    const nodes = new RedisNodes(publisher, subscriber, key, `parley:${name}`, clock);
    publisher.on('error', (error) => nodes.complain(error));
    subscriber.on('error', (error) => nodes.complain(error));
    subscriber.on('close', () => (nodes.subscribed = false));
    subscriber.on('ready', () => nodes.subscribe());
    subscriber.on('messageBuffer', (_channel: Buffer, message: Buffer) => nodes.hear(message));
    return nodes;
  }

  get state(): 'connected' | 'disconnected' {
    return this.subscribed && this.publisher.status === 'ready' ? 'connected' : 'disconnected';
  }

  tell(news: NodeNews): void {
    const header = `${this.node} ${negotiationOf(news)}${HEADER_END}`;
    const sealed = seal(this.key, Buffer.from(JSON.stringify(news)), header);
    this.quietly(() => this.publisher.publish(this.channel, Buffer.concat([Buffer.from(header), sealed])));
  }

  followAll(all: boolean): void {
    this.followsAll = all;
  }

  partnerCame(negotiationId: string): void {
    this.here.add(negotiationId);
    this.quietly(() => this.enter([negotiationId]));
  }

  partnerWent(negotiationId: string): void {
    this.here.delete(negotiationId);
    this.quietly(() => this.publisher.zrem(this.presenceOf(negotiationId), this.node));
  }

  async partnerIsElsewhere(negotiationId: string): Promise<boolean> {
    try {
      const present = await this.publisher.zrangebyscore(this.presenceOf(negotiationId), this.clock.now().getTime(), '+inf');
      return present.some((node) => node !== this.node);
    } catch (error) {
      this.complain(error);
      return false;
    }
  }

  async close(): Promise<void> {
    clearInterval(this.renewal);
    for (const negotiationId of this.here) this.partnerWent(negotiationId);
    this.subscriber.disconnect();
    await this.publisher.quit().catch(() => this.publisher.disconnect());
  }

  private get channel(): string {
    return `${this.prefix}:news`;
  }

  private presenceOf(negotiationId: string): string {
    return `${this.prefix}:present:${negotiationId}`;
  }

  private subscribe(): void {
    this.subscriber.subscribe(this.channel).then(
      () => (this.subscribed = true),
      (error: unknown) => this.complain(error),
    );
  }

  private hear(message: Buffer): void {
    try {
      const end = message.indexOf(HEADER_END) + 1;
      const header = message.toString('utf8', 0, end);
      const [node, negotiationId] = header.trimEnd().split(' ');
      if (node === this.node || !(this.followsAll || this.here.has(negotiationId ?? ''))) return;
      this.subject.next(revived(JSON.parse(open(this.key, message.subarray(end), header).toString('utf8')) as NodeNews));
    } catch (error) {
      // Not ours, or damaged: nobody without the key can put words into anybody's mouth.
      this.complain(error, 'Something came over Redis that no process of this installation sent');
    }
  }

  private renew(): void {
    if (this.here.size > 0) this.quietly(() => this.enter([...this.here]));
  }

  private async enter(negotiationIds: readonly string[]): Promise<void> {
    const until = this.clock.now().getTime() + PRESENCE_MS;
    const commands = this.publisher.pipeline();
    for (const id of negotiationIds) {
      commands.zadd(this.presenceOf(id), until, this.node).pexpire(this.presenceOf(id), 2 * PRESENCE_MS);
    }
    await commands.exec();
  }

  private quietly(work: () => Promise<unknown>): void {
    work().catch((error: unknown) => this.complain(error));
  }

  private complain(error: unknown, what = 'Other processes cannot be reached over Redis; sockets there are told late'): void {
    const now = this.clock.monotonic();
    if (now - this.complainedAt < COMPLAINT_MS) return;
    this.complainedAt = now;
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.logger.warn({ error: detail }, what);
  }
}

const negotiationOf = (news: NodeNews): string => (news.kind === 'event' ? news.event.negotiationId : news.negotiationId);

/** Times come out of JSON as text. */
function revived(news: NodeNews): NodeNews {
  if (news.kind !== 'event' || news.event.kind !== 'committed') return news;
  return { ...news, event: { ...news.event, createdAt: new Date(news.event.createdAt) } };
}
