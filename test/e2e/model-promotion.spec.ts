import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openNegotiation, say, write } from '../support/negotiations-over-http.js';
import { type TestServer } from '../support/test-server.js';
import { TinyModelShelf } from '../support/tiny-model-shelf.js';

let shelf: TinyModelShelf;
let server: TestServer;

beforeEach(() => {
  shelf = new TinyModelShelf();
});
afterEach(async () => {
  await server.close();
  shelf.remove();
});

async function start(arm: 'onnx' | 'intent'): Promise<void> {
  server = await shelf.start(arm);
}

const api = () => request(server.app.getHttpServer());
const as = (key: string) => ({ authorization: `Bearer ${key}` });
const get = async <T>(path: string, key = server.opsKey): Promise<T> =>
  (await api().get(path).set(as(key)).expect(200)).body as T;
const patch = (body: object, key = server.opsKey) => api().patch('/ops/v1/drafting-settings').set(as(key)).send(body);
const chosen = async (key?: string): Promise<string[]> =>
  (await get<{ items: { identity: string; chosen: boolean }[] }>('/ops/v1/models/policies', key)).items
    .filter((item) => item.chosen)
    .map(({ identity }) => identity);

describe('promotion of a model over the ops API', () => {
  it('lists versions as they lie there, and which one writes', async () => {
    await start('onnx');
    const { items } = await get<{ items: object[] }>('/ops/v1/models/policies');
    expect(items).toEqual([
      { identity: 'tiny-policy@1', version: '1', default: true, chosen: true, open: true },
      { identity: 'tiny-policy@2', version: '2', default: false, chosen: false, open: false },
      { identity: 'tiny-policy@3', version: '3', default: false, chosen: false, open: false },
    ]);
  });

  it('switches running conversations with their next turn; a turn in hand is finished by the model that began it', async () => {
    await start('onnx');
    const id = await openNegotiation(server);
    let release = (): void => undefined;
    shelf.gate = new Promise((resolve) => (release = resolve));
    await write(server, id, 'Good morning, what is it about?');
    await vi.waitFor(() => expect(shelf.jobs).toHaveLength(1));

    await patch({ policyModel: 'tiny-policy@2' }).expect(200);
    release();
    await server.settle();
    await say(server, id, 'And which nights do you mean?');
    expect(shelf.writersOf(id)).toEqual(['1', '2']);
    const { items: messages } = await get<{ items: { author: string }[] }>(`/v1/negotiations/${id}/messages`, server.otaKey);
    expect(messages.map(({ author }) => author)).toEqual(['partner', 'agent', 'partner', 'agent']);
    expect(await chosen()).toEqual(['tiny-policy@2']);
    const audit = await get<{ items: { action: string; detail: object }[] }>('/ops/v1/audit-log?action=drafting.changed');
    expect(audit.items).toMatchObject([{ detail: { policyModel: 'tiny-policy@2' } }]);

    await patch({ policyModel: null }).expect(200);
    await say(server, id, 'Which room is it?');
    expect(shelf.writersOf(id)).toEqual(['1', '2', '1']);
  });

  it('chooses no model that must not be used or is not there: the one before goes on', async () => {
    await start('onnx');
    await patch({ policyModel: 'tiny-policy@2' }).expect(200);
    const refused = await patch({ policyModel: 'tiny-policy@3', candidates: 2 }).expect(422);
    expect(refused.body).toMatchObject({
      code: 'model_refused',
      errors: [
        { path: 'policyModel', message: expect.stringContaining('sampling.json is not what the manifest says') as string },
      ],
    });
    const unknown = await patch({ policyModel: 'tiny-policy@9', arm: 'oracle' }).expect(422);
    expect((unknown.body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toEqual(['arm', 'policyModel']);
    expect(await chosen()).toEqual(['tiny-policy@2']);
    expect(await get('/ops/v1/drafting-settings')).toMatchObject({ candidates: null, policyModel: 'tiny-policy@2' });
    const { items } = await get<{ items: { identity: string; status: string }[] }>('/ops/v1/models');
    expect(items.map(({ identity, status }) => [identity, status])).toContainEqual(['tiny-policy@3', 'refused']);
  });

  it('gives new negotiations the arm that the tenant has chosen, leaves running ones theirs, and other tenants alone', async () => {
    await start('intent');
    const before = await openNegotiation(server);
    await patch({ arm: 'onnx', policyModel: 'tiny-policy@2' }).expect(200);
    const after = await openNegotiation(server);
    for (const id of [before, after]) await say(server, id, 'Good morning, what is it about?');
    expect(shelf.writersOf(before)).toEqual([]);
    expect(shelf.writersOf(after)).toEqual(['2']);
    expect(await chosen(server.otherTenantKey)).toEqual(['tiny-policy@1']);
    expect(await get('/ops/v1/drafting-settings', server.otherTenantKey)).toMatchObject({ arm: null, policyModel: null });
  });
});
