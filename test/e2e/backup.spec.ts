import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ConfigurationError, readConfiguration } from '../../src/config/configuration.js';
import { AccessStore } from '../../src/negotiations/ports/access-store.js';
import { startServer, type RunningServer } from '../../src/server.js';
import { negotiationBody } from '../support/negotiation-body.js';
import { createServerDatabase, postgresIsThere } from '../support/databases.js';
import { postgresProgram } from '../support/own-postgres.js';

const run = promisify(execFile);
const KEY = Buffer.alloc(32, 7).toString('base64');
const dump = postgresProgram('pg_dump');
const restore = postgresProgram('pg_restore');

interface Message {
  seq: number;
  author: string;
  text: string;
}

describe.skipIf(!postgresIsThere || dump === null || restore === null)(
  'a backup made with pg_dump (skipped without PostgreSQL and its programs)',
  () => {
    let original: { url: string; drop(): Promise<void> };
    let restored: { url: string; drop(): Promise<void> };
    let directory: string;
    let key: string;
    let id: string;
    let said: Message[];

    const start = (url: string, masterKey?: string): Promise<RunningServer> =>
      startServer(
        readConfiguration({
          PORT: '0',
          LOG_LEVEL: 'silent',
          DATABASE_URL: url,
          ...(masterKey === undefined ? {} : { PARLEY_MASTER_KEY: masterKey }),
          BURST_QUIET_MS: '30',
          BURST_MAXIMUM_MS: '200',
          QUIET_HOURS: '0-0',
        }),
      );

    async function call<T>(server: RunningServer, method: string, path: string, body?: object): Promise<T> {
      const answer = await fetch(`${server.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
      return (await answer.json()) as T;
    }

    const messages = async (server: RunningServer): Promise<Message[]> =>
      (await call<{ items: Message[] }>(server, 'GET', `/v1/negotiations/${id}/messages`)).items;

    async function say(server: RunningServer, text: string): Promise<void> {
      const before = (await messages(server)).length;
      await call(server, 'POST', `/v1/negotiations/${id}/messages`, { clientMessageId: `m-${before}`, text });
      await vi.waitFor(async () => expect((await messages(server)).length).toBe(before + 2), { timeout: 10_000 });
    }

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'parley-backup-'));
      [original, restored] = [await createServerDatabase(), await createServerDatabase()];
      const server = await start(original.url, KEY);
      try {
        const access = server.app.get(AccessStore, { strict: false });
        ({ key } = await access.createKey({ tenant: 'ours', ota: 'Farewell Travel', name: 'B', scopes: ['ota'] }, new Date()));
        ({ id } = await call<{ id: string }>(server, 'POST', '/v1/negotiations', negotiationBody('BACKUP-1', 'partner-1')));
        await say(server, 'Who are you?');
        await say(server, 'How about 500?');
        said = await messages(server);
      } finally {
        await server.close();
      }
      const file = join(directory, 'dump');
      await run(dump!, ['--format=custom', `--file=${file}`, original.url]);
      await run(restore!, [`--dbname=${restored.url}`, file]);
    }, 60_000);
    afterAll(async () => {
      await original?.drop();
      await restored?.drop();
      await rm(directory, { recursive: true, force: true });
    });

    it('is the same after a restore: keys, messages, and the conversation goes on where it was', async () => {
      const server = await start(restored.url, KEY);
      try {
        expect(await messages(server)).toEqual(said);
        await say(server, '480 and not less');
        const [, , , , partner, agent] = await messages(server);
        expect([partner!.text, agent!.author]).toEqual(['480 and not less', 'agent']);
      } finally {
        await server.close();
      }
    });

    it.each([
      ['another master key', Buffer.alloc(32, 8).toString('base64'), 'is not the key that this database was written with'],
      ['no master key', undefined, 'is not set, and this database was written with one'],
    ])('is refused at the start with %s, before anything is written', async (_, masterKey, why) => {
      const starting = start(restored.url, masterKey);
      await expect(starting).rejects.toThrow(ConfigurationError);
      await expect(starting).rejects.toThrow(why);
    });
  },
);
