import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { HttpWebhookSender } from './http-webhook-sender.js';
import { isPublicAddress, type Lookup } from './public-target.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listening(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const post = (sender: HttpWebhookSender, url: string, signal = AbortSignal.timeout(5_000)) =>
  sender.send({ url, headers: { 'webhook-id': 'one' }, body: '{"rate":"€ 455"}' }, signal);

/** Resolves names as told; whatever is not told does not exist. */
function resolving(names: Record<string, string[]>): Lookup {
  return (hostname, options, answer) => {
    const found = names[hostname];
    if (!found) return answer(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), '');
    const family = (address: string): number => (address.includes(':') ? 6 : 4);
    if (options.all)
      return answer(
        null,
        found.map((address) => ({ address, family: family(address) })),
      );
    return answer(null, found[0]!, family(found[0]!));
  };
}

describe('an address of the public internet', () => {
  it.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111'])('is %s', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ['127.0.0.1', 'loopback'],
    ['0.0.0.0', 'this host'],
    ['10.0.0.1', 'private'],
    ['172.16.3.4', 'private'],
    ['192.168.1.1', 'private'],
    ['169.254.169.254', 'the metadata of a cloud'],
    ['100.64.0.1', 'carrier-grade'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['198.18.0.1', 'for benchmarks'],
    ['::1', 'loopback'],
    ['::', 'this host'],
    ['fd00::1', 'private'],
    ['fe80::1', 'link-local'],
    ['::ffff:127.0.0.1', 'loopback in other clothes'],
    ['64:ff9b::7f00:1', 'a translated one'],
    ['2002:7f00:1::', 'a tunnelled one'],
    ['not-an-address', 'a name'],
  ])('is not %s (%s)', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('the address of an endpoint', () => {
  const lookup = resolving({
    'hooks.example': ['8.8.8.8'],
    'inside.example': ['10.1.2.3'],
    'both.example': ['8.8.8.8', '127.0.0.1'],
    'trusted.internal': ['10.1.2.3'],
  });
  const sender = new HttpWebhookSender(['trusted.internal', '127.0.0.1', '::1'], lookup);
  const reasonFor = async (url: string): Promise<string> => {
    const checked = await sender.check(url);
    return checked.ok ? 'ok' : checked.reason;
  };

  it.each([
    'https://hooks.example/parley?tenant=1',
    'https://8.8.8.8/hooks',
    'https://not-there-yet.example/hooks',
    'http://trusted.internal:8080/hooks',
    'http://127.0.0.1:4000/',
    'http://[::1]:4000/',
  ])('may be %s', async (url) => expect(await reasonFor(url)).toBe('ok'));

  it.each([
    ['nothing at all', 'must be an https address'],
    ['ftp://hooks.example/', 'must be an https address'],
    ['http://hooks.example/', 'must be an https address'],
    ['https://user:secret@hooks.example/', 'must not hold a user name or password'],
    ['https://hooks.example/#part', 'must not have a fragment'],
    ['https://inside.example/', 'must lead to a public address'],
    ['https://both.example/', 'must lead to a public address'],
    ['https://127.0.0.2/', 'must lead to a public address'],
    ['https://2130706434/', 'must lead to a public address'],
    ['https://0x7f.0.0.2/', 'must lead to a public address'],
    ['https://[::ffff:10.0.0.1]/', 'must lead to a public address'],
    ['https://169.254.169.254/latest/meta-data', 'must lead to a public address'],
  ])('%s: %s', async (url, reason) => expect(await reasonFor(url)).toBe(reason));
});

describe('sending a webhook', () => {
  const trusting = (lookup?: Lookup) => new HttpWebhookSender(['127.0.0.1', 'receiver.internal'], lookup);

  it('posts the body as it is, and tells the status', async () => {
    let got: { method?: string | undefined; url?: string | undefined; headers?: IncomingHttpHeaders; body?: string } = {};
    const port = await listening((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        got = { method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(parts).toString() };
        response.writeHead(204).end();
      });
    });
    expect(await post(trusting(), `http://127.0.0.1:${port}/hooks?a=1`)).toEqual({ kind: 'answered', status: 204 });
    expect(got).toMatchObject({ method: 'POST', url: '/hooks?a=1', body: '{"rate":"€ 455"}', headers: { 'webhook-id': 'one' } });
  });

  it('follows no redirect', async () => {
    let asked = 0;
    const port = await listening((_request, response) => {
      asked++;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await post(trusting(), `http://127.0.0.1:${port}/`)).toEqual({ kind: 'answered', status: 307 });
    expect(asked).toBe(1);
  });

  it('passes on when to try again', async () => {
    const port = await listening((_request, response) => response.writeHead(503, { 'retry-after': '120' }).end());
    const answer = await post(trusting(), `http://127.0.0.1:${port}/`);
    expect(answer).toEqual({ kind: 'answered', status: 503, retryAfter: '120' });
  });

  it('does not read an answer without end', async () => {
    const port = await listening((_request, response) => {
      response.writeHead(200);
      response.write('x'.repeat(1_000));
    });
    expect(await post(trusting(), `http://127.0.0.1:${port}/`)).toEqual({ kind: 'answered', status: 200 });
  });

  it('gives up when told to', async () => {
    const controller = new AbortController();
    const port = await listening(() => controller.abort());
    const answer = await post(trusting(), `http://127.0.0.1:${port}/`, controller.signal);
    expect(answer).toEqual({ kind: 'unreachable', reason: 'did not answer in time' });
  });

  it('says that nobody listens', async () => {
    const port = await listening(() => undefined);
    await new Promise((resolve) => servers.pop()!.close(resolve));
    const answer = await post(trusting(), `http://127.0.0.1:${port}/`);
    expect(answer).toEqual({ kind: 'unreachable', reason: 'the connection failed (ECONNREFUSED)' });
  });

  it('connects to nobody inside, though the name led elsewhere when it was registered', async () => {
    let asked = 0;
    const port = await listening(() => asked++);
    const names: Record<string, string[]> = { 'hooks.example': ['8.8.8.8'] };
    const sender = new HttpWebhookSender([], resolving(names));
    const url = `https://hooks.example:${port}/`;
    expect(await sender.check(url)).toEqual({ ok: true });
    names['hooks.example'] = ['127.0.0.1'];
    expect(await post(sender, url)).toEqual({ kind: 'unreachable', reason: 'resolves to an address that is not public' });
    const literal = await post(sender, `https://127.0.0.1:${port}/`);
    expect(literal).toEqual({ kind: 'unreachable', reason: 'resolves to an address that is not public' });
    expect(asked).toBe(0);
  });

  it('reaches a trusted name inside', async () => {
    const port = await listening((_request, response) => response.writeHead(200).end());
    const sender = trusting(resolving({ 'receiver.internal': ['127.0.0.1'] }));
    expect(await post(sender, `http://receiver.internal:${port}/`)).toEqual({ kind: 'answered', status: 200 });
  });
});
