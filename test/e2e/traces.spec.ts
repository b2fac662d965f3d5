import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { negotiationBody } from '../support/negotiation-body.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

/** What a collector got, as it came. */
const received: string[] = [];
let collector: Server;
let server: TestServer;

beforeAll(async () => {
  collector = createServer((asked, answer) => {
    const parts: Buffer[] = [];
    asked.on('data', (part: Buffer) => parts.push(part));
    asked.on('end', () => {
      received.push(`${asked.url} ${Buffer.concat(parts).toString('utf8')}`);
      answer.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  server = await startTestServer({}, { environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/` } });
});
afterAll(async () => {
  collector.closeAllConnections();
  await new Promise((resolve) => collector.close(resolve));
});

describe('the trace of a turn', () => {
  it('has a span for every step, within that of the turn, and nothing that was said', async () => {
    const post = (path: string, body: object) =>
      request(server.baseUrl).post(path).set('authorization', `Bearer ${server.otaKey}`).send(body);
    const { body } = await post('/v1/negotiations', {
      ...negotiationBody('TRACE-1', 'marta'),
      partner: { id: 'marta', name: 'Zebedea' },
    }).expect(201);
    await post(`/v1/negotiations/${body.id}/messages`, { clientMessageId: 'one', text: 'zanzibar' }).expect(202);
    server.advance(6_000);
    await server.settle();
    // What waits is sent at the end.
    await server.close();
    await vi.waitFor(() => expect(received).toHaveLength(1));
    const [path, ...rest] = received[0]!.split(' ');
    expect(path).toBe('/v1/traces');
    const text = rest.join(' ');
    const spans = (JSON.parse(text) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }).resourceSpans.flatMap(
      ({ scopeSpans }) => scopeSpans.flatMap((each) => each.spans),
    );
    const turn = spans.find(({ name }) => name === 'turn')!;
    const steps = spans.filter(({ parentSpanId }) => parentSpanId === turn.spanId);
    expect(steps.map(({ name }) => name)).toEqual(['gather', 'understand', 'advance', 'propose', 'guard', 'judge', 'rank']);
    for (const step of steps) {
      expect(step.traceId).toBe(turn.traceId);
      expect(BigInt(step.startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(turn.startTimeUnixNano));
      expect(BigInt(step.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(turn.endTimeUnixNano));
    }
    const attributes = Object.fromEntries(
      turn.attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]),
    );
    expect(attributes).toMatchObject({ 'parley.negotiation.id': body.id, 'parley.arm': 'intent', 'parley.turn.number': 1 });
    expect(text).not.toMatch(/zanzibar|Zebedea|Aurora|483\.17/);
  });
});
