import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  connectFeed,
  connectPartner,
  createParley,
  verifyWebhook,
  type FeedEvent,
  type PartnerMessage,
  type WebhookEvent,
} from '../../clients/typescript/src/index.js';
import { GENERATED, generateClient } from '../support/generated-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

let server: TestServer;
let receiver: WebhookReceiver;
beforeAll(async () => {
  server = await startTestServer({}, { environment: { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' } });
  receiver = await WebhookReceiver.start();
});
afterAll(async () => {
  await receiver.close();
  await server.close();
});

const parley = (apiKey = server.otaKey) => createParley({ baseUrl: server.baseUrl, apiKey });
const described = async (): Promise<object> => (await request(server.baseUrl).get('/docs-json').expect(200)).body as object;

describe('the typed client', () => {
  it('is generated from what the server describes (`npm run client` writes it anew)', async () => {
    const generated = await generateClient(await described());
    if (process.env['WRITE_CLIENT']) {
      writeFileSync(GENERATED.rest, generated.rest);
      writeFileSync(GENERATED.sockets, generated.sockets);
    }
    expect(readFileSync(GENERATED.rest, 'utf8')).toBe(generated.rest);
    expect(readFileSync(GENERATED.sockets, 'utf8')).toBe(generated.sockets);
  });

  it('hands a negotiation over, talks, and hears of it in every way', async () => {
    const endpoint = await parley().POST('/v1/webhook-endpoints', { body: { url: receiver.url } });
    const secret = endpoint.data!.secret;
    const { data: created } = await parley().POST('/v1/negotiations', {
      body: {
        externalId: 'CLIENT-1',
        hotel: { id: 'lisbon-1042', name: 'Hotel Aurora', timeZone: 'Europe/Lisbon' },
        partner: { id: 'marta' },
        tickets: [
          {
            id: 'deluxe',
            roomType: 'Deluxe Double',
            stay: { from: '2027-03-10', to: '2027-03-13' },
            currency: 'EUR',
            priceBasis: 'selling',
            currentRate: '520',
            targetRate: '455',
            limitRate: '483.17',
            evidence: [],
          },
        ],
        levers: [],
        start: 'on_partner_message',
      },
    });
    const params = { path: { id: created!.id } };
    const { data: chat } = await parley().POST('/v1/negotiations/{id}/chat-tokens', { params, body: {} });
    const feed = connectFeed(server.baseUrl, server.opsKey);
    const events: FeedEvent[] = [];
    feed.on('event', (event) => events.push(event));
    const partner = connectPartner(server.baseUrl, chat!.token!);
    const messages: PartnerMessage[] = [];
    partner.on('message', (message) => messages.push(message));
    const write = async (clientMessageId: string, text: string): Promise<void> => {
      expect((await partner.emitWithAck('message.send', { clientMessageId, text })).ok).toBe(true);
      server.advance(6_000);
      await server.settle();
    };
    await write('one', 'EUR 450 for the Deluxe Double works for us');
    await vi.waitFor(() => expect(messages.at(-1)?.terms?.tickets[0]?.rate).toBe('450'));
    const answer = await partner.emitWithAck('terms.answer', { termsId: messages.at(-1)!.terms!.termsId, accept: true });
    expect(answer.ok).toBe(true);
    server.advance(6_000);
    await server.settle();
    const { data: outcome } = await parley().GET('/v1/negotiations/{id}/outcome', { params });
    expect(outcome).toMatchObject({ status: 'agreed', tickets: [{ id: 'deluxe', agreedRate: '450' }] });
    await vi.waitFor(() => expect(events.map(({ type }) => type)).toContain('negotiation.agreed'));
    partner.close();
    feed.close();

    vi.useFakeTimers({ toFake: ['Date'], now: server.clock.now() });
    const told = receiver.received.map(({ headers, body }) => {
      vi.setSystemTime(Number(headers['webhook-timestamp']) * 1_000);
      return verifyWebhook(secret, body, headers as Record<string, string>);
    });
    vi.useRealTimers();
    const agreed = told.find(({ type }) => type === 'negotiation.agreed');
    expect(agreed?.data.outcome?.tickets[0]?.agreedRate).toBe('450');
    expectDescribed(told, await described());
  });

  it('answers with the problem, field by field', async () => {
    const { data, error, response } = await parley().POST('/v1/webhook-endpoints', { body: { url: 'http://10.0.0.1/' } });
    expect(data).toBeUndefined();
    expect(response.status).toBe(422);
    expect(error?.errors).toEqual([{ path: 'url', message: 'must be an https address' }]);
    expect((await parley('parley_wrong').GET('/v1/negotiations')).error?.code).toBe('unauthenticated');
  });
});

/** Webhooks as they were sent fit what the document says of them, with nothing besides. */
function expectDescribed(events: WebhookEvent[], openApi: object): void {
  const ajv = new Ajv({ strict: false, allErrors: true });
  (ajvFormats as unknown as (ajv: Ajv) => void)(ajv);
  // Fields that are not described would otherwise pass.
  const closed = JSON.parse(JSON.stringify(openApi), (_name, value: unknown) => {
    const schema = value as { type?: string; properties?: object; additionalProperties?: unknown } | null;
    return schema?.type === 'object' && schema.properties && schema.additionalProperties === undefined
      ? { ...schema, additionalProperties: false }
      : value;
  }) as object;
  ajv.addSchema({ $id: 'openapi', ...closed });
  const validate = ajv.compile({ $ref: 'openapi#/components/schemas/WebhookEventView' });
  expect(events.length).toBeGreaterThan(3);
  for (const event of events) expect(validate(event), ajv.errorsText(validate.errors)).toBe(true);
}
