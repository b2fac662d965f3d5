import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChatPageController } from './chat-page.controller.js';

describe('the chat page', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ controllers: [ChatPageController] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());

  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });

  it('is served with a policy that lets nothing inline and nothing foreign run', async () => {
    const page = await get('/chat');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['referrer-policy']).toBe('no-referrer');
  });

  it('holds no inline script, style or handler, which that policy would block', async () => {
    const { body } = await get('/chat');
    expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i);
  });

  it('refers only to files that are there', async () => {
    const { body } = await get('/chat');
    const files = [...body.matchAll(/(?:src|href)="(chat\/[^"]+)"/g)].map((match) => match[1]!);
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of new Set(files)) expect((await get(`/${file}`)).statusCode, file).toBe(200);
    for (const name of ['chat.js', 'connection.js']) {
      for (const [, imported] of (await get(`/chat/${name}`)).body.matchAll(/from '\.\/([^']+)'/g)) {
        expect((await get(`/chat/${imported}`)).statusCode, imported).toBe(200);
      }
    }
  });

  it('is not sent again where the browser has it', async () => {
    const { headers } = await get('/chat/chat.css');
    const again = await get('/chat/chat.css', { 'if-none-match': String(headers['etag']) });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
  });

  it.each(['/chat/index.html', '/chat/secret.js', '/chat/..%2f..%2fpackage.json', '/chat/%00', '/chat/__proto__'])(
    'has nothing under %s',
    async (url) => {
      expect((await get(url)).statusCode).toBe(404);
    },
  );
});
