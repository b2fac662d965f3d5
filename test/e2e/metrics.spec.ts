import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OpenedModels } from '../../src/composition/models.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const PARTNER = 'Wilhelmine Musterfrau';

let server: TestServer;
beforeAll(async () => {
  const refused = {
    role: 'policy',
    arm: 'onnx',
    status: 'refused',
    reason: 'base-0.bin is missing',
    degradedTo: 'intent',
  } as const;
  server = await startTestServer({}, { models: new OpenedModels({ states: [refused] }) });
});
afterAll(() => server.close());

const api = () => request(server.app.getHttpServer());
const page = async (): Promise<string> =>
  (
    await api()
      .get('/metrics')
      .expect(200)
      .expect('content-type', /^text\/plain/)
  ).text;
/** The value of a series by its name and labels; NaN where it is not there. */
const value = (text: string, series: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1),
  );

async function talk(): Promise<string> {
  const now = server.clock.now();
  const day = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const ota = { authorization: `Bearer ${server.otaKey}` };
  const created = await api()
    .post('/v1/negotiations')
    .set({ ...ota, 'idempotency-key': randomUUID() })
    .send({
      externalId: `metrics-${randomUUID()}`,
      hotel: { id: 'hotel-1', name: 'Hotel Lindenhof', timeZone: 'Europe/Zurich' },
      partner: { id: `partner-${randomUUID()}`, name: PARTNER, language: 'en' },
      tickets: [
        {
          id: 'deluxe',
          roomType: 'Deluxe Double',
          stay: { from: day(20), to: day(23) },
          currency: 'CHF',
          priceBasis: 'selling',
          currentRate: '240.00',
          targetRate: '205.00',
          limitRate: '218.37',
          evidence: [],
        },
      ],
      levers: [],
      start: 'on_partner_message',
    })
    .expect(201);
  const { id } = created.body as { id: string };
  await api()
    .post(`/v1/negotiations/${id}/messages`)
    .set(ota)
    .send({ clientMessageId: randomUUID(), text: 'Good morning, what is it about?' })
    .expect(202);
  server.advance(1_300);
  await server.settle();
  return id;
}

describe('the numbers of a server', () => {
  it('count turns, their steps, candidates and answered requests', async () => {
    await talk();
    const text = await page();
    const turn = 'parley_turns_total{arm="intent",trigger="partner_message",resolution="candidate",degraded_to=""}';
    expect(value(text, turn)).toBe(1);
    expect(value(text, 'parley_turn_seconds_count{arm="intent"}')).toBe(1);
    for (const step of ['gather', 'understand', 'advance', 'propose', 'guard', 'judge', 'rank'])
      expect(value(text, `parley_turn_step_seconds_count{step="${step}"}`)).toBe(1);
    expect(value(text, 'parley_candidates_total{arm="intent",acceptable="true"}')).toBeGreaterThan(0);
    expect(
      value(text, 'parley_http_request_seconds_count{method="POST",route="/v1/negotiations/:id/messages",status="202"}'),
    ).toBe(1);
    expect(value(text, 'parley_outbox_lag_seconds')).toBe(0);
    expect(value(text, 'parley_model_serving{role="policy",arm="onnx",identity=""}')).toBe(0);
    expect(value(text, 'process_resident_memory_bytes')).toBeGreaterThan(0);
  });

  it('hold nothing of a person, a tenant or a negotiation, whatever address was asked for', async () => {
    const id = await talk();
    await api()
      .get(`/nowhere/${PARTNER.replace(' ', '-')}/218.37`)
      .expect(404);
    const text = await page();
    expect(value(text, 'parley_http_request_seconds_count{method="GET",route="none",status="404"}')).toBeGreaterThan(0);
    for (const secret of [id, 'Wilhelmine', '218.37', 'Lindenhof', 'Farewell', 'base-0.bin']) expect(text).not.toContain(secret);
  });

  it('are all that the dashboard asks for', async () => {
    await talk();
    const dashboard = readFileSync(join(import.meta.dirname, '../../deploy/grafana/parley.json'), 'utf8');
    const { panels } = JSON.parse(dashboard) as { panels: { targets: { expr: string }[] }[] };
    const asked = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    const names = new Set(asked.flatMap((expression) => expression.match(/\b(?:parley|nodejs|process)_[a-z0-9_]+/g) ?? []));
    expect(names.size).toBeGreaterThan(10);
    const text = await page();
    for (const name of names) expect(text, name).toContain(`# TYPE ${name.replace(/_(bucket|count|sum)$/, '')} `);
    // Labels that a series does not have would make an empty panel. What has not happened yet has no series.
    for (const expression of asked) {
      const labels = [...expression.matchAll(/by \(([a-z_, ]+)\)/g)].flatMap(([, list]) => list!.split(/, ?/));
      const [name] = expression.match(/parley_[a-z0-9_]+/) ?? [];
      const series = text.split('\n').find((line) => line.startsWith(`${name}{`));
      for (const label of series === undefined ? [] : labels) expect(series, expression).toMatch(new RegExp(`[{,]${label}="`));
    }
  });
});
