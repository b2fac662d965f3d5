import 'reflect-metadata';
import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ThrottlerModule } from '@nestjs/throttler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Outages } from '../../turn/ports/outages.js';
import { Telemetry, Unwatched } from '../../turn/ports/telemetry.js';
import { configureApp, createHttpAdapter } from './configure-app.js';
import { HttpThrottlerGuard } from './http-throttler.guard.js';

@UseGuards(HttpThrottlerGuard)
@Controller()
class Pages {
  @Get('one')
  one(): string {
    return 'one';
  }

  @Get('two')
  two(): string {
    return 'two';
  }

  @Get('broken')
  broken(): string {
    throw new Error('the secret is 483.17');
  }
}

@Module({
  imports: [ThrottlerModule.forRoot([{ name: 'default', ttl: 60_000, limit: 3 }])],
  controllers: [Pages],
  providers: [
    { provide: Telemetry, useClass: Unwatched },
    { provide: Outages, useValue: { isOutage: () => false } },
  ],
})
class PagesModule {}

let app: NestFastifyApplication;

beforeAll(async () => {
  app = await NestFactory.create<NestFastifyApplication>(PagesModule, createHttpAdapter(), {
    logger: false,
    // What goes wrong here fails these tests; it does not end the process that other specs run in.
    abortOnError: false,
    bodyParser: false,
  });
  await configureApp(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});

afterAll(async () => {
  await app.close();
});

const get = (url: string, key: string) => app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${key}` } });

describe('the limit of requests', () => {
  it('counts by key over all routes, and says when to try again', async () => {
    const statuses: number[] = [];
    for (const url of ['/one', '/two', '/one']) statuses.push((await get(url, 'a')).statusCode);
    expect(statuses).toEqual([200, 200, 200]);
    const refused = await get('/two', 'a');
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.json()).toMatchObject({ status: 429, code: 'rate_limited' });
    expect((await get('/two', 'b')).statusCode).toBe(200);
  });
});

describe('what was not expected', () => {
  it('is told nobody', async () => {
    const answer = await get('/broken', 'c');
    expect(answer.statusCode).toBe(500);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const { requestId, ...rest } = answer.json<{ requestId: string }>();
    // A random id can hold any three digits.
    expect(JSON.stringify(rest)).not.toContain('483');
    expect(requestId).toBe(answer.headers['x-request-id']);
  });
});
