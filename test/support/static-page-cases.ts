import { type Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What every page of `web/` has to be. @param name its path, and its folder there */
export function describeStaticPage(name: string, controller: Type): void {
  describe(`the page ${name}`, () => {
    let app: NestFastifyApplication;

    beforeAll(async () => {
      const module = await Test.createTestingModule({ controllers: [controller] }).compile();
      app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
      await app.init();
      await app.getHttpAdapter().getInstance().ready();
    });
    afterAll(() => app.close());

    const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });
    const importsOf = (body: string): string[] => [...body.matchAll(/from '\.\/([^']+)'/g)].map((match) => match[1]!);

    it('is served with a policy that lets nothing inline and nothing foreign run', async () => {
      const page = await get(`/${name}`);
      expect(page.statusCode).toBe(200);
      expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(page.headers['content-security-policy']).toContain("default-src 'none'");
      expect(page.headers['referrer-policy']).toBe('no-referrer');
    });

    it('holds no inline script, style or handler, which that policy would block', async () => {
      const { body } = await get(`/${name}`);
      expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i);
    });

    it('refers only to files that are there, and so do its scripts', async () => {
      const { body } = await get(`/${name}`);
      const files = [...body.matchAll(/(?:src|href)="([a-z]+\/[^"]+)"/g)].map((match) => match[1]!);
      expect(files.length).toBeGreaterThanOrEqual(3);
      const left = [...new Set(files)];
      const seen = new Set(left);
      for (let file = left.shift(); file !== undefined; file = left.shift()) {
        const answer = await get(`/${file}`);
        expect(answer.statusCode, file).toBe(200);
        if (!file.endsWith('.js')) continue;
        for (const imported of importsOf(answer.body).map((each) => `${name}/${each}`)) {
          if (!seen.has(imported)) left.push(imported);
          seen.add(imported);
        }
      }
    });

    it('is not sent again where the browser has it', async () => {
      const { headers } = await get(`/${name}/${name}.css`);
      const again = await get(`/${name}/${name}.css`, { 'if-none-match': String(headers['etag']) });
      expect(again.statusCode).toBe(304);
      expect(again.body).toBe('');
    });

    it.each(['index.html', 'secret.js', '..%2f..%2fpackage.json', '%00', '__proto__'])('has nothing under %s', async (file) => {
      expect((await get(`/${name}/${file}`)).statusCode).toBe(404);
    });
  });
}
