import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { type Subscription } from 'rxjs';
import { ReadNegotiations } from '../negotiations/read-negotiations.js';
import { ConversationEvents } from '../turn/conversation-events.js';
import { Clock } from '../turn/ports/clock.js';
import { ConversationStore } from '../turn/ports/conversation-store.js';
import { Randomness } from '../turn/ports/randomness.js';
import { WebhookSender, type WebhookAnswer } from './ports/webhook-sender.js';
import { type AttemptOutcome, type ClaimedDelivery, WebhookStore } from './ports/webhook-store.js';
import { nextAttemptAt } from './retry-schedule.js';
import { signedHeaders } from './sign.js';
import { erasedBody, webhookBody } from './webhook-body.js';
import { WEBHOOK_SETTINGS } from './webhook-settings.js';

const GONE = 410;
/** Under load there is an event at every moment; one look serves all of so many milliseconds. */
const GATHER_MS = 25;
const { inFlight: IN_FLIGHT, perEndpoint: PER_ENDPOINT, timeoutMs, leaseMs, pollMs } = WEBHOOK_SETTINGS;

/**
 * Sends what is due to endpoints, of this process and of dead ones. It only decides when; who may send is decided by leases
 * in the database. A delivery is sent at least once: where the answer is lost, the receiver sees the same `webhook-id` again.
 */
@Injectable()
export class WebhookDispatcher implements BeforeApplicationShutdown {
  private readonly logger = new Logger(WebhookDispatcher.name);
  private readonly running = new Set<Promise<void>>();
  private readonly inFlight = new Map<string, number>();
  private readonly stopping = new AbortController();
  private subscription: Subscription | null = null;
  private timer: NodeJS.Timeout | null = null;
  private gathering: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private lookAgain = false;
  private started = false;

  constructor(
    private readonly store: WebhookStore,
    private readonly sender: WebhookSender,
    private readonly conversations: ConversationStore,
    private readonly reading: ReadNegotiations,
    private readonly events: ConversationEvents,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  start(): void {
    this.started = true;
    this.subscription = this.events.events$.subscribe(({ kind }) => {
      if (kind === 'committed') this.gathering ??= setTimeout(() => this.wake(), GATHER_MS).unref();
    });
    this.wake();
  }

  /** Something may be due. Cheap. */
  wake(): void {
    if (!this.started) return;
    if (this.gathering) clearTimeout(this.gathering);
    this.gathering = null;
    if (this.looking) {
      this.lookAgain = true;
      return;
    }
    this.looking = this.look()
      .catch((error: unknown) => {
        this.logger.error({ error: String(error) }, 'Webhooks could not be looked up; it is tried again');
        this.sleep(pollMs);
      })
      .finally(() => {
        this.looking = null;
        if (this.lookAgain) {
          this.lookAgain = false;
          this.wake();
        }
      });
  }

  /** Looks for what is due now, and resolves when all of it has been tried. */
  async settle(): Promise<void> {
    this.wake();
    while (this.looking || this.running.size > 0) {
      await this.looking;
      await Promise.all(this.running);
    }
  }

  /** Sends nothing new, gives up what is on its way (it is sent again after the next start), and waits for that. */
  async beforeApplicationShutdown(): Promise<void> {
    this.started = false;
    this.subscription?.unsubscribe();
    if (this.timer) clearTimeout(this.timer);
    if (this.gathering) clearTimeout(this.gathering);
    this.stopping.abort();
    while (this.looking) await this.looking;
    await Promise.all(this.running);
  }

  private async look(): Promise<void> {
    const now = this.clock.now();
    const free = IN_FLIGHT - this.running.size;
    if (free > 0) {
      const claimed = await this.store.claim({
        at: now,
        leaseMs,
        perEndpoint: PER_ENDPOINT,
        inFlight: this.inFlight,
        limit: free,
      });
      for (const delivery of claimed) this.begin(delivery);
      // The end of a delivery looks for the next one of its endpoint.
      if (claimed.length > 0) return this.sleep(pollMs);
    }
    const due = this.running.size > 0 ? null : await this.store.nextDueAt();
    this.sleep(due ? Math.min(pollMs, Math.max(0, due.getTime() - now.getTime())) : pollMs);
  }

  private begin(delivery: ClaimedDelivery): void {
    const { endpointId } = delivery;
    this.inFlight.set(endpointId, (this.inFlight.get(endpointId) ?? 0) + 1);
    const sending = this.deliver(delivery)
      .catch((error: unknown) => {
        // Operational: the database is away, say. The lease runs out and the delivery is taken up again.
        this.logger.error({ delivery: delivery.id, error: String(error) }, 'A webhook failed; it is taken up again');
      })
      .finally(() => {
        this.running.delete(sending);
        const left = this.inFlight.get(endpointId)! - 1;
        if (left === 0) this.inFlight.delete(endpointId);
        else this.inFlight.set(endpointId, left);
        this.wake();
      });
    this.running.add(sending);
  }

  private async deliver(delivery: ClaimedDelivery): Promise<void> {
    const body = await this.bodyOf(delivery);
    if (body === null) return;
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Parley-Webhooks/1',
      ...signedHeaders(delivery.eventId, this.clock.now(), body, delivery.secrets),
    };
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(timeoutMs)]);
    const answer = await this.sender.send({ url: delivery.url, headers, body }, signal);
    // It may have arrived; the lease runs out and it is sent once more.
    if (this.stopping.signal.aborted) return;
    await this.store.settle(delivery, this.outcomeOf(delivery, answer), this.clock.now());
  }

  /** Null where nobody waits for it any more. */
  private async bodyOf(delivery: ClaimedDelivery): Promise<string | null> {
    if (delivery.erased) return erasedBody(delivery);
    if (delivery.body !== null) return delivery.body;
    const { tenantId, negotiationId, event } = delivery;
    const conversation = await this.reading.get({ tenantId, negotiationId });
    const outcome = await this.reading.outcome({ tenantId, negotiationId });
    if (!conversation.ok || !outcome.ok) throw new Error(`Negotiation ${negotiationId} of a webhook is gone`);
    const [message] =
      event.type === 'message.created'
        ? await this.conversations.messages(negotiationId, { afterSeq: event.seq - 1, limit: 1 })
        : [];
    return this.store.keepBody(delivery, webhookBody(delivery, conversation.value, outcome.value, message));
  }

  private outcomeOf(delivery: ClaimedDelivery, answer: WebhookAnswer): AttemptOutcome {
    if (answer.kind === 'answered' && answer.status >= 200 && answer.status < 300) {
      return { kind: 'delivered', responseStatus: answer.status };
    }
    if (answer.kind === 'answered' && answer.status === GONE) return { kind: 'gone', responseStatus: GONE };
    const retryAfter = answer.kind === 'answered' ? answer.retryAfter : undefined;
    const next = nextAttemptAt(delivery.tries, this.clock.now(), this.randomness.uniform(), retryAfter);
    return {
      kind: 'failed',
      ...(answer.kind === 'answered'
        ? { error: `answered with status ${answer.status}`, responseStatus: answer.status }
        : { error: answer.reason }),
      ...(next === null ? {} : { nextAttemptAt: next }),
    };
  }

  private sleep(milliseconds: number): void {
    if (!this.started) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.wake(), milliseconds).unref();
  }
}
