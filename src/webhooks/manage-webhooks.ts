import { Injectable } from '@nestjs/common';
import { fail, succeed, type Result } from '../domain/failure.js';
import { type Actor, auditEntry } from '../negotiations/actor.js';
import { NegotiationQueries, type Page } from '../negotiations/ports/negotiation-queries.js';
import { Clock } from '../turn/ports/clock.js';
import { Randomness } from '../turn/ports/randomness.js';
import { type EventType } from './event-types.js';
import { WebhookSender } from './ports/webhook-sender.js';
import { type DeliveryFilter, type WebhookDelivery, type WebhookEndpoint, WebhookStore } from './ports/webhook-store.js';
import { presentSecret } from './sign.js';
import { WebhookDispatcher } from './webhook-dispatcher.js';
import { WEBHOOK_SETTINGS } from './webhook-settings.js';

const SECRET_BYTES = 32;
const NO_ENDPOINT = fail('not_found', 'There is no such endpoint');

interface Named {
  tenantId: string;
  id: string;
  actor: Actor;
}

/** What a backend does with its endpoints and with what was sent to them. Changes are in the audit log. */
@Injectable()
export class ManageWebhooks {
  constructor(
    private readonly store: WebhookStore,
    private readonly sender: WebhookSender,
    private readonly dispatcher: WebhookDispatcher,
    private readonly queries: NegotiationQueries,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  /** The secret is told here and never again. */
  async create(input: {
    tenantId: string;
    url: string;
    events: EventType[];
    description?: string;
    actor: Actor;
  }): Promise<Result<{ endpoint: WebhookEndpoint; secret: string }>> {
    const { tenantId, url, description, actor } = input;
    const target = await this.sender.check(url);
    if (!target.ok) {
      return fail('invalid', 'The request is not valid', [{ path: 'url', message: target.reason }]);
    }
    const id = this.randomness.id();
    const at = this.clock.now();
    const events = [...new Set(input.events)];
    const secret = this.randomness.bytes(SECRET_BYTES);
    const told = description === undefined ? {} : { description };
    const maximum = WEBHOOK_SETTINGS.endpoints;
    if (!(await this.store.createEndpoint({ id, tenantId, url, events, secret, ...told }, maximum, at))) {
      return fail('too_many', `There are ${maximum} endpoints, the most there may be`);
    }
    await this.queries.recordAudit(tenantId, auditEntry(actor, 'webhook_endpoint.created', { endpointId: id }), at);
    return succeed({ endpoint: { id, url, events, disabled: false, createdAt: at, ...told }, secret: presentSecret(secret) });
  }

  endpoints(tenantId: string, page: { cursor?: string; limit: number }): Promise<Page<WebhookEndpoint>> {
    return this.store.endpoints(tenantId, page);
  }

  async remove({ tenantId, id, actor }: Named): Promise<Result<void>> {
    if (!(await this.store.removeEndpoint(tenantId, id))) return NO_ENDPOINT;
    const entry = auditEntry(actor, 'webhook_endpoint.removed', { endpointId: id });
    await this.queries.recordAudit(tenantId, entry, this.clock.now());
    return succeed(undefined);
  }

  async rotateSecret({ tenantId, id, actor }: Named): Promise<Result<{ secret: string; previousValidUntil: Date }>> {
    const at = this.clock.now();
    const secret = this.randomness.bytes(SECRET_BYTES);
    const previousValidUntil = new Date(at.getTime() + WEBHOOK_SETTINGS.rotationMs);
    if (!(await this.store.rotateSecret(tenantId, id, secret, previousValidUntil))) return NO_ENDPOINT;
    await this.queries.recordAudit(tenantId, auditEntry(actor, 'webhook_endpoint.secret_rotated', { endpointId: id }), at);
    return succeed({ secret: presentSecret(secret), previousValidUntil });
  }

  deliveries(tenantId: string, filter: DeliveryFilter, page: { cursor?: string; limit: number }): Promise<Page<WebhookDelivery>> {
    return this.store.deliveries(tenantId, filter, page);
  }

  async redeliver({ tenantId, id, actor }: Named): Promise<Result<WebhookDelivery>> {
    const at = this.clock.now();
    const delivery = await this.store.redeliver(tenantId, id, at);
    if (delivery === null) return fail('not_found', 'There is no such delivery');
    if (delivery === 'in_flight') return fail('in_flight', 'It is being sent just now');
    if (delivery === 'disabled') return fail('endpoint_disabled', 'Its endpoint said that it is gone; create a new one');
    await this.queries.recordAudit(tenantId, auditEntry(actor, 'webhook_delivery.redelivered', { deliveryId: id }), at);
    this.dispatcher.wake();
    return succeed(delivery);
  }
}
