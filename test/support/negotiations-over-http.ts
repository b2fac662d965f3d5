import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { negotiationBody } from './negotiation-body.js';
import { type TestServer } from './test-server.js';

/** Posts a negotiation in which the partner writes first. */
export async function openNegotiation(server: TestServer): Promise<string> {
  const created = await request(server.app.getHttpServer())
    .post('/v1/negotiations')
    .set({ authorization: `Bearer ${server.otaKey}`, 'idempotency-key': randomUUID() })
    .send(negotiationBody(`external-${randomUUID()}`, `partner-${randomUUID()}`))
    .expect(201);
  return (created.body as { id: string }).id;
}

/** The partner writes, without waiting for what comes of it. */
export async function write(server: TestServer, negotiationId: string, text: string): Promise<void> {
  await request(server.app.getHttpServer())
    .post(`/v1/negotiations/${negotiationId}/messages`)
    .set({ authorization: `Bearer ${server.otaKey}` })
    .send({ clientMessageId: randomUUID(), text })
    .expect(202);
  server.advance(1_300);
}

/** The partner writes, and it is answered. */
export async function say(server: TestServer, negotiationId: string, text: string): Promise<void> {
  await write(server, negotiationId, text);
  await server.settle();
}
