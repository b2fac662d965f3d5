import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { presentSecret, signedHeaders } from './sign.js';

const BODY = '{"type":"ticket.agreed","data":{"rate":"€ 455"}}';
const sign = (...secrets: Buffer[]) => signedHeaders('event-1', new Date(), BODY, secrets);

describe('the signature of a webhook', () => {
  it('is what the library of Standard Webhooks verifies', () => {
    const secret = randomBytes(32);
    expect(new Webhook(presentSecret(secret)).verify(BODY, sign(secret))).toEqual(JSON.parse(BODY));
  });

  it('holds for no other body, id, time or secret', () => {
    const secret = randomBytes(32);
    const webhook = new Webhook(presentSecret(secret));
    const headers = sign(secret);
    expect(() => webhook.verify(BODY.replace('455', '454'), headers)).toThrow();
    expect(() => webhook.verify(BODY, { ...headers, 'webhook-id': 'event-2' })).toThrow();
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(() => webhook.verify(BODY, { ...headers, 'webhook-timestamp': later })).toThrow();
    expect(() => new Webhook(presentSecret(randomBytes(32))).verify(BODY, headers)).toThrow();
  });

  it('holds for either secret while both do', () => {
    const [before, after] = [randomBytes(32), randomBytes(32)];
    const headers = sign(after, before);
    for (const secret of [before, after]) expect(() => new Webhook(presentSecret(secret)).verify(BODY, headers)).not.toThrow();
  });
});
